"""Notes of exported events in `FILE.d/exported.jsonl`, a file that only grows."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from datetime import date, datetime

from licensetui import descriptors
from licensetui.store.exportednotes import first_noted, noted_uids, rendered_uids, were_all_noted
from licensetui.store.file import disk
from licensetui.store.file.closed import refuse_closed
from licensetui.store.file.sidecar import Sidecar


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
            return noted_uids(found[0])
        is_whole = self._beside.gate.read(self._beside.history) is not None
        return frozenset() if is_whole and were_all_noted(begun) else None

    def all(self) -> dict[str, datetime]:
        """Return when each event was first exported: `first_noted`. Raises `UnreadableError`."""
        found = self._beside.gate.read(self.path)
        return first_noted(found[0]) if found else {}

    def note(self, uids: Iterable[str], at: datetime) -> None:
        """Note that events are about to be exported. Raises `NotSavedError` or `ReadOnlyError`.

        To note nothing is to note that it is known from now on what was exported.
        """
        refuse_closed(self._beside.file)
        text = rendered_uids(uids, at)
        try:
            self._beside.prepare()
            is_new = self._beside.make(self.path)
            descriptor = self._beside.gate.open(self.path, os.O_RDWR | os.O_APPEND)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)  # for the time of a line
                descriptors.append_line(descriptor, text)
            finally:
                descriptors.close(descriptor)
            if is_new:
                self._beside.gate.sync(self.path.parent)
        except OSError as error:
            raise disk.not_saved(self.path, error) from error
