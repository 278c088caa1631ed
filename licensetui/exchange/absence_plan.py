"""The plan of an import of absences: whose they are, which are known, and which are nobody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Away, Contact
from licensetui.domain.dataclass import dataclass
from licensetui.exchange.absence_people import People, Whose
from licensetui.exchange.absence_words import is_absence
from licensetui.exchange.calendar_file import CalendarEntry, CalendarFile
from licensetui.exchange.occurrences import Occurrence, has_passed, occurrences

YEARS = 2
"""So far ahead absences are looked for: a series may have no end."""


@dataclass(frozen=True)
class PlannedAbsence:
    """Days on which somebody is away, as a calendar says."""

    title: str
    """What the calendar calls them."""
    days: Away | None
    """The days; None if they cannot be told."""
    whose: Whose
    """Whose they are, or why that cannot be told."""
    is_known: bool = False
    """Whether the contact is away on all of them already."""


@dataclass(frozen=True)
class AbsencePlan:
    """Everything that an import of absences would do."""

    absences: tuple[PlannedAbsence, ...]
    """By the first day."""
    passed: int
    """How many events were over before today."""
    change: Change
    """What a store is to save; empty where there is nothing to do."""

    @property
    def new(self) -> tuple[PlannedAbsence, ...]:
        """Those that are to be saved."""
        return tuple(x for x in self.absences if x.whose.contact and not x.is_known)

    @property
    def known(self) -> tuple[PlannedAbsence, ...]:
        """Those that were known before."""
        return tuple(x for x in self.absences if x.is_known)

    @property
    def asked(self) -> tuple[PlannedAbsence, ...]:
        """Those by a first name, of which somebody has to say whose it is."""
        return tuple(x for x in self.absences if x.whose.asked)

    @property
    def of_nobody(self) -> tuple[PlannedAbsence, ...]:
        """Those that cannot be given to a person."""
        return tuple(x for x in self.absences if not x.whose.contact and not x.whose.asked)


def plan_absences(calendar: CalendarFile, people: People, source: str, today: date) -> AbsencePlan:
    """Return what the absences in a calendar, from today on, would do to the contacts.

    Raises `CalendarFileError` if they are too many.
    """
    entries, passed = _absences(calendar, today)
    until = _years_later(today)
    found: list[PlannedAbsence] = []
    for one in occurrences(entries, calendar.zone, today, until):
        entry = one.entry
        if isinstance(one, Occurrence):
            if _is_away(entry):
                days = Away(one.first, one.last)
                found.append(PlannedAbsence(entry.title, days, people.whose(entry)))
        else:
            found.append(PlannedAbsence(entry.title, None, Whose(None, one.why)))
    found = [_looked_up(x) for x in _joined(found)]
    more: dict[int, list[Away]] = {}
    contacts: dict[int, Contact] = {}
    for absence in found:
        contact = absence.whose.contact
        if contact and absence.days and not absence.is_known:
            contacts[contact.id] = contact
            more.setdefault(contact.id, []).append(absence.days)
    edits = [Edit(x, replace(x, away=_sorted(x.away, more[x.id]))) for x in contacts.values()]
    return AbsencePlan(tuple(found), passed, Change(f"absences of {source}", (), tuple(edits)))


def _sorted(known: Iterable[Away], more: Iterable[Away]) -> tuple[Away, ...]:
    return tuple(sorted({*known, *more}, key=lambda away: (away.start, away.end, away.note)))


def _absences(calendar: CalendarFile, today: date) -> tuple[list[CalendarEntry], int]:
    """Return the events that are absences, series whole, and how many are over."""
    if calendar.is_withdrawn:
        return [], 0
    series = {entry.uid for entry in calendar.entries if entry.uid and _is_away(entry)}
    absences = [x for x in calendar.entries if _is_away(x) or x.uid in series]
    repeating = {entry.uid for entry in absences if entry.is_series}
    # A day that was moved into the past is still one that the series has no more.
    ahead = [x for x in absences if x.uid in repeating or not has_passed(x, today)]
    return ahead, len(absences) - len(ahead)


def _is_away(entry: CalendarEntry) -> bool:
    return not entry.is_canceled and is_absence(entry.title, entry.categories, entry.busy)


def _joined(found: Iterable[PlannedAbsence]) -> list[PlannedAbsence]:
    """Return absences by their days; of one person and title, days in a row are one."""
    joined: list[PlannedAbsence] = []
    open_ones: dict[tuple[str, Whose], int] = {}
    for one in sorted(found, key=lambda x: x.days.start if x.days else date.max):
        key = (one.title, one.whose)
        place = open_ones.get(key)
        before = joined[place].days if place is not None else None
        if place is not None and before and one.days and _touch(before, one.days):
            end = max(before.end, one.days.end)
            joined[place] = replace(joined[place], days=Away(before.start, end))
        else:
            open_ones[key] = len(joined)
            joined.append(one)
    return joined


def _touch(before: Away, after: Away) -> bool:
    return before.end == date.max or after.start <= before.end + timedelta(days=1)


def _looked_up(absence: PlannedAbsence) -> PlannedAbsence:
    """Return an absence that says whether its contact is away on all of its days already."""
    contact, days = absence.whose.contact, absence.days
    return replace(absence, is_known=bool(contact and days and covers(contact.away, days)))


def covers(known: Sequence[Away], days: Away) -> bool:
    """Say whether each of some days is one of absences that are known."""
    day = days.start
    for away in sorted(known, key=lambda away: away.start):
        if away.start <= day <= away.end:
            if away.end >= days.end:
                return True
            day = away.end + timedelta(days=1)
    return False


def _years_later(today: date) -> date:
    try:
        return today.replace(year=today.year + YEARS)
    except ValueError:  # a 29th of February, or the last years there are
        return min(today, date.max - timedelta(days=366 * YEARS)) + timedelta(days=365 * YEARS)
