"""A line to type in: what it holds is replaced by typing, and edited after an arrow key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from licensetui.domain.plain import plain
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.widgets.field_look import EDGE, field_css, with_edges

MOST = 10_000
"""Characters that can be typed; Textual draws all of them, at each key."""
STEPS = 100
"""How often typing can be undone in a line, as long as it is there."""


@runtime_checkable
class TakesPastes(Protocol):
    """A screen that takes some pastes itself: a license key, which must stand in no line."""

    def take_paste(self, text: str) -> bool:
        """Take a paste, and say whether that was done."""


class Line(Input):
    """An input of one line between edges, whose cursor stands still.

    Who comes to it finds its text selected: typing or a paste takes its place, an arrow key edits
    it, and what was replaced can be had again. This is so in every field, and only here.
    A blinking cursor sends 1.7 kB a second over the line for nothing.
    """

    BINDINGS = bindings(*sections.EDITING)
    COMPONENT_CLASSES: ClassVar[set[str]] = {EDGE}
    DEFAULT_CSS = field_css("Line.-textual-compact")

    virtual_size = Reactive(Size(0, 0))
    """Cells of what is typed, which its place does not depend on: nothing is laid out anew."""

    @dataclass(eq=False, repr=False)
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
        is_typed: bool = False,
        most: int = MOST,
    ) -> None:
        """Start with `value`; one types on behind it at first if somebody has typed it already.

        It has room for so many characters at `most`.
        """
        self._before: list[str] = []
        # What stood here before each piece of typing.
        self._is_typing_on = False
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            compact=True,
            select_on_focus=not is_typed,
            max_length=most,
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Keep out what the terminal would obey: an escape sequence may be pasted."""
        return plain(value, is_growing=True)

    def watch_value(self, before: str, value: str) -> None:
        """Keep what stood here; of letters typed one after the other, only what was before."""
        is_letter = len(value) == len(before) + 1 and value.startswith(before)
        if self.is_mounted and not (is_letter and self._is_typing_on):
            self._before = [*self._before[1 - STEPS :], before]
        self._is_typing_on = is_letter or len(value) == 1

    def on_blur(self) -> None:
        """From now on typing replaces the text again, whoever has typed it."""
        self.select_on_focus = True
        self._is_typing_on = False

    def action_undo_typing(self) -> None:
        """Show again what stood here before the last piece of typing."""
        if self._before:
            *others, text = self._before
            self.value = text
            self.cursor_position = len(text)
            self._before, self._is_typing_on = others, False

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is typed between the edges."""
        return with_edges(super().render_lines(crop), crop, self)

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
