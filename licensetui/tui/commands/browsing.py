"""Commands in lists: moving, opening, finding."""

from __future__ import annotations

from licensetui.tui.command import Command


class Up(Command):
    """Go one line up."""

    keys, word, shown = "up,k", "Up", False


class Down(Command):
    """Go one line down."""

    keys, word, shown = "down,j", "Down", False


class PageUp(Command):
    """Go one page up."""

    keys, word, shown = "pageup", "Page up", False


class PageDown(Command):
    """Go one page down."""

    keys, word, shown = "pagedown", "Page down", False


class First(Command):
    """Go to the first line."""

    keys, word, shown = "g,home", "First", False


class Last(Command):
    """Go to the last line."""

    keys, word, shown = "G,end", "Last", False


class Open(Command):
    """Open what is under the cursor."""

    keys, word = "enter", "Open"


class New(Command):
    """Add a record."""

    keys, word, edits = "n", "New", True


class Edit(Command):
    """Edit the record under the cursor."""

    keys, word, edits, shown = "e", "Edit", True, False


class Archive(Command):
    """Archive the marked or this one; again brings it back."""

    keys, word, edits = "D", "Archive", True


class Find(Command):
    """Find as you type; Enter keeps it, Esc shows all again."""

    keys, word = "slash", "Find"


class Mark(Command):
    """Mark or unmark the record, to act on several."""

    keys, word, shown = "space", "Mark", False


class Sort(Command):
    """Sort by the next column."""

    keys, word = "s", "Sort"


class Reverse(Command):
    """Turn the order round."""

    keys, word, shown = "S", "Reverse", False


class Filter(Command):
    """Choose which records to show."""

    keys, word = "f", "Filter"


class Copy(Command):
    """Copy the number or address to the clipboard, and show it."""

    keys, word, shown = "y", "Copy", False


class Log(Command):
    """Show the history of this record."""

    keys, word, shown, request, of = "l", "Log", False, ("ListChanges",), "shown"


class Unfind(Command):
    """Show all again: no search, no filter, no marks."""

    keys, word, shown = "escape", "Show all", False
