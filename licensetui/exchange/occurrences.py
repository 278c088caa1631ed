"""Days on which events of a calendar file are: series, moved and left-out days, time zones.

Only what a person's absence may be is asked of the library: a rule made to be followed for hours,
or one that never comes true, is refused before it begins.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from licensetui.domain.dataclass import dataclass
from licensetui.exchange.calendar_file import CalendarEntry, CalendarFileError

HOURS = 8
"""A day counts if so many hours of it belong to an event: a working day."""
MOST_ENTRIES, MOST_SERIES, MOST_DAYS = 2_000, 200, 2_000
"""Events, series, and times in all, that are looked at: more is not the absences of a team."""
YEARS_BACK = 10
"""A series that began longer ago is not followed."""

_LEAP_YEAR = 2000
_INDEX = "X-LICENSETUI-ENTRY"
_RULE = re.compile(r"RRULE[^:]*:(.*)", re.IGNORECASE)
_BEGINS = re.compile(r"DTSTART[^:]*:(\d{8}\w*)", re.IGNORECASE)
_ENDS = re.compile(r"DTEND[^:]*:(\d{8}\w*)", re.IGNORECASE)
_ALWAYS = frozenset(("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"))
_PARTS: Mapping[str, frozenset[str]] = {
    "DAILY": frozenset(("BYDAY",)),
    "WEEKLY": frozenset(("BYDAY",)),
    "MONTHLY": frozenset(("BYDAY", "BYMONTHDAY", "BYSETPOS")),
    "YEARLY": frozenset(("BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH")),
}
_DAYS = re.compile(r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[1-5])?[A-Z]{2})*")
_MONTH_DAYS = re.compile(r"-?\d{1,2}(?:,-?\d{1,2})*")
_PLACES = re.compile(r"[+-]?[1-4]")
_INTERVAL = re.compile(r"0*[1-9]\d{0,3}")
_NUMBERS = re.compile(r"\d{1,4}(?:,\d{1,2})*")


@dataclass(frozen=True)
class Occurrence:
    """Days in a row that belong to an event."""

    entry: CalendarEntry
    """The event."""
    first: date
    """The first day."""
    last: date
    """The last day, which belongs to it."""


@dataclass(frozen=True)
class UnreadEvent:
    """An event whose days cannot be told."""

    entry: CalendarEntry
    """The event."""
    why: str
    """Why not, a few words."""


def has_passed(entry: CalendarEntry, today: date) -> bool:
    """Say whether an event, as far as its text tells, was over before a day."""
    if entry.is_series or any(line[:8].upper() == "DURATION" for line in entry.when):
        return False
    last = _day_in(entry, _ENDS) or _day_in(entry, _BEGINS)
    return bool(last) and last[:8] < f"{today - timedelta(days=1):%Y%m%d}"


def _day_in(entry: CalendarEntry, pattern: re.Pattern[str]) -> str:
    return next((match[1] for line in entry.when if (match := pattern.match(line))), "")


def occurrences(
    entries: Sequence[CalendarEntry], zone: str, today: date, until: date
) -> Iterator[Occurrence | UnreadEvent]:
    """Yield the days of events from `today` on and before `until`, those that come first first.

    A time in UTC is one of the time zone named, or of this machine. Raises `CalendarFileError` if
    they are too many.
    """
    series = sum(entry.is_series for entry in entries)
    if len(entries) > MOST_ENTRIES or series > MOST_SERIES:
        raise CalendarFileError(
            f"the calendar has {len(entries):,} absences, {series:,} of them series; "
            f"the limits are {MOST_ENTRIES:,} and {MOST_SERIES}: export fewer days, or "
            "one calendar"
        )
    local = _zone(zone)
    together: dict[str, list[CalendarEntry]] = {}
    for place, entry in enumerate(entries):
        together.setdefault(entry.uid or f"{place}", []).append(entry)
    count = 0
    for parts in together.values():
        for found in _of_one(parts, local, today, until):
            yield found
            count += 1
            if count > MOST_DAYS:
                raise CalendarFileError(
                    f"the calendar has more than {MOST_DAYS:,} absences: export fewer "
                    "days, or one calendar"
                )


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, LookupError):  # no such zone, or a name made to look elsewhere
        return None


def _of_one(
    parts: Sequence[CalendarEntry], local: tzinfo | None, today: date, until: date
) -> Iterator[Occurrence | UnreadEvent]:
    """Yield the days of an event, or of a series with what was moved in it."""
    why = next(filter(None, (_refused(entry, today) for entry in parts)), "")
    if why:
        yield UnreadEvent(parts[0], why)
        return
    try:
        events = _events(parts, today, until)
    except Exception:  # what two libraries raise at odd text is not to be foreseen
        yield UnreadEvent(parts[0], "its days cannot be read")
        return
    for event in events:
        entry = parts[int(event[_INDEX])]
        days = _days(event["DTSTART"].dt, event["DTEND"].dt, local)
        if days is not None and days[1] >= today:
            yield Occurrence(entry, *days)


def _events(parts: Iterable[CalendarEntry], today: date, until: date) -> list[Any]:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:licensetui"]
    for place, entry in enumerate(parts):
        lines += ["BEGIN:VEVENT", "UID:one", f"{_INDEX}:{place}", *entry.when, "END:VEVENT"]
    calendar = Calendar.from_ical("\r\n".join([*lines, "END:VCALENDAR", ""]))
    found = recurring_ical_events.of(calendar, components=["VEVENT"]).between(today, until)
    if not found and any("DTSTART" not in event for event in calendar.walk("VEVENT")):
        raise ValueError("no start")
    return sorted(found, key=lambda event: str(event["DTSTART"].dt))


def _refused(entry: CalendarEntry, today: date) -> str:
    """Return why an event is not followed; empty if it is."""
    if not entry.when:
        return "it has no readable date"
    rules = [match[1].upper() for line in entry.when if (match := _RULE.match(line))]
    begin, end = _day_in(entry, _BEGINS), _day_in(entry, _ENDS)
    if begin and end and end[:8] < begin[:8]:
        return "it ends before it starts"
    if rules and begin and int(begin[:4]) < today.year - YEARS_BACK:
        return f"a series that started in {begin[:4]}, too long ago"
    if len(rules) > 1 or not all(map(_is_simple, rules)):
        return "it repeats in an unsupported way"
    return ""


def _is_simple(rule: str) -> bool:
    """Say whether a rule repeats by days, weeks, months or years, and comes true before long."""
    parts = dict(part.partition("=")[::2] for part in rule.strip().strip(";").split(";"))
    kind = parts.get("FREQ", "")
    if kind not in _PARTS or not parts.keys() <= _ALWAYS | _PARTS[kind]:
        return False
    days, month_days = parts.get("BYDAY", ""), parts.get("BYMONTHDAY", "")
    places, months = parts.get("BYSETPOS", ""), parts.get("BYMONTH", "")
    if (days and month_days) or (places and not days):
        return False
    shapes = ((days, _DAYS), (month_days, _MONTH_DAYS), (places, _PLACES), (months, _NUMBERS))
    if not all(shape.fullmatch(text) for text, shape in shapes if text):
        return False
    if places and any(letter.isdigit() for letter in days):
        return False
    interval = parts.get("INTERVAL", "1")
    if not _INTERVAL.fullmatch(interval) or (kind == "DAILY" and days and int(interval) % 7 == 0):
        return False  # every seventh day is always the same one, and may be none of these
    # The 31st of every twelfth month may never come, nor the 31st of April.
    latest = max((abs(int(day)) for day in month_days.split(",") if day), default=0)
    return latest <= 28 or (int(interval) == 1 and _may_have(months, latest))


def _may_have(months: str, day: int) -> bool:
    """Say whether one of some months, or of all where none is named, has a day of that number."""
    named = {int(month) for month in months.split(",") if month} or {12}
    return any(0 < x <= 12 and monthrange(_LEAP_YEAR, x)[1] >= day for x in named)


def _days(begin: Any, end: Any, local: tzinfo | None) -> tuple[date, date] | None:
    """Return the first and the last day that count; None if there is none."""
    if not isinstance(begin, datetime) or not isinstance(end, datetime):
        last = end - timedelta(days=1)
        return (begin, last) if begin <= last else None
    begin, end = _here(begin, local), _here(end, local)
    working = timedelta(hours=HOURS)
    first, last = begin.date(), end.date()
    if min(end, datetime.combine(first + timedelta(days=1), time())) - begin < working:
        first += timedelta(days=1)
    if end - max(begin, datetime.combine(last, time())) < working:
        last -= timedelta(days=1)
    return (first, last) if first <= last else None


def _here(moment: datetime, local: tzinfo | None) -> datetime:
    """Return a moment as a clock shows it where the event is; of UTC, where the reader is."""
    if moment.tzinfo is not None and moment.utcoffset() == timedelta(0) and _is_utc(moment):
        moment = moment.astimezone(local)
    return moment.replace(tzinfo=None)


def _is_utc(moment: datetime) -> bool:
    return moment.tzinfo is UTC or str(moment.tzinfo) in ("UTC", "Etc/UTC")
