"""The words of the history: what a line of a file, or a row of a database, says of a change.

    {"n":8,"at":"2026-11-22T10:31:05+01:00","by":"anna@jira1","what":"...",
     "records":[{"kind":"license","id":3,"name":"Jira","before":{...},"after":{...}}]}

Mappings stand apart, in `mappings`: earlier releases read the rest of such a line.

`n` is the generation that the change made, `base` the one before it where that is not `n - 1`: the
numbers between are those of changes that are not there, because an older version was put back, or
a session was killed just before its change was there. Numbers go on after the highest ever given.
What `what` begins with is part of the format: `undo: `, `redo: ` or `leave out: ` says what the
change is to another.

A database keeps `n`, `base`, `at` and `by` in columns of their own, and goes by those. The rest is
the body of the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from licensetui.domain.change import Deed
from licensetui.domain.history import Entry, History, RecordChange, RecordKind
from licensetui.domain.structure import MOST_ID
from licensetui.store.codec import Written
from licensetui.store.nesting import is_too_deep

BASE = b'"base":'
"""Stands on each line of a file that leaves out numbers, and hardly ever on another."""
_OPENINGS = {Deed.UNDO: "undo: ", Deed.REDO: "redo: ", Deed.LEAVE_OUT: "leave out: "}
"""How `what` begins; the same on every line that was ever written, whatever screens say."""

Number = Annotated[int, msgspec.Meta(ge=1, le=MOST_ID)]


class _Record(msgspec.Struct, omit_defaults=True):
    kind: Literal["license", "contact", "mapping"]
    id: Number
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class HistoryLine(msgspec.Struct, omit_defaults=True):
    """The words of a line."""

    n: Number
    at: datetime
    by: str
    what: str
    records: list[_Record]
    overruled: list[_Record] = []  # msgspec copies it
    reverts: Number | None = None
    base: Annotated[int, msgspec.Meta(ge=0, le=MOST_ID)] | None = None
    applies: Number | None = None
    mappings: list[_Record] = []
    overruled_mappings: list[_Record] = []

    @property
    def before(self) -> int:
        """The generation that was changed."""
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

    @property
    def is_too_deep(self) -> bool:
        """Whether a value is nested deeper than anybody reads."""
        lists = (self.records, self.overruled, self.mappings, self.overruled_mappings)
        changes = (change for changes in lists for change in changes)
        return any(is_too_deep(x) for change in changes for x in (change.before, change.after))


class Recorded(NamedTuple):
    """A change that the history tells of."""

    entry: Entry
    before: int
    """The generation that was changed."""


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(HistoryLine)


def line_of(entry: Entry, generation: int) -> HistoryLine:
    """Return the line of an entry that was made of `generation`."""
    return HistoryLine(
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


def body_of(line: HistoryLine) -> bytes:
    """Return the JSON of a line without its number, moment and author."""
    line = msgspec.structs.replace(line, n=1, at=_NO_MOMENT, by="")
    return b"{" + _ENCODER.encode(line)[_HEAD_LENGTH:]


def line_with(number: int, at: datetime, by: str, body: bytes) -> HistoryLine:
    """Return the line of a body, whatever that says of the rest, or raise `msgspec.DecodeError`."""
    head = _ENCODER.encode({"n": number, "at": at, "by": by})
    line: HistoryLine = _DECODER.decode(b"%b,%b" % (body[:-1], head[1:]))  # the last one counts
    return line


def history_of(lines: Iterable[Recorded], generation: int) -> History:
    """Return which changes are in what has `generation`, and which not, by the lines in order.

    A lost line counts as the one before it.
    """
    there, aside, at = list[Entry](), list[Entry](), generation
    for line in reversed(tuple(lines)):
        if line.entry.number > at:
            aside.append(line.entry)
        else:
            there.append(line.entry)
            at = line.before
    return History(tuple(reversed(there)), tuple(reversed(aside)))


def _read(what: str) -> tuple[Deed, str]:
    """Return what a change is to another one, and what it is about."""
    for deed, opening in _OPENINGS.items():
        if what.startswith(opening):
            return deed, what.removeprefix(opening)
    return Deed.CHANGE, what


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


_NO_MOMENT = datetime.fromtimestamp(0, UTC)
_HEAD_LENGTH = _ENCODER.encode(HistoryLine(1, _NO_MOMENT, "", "", [])).index(b'"what"')
