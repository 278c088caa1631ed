"""Rules about what is paid for: seats, licenses nobody uses, ends that could be one date.

What may be saved is never pressing, so it is one quiet finding of a kind, however many licenses it
is about; it leads to the one that matters most, and `licensetui report` names them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from licensetui.domain.costs import yearly_cost
from licensetui.domain.counting import listed
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.money import Money
from licensetui.domain.optimization import (
    SeatUse,
    is_leaving,
    is_unused,
    near_each_other,
    order_group,
    seat_use,
)
from licensetui.domain.plain import folded
from licensetui.findings.ends_of_life import is_sold_on
from licensetui.findings.rule import Fault, LicenseRule, PortfolioRule, Rule
from licensetui.findings.surroundings import Surroundings

FULL = 90
"""So many seats in a hundred are taken when hardly any are left."""
REPORT = "see licensetui report"
"""Where to read on."""


_Found = tuple[int, Fault]
"""The id of a license, and what is wrong."""


class _Movable(NamedTuple):
    """A license whose end could be another day."""

    id: int
    group: tuple[str, ...]
    """What it has in common with those that one order can renew."""
    end: date
    name: str
    vendor: str
    """Its vendor, as typed."""


def too_few_seats(license: License, around: Surroundings) -> Fault | None:
    """Say that more seats are taken than paid."""
    paid, in_use = license.seats, license.seats_in_use
    if not isinstance(paid, int) or in_use is None or in_use <= paid:
        return None
    return Fault(f"{license.name} is for {paid} {license.unit.label}, but {in_use} use it")


def nearly_full(license: License, around: Surroundings) -> Fault | None:
    """Say that hardly any seats are left; one that is for a single user is meant to be taken."""
    paid, in_use = license.seats, license.seats_in_use
    if not isinstance(paid, int) or in_use is None or in_use * 100 < paid * FULL:
        return None
    if not 1 < paid >= in_use or is_leaving(license):
        return None
    return Fault(f"{license.name} uses {in_use} of {paid} seats: {paid - in_use or 'none'} left")


def unused_licenses(found: Mapping[int, License], around: Surroundings) -> Iterator[_Found]:
    """Yield one finding about the licenses that nobody uses."""
    by_cost = sorted(sorted(found.values(), key=_name), key=_dearest)
    first = by_cost[0]
    if len(by_cost) == 1:
        reason = f"Nobody uses {first.name}{_a_year(yearly_cost(first.term))}"
    else:
        reason = f"Nobody uses {_names(by_cost)}: {REPORT}"
    yield first.id, Fault(reason)


def spare_seats(found: Mapping[int, SeatUse], around: Surroundings) -> Iterator[_Found]:
    """Yield one finding about the licenses that could do with fewer seats."""
    uses = sorted(found.values(), key=lambda use: _name(use.license))
    uses.sort(key=_least_saved)
    first = uses[0].license
    if len(uses) == 1:
        seats = f"{uses[0].free} of {uses[0].paid} {first.unit.label}"
        reason = f"Unused seats in {first.name}: {seats}{_a_year(uses[0].free_cost)}"
    else:
        reason = f"Unused seats in {_names([use.license for use in uses])}: {REPORT}"
    yield first.id, Fault(reason)


def ends_apart(found: Mapping[int, _Movable], around: Surroundings) -> Iterator[_Found]:
    """Yield one finding about the ends that could be one date."""
    groups: dict[tuple[str, ...], list[tuple[date, _Movable]]] = {}
    for one in sorted(found.values(), key=lambda one: (folded(one.name), one.id)):
        groups.setdefault(one.group, []).append((one.end, one))
    runs = [run for group in groups.values() for run in near_each_other(group)]
    if not runs:
        return
    days = [list(dict.fromkeys(one.end for one in run)) for run in runs]
    first, ends = min(
        zip(runs, days, strict=True), key=lambda pair: (pair[1], folded(pair[0][0].name))
    )
    if len(runs) == 1:
        reason = (
            f"{len(first)} licenses of {first[0].vendor} end on {len(ends)} dates from "
            f"{ends[0]} to {ends[-1]}: they could share one"
        )
    else:
        count, days_now = sum(map(len, runs)), sum(map(len, days))
        reason = f"{count} licenses end on {days_now} dates that could be {len(runs)}: {REPORT}"
    yield first[0].id, Fault(reason)


def _unused(license: License, around: Surroundings) -> License | None:
    return license if is_unused(license, around.today, around.settings) else None


def _spare(license: License, around: Surroundings) -> SeatUse | None:
    use = seat_use(license, around.portfolio, around.today, around.settings)
    return use if use and use.could_be_fewer and not is_leaving(license) else None


def _movable(license: License, around: Surroundings) -> _Movable | None:
    group = order_group(license, around.today, around.settings)
    if group is None or license.end is None or not is_sold_on(license):
        return None
    return _Movable(license.id, group, license.end, license.name, license.vendor)


def _name(license: License) -> tuple[str, int]:
    return folded(license.name), license.id


def _names(licenses: Sequence[License]) -> str:
    return listed([license.name for license in licenses], 1)


def _a_year(cost: Money | None) -> str:
    """Return what is paid for nothing, as the end of a sentence; empty if that is unknown."""
    return f" ({cost} a year)" if cost and cost.amount else ""


def _least_saved(use: SeatUse) -> Decimal:
    """Return what to sort seats by: the most that is paid for nothing first, as of `_dearest`."""
    cost = use.free_cost
    return -cost.amount if cost else Decimal(1)


def _dearest(license: License) -> Decimal:
    """Return what to sort licenses by: currencies are not compared, the larger number leads."""
    cost = yearly_cost(license.term)
    return -cost.amount if cost else Decimal(1)


RULES: tuple[Rule, ...] = (
    LicenseRule(
        name="too-few-seats",
        check=too_few_seats,
        word="seats",
        field="seats",
        together="{count} licenses have more users than seats",
    ),
    LicenseRule(
        name="nearly-full",
        check=nearly_full,
        word="full",
        field="seats",
        severity=Urgency.LATER,
        together="{count} licenses have almost no seats left",
    ),
    PortfolioRule(
        name="unused-license",
        gather=_unused,
        check=unused_licenses,
        word="unused",
        field="seats_in_use",
        severity=Urgency.LATER,
    ),
    PortfolioRule(
        name="spare-seats",
        gather=_spare,
        check=spare_seats,
        word="seats",
        field="seats",
        severity=Urgency.LATER,
    ),
    PortfolioRule(
        name="ends-apart",
        gather=_movable,
        check=ends_apart,
        word="co-term",
        field="terms",
        severity=Urgency.LATER,
    ),
)
"""The rules about what is paid for, in the order of their findings."""
