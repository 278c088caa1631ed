"""Commands that work everywhere."""

from __future__ import annotations

from licensetui.tui.command import Command


def _view(key: str, word: str, help: str) -> Command:
    """Return the command that shows a view, which has its word for a name."""
    name = word.lower()
    return Command(f"show-{name}", key, word, help, shown=False, request=("ShowView", name))


def _change(id: str, keys: str, word: str, help: str, request: str) -> Command:
    """Return a command that changes something by a request."""
    return Command(id, keys, word, help, edits=True, shown=False, request=(request,))


SHOW_DASHBOARD = _view("1", "Dashboard", "Show what is due and what is wrong.")
SHOW_LICENSES = _view("2", "Licenses", "Show the list of licenses.")
SHOW_CONTACTS = _view("3", "Contacts", "Show the list of contacts.")
SHOW_PORTAL = _view("4", "Portal", "Show what is still to be changed on the portals.")
SHOW_HISTORY = _view("5", "History", "Show what was changed: when, by whom, and from what.")
UNDO = Command(
    "undo",
    "u",
    "Undo",
    "Take back your last change; in History, the one there.",
    edits=True,
    request=("Undo",),
)
REDO = _change(
    "redo", "ctrl+r", "Redo", "Do again what was undone; in History, the one there.", "Redo"
)
SAVE_AGAIN = _change(
    "save-again", "ctrl+s", "Save again", "Try again to save what says NOT SAVED.", "SaveAgain"
)
OPEN_DRAFT = _change(
    "open-draft",
    "o",
    "Draft",
    "Open a form that was left before it was saved, as it was.",
    "ChooseDraft",
)
DROP_DRAFT = _change(
    "drop-draft", "O", "Drop draft", "Forget a form that was left before it was saved.", "DropDraft"
)
IMPORT = Command(
    "import",
    "I",
    "Import",
    "Import licenses from a file: a spreadsheet, CSV or JSON.",
    edits=True,
    request=("ImportList",),
)
EXPORT = Command(
    "export",
    "E",
    "Export",
    "Write this list into a file, as shown: CSV, JSON, text.",
    shown=False,
    request=("ExportList",),
)
NEXT_PROBLEM = Command(
    "next-problem",
    "exclamation_mark",
    "Problem",
    "Go to the next finding; Enter then opens what mends it.",
    request=("ShowNextProblem",),
)
PALETTE = Command(
    "palette",
    "colon,ctrl+p",
    "Commands",
    "Find a command by its name.",
    shown=False,
    request=("ShowCommands",),
)
HELP = Command(
    "help", "question_mark", "Help", "Show all keys of this screen.", request=("ShowKeys",)
)
QUIT = Command(
    "quit", "q,ctrl+q", "Quit", "Leave. What was confirmed is saved already.", request=("Leave",)
)
SUSPEND = Command(
    "suspend",
    "ctrl+z",
    "Suspend",
    "Stop and go to the shell; its command fg comes back.",
    shown=False,
)
