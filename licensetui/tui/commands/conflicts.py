"""Commands that settle the conflict of two sessions."""

from __future__ import annotations

from licensetui.tui.command import Command


class TakeMine(Command):
    """Let your value stand in this line."""

    keys, word = "m,left", "Mine"


class TakeTheirs(Command):
    """Let the other session's value stand in this line."""

    keys, word = "t,right", "Theirs"


class AllMine(Command):
    """Let your values stand in all lines."""

    keys, word = "M", "All mine"


class AllTheirs(Command):
    """Let the other session's values stand in all lines."""

    keys, word = "T", "All theirs"


class SaveChoice(Command):
    """Save what was chosen, once every line is decided."""

    keys, word = "enter,ctrl+s", "Save"


class LeaveConflict(Command):
    """Go back with nothing saved; what you typed is kept."""

    keys, word = "escape", "Back"
