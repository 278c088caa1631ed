"""A line to type in."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from licensetui.domain.plain import plain


class Line(Input):
    """An input of one line without a frame, whose cursor stands still.

    A blinking cursor sends 1.7 kB a second over the line for nothing.
    """

    @dataclass
    class Shortened(Message):
        """Several lines were pasted, of which only the first could be taken."""

        line: Line
        """The line."""
        count: int
        """Lines left out, empty ones aside."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        is_replaced: bool = False,
    ) -> None:
        """Start with `value`; what is typed takes its place at once if it `is_replaced`."""
        super().__init__(
            value, placeholder=placeholder, id=id, compact=True, select_on_focus=is_replaced
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Keep out what the terminal would obey: an escape sequence may be pasted."""
        return plain(value)

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line that is not empty, and tell how many were left out."""
        event.stop()
        event.prevent_default()  # Textual would take the first one, empty or not
        first, *others = [line for line in event.text.splitlines() if line.strip()] or [""]
        self.replace(first, *self.selection)
        if others:
            self.post_message(self.Shortened(self, len(others)))
