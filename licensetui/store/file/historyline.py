"""One line of the history of a file: what a confirmed change is on the disk.

    {"check":"1c291ca3","n":8,"at":"2026-11-22T10:31:05+01:00","by":"anna@jira1",...}

`check` is the CRC-32 of what follows it on the line; `store.historyline` tells the rest.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from licensetui.domain.history import Entry
from licensetui.store.historyline import HistoryLine, Number, line_of

_HEAD = b'{"check":"%08x",'
_FIRST = re.compile(rb'\{"check":"[0-9a-f]{8}","n":1,"at":"([-+:.0-9TZ]{1,40})"')
_NUMBER = re.compile(rb'\{"check":"[0-9a-f]{8}","n":(\d{1,18}),')


class _Outline(msgspec.Struct):
    n: Number
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
    return None if line.is_too_deep else line


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
    return checked(line_of(entry, generation))


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
