"""Commands in forms: saving, and the single letters outside the lines one types in."""

from __future__ import annotations

from licensetui.tui.command import Command


class Save(Command):
    """Save what was typed."""

    keys, word, edits = "ctrl+s", "Save", True


class Leave(Command):
    """Go back without saving; u opens the form again as it was."""

    keys, word = "escape", "Back"


class FormHelp(Command):
    """Show the keys of the form."""

    keys, word = "ctrl+g", "Help"


class FromLastEnd(Command):
    """Count the term from the end of the last one."""

    keys, word, edits, shown = "e", "Last end", True, False


class FromPayment(Command):
    """Count the term from the payment: today, or type the day."""

    keys, word, edits = "p", "Paid on", True


class FromFixedDay(Command):
    """Count the term from a day that you type."""

    keys, word, edits = "f", "From day", True


class OneYear(Command):
    """Let the term last one year."""

    keys, word, edits = "1", "Year", True


class TwoYears(Command):
    """Let the term last two years."""

    keys, word, edits = "2", "Years", True


class ThreeYears(Command):
    """Let the term last three years."""

    keys, word, edits, shown = "3", "3 years", True, False


class OneMonth(Command):
    """Let the term last one month."""

    keys, word, edits = "m", "Month", True


class UntilDay(Command):
    """Let the term last until a day that you type."""

    keys, word, edits = "d", "Until day", True


class LeaveOut(Command):
    """Leave out what cannot be done, or stop at it again."""

    keys, word, edits = "o", "Leave out", True


class TakeSuggestion(Command):
    """Take the address that is suggested."""

    keys, word, edits = "ctrl+y", "Yes, fix", True


class KeepAddress(Command):
    """Keep the address as typed; it is not asked about again."""

    keys, word, edits = "ctrl+n", "No, keep", True


class AddHolder(Command):
    """Add a contact, found by typing or typed anew."""

    keys, word, edits = "n,enter", "Add contact", True


class OpenAgain(Command):
    """Open again the new contact that you left unsaved."""

    keys, word, edits, shown = "u", "Open again", True, False


class MakePrimary(Command):
    """Make it the primary contact of its role, or secondary."""

    keys, word, edits = "p", "Primary", True


class ChangeRole(Command):
    """Give the contact the next role."""

    keys, word, edits = "space", "Role", True


class RemoveHolder(Command):
    """Take the contact off the list."""

    keys, word, edits = "delete,D", "Remove", True
