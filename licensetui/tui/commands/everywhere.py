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


SHOW_DASHBOARD = _view("1", "Dashboard", "Show what is due, and all findings.")
SHOW_LICENSES = _view("2", "Licenses", "Show all licenses.")
SHOW_CONTACTS = _view("3", "Contacts", "Show all contacts.")
SHOW_PORTAL = _view("4", "Portal", "Show open vendor-portal steps.")
SHOW_HISTORY = _view("5", "History", "Show the change history.")
UNDO = Command(
    "undo",
    "u",
    "Undo",
    "Undo your last change (in History: the selected one).",
    edits=True,
    request=("Undo",),
)
REDO = _change(
    "redo", "ctrl+r", "Redo", "Redo what was undone (in History: the selected change).", "Redo"
)
SAVE_AGAIN = _change("save-again", "ctrl+s", "Retry save", "Retry a failed save.", "SaveAgain")
OPEN_DRAFT = _change(
    "open-draft",
    "o",
    "Draft",
    "Reopen an unsaved form (draft).",
    "ChooseDraft",
)
DROP_DRAFT = _change(
    "drop-draft", "O", "Drop draft", "Discard an unsaved form (draft).", "DropDraft"
)
IMPORT = Command(
    "import",
    "I",
    "Import",
    "Import licenses from a file: spreadsheet, CSV, or JSON.",
    edits=True,
    request=("ImportList",),
)
EXPORT = Command(
    "export",
    "E",
    "Export",
    "Write this list to a file, as shown: CSV, JSON, or text.",
    shown=False,
    request=("ExportList",),
)
NEXT_PROBLEM = Command(
    "next-problem",
    "exclamation_mark",
    "Next finding",
    "Go to the next finding; Enter then opens the fix.",
    request=("ShowNextProblem",),
)
THEME = Command(
    "theme",
    "C",
    "Theme",
    "Choose the colors of the screens; they stay.",
    shown=False,
    request=("ChooseTheme",),
)
PALETTE = Command(
    "palette",
    "colon,ctrl+p",
    "Commands",
    "Search all commands by name.",
    shown=False,
    request=("ShowCommands",),
)
HELP = Command(
    "help",
    "question_mark",
    "Help",
    "Show the keys of this screen; type to search.",
    request=("ShowKeys",),
)
QUIT = Command(
    "quit", "q,ctrl+q", "Quit", "Quit. Everything confirmed is already saved.", request=("Leave",)
)
SUSPEND = Command(
    "suspend",
    "ctrl+z",
    "Suspend",
    "Suspend to the shell (fg returns).",
    shown=False,
)
