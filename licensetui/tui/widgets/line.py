"""A line to type in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from licensetui.domain.plain import plain

MOST = 10_000
"""Characters that can be typed; Textual draws all of them, at each key."""


@runtime_checkable
class TakesPastes(Protocol):
    """A screen that takes some pastes itself: a license key, which must stand in no line."""

    def take_paste(self, text: str) -> bool:
        """Take a paste, and say whether that was done."""


class Line(Input):
    """An input of one line without a frame, whose cursor stands still.

    A blinking cursor sends 1.7 kB a second over the line for nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # As shells and editors have it; Textual deletes the word behind the cursor.
        Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False),
    ]

    virtual_size = Reactive(Size(0, 0))
    """Cells of what is typed, which its place does not depend on: nothing is laid out anew."""

    @dataclass
    class Shortened(Message):
        """Not all of what was pasted could be taken: the first line has room, and so much of it."""

        line: Line
        """The line."""
        count: int
        """Lines left out, empty ones aside."""
        characters: int
        """Characters left out of the first one."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        is_replaced: bool = False,
        most: int = MOST,
    ) -> None:
        """Start with `value`; what is typed takes its place at once if it `is_replaced`.

        It has room for so many characters at `most`.
        """
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            compact=True,
            select_on_focus=is_replaced,
            max_length=most,
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Keep out what the terminal would obey: an escape sequence may be pasted."""
        return plain(value, is_growing=True)

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line that is not empty, and tell how many were left out."""
        event.stop()
        event.prevent_default()  # Textual would take the first one, empty or not
        if isinstance(self.screen, TakesPastes) and self.screen.take_paste(event.text):
            return
        first, *others = self.pasted_lines(event.text)
        room = max((self.max_length or MOST) - len(self.value) + len(self.selected_text), 0)
        self.replace(first[:room], *self.selection)
        if others or len(first) > room:
            self.post_message(self.Shortened(self, len(others), max(len(first) - room, 0)))

    def pasted_lines(self, text: str) -> list[str]:
        """Return the lines of a paste: the first is taken, the others are left out."""
        return [line for line in text.splitlines() if line.strip()] or [""]
