"""Undo and redo: the change that comes next, and the one that takes it back."""

from __future__ import annotations

from collections.abc import Callable

from licensetui.domain.change import Change
from licensetui.domain.history import Entry
from licensetui.store.store import Store
from licensetui.store.taking_back import bringing_in, leaving_out, reverting
from licensetui.tui.waiting import WaitingChanges


class TakingBack:
    """Finds what this user can take back, and returns the changes that do, as things are now.

    Each of those raises `NotRevertibleError`, or another `StoreError` if the history cannot be
    read.
    """

    def __init__(self, store: Store, waiting: WaitingChanges, look: Callable[[], None]) -> None:
        """Take back what is in a store; `look` looks at what others have saved there."""
        self._store = store
        self._waiting = waiting
        self._look = look
        self._passed_over: set[int] = set()

    def next_undo(self) -> Entry | None:
        """Return the newest change of this user that can be taken back."""
        return self._store.history().next_undo(self._store.author, self._left_out())

    def next_redo(self) -> Entry | None:
        """Return the newest undo of this user that can be taken back."""
        return self._store.history().next_redo(self._store.author, self._left_out())

    def pass_over(self, number: int) -> None:
        """Leave an entry out of undo and redo: it cannot be taken back."""
        self._passed_over.add(number)

    def _left_out(self) -> set[int]:
        """Return what is passed over, or is being taken back by a change that waits."""
        return self._passed_over.union(change.reverts or 0 for change in self._waiting.changes)

    def reverting(self, number: int) -> Change:
        """Return the change that takes back an entry of the history."""
        self._look()
        return reverting(self._store, number)

    def bringing_in(self, number: int) -> Change:
        """Return the change that brings in an entry that is set aside."""
        self._look()
        return bringing_in(self._store, number)

    def leaving_out(self, number: int) -> Change:
        """Return the change that leaves out an entry that is set aside."""
        return leaving_out(self._store, number)
