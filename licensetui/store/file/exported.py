"""Notes of what calendars were given: `FILE.d/exported.jsonl`, a file that only grows.

    {"at":"2026-11-28T07:00:02+01:00","uids":["licensetui-5f0c...-1-1-ends"]}

A line has the events that no line before it has. By these an export knows what calendars may have,
and takes off only that. Each line is synced before anything is written out: an event that is noted
and was never written is canceled in vain, one that was not noted would stay for ever.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from licensetui.store.file import disk
from licensetui.store.file.closed import refuse_closed
from licensetui.store.file.sidecar import Sidecar

NOTED_SINCE = date(2026, 11, 27)
"""Day since which exports are noted: of a file that was begun before, some may not be."""

ALL_NOTED = ""
"""Stands among uids that are moved, where it is known what was exported."""


class _Line(msgspec.Struct):
    at: datetime
    uids: list[str]


_READER = msgspec.json.Decoder(_Line)


class ExportedFile:
    """Notes of exported events, beside a file of records."""

    def __init__(self, beside: Sidecar) -> None:
        """Touch nothing yet."""
        self.path = beside.exported
        """The file; it is not there before the first export."""
        self._beside = beside

    def known(self, begun: date | None) -> frozenset[str] | None:
        """Return the uids of all events that were ever exported; None if nobody knows.

        Nobody does where the file was `begun` when none were noted, and where what stood beside it
        is gone, as beside a copy. Raises `UnreadableError`.
        """
        found = self._beside.gate.read(self.path)
        if found is not None:
            lines = map(_parsed, found[0].splitlines())
            return frozenset(uid for line in lines if line for uid in line.uids)
        is_whole = self._beside.gate.read(self._beside.history) is not None
        is_new = begun is not None and begun >= NOTED_SINCE
        return frozenset() if is_whole and is_new else None

    def all(self) -> dict[str, datetime]:
        """Return when each event was first exported, by its uid. Raises `UnreadableError`.

        There is an empty uid among them if it is known what was exported.
        """
        found = self._beside.gate.read(self.path)
        lines = map(_parsed, found[0].splitlines() if found else ())
        noted = [(uid, line.at) for line in lines if line for uid in (ALL_NOTED, *line.uids)]
        return dict(reversed(noted))

    def note(self, uids: Iterable[str], at: datetime) -> None:
        """Note that events are about to be exported. Raises `NotSavedError` or `ReadOnlyError`.

        To note nothing is to note that it is known from now on what was exported.
        """
        refuse_closed(self._beside.file)
        text = msgspec.json.encode(_Line(at, list(uids))) + b"\n"
        try:
            self._beside.prepare()
            is_new = self._beside.make(self.path)
            descriptor = self._beside.gate.open(self.path, os.O_RDWR | os.O_APPEND)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)  # for the time of a line
                size = os.fstat(descriptor).st_size
                is_whole = not size or os.pread(descriptor, 1, size - 1) == b"\n"
                disk.write_all(descriptor, text if is_whole else b"\n" + text)
                os.fsync(descriptor)
            finally:
                disk.close(descriptor)
            if is_new:
                self._beside.gate.sync(self.path.parent)
        except OSError as error:
            raise disk.not_saved(self.path, error) from error


def _parsed(line: bytes) -> _Line | None:
    """Return what a line notes; None if it cannot be read, as half a one."""
    try:
        return _READER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
