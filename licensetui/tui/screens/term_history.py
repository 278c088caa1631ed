"""All terms of a license: what it cost, and how that changed from year to year."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from licensetui.domain.license import License
from licensetui.domain.past_terms import term_lines
from licensetui.domain.plain import plain
from licensetui.domain.renewal import plan_of
from licensetui.outlook import Outlook
from licensetui.tui.describe import dates_line, terms_line
from licensetui.tui.widgets.term_rows import TermRows


class TermHistory(ModalScreen[None]):
    """Shows the terms until a key ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,T", "dismiss(None)", "Back")]
    DEFAULT_CSS = """
    TermHistory { align: center middle; background: transparent; }
    TermHistory > Vertical {
        width: 100%; height: auto; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    TermHistory Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, license: License, outlook: Outlook) -> None:
        """Show the terms of a license."""
        super().__init__()
        self._license = license
        self._outlook = outlook

    def compose(self) -> ComposeResult:
        """Lay out the terms, and what there is to say of them."""
        with Vertical():
            yield TermRows()
            yield Static(plain(self._words()), markup=False)
            yield Static(
                "> now  ? planned  change: a year against a year before it   Esc goes back",
                markup=False,
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
