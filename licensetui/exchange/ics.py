"""Events as an iCalendar file (RFC 5545), which every calendar program imports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vText

from licensetui import __version__
from licensetui.exchange.calendar_events import CalendarEvent

CALENDAR = "License renewals"
"""What a program that makes a calendar of the file calls it."""
CATEGORY = "Licenses"
"""The category of all events, beside the one that says of which kind they are."""
ALARM = timedelta(hours=-15)
"""From midnight at which the day begins to the alarm: 09:00 the day before, wherever one is."""

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_HIGHEST = 2**31 - 1
"""The highest number that RFC 5545 (3.3.8) allows; reached in 2088."""


class _Text(vText):
    r"""A text in which `\N`, as in `C:\New`, stays: the library would make a new line of it."""

    def to_ical(self) -> bytes:
        """Return it escaped by RFC 5545 (3.3.11)."""
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


def ics(events: Iterable[CalendarEvent], now: datetime) -> bytes:
    """Return an iCalendar file of `events`, made `now` (aware): CRLF, lines of at most 75 octets.

    It has no METHOD: it is a file to import, no message between an organizer and guests, and a
    calendar server may not store one that has (RFC 4791, 4.1).
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//licensetui//licensetui {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", CALENDAR)
    calendar.add("x-wr-calname", CALENDAR)
    for event in events:
        calendar.add_component(_event(event, now))
    content: bytes = calendar.to_ical()
    return content


def sequence(now: datetime) -> int:
    """Return the number of the version of an event that is exported `now`.

    Seconds since 2020. What an event says hangs on the file, the settings, the day and the
    release; only the clock is sure to have gone on whenever one of them has changed.
    """
    return min(max(int((now - _EPOCH).total_seconds()), 0), _HIGHEST)


def _event(event: CalendarEvent, now: datetime) -> Event:
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("last-modified", now.astimezone(UTC))
    made.add("sequence", sequence(now))
    made.add("dtstart", event.day)
    if event.day < date.max:  # else there is no next day; without one a single day is meant
        made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", _Text(event.summary))
    made.add("description", _Text(event.description))
    made.add("categories", [CATEGORY, event.kind.label.capitalize()])
    made.add("status", "CONFIRMED" if event.is_open else "CANCELLED")
    made.add("transp", "TRANSPARENT")
    if event.address:
        made.add("url", event.address)
    if event.rings:
        made.add_component(_alarm(event))
    return made


def _alarm(event: CalendarEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM)
    alarm.add("description", _Text(event.summary))
    return alarm
