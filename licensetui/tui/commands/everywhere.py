"""Commands that work everywhere."""

from __future__ import annotations

from licensetui.tui.command import Command


class ShowDashboard(Command):
    """Show what is due and what is wrong."""

    keys, word, shown, request = "1", "Dashboard", False, ("ShowView", "dashboard")


class ShowLicenses(Command):
    """Show the list of licenses."""

    keys, word, shown, request = "2", "Licenses", False, ("ShowView", "licenses")


class ShowContacts(Command):
    """Show the list of contacts."""

    keys, word, shown, request = "3", "Contacts", False, ("ShowView", "contacts")


class ShowPortal(Command):
    """Show what is still to be changed on the portals."""

    keys, word, shown, request = "4", "Portal", False, ("ShowView", "portal")


class ShowHistory(Command):
    """Show what was changed: when, by whom, and from what."""

    keys, word, shown, request = "5", "History", False, ("ShowView", "history")


class Undo(Command):
    """Take back your last change; in History, the one there."""

    keys, word, edits, request = "u", "Undo", True, ("Undo",)


class Redo(Command):
    """Do again what was undone; in History, the one there."""

    keys, word, edits, shown, request = "ctrl+r", "Redo", True, False, ("Redo",)


class SaveAgain(Command):
    """Try again to save what says NOT SAVED."""

    keys, word, edits, shown, request = "ctrl+s", "Save again", True, False, ("SaveAgain",)


class OpenDraft(Command):
    """Open a form that was left before it was saved, as it was."""

    keys, word, edits, shown, request = "o", "Draft", True, False, ("ChooseDraft",)


class DropDraft(Command):
    """Forget a form that was left before it was saved."""

    keys, word, edits, shown, request = "O", "Drop draft", True, False, ("DropDraft",)


class NextProblem(Command):
    """Go to the next finding; Enter then opens what mends it."""

    keys, word, request = "exclamation_mark", "Problem", ("ShowNextProblem",)


class Palette(Command):
    """Find a command by its name."""

    keys, word, shown, request = "colon,ctrl+p", "Commands", False, ("ShowCommands",)


class Help(Command):
    """Show all keys of this screen."""

    keys, word, request = "question_mark", "Help", ("ShowKeys",)


class Quit(Command):
    """Leave. What was confirmed is saved already."""

    keys, word, request = "q,ctrl+q", "Quit", ("Leave",)


class Suspend(Command):
    """Stop and go to the shell; its command fg comes back."""

    keys, word, shown = "ctrl+z", "Suspend", False
