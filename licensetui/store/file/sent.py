"""Notes of sent mails in `FILE.d/sent.jsonl`, a file that only grows."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from licensetui import descriptors
from licensetui.store.errors import LockedError
from licensetui.store.file import disk
from licensetui.store.file.closed import refuse_closed
from licensetui.store.file.sidecar import Sidecar
from licensetui.store.sentnotes import SentNotes


class SentFile(SentNotes):
    """Notes of sent mails, beside a file of records. All that writes needs the lock."""

    def __init__(self, beside: Sidecar) -> None:
        """Touch nothing yet."""
        self.path = beside.sent
        """The file; it need not be there."""
        self._beside = beside
        self._descriptor: int | None = None

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
            descriptors.close(descriptor)

    def append(self, line: bytes) -> None:
        """Add a line and sync it; after a half one it begins on its own. Raises `NotSavedError`."""
        if self._descriptor is None:
            raise RuntimeError("recording what was sent needs the lock")
        try:
            descriptors.append_line(self._descriptor, line)
        except OSError as error:
            raise disk.not_saved(self.path, error) from error
