"""Typing where a document is, and what it is."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from licensetui.domain.documents import place_of
from licensetui.domain.license import Document
from licensetui.domain.plain import plain
from licensetui.domain.secret import cleaned
from licensetui.domain.web_password import NOT_KEPT, has_password
from licensetui.tui.widgets.line import Line

_HINT = "Enter saves, Esc cancels. The document is never read or fetched."
_NO_PLACE = "Enter a path or a URL. Esc cancels."
_PASSWORD = f"{NOT_KEPT}. Esc cancels."
_KEY = "That is a license key, and those are not kept. Esc cancels."


class DocumentEntry(ModalScreen[Document | None]):
    """Ends with the document as typed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("up", "app.focus_previous", show=False, priority=True),
        Binding("down", "app.focus_next", show=False, priority=True),
        Binding("ctrl+s", "take", show=False),
    ]
    DEFAULT_CSS = """
    DocumentEntry { align: center middle; background: transparent; }
    DocumentEntry > Vertical {
        width: 72; max-width: 100%; height: 7;
    }
    DocumentEntry Input { height: 1; }
    """

    def __init__(self, known: Document | None) -> None:
        """Edit a document, or a new one."""
        super().__init__()
        self._known = (known.place, known.title) if known else ("", "")
        self._shown = [plain(known.shown), plain(known.title)] if known else ["", ""]
        # What nobody touches stays as it is, with what a line cannot show.

    def compose(self) -> ComposeResult:
        """Lay out two lines to type in, and what is to be said of them."""
        place, title = self._shown
        with Vertical(classes="frame"):
            yield Static("Path or URL, such as /srv/quote.pdf or https://...", markup=False)
            yield Line(place, id="place")
            yield Static("What it is, such as contract 2026; may be empty", markup=False)
            yield Line(title, id="title", most=200)
            yield Static(_HINT, id="said", markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Go on from the place to the title, and end there."""
        event.stop()
        if event.input.id == "place" and place_of(event.value):
            self.focus_next()
        else:
            self.action_take()

    def action_take(self) -> None:
        """End with what was typed, unless it is no document."""
        place, title = (
            known if now == shown else now
            for now, shown, known in zip(
                (self.query_one("#place", Line).value, self.query_one("#title", Line).value),
                self._shown,
                self._known,
                strict=True,
            )
        )
        is_new = self._known[0] != place
        if is_new:
            place = place_of(place)
        if not place:
            self.query_one("#said", Static).update(_NO_PLACE)
        elif cleaned(place).keys or cleaned(title).keys:
            self.query_one("#said", Static).update(_KEY)
        elif is_new and has_password(place):
            self.query_one("#said", Static).update(_PASSWORD)
        else:
            self.dismiss(Document(place, title.strip()))

    def action_cancel(self) -> None:
        """Take nothing."""
        self.dismiss(None)
