"""What can go wrong with a store. The text of each error is a sentence for the user."""

from __future__ import annotations


class StoreError(Exception):
    """Something is wrong with the store; the subclass says what."""


class DamagedError(StoreError):
    """What is kept cannot be understood: empty, cut, changed by hand, or not ours."""


class NewerError(StoreError):
    """It was written by a newer release, whose words this one does not know."""


class UnreadableError(StoreError):
    """It cannot be read at all."""


class LockedError(StoreError):
    """Another session holds it for too long."""


class ReadOnlyError(StoreError):
    """It was opened for reading only."""


class NotSavedError(StoreError):
    """The change could not be written; what was there before is untouched."""


class NotDurableError(StoreError):
    """The change is written and visible, but the disk did not confirm that it will last."""


class ConflictError(StoreError):
    """Another session changed a record that this change is about; nothing was written."""
