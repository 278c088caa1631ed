"""A line to type in."""

from __future__ import annotations

from textual.widgets import Input

from licensetui.domain.plain import plain


class Line(Input):
    """An input of one line without a frame, whose cursor stands still.

    A blinking cursor sends 1.7 kB a second over the line for nothing.
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        """Start with `value`."""
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Keep out what the terminal would obey: an escape sequence may be pasted."""
        return plain(value)
