"""Events as an iCalendar file (RFC 5545), which every calendar program imports.

Written by ourselves: of 10,000 licenses icalendar takes twenty seconds. It reads what is written
here, and so does khal, in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from licensetui import __version__
from licensetui.exchange.calendar_events import CalendarEvent

CALENDAR = "License renewals"
"""What a program that makes a calendar of the file calls it."""
CATEGORY = "Licenses"
"""The category of all events, beside the one that says of which kind they are."""
ALARM = "-PT15H"
"""From midnight at which the day begins to the alarm: 09:00 the day before, wherever one is."""

_OCTETS = 75
_DAY = timedelta(days=1)
_ESCAPED = re.compile(r"[\\;,]")
_LINE_ENDS = re.compile("\r\n|\r|\n")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_HIGHEST = 2**31 - 1
"""The highest number that RFC 5545 (3.3.8) allows; reached in 2088."""


def ics(events: Iterable[CalendarEvent], now: datetime) -> bytes:
    """Return an iCalendar file of `events`, made `now` (aware): CRLF, lines of at most 75 octets.

    It has no METHOD: it is a file to import, no message between an organizer and guests, and a
    calendar server may not store one that has (RFC 4791, 4.1).
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    version = f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{sequence(now)}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        *_folded(f"PRODID:-//licensetui//licensetui {__version__}//EN"),
        "CALSCALE:GREGORIAN",
        f"NAME:{CALENDAR}",
        f"X-WR-CALNAME:{CALENDAR}",
    ]
    for event in events:
        lines += _event(event, version)
    lines += ("END:VCALENDAR", "")
    return "\r\n".join(lines).encode("utf-8", "replace")


def sequence(now: datetime) -> int:
    """Return the number of the version of an event that is exported `now`.

    Seconds since 2020. What an event says hangs on the file, the settings, the day and the
    release; only the clock is sure to have gone on whenever one of them has changed.
    """
    return min(max(int((now - _EPOCH).total_seconds()), 0), _HIGHEST)


def _event(event: CalendarEvent, version: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield from _folded(f"UID:{_text(event.uid)}")
    yield version
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    if event.day < date.max:  # else there is no next day; without one a single day is meant
        yield f"DTEND;VALUE=DATE:{_day(event.day + _DAY)}"
    summary = _text(event.summary)
    yield from _folded(f"SUMMARY:{summary}")
    yield from _folded(f"DESCRIPTION:{_text(event.description)}")
    yield from _folded(f"CATEGORIES:{CATEGORY},{_text(event.kind.label.capitalize())}")
    yield "STATUS:CONFIRMED" if event.is_open else "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    if event.address:
        yield from _folded(f"URL:{_LINE_ENDS.sub('', _CONTROLS.sub('', event.address))}")
    if event.rings:
        yield f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{ALARM}"
        yield from _folded(f"DESCRIPTION:{summary}")
        yield "END:VALARM"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Return a text escaped by RFC 5545 (3.3.11), without what no text there may have."""
    if text.isprintable() and not _ESCAPED.search(text):
        return text
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", _LINE_ENDS.sub("\\\\n", escaped))


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets (3.1), each further one after a space."""
    if line.isascii():
        if len(line) <= _OCTETS:
            yield line
            return
        yield line[:_OCTETS]
        for start in range(_OCTETS, len(line), _OCTETS - 1):
            yield f" {line[start : start + _OCTETS - 1]}"
        return
    piece, room = "", _OCTETS
    for letter in line:
        size = len(letter.encode("utf-8", "replace"))
        if size > room:
            yield piece
            piece, room = " ", _OCTETS - 1
        piece += letter
        room -= size
    yield piece
