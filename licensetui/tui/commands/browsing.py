"""Commands in lists: moving, opening, finding."""

from __future__ import annotations

from functools import partial

from licensetui.tui.command import Command

_quiet = partial(Command, shown=False)
# Footers have no room for it.

UP = _quiet("up", "up,k", "Up", "Move up one line.")
DOWN = _quiet("down", "down,j", "Down", "Move down one line.")
PAGE_UP = _quiet("page-up", "pageup", "Page up", "Move up one page.")
PAGE_DOWN = _quiet("page-down", "pagedown", "Page down", "Move down one page.")
FIRST = _quiet("first", "g,home", "First", "Go to the first line.")
LAST = _quiet("last", "G,end", "Last", "Go to the last line.")
OPEN = Command("open", "enter", "Open", "Open the selected row.")
NEW = Command("new", "n", "New", "Add a new record.", edits=True)
EDIT = _quiet("edit", "e", "Edit", "Edit the selected record.", edits=True)
ARCHIVE = Command(
    "archive",
    "D",
    "Archive",
    "Archive the marked records, or this one; again restores.",
    edits=True,
)
FIND = Command("find", "slash", "Find", "Search as you type; Enter keeps the list, Esc clears it.")
MARK = _quiet("mark", "space", "Mark", "Mark or unmark the row, to act on several at once.")
SORT = Command("sort", "s", "Sort", "Sort by the next column.")
REVERSE = _quiet("reverse", "S", "Reverse", "Reverse the sort order.")
FILTER = Command("filter", "f", "Filter", "Choose which rows to show.")
COPY = _quiet("copy", "y", "Copy", "Copy the number or the address, and show it.")
LOG = Command(
    "log",
    "l",
    "Log",
    "Show the change history of this record.",
    shown=False,
    request=("ListChanges",),
    of="shown",
)
UNFIND = _quiet("unfind", "escape", "Show all", "Clear the search, the filter, and all marks.")
