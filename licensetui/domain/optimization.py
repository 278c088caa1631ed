"""Possible savings: seats nobody takes, licenses nobody uses, ends that could be one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from licensetui.domain.costs import times, yearly_cost
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import Hosting, License, LicenseType, Portal
from licensetui.domain.money import Money
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_running
from licensetui.domain.term import Decision, Progress

Item = TypeVar("Item")

TOGETHER = timedelta(days=92)
"""Ends within so many days of the first could be one date: a term some months longer or shorter."""
_TIERED = frozenset({Hosting.DATA_CENTER, Hosting.SERVER})
"""Hostings that are sold in tiers, of which each is about twice the one before."""
_UNRENEWED = frozenset({LicenseType.EVALUATION, LicenseType.DEVELOPER})
"""Types that end by themselves, or with the license that they belong to."""


@dataclass(frozen=True)
class SeatUse:
    """The seats of a license, taken and paid, and what one costs."""

    license: License
    paid: int
    """Seats paid, one or more."""
    in_use: int | None
    """Seats taken, where somebody counted."""
    needed: int | None
    """Seats below which it must not go, for its users or its host's; None if nobody counted."""

    @property
    def yearly(self) -> Money | None:
        """The cost of the license a year, where known."""
        return yearly_cost(self.license.term)

    @property
    def free(self) -> int | None:
        """Seats that nobody takes; negative if more are taken than paid; None if unknown."""
        return None if self.in_use is None else self.paid - self.in_use

    @property
    def per_seat(self) -> Money | None:
        """The cost of a seat paid, a year."""
        yearly = self.yearly
        return times(yearly, Fraction(1, self._priced)) if yearly else None

    @property
    def per_seat_in_use(self) -> Money | None:
        """The cost of a seat taken, a year; None too if none is taken."""
        yearly = self.yearly
        return times(yearly, Fraction(1, self.in_use)) if yearly and self.in_use else None

    @property
    def free_cost(self) -> Money | None:
        """The cost of the free seats, a year."""
        yearly, free = self.yearly, self.free
        if yearly is None or free is None:
            return None
        return times(yearly, Fraction(min(max(free, 0), self._priced), self._priced))

    @property
    def _priced(self) -> int:
        """Seats that the cost is for: those of the price, where it has a number of its own."""
        term = self.license.term
        return (term.seats if term and term.per_seat else None) or self.paid

    @property
    def could_be_fewer(self) -> bool:
        """Say whether a fifth of the seats could go; half of them where they come in tiers.

        A license that nobody uses at all is another matter; see `unused`.
        """
        if self.needed is None or not self.in_use:
            return False
        parts = 2 if self.license.hosting in _TIERED else 5
        return (self.paid - self.needed) * parts >= self.paid


@dataclass(frozen=True)
class SharedEnd:
    """Licenses of one vendor and organization that end on several days near each other."""

    licenses: tuple[License, ...]
    """Two or more, by their ends."""
    days: tuple[date, ...]
    """The ends, each once: two or more. At the last one, nothing lapses before."""


def seat_uses(portfolio: Portfolio, today: date, settings: Settings) -> tuple[SeatUse, ...]:
    """Return the seats of all running licenses that have a number of them, by name."""
    found = (seat_use(x, portfolio, today, settings) for x in _by_name(portfolio.licenses))
    return tuple(use for use in found if use)


def seat_use(
    license: License, portfolio: Portfolio, today: date, settings: Settings
) -> SeatUse | None:
    """Return the seats of a running license; None if nobody stated a number."""
    seats = license.seats
    if not isinstance(seats, int) or seats <= 0 or not is_running(license, today, settings):
        return None
    return SeatUse(license, seats, license.seats_in_use, _needed(license, portfolio))


def unused(portfolio: Portfolio, today: date, settings: Settings) -> tuple[License, ...]:
    """Return the running licenses of which somebody counted that no seat is taken, by name.

    What is to be canceled anyway is left out.
    """
    return tuple(x for x in _by_name(portfolio.licenses) if is_unused(x, today, settings))


def is_unused(license: License, today: date, settings: Settings) -> bool:
    """Say whether somebody counted that no seat of a running license is taken."""
    is_empty = license.seats_in_use == 0 and not is_leaving(license)
    return is_empty and is_running(license, today, settings)


def shared_ends(
    licenses: Iterable[License], today: date, settings: Settings
) -> tuple[SharedEnd, ...]:
    """Return those of these licenses ahead that could end on one date, by their first ends.

    They have vendor, organization, portal and partner in common: what one order can renew.
    """
    groups: dict[tuple[str, ...], list[License]] = {}
    for license in _by_name(licenses):
        group = order_group(license, today, settings)
        if group is not None:
            groups.setdefault(group, []).append(license)
    found = [
        SharedEnd(tuple(run), tuple(dict.fromkeys(x.end for x in run if x.end)))
        for group in groups.values()
        for run in near_each_other([(x.end, x) for x in group if x.end])
    ]
    return tuple(sorted(found, key=lambda shared: (shared.days, folded(shared.licenses[0].name))))


def order_group(license: License, today: date, settings: Settings) -> tuple[str, ...] | None:
    """Return by what a license is told from those that one order can renew together with it.

    None for one whose end cannot be moved, or is of no concern any more.
    """
    if not is_running(license, today, settings) or not _may_move(license, today):
        return None
    return _group(license.vendor, license.organization, license.partner, license.portal)


@lru_cache(maxsize=4_096)  # one for many licenses
def _group(vendor: str, organization: str, partner: str, portal: Portal) -> tuple[str, ...]:
    names = (vendor, organization, partner)
    return (*(folded(" ".join(name.split())) for name in names), portal.key)


def is_leaving(license: License) -> bool:
    """Say whether the present term of a license is meant to be the last."""
    return license.term is not None and license.term.decision is Decision.CANCEL


def _needed(license: License, portfolio: Portfolio) -> int | None:
    """Return how many seats a license must have: an app needs its host's tier."""
    host = portfolio.license(license.parent)
    if license.seats_in_use is None or host is None or host.unit is not license.unit:
        return license.seats_in_use
    if host.seats == "unlimited":
        return None
    return max(license.seats_in_use, host.seats or 0)


def _may_move(license: License, today: date) -> bool:
    """Say whether a next term is still to be planned and ordered, from a vendor that is known."""
    term = license.term
    return (
        bool(license.vendor.strip())
        and license.type not in _UNRENEWED
        and license.planned is None
        and term is not None
        and term.end is not None
        and term.end >= today
        and term.decision is not Decision.CANCEL
        and term.progress in (Progress.OPEN, Progress.QUOTED)
    )


def near_each_other(ends: Iterable[tuple[date, Item]]) -> list[list[Item]]:
    """Return what ends within `TOGETHER` of the first, run by run; only what has several days."""
    runs: list[list[tuple[date, Item]]] = []
    for end, item in sorted(ends, key=lambda pair: pair[0]):
        if runs and end - runs[-1][0][0] <= TOGETHER:
            runs[-1].append((end, item))
        else:
            runs.append([(end, item)])
    return [[item for _, item in run] for run in runs if run[0][0] != run[-1][0]]


def _by_name(licenses: Iterable[License]) -> list[License]:
    return sorted(licenses, key=lambda x: (folded(x.name), x.id))
