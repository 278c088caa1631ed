"""Notes of what calendars were given, a line each, wherever the lines are kept.

    {"at":"2026-11-28T07:00:02+01:00","uids":["licensetui-5f0c...-1-1-ends"]}

A line has the events that no line before it has. By these an export knows what calendars may have,
and takes off only that. Each line lasts before anything is written out: an event that is noted and
was never written is canceled in vain, one that was not noted would stay for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

NOTED_SINCE = date(2026, 11, 27)
"""Day since which exports are noted: of what was begun before, some may not be."""


class _Line(msgspec.Struct):
    at: datetime
    uids: list[str]


_READER = msgspec.json.Decoder(_Line)


def rendered_uids(uids: Iterable[str], at: datetime) -> bytes:
    """Return the line, without its end, of events that are about to be exported."""
    return msgspec.json.encode(_Line(at, list(uids)))


def noted_uids(content: bytes) -> frozenset[str]:
    """Return what some lines note; nothing of one that cannot be read, as half a one."""
    return frozenset(uid for line in content.splitlines() for uid in _uids(line))


def were_all_noted(begun: date | None) -> bool:
    """Say whether every export of what was first saved on a day was noted."""
    return begun is not None and begun >= NOTED_SINCE


def _uids(line: bytes) -> list[str]:
    try:
        return _READER.decode(line).uids
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
