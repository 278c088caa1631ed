"""Keys: those of this screen first, made from the commands, and found by typing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import folded
from licensetui.tui.command import Command
from licensetui.tui.commands import everywhere, forms
from licensetui.tui.commands.sections import sections
from licensetui.tui.messages import ShowManual
from licensetui.tui.screens.window import Window
from licensetui.tui.widgets.cells import Cell, Column, wrapped
from licensetui.tui.widgets.line import Line
from licensetui.tui.widgets.rows import RowList

LONGEST = 200
"""Characters that one may look for."""
KEYS = 15
"""Cells for the keys."""
BESIDE = KEYS + 2
"""Cells beside the sentences: the keys, a blank, and a scroll bar."""
LEAST = 20
"""Cells of a sentence at least."""


@dataclass(frozen=True)
class HelpLine:
    """One line of the help: a heading, or a key with what it does."""

    keys: str
    """What to press; empty in a heading."""
    text: str
    """What it does, or the heading."""
    names: tuple[str, ...] = ()
    """What stands on each of its keys."""
    word: str = ""
    """What the footer calls it; found as well."""


class HelpLines(RowList[HelpLine]):
    """The lines of the help."""

    HAS_HEADING = False
    IS_OPENED = False
    COLUMNS = (Column("keys", KEYS), Column("what"))
    EMPTY = ("No matches. Esc clears.",)

    def cells(self, item: HelpLine) -> tuple[Cell, ...]:
        """Return keys and text."""
        return (Cell(item.keys), Cell(item.text))


class FindLine(Line):
    """The line in which one finds; the key that opened the help closes it while that is empty."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave that key to the screen."""
        help = everywhere.HELP  # Textual asks for the usual key, also where another one holds
        is_help = key in f"{help.usual_keys},{help.keys}".split(",") and not self.value
        return not is_help and super().check_consume_key(key, character)


class HelpScreen(Window):
    """The keys, those of the present places first; in a form no others, as no others work.

    What is typed narrows them: a single character to what that key does, else words to what they
    are found in. The arrows go on moving in the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "Back", priority=True),
        Binding("enter", "dismiss(None)", "Back", priority=True),
        Binding("question_mark", "dismiss(None)", priority=True, id=everywhere.HELP.id),
        Binding("ctrl+g", "dismiss(None)", priority=True, id=forms.FORM_HELP.id),
        Binding("tab", "manual", "Manual", priority=True),
        Binding("up", "move('up')", show=False, priority=True),
        Binding("down", "move('down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    HelpScreen > Vertical { width: 78; height: 22; }
    HelpScreen Line { height: 1; }
    """

    def __init__(self, *titles: str, only: bool = False, is_writable: bool = True) -> None:
        """Begin with the sections of these titles; `only` shows no others.

        What changes something is left out unless it `is_writable`.
        """
        super().__init__()
        self._place = titles[0]
        self._title = self._place + ("" if is_writable else "   read-only")
        self._lines = help_lines(*titles, only=only, is_writable=is_writable)

    def body(self) -> Iterable[Widget]:
        """Return the line to type in, and the lines."""
        yield FindLine(placeholder="Type to search, such as renew, or r; Esc closes", most=LONGEST)
        yield HelpLines()

    def on_mount(self) -> None:
        """Show the lines."""
        lines = self.query_one(HelpLines)
        lines.can_focus = False
        lines.title = f"Keys: {self._title}   Tab opens the manual"
        self.query_one(Line).focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Fold the sentences anew, once the lines have their width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """Show what fits what was typed."""
        lines = self.query_one(HelpLines)
        found = found_lines(self._lines, self.query_one(Line).value)
        lines.show(list(folded_lines(found, lines.container_size.width - BESIDE)))

    @on(Input.Changed)
    def _narrow(self) -> None:
        """Show what fits; a slash in front is the key that finds elsewhere."""
        lines = self.query_one(HelpLines)
        lines.cursor = 0
        self._show()
        lines.scroll_to(y=0, animate=False)

    def action_clear(self) -> None:
        """Show all again, or go back if all are shown."""
        line = self.query_one(Line)
        if line.value:
            line.value = ""
        else:
            self.dismiss(None)

    def action_manual(self) -> None:
        """Show the page of the manual about the place whose keys come first."""
        self.post_message(ShowManual(self._place))

    def action_move(self, how: str) -> None:
        """Move in the lines while the typing goes on."""
        getattr(self.query_one(HelpLines), f"action_{how}")()


def help_lines(*titles: str, only: bool = False, is_writable: bool = True) -> list[HelpLine]:
    """Return the lines of the help, the sections called `titles` first, or nothing but these.

    A command that works in several of these is told once; and of two with the same Ctrl key the
    first, which works: Ctrl+S goes on in a form of several steps, where it saves in others.
    """
    found = dict(sections())
    rest = () if only else (name for name in found if name not in titles)
    lines: list[HelpLine] = []
    told: set[str] = set()
    # Ids of commands, and Ctrl keys.
    for name in (*titles, *rest):
        is_near = name in titles
        shown = [
            command
            for command in found[name]
            if (is_writable or not command.edits)
            and not (is_near and told.intersection(_signs(command)))
        ]
        if is_near:
            told.update(sign for command in shown for sign in _signs(command))
        if shown and lines:
            lines.append(HelpLine("", ""))
        if shown:
            lines.append(HelpLine("", name.upper()))
            lines += map(_line, shown)
    return lines


def folded_lines(lines: Iterable[HelpLine], width: int) -> Iterator[HelpLine]:
    """Yield lines with keys and sentences folded, these to a width: none is cut."""
    for line in lines:
        parts = wrapped(line.keys, KEYS), wrapped(line.text, max(width, LEAST))
        for keys, text in zip_longest(*parts, fillvalue=""):
            yield replace(line, keys=keys, text=text)


def _signs(command: Command) -> set[str]:
    """Return what tells a command, and its Ctrl keys, from others."""
    return {command.id, *(key for key in command.keys.split(",") if key.startswith("ctrl+"))}


def _line(command: Command) -> HelpLine:
    return HelpLine(command.keys_shown, command.help, command.key_names, command.word)


def found_lines(lines: Iterable[HelpLine], typed: str) -> Iterator[HelpLine]:
    """Yield the lines that fit what was typed, each once, below the place that comes first."""
    text = typed.strip()
    if len(text) > 1:
        text = text.removeprefix("/").strip()
    if not text:
        yield from lines
        return
    all_lines = list(lines)
    is_key = len(text) == 1 and any(text in line.names for line in all_lines)
    words = folded(text).split()
    heading, told = None, set[HelpLine]()
    for line in all_lines:
        if not line.keys:
            heading = line
        elif line in told:
            continue
        elif text in line.names or (
            not is_key and all(x in folded(f"{line.keys} {line.word} {line.text}") for x in words)
        ):
            if heading is not None:
                yield heading
                heading = None
            told.add(line)
            yield line
