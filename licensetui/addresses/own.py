"""Was one of the user's own domains or contacts meant? Where no published checker looks."""

from __future__ import annotations

from typing import NamedTuple

from licensetui.addresses.domains import FINE, DomainVerdict, is_known, is_vendors, judge
from licensetui.addresses.known import Knowledge
from licensetui.addresses.near import Near
from licensetui.addresses.registry import IS_SLIP, IS_WORD
from licensetui.addresses.witness import witnessed
from licensetui.domain.counting import counted
from licensetui.door import load


class LocalVerdict(NamedTuple):
    """A verdict on the part before the @."""

    meant: str = ""
    """The known address that was probably meant; empty if it may well be right."""
    reason: str = ""
    """Why, as a clause."""
    note: str = ""
    """What is too unsure to be offered, as a sentence."""
    maybe: str = ""
    """The address that the note names; empty if it names none."""


def judge_domain(local: str, domain: str, known: Knowledge) -> DomainVerdict:
    """Return whether another domain was meant, of which a known contact may be a witness."""
    if is_known(domain) or is_vendors(domain):
        return FINE
    verdict = FINE
    if not known.is_trusted(domain):
        verdict = known.meant(domain) or judge(domain)
        if verdict.meant and known.uses(f"{local.casefold()}@{verdict.meant}") is not None:
            return verdict
    return witnessed(local, domain, known) or verdict


def judge_local(local: str, domain: str, known: Knowledge, own_uses: int | None) -> LocalVerdict:
    """Return whether another known address of the same domain was meant.

    `own_uses` is on how many licenses the address is wanted if it is a saved contact's, else None.
    """
    is_known_one = own_uses is None and known.uses(f"{local.casefold()}@{domain}") is not None
    if "+" in local or is_known_one:
        return LocalVerdict()
    notes = []
    for near in sorted(known.like(local, domain), key=lambda near: (-near.uses, near.address)):
        sure: bool | None = load(IS_SLIP)(near, local)
        if sure is None:
            continue
        if sure and (own_uses is None or _is_better(near, own_uses)):
            return LocalVerdict(near.address, f"looks like {near.address}, {_used(near.uses)}")
        if own_uses is None or near.uses >= own_uses:
            notes.append(near)
    if notes:
        near = notes[0]
        return LocalVerdict(note=f"Close to {near.address}, {_used(near.uses)}", maybe=near.address)
    return LocalVerdict()


def _is_better(near: Near, own_uses: int) -> bool:
    """Say whether the other of two saved contacts is rather the right one."""
    if near.typed:
        is_known, was_known = map(load(IS_WORD), (near.meant, near.typed))
        if is_known != was_known:
            return bool(is_known)
    return near.uses > own_uses


def _used(uses: int) -> str:
    if not uses:
        return "a known contact"
    return f"used by {counted(uses, 'license')}"
