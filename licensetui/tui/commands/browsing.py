"""Commands in lists: moving, opening, finding."""

from __future__ import annotations

from functools import partial

from licensetui.tui.command import Command

_quiet = partial(Command, shown=False)
# Footers have no room for it.

UP = _quiet("up", "up,k", "Up", "Go one line up.")
DOWN = _quiet("down", "down,j", "Down", "Go one line down.")
PAGE_UP = _quiet("page-up", "pageup", "Page up", "Go one page up.")
PAGE_DOWN = _quiet("page-down", "pagedown", "Page down", "Go one page down.")
FIRST = _quiet("first", "g,home", "First", "Go to the first line.")
LAST = _quiet("last", "G,end", "Last", "Go to the last line.")
OPEN = Command("open", "enter", "Open", "Open what is under the cursor.")
NEW = Command("new", "n", "New", "Add a record.", edits=True)
EDIT = _quiet("edit", "e", "Edit", "Edit the record under the cursor.", edits=True)
ARCHIVE = Command(
    "archive", "D", "Archive", "Archive the marked or this one; again brings it back.", edits=True
)
FIND = Command("find", "slash", "Find", "Find as you type; Enter keeps it, Esc shows all again.")
MARK = _quiet("mark", "space", "Mark", "Mark or unmark the record, to act on several.")
SORT = Command("sort", "s", "Sort", "Sort by the next column.")
REVERSE = _quiet("reverse", "S", "Reverse", "Turn the order round.")
FILTER = Command("filter", "f", "Filter", "Choose which records to show.")
COPY = _quiet("copy", "y", "Copy", "Copy the number or address to the clipboard, and show it.")
LOG = Command(
    "log",
    "l",
    "Log",
    "Show the history of this record.",
    shown=False,
    request=("ListChanges",),
    of="shown",
)
UNFIND = _quiet("unfind", "escape", "Show all", "Show all again: no search, no filter, no marks.")
