"""A page of the manual in a window, and from it all others."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from licensetui.manual import TOPICS, page, title
from licensetui.manual.lines import lines
from licensetui.tui.commands import everywhere
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.screens.window import LinesWindow
from licensetui.tui.widgets.rows import TextLines

WIDEST = 100
"""Cells of a line at most; longer ones are hard to read."""


class ManualScreen(LinesWindow):
    """Shows a page; Tab lists all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "choose", "Topics", priority=True),
        Binding("question_mark", "dismiss(None)", "Back", id=everywhere.HELP.id),
    ]

    def __init__(self, topic: str) -> None:
        """Show the page of a topic."""
        super().__init__()
        self._topic = topic

    @property
    def hint(self) -> str:
        """Which page it is, and what leads on."""
        return f"Manual: {self._topic}   Tab: topics   Esc: back"

    def lines_in(self, width: int) -> list[str]:
        """Return the page."""
        return list(lines(page(self._topic), min(width, WIDEST)))

    def action_choose(self) -> None:
        """Ask for another page."""
        options = [Option(topic, topic, title(topic)) for topic in TOPICS]
        Chooser("Manual", options, starts_first=True).ask(self.app, self._open)

    def _open(self, topic: str) -> None:
        self._topic = topic
        self.show_lines()
        rows = self.query_one(TextLines)
        rows.cursor = 0
        rows.scroll_to(y=0, animate=False)
