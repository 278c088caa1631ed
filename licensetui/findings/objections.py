"""Objections of an editor before it saves: the rules of vendors, on what was typed.

No rule stops a record from being read or from being edited elsewhere: what was wrong before is a
finding, and no objection. A date before its start needs none: such a record cannot be built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from licensetui.domain.auto_renewal import present_end
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import TermKind
from licensetui.findings import vendor_rules
from licensetui.vendors import EndOfLife, vendor_of

PURCHASES = frozenset({TermKind.NEW, TermKind.UPGRADE})
"""Kinds of terms that buy or expand, rather than go on with what is there."""
CHECK = "check on the portal"


@dataclass(frozen=True)
class Objection:
    """A reason not to save a license so."""

    field: str
    """The field to go to: of the license (`seats`), or of its current term (`end`)."""
    reason: str
    """A sentence without a full stop; the license that it is about is not named."""
    refuses: bool = True
    """Whether it must not be saved so; else it is a warning."""


def objections(
    before: License | None, after: License, portfolio: Portfolio, today: date
) -> tuple[Objection, ...]:
    """Return what speaks against saving `after`, those that refuse first.

    `before` is the license as it was, None for a new one: what could be said of it already is left
    out. `portfolio` has the licenses on which it hangs; if these are changed together with it, as
    when a host and its apps are renewed at once, they must be there as they shall be.
    """
    known = set(_all(before, before, portfolio, today)) if before else set()
    found = (x for x in _all(before, after, portfolio, today) if x not in known)
    return tuple(sorted(found, key=lambda objection: not objection.refuses))


def refusal(
    before: License | None, after: License, portfolio: Portfolio, today: date
) -> Objection | None:
    """Return the first objection for which `after` must not be saved, or None."""
    found = objections(before, after, portfolio, today)
    return next((objection for objection in found if objection.refuses), None)


def plan_objections(license: License, portfolio: Portfolio, today: date) -> tuple[Objection, ...]:
    """Return what speaks against the planned term of a license, as in a co-term preview.

    Give it `CoTermLine.after`; in `portfolio`, a parent with a plan is taken as planned, too.
    """
    if license.planned is None:
        return ()
    parent = portfolio.license(license.parent)
    others = [_as_planned(parent)] if parent else []
    return objections(license, _as_planned(license), portfolio.with_licenses(others), today)


def _as_planned(license: License) -> License:
    plan = license.planned
    return replace(license, terms=(*license.terms, plan)) if plan else license


def _all(
    before: License | None, after: License, portfolio: Portfolio, today: date
) -> Iterator[Objection]:
    yield from _about_end_of_life(before, after, today)
    yield from _about_purchase(before, after, portfolio, today)
    yield from _about_parent(after, portfolio, today)
    if vendor_rules.is_ending_though_perpetual(after):
        yield Objection("perpetual", "Only the maintenance of a perpetual license ends")


def _about_end_of_life(before: License | None, after: License, today: date) -> Iterator[Objection]:
    """Yield that a term ends too late. One that is added, by a renewal, must have been sold."""
    limit = vendor_rules.limit_passed(after, after.end)
    if limit:
        reason = f"{after.end} is too late: {vendor_rules.limit_words(limit, today)}"
        is_added = before is not None and len(after.terms) > len(before.terms)
        if is_added and limit.is_last_sold:
            reason = f"{reason}, and no maintenance is sold past that date"
        yield Objection(
            "end", f"{reason}, {CHECK}", limit.expires or (is_added and limit.is_last_sold)
        )


def _about_purchase(
    before: License | None, after: License, portfolio: Portfolio, today: date
) -> Iterator[Objection]:
    """Yield warnings about what is bought, or expanded today, after the last day for it.

    A term counts as bought on its first day; where none is known there is nothing to say.
    """
    vendor, term = vendor_of(after), after.term
    last, closed = vendor.last_purchase(after), vendor.closed_to_new(after)
    if last and today > last.day and _is_expanded(before, after):
        yield _too_late("seats", last)
    if term is None or term.start is None:
        return
    if last and term.start > last.day and term.kind in PURCHASES:
        yield _too_late("start", last)
    elif closed and term.start >= closed.day and term.kind is TermKind.NEW:
        others = (x for x in portfolio.licenses if x.id != after.id)
        if not any(vendor_of(x).closed_to_new(x) == closed for x in others):
            reason = f"{closed.what} has been closed to new customers since {closed.day}, {CHECK}"
            yield Objection("start", reason, refuses=False)


def _too_late(field: str, last: EndOfLife) -> Objection:
    reason = f"{last.what} can be bought or expanded only until {last.day}, {CHECK}"
    return Objection(field, reason, refuses=False)


def _about_parent(license: License, portfolio: Portfolio, today: date) -> Iterator[Objection]:
    parent = portfolio.license(license.parent)
    if parent is None:
        return
    if vendor_rules.ends_after(license, license.end, present_end(parent, today)):
        last = present_end(parent, today)
        reason = f"A developer license ends with its parent: {parent.name} on {last}"
        yield Objection("end", reason)
    if vendor_rules.is_below(license, parent):
        host = f"{parent.name} is for {vendor_rules.seats_words(parent)}"
        yield Objection("seats", f"An app needs at least the tier of its host: {host}")


def _is_expanded(before: License | None, after: License) -> bool:
    if before is None or before.seats is None or before.seats == after.seats:
        return False
    if after.seats == "unlimited":
        return True
    return isinstance(after.seats, int) and (
        isinstance(before.seats, int) and after.seats > before.seats
    )
