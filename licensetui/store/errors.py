"""Errors of a store. The text of each is a sentence for the user."""

from __future__ import annotations

from licensetui.domain.change import Change
from licensetui.domain.merge import AnyConflict

Conflicts = tuple[AnyConflict, ...]
"""What two sessions did to some records, and does not fit together."""


class StoreError(Exception):
    """Something is wrong with the store; the subclass says what."""


class DamagedError(StoreError):
    """The content cannot be understood: empty, cut, changed by hand, or not ours."""


class NewerError(StoreError):
    """It was written by a newer release, whose words this one does not know."""


class UnreadableError(StoreError):
    """It cannot be read at all."""


class UnreachableError(UnreadableError):
    """The server that keeps it is gone; it may come back."""


class LockedError(StoreError):
    """Another session holds it for too long."""


class ReadOnlyError(StoreError):
    """It was opened for reading only."""


class NotSavedError(StoreError):
    """The change could not be written; what was there before is untouched."""


class NotDurableError(StoreError):
    """The change is written and visible, but the disk did not confirm that it will last."""


class UnconfirmedError(StoreError):
    """Nobody knows whether the change is saved: the answer was lost.

    To commit an equal change again settles it: it is there once then, or the error says why not.
    """


class ConflictError(StoreError):
    """Another session's change does not fit together with this one; nothing was written."""

    def __init__(
        self, sentence: str, change: Change | None = None, conflicts: Conflicts = ()
    ) -> None:
        """Say it in a sentence; `conflicts` are what the user can choose about."""
        super().__init__(sentence)
        self.change = change
        """The change that was refused, for `domain.merge.resolved`."""
        self.conflicts = conflicts
        """Both sides of every record concerned; empty where there is nothing to choose."""

    @property
    def can_be_settled(self) -> bool:
        """Whether there is anything to choose."""
        return self.change is not None and bool(self.conflicts)


class NotRevertibleError(StoreError):
    """An entry of the history cannot be taken back: there is none, or it is taken back already."""
