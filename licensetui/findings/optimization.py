"""Rules about what is paid for: seats, licenses nobody uses, ends that could be one date.

What may be saved is never pressing, so it is one quiet finding of a kind, however many licenses it
is about; it leads to the one that matters most, and `licensetui report` names them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from licensetui.domain.counting import listed
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.money import Money
from licensetui.domain.optimization import is_leaving, seat_uses, shared_ends, unused
from licensetui.domain.term import Term
from licensetui.domain.totals import yearly_cost
from licensetui.findings.rule import Fault, LicenseRule, PortfolioRule, Rule
from licensetui.findings.surroundings import Surroundings

REPORT = "licensetui report names them"
"""Where to read on."""


def too_few_seats(license: License, around: Surroundings) -> Fault | None:
    """Say that more seats are taken than paid."""
    paid, in_use = license.seats, license.seats_in_use
    if not isinstance(paid, int) or in_use is None or in_use <= paid:
        return None
    return Fault(f"{license.name} is for {paid} {license.unit.value}, and {in_use} use it")


def unused_licenses(around: Surroundings) -> Iterator[tuple[License, Fault]]:
    """Yield one finding about the licenses that nobody uses."""
    found = sorted(unused(around.portfolio, around.today, around.settings), key=_dearest)
    if not found:
        return
    if len(found) == 1:
        reason = f"Nobody uses {found[0].name}{_a_year(yearly_cost(found[0].term or Term(0)))}"
    else:
        reason = f"Nobody uses {_names(found)}: {REPORT}"
    yield found[0], Fault(reason)


def spare_seats(around: Surroundings) -> Iterator[tuple[License, Fault]]:
    """Yield one finding about the licenses that could do with fewer seats."""
    uses = [
        use
        for use in seat_uses(around.portfolio, around.today, around.settings)
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
    yield uses[0].license, Fault(reason)


def ends_apart(around: Surroundings) -> Iterator[tuple[License, Fault]]:
    """Yield one finding about the ends that could be one date."""
    found = shared_ends(around.portfolio, around.today, around.settings)
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
    yield found[0].licenses[0], Fault(reason)


def _names(licenses: Sequence[License]) -> str:
    return listed([license.name for license in licenses], 1)


def _a_year(cost: Money | None) -> str:
    """Return what is paid for nothing, as the end of a sentence; empty if that is unknown."""
    return f", {cost} a year" if cost and cost.amount else ""


def _dearest(license: License) -> Decimal:
    """Return what to sort licenses by: currencies are not compared, the larger number leads."""
    cost = yearly_cost(license.term) if license.term else None
    return -cost.amount if cost else Decimal(1)


RULES: tuple[Rule, ...] = (
    LicenseRule(
        name="too-few-seats",
        check=too_few_seats,
        word="seats",
        field="seats",
        together="{count} licenses have more users than seats",
    ),
    PortfolioRule(
        name="unused-license",
        check=unused_licenses,
        word="unused",
        field="seats_in_use",
        severity=Urgency.LATER,
    ),
    PortfolioRule(
        name="spare-seats",
        check=spare_seats,
        word="seats",
        field="seats",
        severity=Urgency.LATER,
    ),
    PortfolioRule(
        name="ends-apart",
        check=ends_apart,
        word="co-term",
        field="terms",
        severity=Urgency.LATER,
    ),
)
"""The rules about what is paid for, in the order of their findings."""
