"""Remarks on the address of a contact that a command saves: those of the form."""

from __future__ import annotations

from collections.abc import Iterable

from licensetui.addresses.advice import advice
from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses, domain_of
from licensetui.addresses.said import said
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.places import Uses, places
from licensetui.findings.teams import Teams


def contact_remarks(
    before: Contact | None,
    after: Contact,
    portfolio: Portfolio,
    own_domains: Iterable[str],
    coming: Uses = (),
) -> tuple[str, ...]:
    """Return what there is to say of the address that a contact has from now on.

    Nothing if that and its kind stay as they were, and it comes to no other place.
    """
    is_same = before is not None and (before.email, before.kind) == (after.email, after.kind)
    if not after.email or (is_same and not coming):
        return ()
    known = KnownAddresses.of(portfolio, tuple(own_domains))
    report = check(after.email, known, contact=after)
    teams = Teams(portfolio, lambda contact: check(contact.email, known, contact=contact))
    used = places(portfolio, None if coming else before, coming, teams, domain_of(after.email))
    found = [f"{after.email}: {line}" for line in said(report, advice(report, used))]
    other = portfolio.contact_at(after.email)
    if other and other.id != after.id:
        found.append(f"{after.email}: already used by contact {other.id} {other.label}")
    return tuple(found)
