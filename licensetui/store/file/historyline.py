"""One line of the history: what a confirmed change is on the disk.

    {"check":"1c291ca3","n":8,"at":"2026-11-22T10:31:05+01:00","by":"anna@jira1","what":"...",
     "records":[{"kind":"license","id":3,"name":"Jira","before":{...},"after":{...}}]}

Mappings stand apart, in `mappings`: earlier releases read the rest of such a line.

`n` is the generation of the file that the change made, `base` the one before it where that is not
`n - 1`: the numbers between are those of changes that are not in the file, because an older version
of it was put back, or a session was killed just before its change was there. Numbers go on after
the highest ever given. `check` is the CRC-32 of what follows it on the line. What `what` begins
with is part of the format: `undo: `, `redo: ` or `leave out: ` says what the change is to another.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from licensetui.domain.change import Deed
from licensetui.domain.history import Entry, RecordChange, RecordKind
from licensetui.domain.structure import MOST_ID
from licensetui.store.codec import Written
from licensetui.store.nesting import is_too_deep

BASE = b'"base":'
"""Stands on each line that leaves out numbers, and hardly ever on another."""
_HEAD = b'{"check":"%08x",'
_FIRST = re.compile(rb'\{"check":"[0-9a-f]{8}","n":1,"at":"([-+:.0-9TZ]{1,40})"')
_NUMBER = re.compile(rb'\{"check":"[0-9a-f]{8}","n":(\d{1,18}),')
_OPENINGS = {Deed.UNDO: "undo: ", Deed.REDO: "redo: ", Deed.LEAVE_OUT: "leave out: "}
"""How `what` begins; the same on every line that was ever written, whatever screens say."""


_Number = Annotated[int, msgspec.Meta(ge=1, le=MOST_ID)]


class _Record(msgspec.Struct, omit_defaults=True):
    kind: Literal["license", "contact", "mapping"]
    id: _Number
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class HistoryLine(msgspec.Struct, omit_defaults=True):
    """The content of a line."""

    n: _Number
    at: datetime
    by: str
    what: str
    records: list[_Record]
    overruled: list[_Record] = []  # msgspec copies it
    reverts: _Number | None = None
    base: Annotated[int, msgspec.Meta(ge=0, le=MOST_ID)] | None = None
    applies: _Number | None = None
    mappings: list[_Record] = []
    overruled_mappings: list[_Record] = []

    @property
    def before(self) -> int:
        """The generation of the file that was changed."""
        # Earlier releases wrote 0, and no records, where nobody could read the file replaced.
        is_of_earlier = self.base == 0 and not self.records and self.reverts is None
        return self.n - 1 if self.base is None or is_of_earlier else self.base

    def entry(self) -> Entry:
        """Return it as the domain has it."""
        deed, what = _read(self.what)
        return Entry(
            self.n,
            self.at,
            self.by,
            what,
            tuple(map(_change, (*self.records, *self.mappings))),
            tuple(map(_change, (*self.overruled, *self.overruled_mappings))),
            self.reverts,
            self.applies,
            deed,
        )


class _Outline(msgspec.Struct):
    n: _Number
    at: datetime
    by: str
    what: str
    records: msgspec.Raw


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(HistoryLine)
_OUTLINES = msgspec.json.Decoder(_Outline)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def parsed(content: bytes) -> HistoryLine | None:
    """Return what a line says, or None if it is torn, damaged, or none that was ever written."""
    if not _is_whole(content):
        return None
    try:
        line: HistoryLine = _DECODER.decode(content)
    except _UNREADABLE:
        return None
    values = (
        x
        for records in (line.records, line.overruled, line.mappings, line.overruled_mappings)
        for record in records
        for x in (record.before, record.after)
    )
    return None if any(map(is_too_deep, values)) else line


def number_on(content: bytes) -> int | None:
    """Return the number on a line, or None if it is torn, damaged, or no line.

    The check sum is that of the whole line, but its records, which may be thousands, are not read.
    """
    try:
        return _OUTLINES.decode(content).n if _is_whole(content) else None
    except _UNREADABLE:
        return None


def begun(opening: bytes) -> str:
    """Return the moment of the first change, by the first bytes of a history; empty if unsaid."""
    found = _FIRST.match(opening)
    return found[1].decode() if found else ""


def last_number(content: bytes) -> int:
    """Return the number on the last whole line of a history, or 0. The line is not understood."""
    end = content.rfind(b"\n") + 1
    while end:
        start = content.rfind(b"\n", 0, end - 1) + 1
        if found := _NUMBER.match(content, start, end):
            return int(found[1])
        end = start
    return 0


def rendered(entry: Entry, generation: int) -> bytearray:
    """Return the line of an entry that was made when the file had `generation`."""
    line = HistoryLine(
        entry.number,
        entry.at,
        entry.by,
        _OPENINGS.get(entry.deed, "") + entry.what,
        _records(entry.records, mappings=False),
        _records(entry.overruled, mappings=False),
        entry.reverts,
        base=None if generation == entry.number - 1 else generation,
        applies=entry.applies,
        mappings=_records(entry.records, mappings=True),
        overruled_mappings=_records(entry.overruled, mappings=True),
    )
    return checked(line)


def rewritten(content: bytes, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
    """Return the lines of a history, each edited as JSON values; what is damaged is left out.

    `edit` gets the fields of a line without `check`.
    """
    edited = []
    for line in content.splitlines(keepends=True):
        if parsed(line) is not None:
            values: dict[str, Any] = msgspec.json.decode(line)
            del values["check"]
            edited.append(checked(edit(values)))
    return b"".join(edited)


def _is_whole(content: bytes) -> bool:
    """Say whether a line ends, and has the check sum of what stands on it."""
    start = content.find(b",") + 1
    check = zlib.crc32(memoryview(content)[start:-1])
    return content.endswith(b"\n") and content[:start] == _HEAD % check


def _read(what: str) -> tuple[Deed, str]:
    """Return what a change is to another one, and what it is about."""
    for deed, opening in _OPENINGS.items():
        if what.startswith(opening):
            return deed, what.removeprefix(opening)
    return Deed.CHANGE, what


def checked(values: object) -> bytearray:
    """Return the line of some fields; those of a line are those of `HistoryLine`, in its order."""
    line = bytearray(_HEAD % 0)
    start = len(line)
    _ENCODER.encode_into(values, line, start - 1)  # once: it may be as long as the file is
    with memoryview(line) as all:
        check = zlib.crc32(all[start:])
    line[:start] = _HEAD % check
    line += b"\n"
    return line


def _records(changes: Iterable[RecordChange], *, mappings: bool) -> list[_Record]:
    """Return the changes of mappings, or those of all other records, for a line."""
    kind = RecordKind.MAPPING
    return [_record(change) for change in changes if (change.kind is kind) is mappings]


def _record(change: RecordChange) -> _Record:
    before, after = _values(change.before), _values(change.after)
    return _Record(change.kind.value, change.id, change.name, before, after)


def _values(values: Mapping[str, Any] | None) -> Any:
    """Return the values of a record in a form that msgspec writes; its document as it is."""
    if isinstance(values, Written):
        return values.raw
    return None if values is None else dict(values)


def _change(record: _Record) -> RecordChange:
    return RecordChange(
        RecordKind(record.kind), record.id, record.name, record.before, record.after
    )
