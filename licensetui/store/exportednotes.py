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

ALL_NOTED = ""
"""Stands among uids where it is known what was exported, even if that is nothing."""


class _Line(msgspec.Struct):
    at: datetime
    uids: list[str]


_READER = msgspec.json.Decoder(_Line)


def rendered_uids(uids: Iterable[str], at: datetime) -> bytes:
    """Return the line, without its end, of events that are about to be exported."""
    return msgspec.json.encode(_Line(at, list(uids)))


def noted_uids(content: bytes) -> frozenset[str]:
    """Return what some lines note; nothing of one that cannot be read, as half a one."""
    lines = map(_parsed, content.splitlines())
    return frozenset(uid for line in lines if line for uid in line.uids)


def first_noted(content: bytes) -> dict[str, datetime]:
    """Return when each event was first noted, by its uid, and under `ALL_NOTED` when any was."""
    lines = [line for text in content.splitlines() if (line := _parsed(text))]
    noted = [(uid, line.at) for line in lines for uid in (ALL_NOTED, *line.uids)]
    return dict(reversed(noted))


def were_all_noted(begun: date | None) -> bool:
    """Say whether every export of what was first saved on a day was noted."""
    return begun is not None and begun >= NOTED_SINCE


def _parsed(line: bytes) -> _Line | None:
    try:
        return _READER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
