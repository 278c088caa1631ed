"""Windows that a key ends: the base, an entry of the history whole, all terms of a license."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from licensetui.domain.history import Entry, History
from licensetui.domain.license import License
from licensetui.domain.past_terms import term_lines
from licensetui.domain.renewal import plan_of
from licensetui.outlook import Outlook
from licensetui.tui.commands import everywhere, records
from licensetui.tui.describe import dates_line, terms_line
from licensetui.tui.entry_lines import whole_lines
from licensetui.tui.widgets.cells import wrapped
from licensetui.tui.widgets.folded import Folded
from licensetui.tui.widgets.rows import TextLines
from licensetui.tui.widgets.term_rows import TermRows

FRAME = 8
"""Cells that the frame takes, and what keeps the text off the screen's edge."""


class Window(ModalScreen[None]):
    """Stands over the screen until a key ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(None)", "Back"),
        Binding("q", "dismiss(None)", "Back", id=everywhere.QUIT.id),
    ]
    DEFAULT_CSS = """
    Window { align: center middle; background: transparent; }
    Window > Vertical {
        width: 100%; max-width: 100%; height: auto; max-height: 100%;
    }
    Window Folded { padding: 0; }
    Window Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def body(self) -> Iterable[Widget]:
        """Return what it shows."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out what it shows, in a frame."""
        with Vertical(classes="frame"):
            yield from self.body()


class LinesWindow(Window):
    """Shows lines, folded to its width, until a key ends it."""

    DEFAULT_CSS = "LinesWindow > Vertical { height: 100%; }"

    @property
    def hint(self) -> str:
        """What stands above the lines."""
        return "Esc goes back, Down shows more"

    def lines_in(self, width: int) -> list[str]:
        """Return the lines, each of at most `width` cells."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Return the lines."""
        yield TextLines()

    def on_mount(self) -> None:
        """Show the lines."""
        self.show_lines()
        self.query_one(TextLines).focus()

    def on_resize(self) -> None:
        """Fold the lines anew."""
        self.show_lines()

    def show_lines(self) -> None:
        """Show the lines, folded to the width there is."""
        rows = self.query_one(TextLines)
        rows.title = self.hint
        rows.show(list(enumerate(self.lines_in(max(self.app.size.width - FRAME, 20)))))


class EntryScreen(LinesWindow):
    """Shows an entry of the history until a key ends it."""

    def __init__(self, entry: Entry, history: History, outlook: Outlook) -> None:
        """Show an entry of a history, with the names that the outlook knows."""
        super().__init__()
        self._entry = entry
        self._history = history
        self._outlook = outlook

    @property
    def hint(self) -> str:
        """Which change it is, and how to go on."""
        return f"Change {self._entry.number}   {super().hint}"

    def lines_in(self, width: int) -> list[str]:
        """Return all that is known of the entry."""
        outlook = self._outlook
        return whole_lines(self._entry, self._history, outlook.portfolio, outlook.today, width)


class NotesWindow(LinesWindow):
    """Shows notes until a key ends it."""

    def __init__(self, notes: Iterable[str]) -> None:
        """Show some notes."""
        super().__init__()
        self._notes = tuple(notes)

    @property
    def hint(self) -> str:
        """What the lines are, and how to go on."""
        return f"Notes   {super().hint}"

    def lines_in(self, width: int) -> list[str]:
        """Return the notes, those that are long in several lines."""
        return [line for note in self._notes for line in wrapped(note, width)]


class TermHistory(Window):
    """Shows the terms until a key ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("T", "dismiss(None)", "Back", id=records.TERMS.id)
    ]

    def __init__(self, license: License, outlook: Outlook) -> None:
        """Show the terms of a license."""
        super().__init__()
        self._license = license
        self._outlook = outlook

    def body(self) -> Iterable[Widget]:
        """Return the terms, and what there is to say of them."""
        yield TermRows()
        yield Folded(self._words())
        yield Folded(
            "> latest   ? planned   change: per year, from the term before   Esc goes back"
        )

    def _words(self) -> str:
        lines = term_lines(self._license)
        replaced = [line for line in lines if line.replaced_on]
        parts = [dates_line(self._license, self._outlook.today, self._outlook)]
        parts += [f"{line.term.kind.label} replaced on {line.replaced_on}" for line in replaced]
        if plan := plan_of(self._license):
            parts.append(f"planned: {plan.kind.label} to {plan.end}")
        return "   ".join(parts)

    def on_mount(self) -> None:
        """Show the terms."""
        rows = self.query_one(TermRows)
        rows.title = "   ".join(filter(None, (self._license.name, terms_line(self._license))))
        rows.styles.height = rows.show_terms(self._license) + 1
        rows.focus()
