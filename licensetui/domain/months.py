"""Months as grids of days, and the next twelve of them as counts and amounts."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date

from licensetui.domain.agenda import AgendaEntry, ends
from licensetui.domain.costs import term_cost
from licensetui.domain.dataclass import dataclass
from licensetui.domain.milestones import Urgency
from licensetui.domain.money import Money, sums
from licensetui.domain.settings import Settings

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""English names: the names of an installed locale are not to be relied on."""
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
"""Two letters for each day of the week, Monday first."""


@dataclass(frozen=True, order=True)
class Month:
    """One month of one year."""

    year: int
    """The year, 1 to 9999."""
    number: int
    """The month, 1 to 12."""

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month in which a day lies."""
        return cls(day.year, day.month)

    def plus(self, months: int) -> Month:
        """Return the month so many later (negative: earlier), kept within the calendar's range."""
        index = min(max(self.year * 12 + self.number - 1 + months, 12), 9999 * 12 + 11)
        return Month(index // 12, index % 12 + 1)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def title(self) -> str:
        """Name and year: `November 2026`."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    @property
    def short(self) -> str:
        """Three letters: `Nov`."""
        return MONTHS[self.number - 1][:3]


@dataclass(frozen=True)
class Week:
    """One row of a month grid."""

    number: int
    """ISO 8601 number of the week in which the row's Thursday lies."""
    days: tuple[date | None, ...]
    """Seven days from the first day of the week; None outside the month, or the calendar."""


@dataclass(frozen=True)
class MonthTotal:
    """The ends in one month."""

    month: Month
    count: int
    """Licenses whose term ends in it and is still open."""
    urgency: Urgency | None
    """The worst of them; None if there are none."""
    amounts: tuple[Money, ...]
    """What those terms cost, one sum per currency, as far as known."""


def week_days(settings: Settings) -> tuple[str, ...]:
    """Return the two-letter names of the days in the order of a row."""
    first = _first_weekday(settings)
    return DAYS[first:] + DAYS[:first]


def month_grid(month: Month, settings: Settings) -> tuple[Week, ...]:
    """Return the rows of a month, four to six of them, from its first day to its last."""
    length = calendar.monthrange(month.year, month.number)[1]
    days: list[date | None] = [date(month.year, month.number, day + 1) for day in range(length)]
    first = date(month.year, month.number, 1)
    lead = (first.weekday() - _first_weekday(settings)) % 7
    cells = [None] * lead + days
    cells += [None] * (-len(cells) % 7)
    rows = (tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))
    return tuple(Week(_week_number(row, settings), row) for row in rows)


def week_ordinal(day: date, settings: Settings) -> int:
    """Return the ordinal of the first day of the week of a day; below 1 before the calendar."""
    return day.toordinal() - (day.weekday() - _first_weekday(settings)) % 7


def weeks_from(day: date, count: int, settings: Settings) -> tuple[Week, ...]:
    """Return `count` weeks on end, whatever the months, from the week of a day on.

    Days that no calendar can hold are None.
    """
    first = week_ordinal(day, settings)
    starts = range(first, first + 7 * count, 7)
    rows = (tuple(map(_day, range(start, start + 7))) for start in starts)
    return tuple(Week(_week_number(row, settings), row) for row in rows if any(row))


def months_ahead(
    entries: Iterable[AgendaEntry], today: date, count: int = 12
) -> tuple[MonthTotal, ...]:
    """Return `count` months from now on with the open ends; see `ended_before` for earlier ones."""
    by_month: dict[tuple[int, int], list[AgendaEntry]] = {}
    for entry in ends(entries):
        by_month.setdefault((entry.day.year, entry.day.month), []).append(entry)
    months = [Month.of(today).plus(offset) for offset in range(count)]
    return tuple(_total(month, by_month.get((month.year, month.number), [])) for month in months)


def ended_before(entries: Iterable[AgendaEntry], today: date) -> tuple[AgendaEntry, ...]:
    """Return the open ends that lie before the present month."""
    return tuple(entry for entry in ends(entries) if entry.day < today.replace(day=1))


def day_and_month(day: date) -> str:
    """Return a day as agendas show it: `01 Dec`."""
    return f"{day.day:02} {MONTHS[day.month - 1][:3]}"


def long_date(day: date) -> str:
    """Return a day as headings show it: `Sun 22 Nov 2026`."""
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return f"{names[day.weekday()]} {day_and_month(day)} {day.year}"


def _total(month: Month, entries: list[AgendaEntry]) -> MonthTotal:
    costs = [cost for entry in entries if (cost := term_cost(entry.license.term))]
    worst = min((entry.urgency for entry in entries), default=None)
    return MonthTotal(month, len(entries), worst, sums(costs))


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _first_weekday(settings: Settings) -> int:
    return {"monday": 0, "saturday": 5, "sunday": 6}[settings.week_start]


def _week_number(row: tuple[date | None, ...], settings: Settings) -> int:
    index, day = next((i, day) for i, day in enumerate(row) if day)
    thursday = (3 - _first_weekday(settings)) % 7
    ordinal = min(day.toordinal() + thursday - index, date.max.toordinal())
    return date.fromordinal(max(ordinal, 1)).isocalendar().week
