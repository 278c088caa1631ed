"""Events in the text of a calendar file (RFC 5545), as far as absences need them.

A file may hold twenty years of meetings. So the text is only looked through here; a library reads
the days of those few events that are absences (`licensetui.exchange.occurrences`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import islice

from licensetui.domain.contact import address_key
from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import plain
from licensetui.tables.encodings import decoded
from licensetui.tables.table import TableError

MOST_BYTES = 32 * 1024 * 1024
"""A calendar is never as large as this."""
MOST_TEXT = 20_000
"""Characters of an event, its description aside."""
_TITLE = 500
_MOST_PEOPLE = 100
_WHEN = frozenset(
    ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID")
)
_WHAT = frozenset(("UID", "SUMMARY", "CATEGORIES", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS"))
_WHO = frozenset(("ATTENDEE", "ORGANIZER"))
_FOLD = re.compile("\n[ \t]")
_PARTS = re.compile(r'([A-Za-z0-9-]+)((?:;[^":;]*(?:"[^"]*"[^":;]*)*)*):(.*)', re.DOTALL)
_TYPE = re.compile(r";CUTYPE=\"?(ROOM|RESOURCE|GROUP)", re.IGNORECASE)
_DECLINED = re.compile(r";PARTSTAT=\"?DECLINED", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([nN,;\\])")


class CalendarFileError(TableError):
    """A file that is no calendar. Its text is a sentence that names the file."""


@dataclass(frozen=True)
class CalendarEntry:
    """One event as it stands in a file: a series is one, a moved day of it another."""

    uid: str = ""
    """What it has in common with the other entries of a series."""
    title: str = ""
    """As people read it."""
    categories: tuple[str, ...] = ()
    """As written."""
    busy: str = ""
    """How Outlook shows the time: `BUSY`, `OOF`."""
    is_canceled: bool = False
    """Whether it takes no place any more."""
    organizer: str = ""
    """Address of who made it, as `address_key`; empty if nobody is named."""
    attendees: tuple[str, ...] = ()
    """Addresses of the people who are invited and have not declined, as `address_key`."""
    when: tuple[str, ...] = ()
    """The lines that say when."""

    @property
    def is_series(self) -> bool:
        """Whether it repeats."""
        return any(line[:5].upper() in ("RRULE", "RDATE") for line in self.when)


@dataclass
class _Block:
    """The lines of an event that are kept, as they come."""

    values: dict[str, list[str]] = field(default_factory=dict)
    when: list[str] = field(default_factory=list)
    organizer: str = ""
    attendees: list[str] = field(default_factory=list)
    size: int = 0


@dataclass(frozen=True)
class CalendarFile:
    """A calendar."""

    entries: tuple[CalendarEntry, ...]
    """Its events, in the order of the file."""
    zone: str = ""
    """Name of the time zone of the whole; empty if it does not say."""
    is_withdrawn: bool = False
    """Whether the file takes back all that is in it."""
    remarks: tuple[str, ...] = ()
    """What is doubtful about its encoding."""


def parse_calendar(raw: bytes, source: str) -> CalendarFile:
    """Return the events in the bytes of a file, or raise a `TableError`."""
    source = plain(source)
    if len(raw) > MOST_BYTES:
        raise CalendarFileError(
            f"{source} is larger than {MOST_BYTES >> 20} MB: export fewer days, or one calendar"
        )
    found = decoded(raw, source, "export the calendar as iCalendar (ics)")
    text = _FOLD.sub("", found.text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text[:1000].lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise CalendarFileError(
            f"{source} is not a calendar file (ics): it does not start with BEGIN:VCALENDAR"
        )
    about: dict[str, str] = {}
    entries = tuple(_entries(text, about))
    is_withdrawn = about.get("METHOD", "").upper() == "CANCEL"
    zone = about.get("X-WR-TIMEZONE", "")
    return CalendarFile(entries, zone, is_withdrawn, found.remarks)


def _entries(text: str, about: dict[str, str]) -> Iterator[CalendarEntry]:
    """Yield the events; what the file says of the whole goes into `about`."""
    block: _Block | None = None
    inner = ""
    for line in text.split("\n"):
        head = line[:20].upper().rstrip()
        if inner:
            inner = "" if head == f"END:{inner}" else inner
        elif block is None:
            if head == "BEGIN:VEVENT":
                block = _Block()
            elif head.startswith(("METHOD:", "X-WR-TIMEZONE:")):
                name, _, value = line.partition(":")
                about.setdefault(name.upper(), value.strip()[:_TITLE])
            elif head.startswith("BEGIN:") and head != "BEGIN:VCALENDAR":
                inner = head[6:]
        elif head == "END:VEVENT":
            yield _entry(block)
            block = None
        elif head.startswith("BEGIN:"):
            inner = head[6:]
        else:
            _keep(block, line)


def _keep(block: _Block, line: str) -> None:
    """Add a line to an event, if it is about what, when or who."""
    end = min(found for found in (line.find(":"), line.find(";"), len(line)) if found >= 0)
    name = line[:end].upper()
    if name in _WHEN:
        block.size += len(line)
        block.when.append(line)
    elif name in _WHAT and (parts := _PARTS.fullmatch(line[:MOST_TEXT])):
        block.values.setdefault(name, []).append(parts[3].strip()[:_TITLE])
    elif name in _WHO and (parts := _PARTS.fullmatch(line[:MOST_TEXT])):
        address = address_key(re.sub("^mailto:", "", parts[3].strip(), flags=re.IGNORECASE))
        if name == "ORGANIZER":
            block.organizer = address
        elif not (_TYPE.search(parts[2]) or _DECLINED.search(parts[2])):
            block.attendees.append(address)


def _entry(block: _Block) -> CalendarEntry:
    values: Mapping[str, list[str]] = block.values

    def first(name: str) -> str:
        return values.get(name, [""])[0]

    return CalendarEntry(
        uid=first("UID"),
        title=_plain_text(first("SUMMARY")),
        categories=tuple(_plain_text(text) for text in values.get("CATEGORIES", ())),
        busy=first("X-MICROSOFT-CDO-BUSYSTATUS").upper(),
        is_canceled=first("STATUS").upper() == "CANCELLED",
        organizer=block.organizer,
        attendees=tuple(islice(dict.fromkeys(block.attendees), _MOST_PEOPLE)),
        when=tuple(block.when) if block.size <= MOST_TEXT else (),
    )


def _plain_text(value: str) -> str:
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
