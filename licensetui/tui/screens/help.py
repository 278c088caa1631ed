"""All keys, made from the commands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from licensetui.tui.commands.sections import sections
from licensetui.tui.screens.window import Window
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList


@dataclass(frozen=True)
class HelpLine:
    """One line of the help: a heading, or a key with what it does."""

    keys: str
    """What to press; empty in a heading."""
    text: str
    """What it does, or the heading."""


class HelpLines(RowList[HelpLine]):
    """The lines of the help."""

    HAS_HEADING = False
    COLUMNS = (Column("keys", 15), Column("what"))

    def cells(self, item: HelpLine) -> tuple[Cell, ...]:
        """Return keys and text."""
        return (Cell(item.keys), Cell(item.text))


class HelpScreen(Window):
    """The keys, those of the present places first; in a form no others, as no others work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,ctrl+g", "dismiss(None)", "Back")
    ]
    DEFAULT_CSS = "HelpScreen > Vertical { width: 78; height: 22; }"

    def __init__(self, *titles: str, only: bool = False) -> None:
        """Begin with the sections of these titles; `only` shows no others."""
        super().__init__()
        self._titles, self._only = titles, only

    def body(self) -> Iterable[Widget]:
        """Return the lines."""
        yield HelpLines()

    def on_mount(self) -> None:
        """Show the lines."""
        lines = self.query_one(HelpLines)
        lines.title = f"Keys: {self._titles[0]}   Esc goes back, Down shows more"
        lines.show(help_lines(*self._titles, only=self._only))
        lines.focus()


def help_lines(*titles: str, only: bool = False) -> list[HelpLine]:
    """Return the lines of the help, the sections called `titles` first, or nothing but these."""
    found = dict(sections())
    rest = () if only else (name for name in found if name not in titles)
    lines: list[HelpLine] = []
    for name in (*titles, *rest):
        if lines:
            lines.append(HelpLine("", ""))
        lines.append(HelpLine("", name.upper()))
        lines += [HelpLine(command.keys_shown, command.help) for command in found[name]]
    return lines
