"""One line of the history: what a confirmed change is on the disk.

    {"check":"1c291ca3","n":8,"at":"2026-11-22T10:31:05+01:00","by":"anna@jira1","what":"...",
     "records":[{"kind":"license","id":3,"name":"Jira","before":{...},"after":{...}}]}

`n` is the generation of the file that the change made, `base` the one before it where that is not
`n - 1`: somebody put an old copy of the file back, and numbers go on after the highest. `check` is
the CRC-32 of what follows it on the line.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

import msgspec

from licensetui.domain.history import Entry, RecordChange, RecordKind

_HEAD = b'{"check":"%08x",'


class _Record(msgspec.Struct, omit_defaults=True):
    kind: Literal["license", "contact"]
    id: int
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Line(msgspec.Struct, omit_defaults=True):
    """What stands on a line."""

    n: int
    at: datetime
    by: str
    what: str
    records: list[_Record]
    overruled: list[_Record] = []  # msgspec copies it
    reverts: int | None = None
    base: int | None = None

    def is_unreached(self, generation: int) -> bool:
        """Say whether, on the last line of a file of `generation`, it tells of what never was."""
        base = self.n - 1 if self.base is None else self.base
        return self.n > generation and base == generation

    def entry(self) -> Entry:
        """Return it as the domain has it."""
        return Entry(
            self.n,
            self.at,
            self.by,
            self.what,
            tuple(map(_change, self.records)),
            tuple(map(_change, self.overruled)),
            self.reverts,
        )


_DECODER = msgspec.json.Decoder(Line)


def parsed(content: bytes) -> Line | None:
    """Return what a line says, or None if it is torn or damaged."""
    head, _, rest = content.partition(b",")
    if not rest.endswith(b"\n") or head + b"," != _HEAD % zlib.crc32(rest[:-1]):
        return None
    try:
        return _DECODER.decode(b"{" + rest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def rendered(entry: Entry, generation: int) -> bytes:
    """Return the line of an entry that was made when the file had `generation`."""
    line = Line(
        entry.number,
        entry.at,
        entry.by,
        entry.label,
        [_record(change) for change in entry.records],
        [_record(change) for change in entry.overruled],
        entry.reverts,
        base=None if generation == entry.number - 1 else generation,
    )
    return _checked(line)


def rewritten(content: bytes, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
    """Return the lines of a history, each edited as JSON values; what is damaged is left out.

    `edit` gets the fields of a line without `check`.
    """
    edited = []
    for line in content.splitlines(keepends=True):
        if parsed(line) is not None:
            values: dict[str, Any] = msgspec.json.decode(line)
            del values["check"]
            edited.append(_checked(edit(values)))
    return b"".join(edited)


def _checked(values: object) -> bytes:
    rest = msgspec.json.encode(values)[1:]
    return b"%b%b\n" % (_HEAD % zlib.crc32(rest), rest)


def _record(change: RecordChange) -> _Record:
    before = None if change.before is None else dict(change.before)
    after = None if change.after is None else dict(change.after)
    return _Record(change.kind.value, change.id, change.name, before, after)


def _change(record: _Record) -> RecordChange:
    return RecordChange(
        RecordKind(record.kind), record.id, record.name, record.before, record.after
    )
