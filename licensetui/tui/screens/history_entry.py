"""One entry of the history, whole."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from licensetui.domain.history import Entry, History
from licensetui.outlook import Outlook
from licensetui.tui.entry_lines import whole_lines
from licensetui.tui.widgets.rows import TextLines

FRAME = 8
"""Cells that the frame takes, and what keeps the text off the screen's edge."""


class EntryScreen(ModalScreen[None]):
    """Shows an entry until a key ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss(None)", "Back")]
    DEFAULT_CSS = """
    EntryScreen { align: center middle; background: transparent; }
    EntryScreen > Vertical {
        width: 100%; height: 100%; border: round $primary; background: $surface; padding: 0 1;
    }
    """

    def __init__(self, entry: Entry, history: History, outlook: Outlook) -> None:
        """Show an entry of a history, with the names that the outlook knows."""
        super().__init__()
        self._entry = entry
        self._history = history
        self._outlook = outlook

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with Vertical():
            yield TextLines()

    def on_mount(self) -> None:
        """Show the lines."""
        self._show()
        self.query_one(TextLines).focus()

    def on_resize(self) -> None:
        """Fold the lines anew."""
        self._show()

    def _show(self) -> None:
        width = max(self.app.size.width - FRAME, 20)
        outlook = self._outlook
        lines = whole_lines(self._entry, self._history, outlook.portfolio, outlook.today, width)
        rows = self.query_one(TextLines)
        rows.title = "Esc goes back, Down shows more"
        rows.show(list(enumerate(lines)))
