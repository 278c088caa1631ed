"""Looks at the store: what others have saved, and whether it is there at all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from licensetui.domain.counting import and_more
from licensetui.domain.history import Entry
from licensetui.store.errors import StoreError, UnreachableError
from licensetui.store.store import Store

BACK = "The server is back."
"""Said once when a store can be reached again."""


@dataclass(frozen=True)
class Look:
    """The outcome of one look."""

    has_changed: bool = False
    """Whether others have saved something."""
    is_back: bool = False
    """Whether the server was gone at the last look, and is there again."""
    complaint: str = ""
    """What is wrong, to be said now; empty if nothing is, or it was said before."""


class Lookout:
    """Looks, and knows what of all that the user was told."""

    def __init__(self, store: Store) -> None:
        """Look at nothing yet."""
        self._store = store
        self.heard = 0
        """Number of the last change of which the user knows."""
        self.set_aside: tuple[Entry, ...] = ()
        """Changes that are in the history and not in the file, of which nobody has decided yet."""
        self._blindness = ""
        # Why the last look failed; it is said once and not each second.
        self._is_gone = False
        # Whether that was because the server is gone.

    def look(self) -> Look:
        """Look whether others have saved. Waits for nobody."""
        was_gone = self._is_gone
        try:
            has_changed = self._store.refresh()
        except StoreError as error:
            self._is_gone = isinstance(error, UnreachableError)
            is_new = str(error) != self._blindness and not (was_gone and self._is_gone)
            self._blindness = str(error)
            return Look(complaint=str(error) if is_new else "")
        self._blindness, self._is_gone = "", False
        return Look(has_changed, was_gone)

    def look_aside(self) -> tuple[Entry, ...]:
        """Look which changes are set aside, and return those of which that was not known yet."""
        before = {entry.number for entry in self.set_aside}
        with suppress(StoreError):  # the History screen says what is wrong with the history
            self.set_aside = self._store.set_aside()
        return tuple(entry for entry in self.set_aside if entry.number not in before)

    def others(self, *, silent: bool) -> str:
        """Return what others did; where nothing is known of it, nothing if `silent`."""
        unknown = "" if silent else "Another session has saved a change."
        try:
            new = self._store.newest(self.heard)
        except StoreError:  # only this sentence is the poorer for it
            return unknown
        if not new:  # by a program that keeps no history
            return unknown
        self.heard = new[-1].number
        return f"{new[-1].by}: {new[-1].label}{and_more(len(new) - 1, ',')}"
