"""What works everywhere."""

from __future__ import annotations

from licensetui.tui.command import Command


class ShowDashboard(Command):
    """Show what is due and what is wrong."""

    keys, word, shown = "1", "Dashboard", False


class ShowLicenses(Command):
    """Show the list of licenses."""

    keys, word, shown = "2", "Licenses", False


class ShowContacts(Command):
    """Show the list of contacts."""

    keys, word, shown = "3", "Contacts", False


class ShowPortal(Command):
    """Show what is still to be changed on the portals."""

    keys, word, shown = "4", "Portal", False


class ShowHistory(Command):
    """Show what was changed: when, by whom, and from what."""

    keys, word, shown = "5", "History", False


class Undo(Command):
    """Take back your last change; in History, the one there."""

    keys, word, edits = "u", "Undo", True


class Redo(Command):
    """Do again what was undone; in History, the one there."""

    keys, word, edits, shown = "ctrl+r", "Redo", True, False


class SaveAgain(Command):
    """Try again to save what says NOT SAVED."""

    keys, word, edits, shown = "ctrl+s", "Save again", True, False


class OpenDraft(Command):
    """Open a form that was left before it was saved, as it was."""

    keys, word, edits, shown = "o", "Draft", True, False


class DropDraft(Command):
    """Forget a form that was left before it was saved."""

    keys, word, edits, shown = "O", "Drop draft", True, False


class NextProblem(Command):
    """Go to the next finding; Enter then opens what mends it."""

    keys, word = "exclamation_mark", "Problem"


class Palette(Command):
    """Find a command by its name."""

    keys, word, shown = "colon,ctrl+p", "Commands", False


class Help(Command):
    """Show all keys of this screen."""

    keys, word = "question_mark", "Help"


class Quit(Command):
    """Leave. What was confirmed is saved already."""

    keys, word = "q,ctrl+q", "Quit"


class Suspend(Command):
    """Stop and go to the shell; its command fg comes back."""

    keys, word, shown = "ctrl+z", "Suspend", False
