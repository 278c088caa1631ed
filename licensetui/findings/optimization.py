"""Rules about what is paid for: seats, licenses nobody uses, ends that could be one date.

What may be saved is never pressing, so it is one quiet finding of a kind, however many licenses it
is about; it leads to the one that matters most, and `licensetui report` names them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.money import Money
from licensetui.domain.optimization import is_leaving, seat_uses, shared_ends, unused
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Term
from licensetui.domain.totals import yearly_cost
from licensetui.findings.rule import kept

REPORT = "licensetui report names them"
"""Where to read on."""


def too_few_seats(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses of which more seats are taken than paid."""
    for license in kept(portfolio, today):
        paid, in_use = license.seats, license.seats_in_use
        if isinstance(paid, int) and in_use is not None and in_use > paid:
            yield Finding(
                rule="too-few-seats",
                severity=Urgency.SOON,
                reason=f"{license.name} is for {paid} {license.unit.value}, and {in_use} use it",
                word="seats",
                field="seats",
                license=license.id,
            )


def unused_licenses(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield one finding about the licenses that nobody uses."""
    found = sorted(unused(portfolio, today, settings), key=_dearest)
    if not found:
        return
    if len(found) == 1:
        reason = f"Nobody uses {found[0].name}{_a_year(yearly_cost(found[0].term or Term(0)))}"
    else:
        reason = f"Nobody uses {_names(found)}: {REPORT}"
    yield _quiet("unused-license", reason, "unused", "seats_in_use", found[0])


def spare_seats(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield one finding about the licenses that could do with fewer seats."""
    uses = [
        use
        for use in seat_uses(portfolio, today, settings)
        if use.could_be_fewer and not is_leaving(use.license)
    ]
    uses.sort(key=lambda use: -use.free_cost.amount if use.free_cost else Decimal(1))
    if not uses:
        return
    if len(uses) == 1:
        seats = f"{uses[0].free} of {uses[0].paid} {uses[0].license.unit.value}"
        reason = f"Nobody takes {seats} of {uses[0].license.name}{_a_year(uses[0].free_cost)}"
    else:
        reason = f"Seats to spare in {_names([use.license for use in uses])}: {REPORT}"
    yield _quiet("spare-seats", reason, "seats", "seats", uses[0].license)


def ends_apart(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield one finding about the ends that could be one date."""
    found = shared_ends(portfolio, today, settings)
    if not found:
        return
    if len(found) == 1:
        licenses, days = found[0].licenses, found[0].days
        reason = (
            f"{len(licenses)} licenses of {licenses[0].vendor} end on {len(days)} days from "
            f"{days[0]} to {days[-1]}: it could be one"
        )
    else:
        count = sum(len(shared.licenses) for shared in found)
        days_now = sum(len(shared.days) for shared in found)
        reason = f"{count} licenses end on {days_now} days that could be {len(found)}: {REPORT}"
    yield _quiet("ends-apart", reason, "co-term", "terms", found[0].licenses[0])


def _quiet(rule: str, reason: str, word: str, field: str, license: License) -> Finding:
    return Finding(rule, Urgency.LATER, reason, word, field, license=license.id)


def _names(licenses: Sequence[License]) -> str:
    return f"{licenses[0].name} and {len(licenses) - 1} more"


def _a_year(cost: Money | None) -> str:
    """Return what is paid for nothing, as the end of a sentence; empty if that is unknown."""
    return f", {cost} a year" if cost and cost.amount else ""


def _dearest(license: License) -> Decimal:
    """Return what to sort licenses by: currencies are not compared, the larger number leads."""
    cost = yearly_cost(license.term) if license.term else None
    return -cost.amount if cost else Decimal(1)
