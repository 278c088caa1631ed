"""All keys, made from the commands."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from licensetui.tui.commands.places import sections
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

    def key(self, item: HelpLine) -> Hashable:
        """Return the line itself."""
        return item


class HelpScreen(ModalScreen[None]):
    """The keys, those of the present place first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,ctrl+g,enter", "dismiss(None)", "Back")
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: transparent; }
    HelpScreen > Vertical {
        width: 78; max-width: 100%; height: 22; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    """

    def __init__(self, place: str) -> None:
        """Begin with the keys of `place`, the name of a section."""
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with Vertical():
            yield HelpLines()

    def on_mount(self) -> None:
        """Show the lines."""
        lines = self.query_one(HelpLines)
        lines.title = f"Keys: {self._place}   Esc goes back, Down shows more"
        lines.show(help_lines(self._place))
        lines.focus()


def help_lines(place: str) -> list[HelpLine]:
    """Return all lines of the help, the section called `place` first."""
    ordered = sorted(sections(), key=lambda section: section[0] != place)
    lines: list[HelpLine] = []
    for name, commands in ordered:
        if lines:
            lines.append(HelpLine("", ""))
        lines.append(HelpLine("", name.upper()))
        lines += [HelpLine(command.keys_shown(), command.help_text()) for command in commands]
    return lines
