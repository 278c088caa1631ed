"""Fields in which one says who leaves, and what follows from the days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import MAILBOX_DAYS
from licensetui.forms.typed import TypedError
from licensetui.outlook import Outlook
from licensetui.tui.describe import hanging_words
from licensetui.tui.forms.leaving_form import leaver_from, proposal
from licensetui.tui.widgets.field_grid import FieldGrid
from licensetui.tui.widgets.gap_panel import GapPanel
from licensetui.tui.widgets.rule import SectionRule


class LeavingFields(Vertical):
    """The two days, what is proposed for the second, what is to be handed over, and the gaps."""

    DEFAULT_CSS = """
    LeavingFields { height: auto; }
    LeavingFields > .said { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(
        self,
        grid: FieldGrid,
        contact: Contact,
        outlook: Callable[[], Outlook],
        first: Mapping[str, str],
        texts: Callable[[], Mapping[str, str]],
    ) -> None:
        """Lay out a `grid` of the days of a contact; `outlook` returns the present one.

        The days hold `first` as long as nobody types, and `texts` returns what they hold now.
        """
        super().__init__()
        self._grid = grid
        self._contact = contact
        self._outlook = outlook
        self._first = first
        self._texts = texts
        self._proposed: str | None = None
        # What was put into the second field; another text there was typed.
        # What helps comes with the hand-over.
        self._rule = SectionRule("Coverage")
        self._panel = GapPanel(outlook, (contact,), self._rule, proposes=False)

    def compose(self) -> ComposeResult:
        """Lay out the fields, and what is said of them."""
        hangs = hanging_words(self._contact, self._outlook().portfolio)
        yield self._grid
        yield Static(classes="said", id="proposal", markup=False)
        yield Static(f"To be handed over: {hangs or 'nothing'}", classes="said", markup=False)
        yield from (self._rule, self._panel)

    def follow(self) -> None:
        """Say what is proposed, while it is, and which mails lose their readers by these days."""
        texts = self._texts()
        if self._proposed is None:
            is_known = self._first["mailbox_closes"]
            self._proposed = "" if is_known else proposal(texts["last_day"])
        closes = self._closes.value
        words = f"{closes} is suggested: {MAILBOX_DAYS} days after the last day."
        is_proposed = closes and closes == self._proposed
        self.query_one("#proposal", Static).update(words if is_proposed else "")
        with suppress(TypedError):  # said in the field itself
            self._panel.look(leaver_from(self._contact, self._first, texts))

    @property
    def _closes(self) -> Input:
        return self.query_one("#mailbox_closes", Input)

    @on(Input.Changed, "#last_day")
    def _propose(self) -> None:
        """Propose when the mailbox closes, unless that was typed."""
        if self._closes.value in ("", self._proposed):
            self._proposed = proposal(self._texts()["last_day"])
            with self.prevent(Input.Changed):
                self._closes.value = self._proposed
