"""Commands while somebody's licenses are handed over."""

from __future__ import annotations

from licensetui.tui.command import Command


class HandOver(Command):
    """Hand over what this contact, or the license's, holds."""

    keys, word, edits, request, of = "H", "Hand over", True, ("HandOver",), "shown"


class HandOverHere(Command):
    """Hand over what the contact holds, once all is saved."""

    keys, word, edits, shown = "ctrl+l", "Hand over", True, False


class GoOn(Command):
    """Go to the next step; in the last one apply all of it."""

    keys, word, edits = "ctrl+s", "Next, apply", True


class TakeRow(Command):
    """Leave this row out, or hand it over again."""

    keys, word, edits = "space", "Skip", True


class ChooseSuccessor(Command):
    """Choose who takes this row, found by typing."""

    keys, word, edits = "enter", "Who", True


class ChooseForAll(Command):
    """Choose one who takes all rows that are not left out."""

    keys, word, edits = "a", "All to", True


class WriteNote(Command):
    """Write a note for those who take over (Markdown)."""

    keys, word = "w", "Write note"
