"""Notes of what reminder mails have told: `FILE.d/sent.jsonl`, a file that only grows.

    {"at":"2026-11-23T07:00:02+01:00","what":"sending","id":"<...>","to":["5f0c..."]}
    {"at":"2026-11-23T07:00:03+01:00","what":"sent","id":"<...>","to":["5f0c..."],"told":{"...":15}}

Recipients are kept as the SHA-256 of their address, and `forget` takes even that out. Each
line is synced before it counts. A line that cannot be read, as the half one of a full disk, is left
out: what it told is told again, for a reminder that comes twice costs less than one that is lost.
So does the run that finds `sending` without an end: whoever wrote it may have died before or after
the server had the mail.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

import msgspec

from licensetui.store.errors import LockedError
from licensetui.store.file import disk
from licensetui.store.file.closed import refuse_closed
from licensetui.store.file.sidecar import Sidecar
from licensetui.store.told import Told, mark_of


class _Line(msgspec.Struct, omit_defaults=True):
    at: datetime
    what: Literal["sending", "sent", "failed", "over"]
    id: str = ""
    to: list[str] = []  # msgspec copies it
    told: dict[str, int] = {}
    over: list[str] = []


_READER = msgspec.json.Decoder(_Line)


class SentFile:
    """Notes of sent mails, beside a file of records. All that writes needs the lock."""

    def __init__(self, beside: Sidecar) -> None:
        """Touch nothing yet."""
        self.path = beside.sent
        """The file; it need not be there."""
        self._beside = beside
        self._descriptor: int | None = None

    def read(self) -> Told:
        """Return what was told. Takes no lock. Raises `UnreadableError`."""
        lines = self.content().splitlines()
        return _told(line for text in lines if (line := _parsed(text)))

    def content(self) -> bytes:
        """Return all of it, as it stands there. Raises `UnreadableError`."""
        found = self._beside.gate.read(self.path)
        return found[0] if found else b""

    def rewrite(self, content: bytes) -> None:
        """Put something else in its place; nothing can be noted after that. Needs the lock.

        Raises `NotSavedError` or `NotDurableError`.
        """
        self._beside.gate.replace(self.path, content)

    @contextmanager
    def locked(self, *, even_closed: bool = False) -> Iterator[None]:
        """Keep all other runs from sending, without waiting for one: raises `LockedError`.

        Raises `ReadOnlyError` where all of it has moved elsewhere: mails are sent from there.

        The lock is gone when its holder is, however that ended. It does not keep anybody from
        saving records. Raises `NotSavedError` where nothing could be noted.
        """
        try:
            self._beside.prepare()
            is_new = self._beside.make(self.path)
            descriptor = self._beside.gate.open(self.path, os.O_RDWR | os.O_APPEND)
        except OSError as error:
            raise disk.not_saved(self.path, error) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                now = self._beside.gate.status(self.path)
                if now is None or not os.path.samestat(os.fstat(descriptor), now):
                    raise BlockingIOError  # `forget` has just put another in its place
                if is_new:
                    self._beside.gate.sync(self.path.parent)
                if not even_closed:
                    refuse_closed(self._beside.file)
            except BlockingIOError as error:
                raise LockedError(
                    f"another run is sending reminders for {self._beside.file} right "
                    "now: this run sent nothing"
                ) from error
            except OSError as error:
                raise disk.not_saved(self.path, error) from error
            self._descriptor = descriptor
            yield
        finally:
            self._descriptor = None
            disk.close(descriptor)

    def about_to_send(self, id: str, recipients: Sequence[str], at: datetime) -> None:
        """Note that the message `id` is about to be sent. Raises `NotSavedError`."""
        self._append(_Line(at, "sending", id, _marks(recipients)))

    def accepted(
        self, id: str, recipients: Sequence[str], told: Mapping[str, int], at: datetime
    ) -> None:
        """Note that a server has taken the message for `recipients`, and what it tells them.

        Raises `NotSavedError`: then it will be sent again.
        """
        self._append(_Line(at, "sent", id, _marks(recipients), dict(told)))

    def failed(self, id: str, at: datetime) -> None:
        """Note that nobody else has got the message. Raises `NotSavedError`."""
        self._append(_Line(at, "failed", id))

    def unsure(self, id: str, recipients: Sequence[str], at: datetime) -> None:
        """Note that `recipients` alone may have got the message. Raises `NotSavedError`."""
        self.failed(id, at)
        self.about_to_send(id, recipients, at)

    def over(self, recipient: str, keys: Sequence[str], at: datetime) -> None:
        """Note that what one was told holds no more: it is news again. Raises `NotSavedError`."""
        self._append(_Line(at, "over", to=_marks([recipient]), over=list(keys)))

    def _append(self, line: _Line) -> None:
        """Add a line and sync it; after a half one it begins on its own."""
        if self._descriptor is None:
            raise RuntimeError("recording what was sent needs the lock")
        try:
            size = os.fstat(self._descriptor).st_size
            is_whole = not size or os.pread(self._descriptor, 1, size - 1) == b"\n"
            text = msgspec.json.encode(line)
            disk.write_all(self._descriptor, (b"" if is_whole else b"\n") + text + b"\n")
            os.fsync(self._descriptor)
        except OSError as error:
            raise disk.not_saved(self.path, error) from error


def _told(lines: Iterator[_Line]) -> Told:
    stages: dict[str, dict[str, int]] = {}
    unsure: dict[str, dict[str, datetime]] = {}
    for line in lines:
        for mark in line.to:
            told = stages.setdefault(mark, {})
            for key, stage in line.told.items():
                told[key] = min(stage, told.get(key, stage))
            for key in line.over:
                told.pop(key, None)
            if line.what == "sending":
                unsure.setdefault(mark, {})[line.id] = line.at
            if line.what == "sent":  # whoever got this one was told what the others would have
                unsure.pop(mark, None)
        if line.what == "failed":
            for begun in unsure.values():
                begun.pop(line.id, None)
    return Told(stages, unsure)


def _parsed(text: bytes) -> _Line | None:
    try:
        return _READER.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _marks(recipients: Sequence[str]) -> list[str]:
    return [mark_of(recipient) for recipient in recipients]
