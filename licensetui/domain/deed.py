"""Kinds of entries in the history: a change, and what takes one back, does it again or drops it."""

from __future__ import annotations

from enum import Enum


class Deed(Enum):
    """The relation of a change to others in the history."""

    CHANGE = "change"
    UNDO = "undo"
    REDO = "redo"
    LEAVE_OUT = "leave out"

    def said(self, what: str) -> str:
        """Return in words that it was done, and to what: `undo: renew Jira Software`."""
        match self:
            case Deed.UNDO:
                return f"undo: {what}"
            case Deed.REDO:
                return f"redo: {what}"
            case Deed.LEAVE_OUT:
                return f"leave out: {what}"
        return what


class Done:
    """A change that knows what it is to others, before and after it is in the history."""

    what: str
    """What the user did, in words: `renew Jira Software`; of an undo, what is taken back."""
    reverts: int | None
    """Number of the entry of the history that it takes back."""
    deed: Deed
    """Whether it is an undo, a redo, or a change in its own right."""

    @property
    def label(self) -> str:
        """The deed in words: `undo: renew Jira Software`."""
        return self.deed.said(self.what)

    @property
    def is_undo(self) -> bool:
        """Whether it takes back a change; what takes back an undo is a redo, and is none."""
        return self.reverts is not None and self.deed is Deed.UNDO

    @property
    def first_done(self) -> str:
        """The first deed in words, where it was undone or redone since."""
        is_of_another = self.reverts is not None and self.deed in (Deed.UNDO, Deed.REDO)
        return self.what if is_of_another else self.label
