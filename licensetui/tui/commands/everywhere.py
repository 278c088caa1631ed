"""What works everywhere."""

from __future__ import annotations

from licensetui.tui.command import Command


class ShowDashboard(Command):
    """Show what is due and what is wrong."""

    keys, word, shown = "1", "Dashboard", False
    request = ("ShowView", "dashboard")


class ShowLicenses(Command):
    """Show the list of licenses."""

    keys, word, shown = "2", "Licenses", False
    request = ("ShowView", "licenses")


class ShowContacts(Command):
    """Show the list of contacts."""

    keys, word, shown = "3", "Contacts", False
    request = ("ShowView", "contacts")


class ShowPortal(Command):
    """Show what is still to be changed on the portals."""

    keys, word, shown = "4", "Portal", False
    request = ("ShowView", "portal")


class ShowHistory(Command):
    """Show what was changed: when, by whom, and from what."""

    keys, word, shown = "5", "History", False
    request = ("ShowView", "history")


class Undo(Command):
    """Take back your last change; in History, the one there."""

    keys, word, edits = "u", "Undo", True
    request = ("Undo",)


class Redo(Command):
    """Do again what was undone; in History, the one there."""

    keys, word, edits, shown = "ctrl+r", "Redo", True, False
    request = ("Redo",)


class SaveAgain(Command):
    """Try again to save what says NOT SAVED."""

    keys, word, edits, shown = "ctrl+s", "Save again", True, False
    request = ("SaveAgain",)


class OpenDraft(Command):
    """Open a form that was left before it was saved, as it was."""

    keys, word, edits, shown = "o", "Draft", True, False
    request = ("ChooseDraft",)


class DropDraft(Command):
    """Forget a form that was left before it was saved."""

    keys, word, edits, shown = "O", "Drop draft", True, False
    request = ("DropDraft",)


class NextProblem(Command):
    """Go to the next finding; Enter then opens what mends it."""

    keys, word = "exclamation_mark", "Problem"
    request = ("ShowNextProblem",)


class Palette(Command):
    """Find a command by its name."""

    keys, word, shown = "colon,ctrl+p", "Commands", False
    request = ("ShowCommands",)


class Help(Command):
    """Show all keys of this screen."""

    keys, word = "question_mark", "Help"
    request = ("ShowKeys",)


class Quit(Command):
    """Leave. What was confirmed is saved already."""

    keys, word = "q,ctrl+q", "Quit"
    request = ("Leave",)


class Suspend(Command):
    """Stop and go to the shell; its command fg comes back."""

    keys, word, shown = "ctrl+z", "Suspend", False
