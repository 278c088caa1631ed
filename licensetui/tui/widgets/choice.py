"""A field in which one chooses one of a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.tui.widgets.cells import fit
from licensetui.tui.widgets.field_look import EDGE, field_css, with_edges

MORE = " ..."
"""What says that a field is picked from a list."""


class ChosenLine(Widget, can_focus=True):
    """One line in which nobody types."""

    DEFAULT_CSS = "ChosenLine { height: 1; width: 1fr; background: $surface; text-style: bold; }"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line: what is too long is cut, not folded."""
        return 1


class Choice(ChosenLine):
    """Shows `< value >` and changes it by Left, Right, Space or a first letter."""

    BINDINGS = [  # noqa: RUF012  # Textual's own annotation of this name is not to be repeated
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("enter", "submit", show=False),
    ]

    value: reactive[str] = reactive("")
    """The word chosen."""
    names: reactive[Mapping[str, str]] = reactive({})
    """What to show instead of a word, where that says more."""

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Another word was chosen."""

        choice: Choice
        """The field."""
        value: str
        """The word."""

        @property
        def control(self) -> Choice:
            """The field, for `on` selectors."""
            return self.choice

    @dataclass(eq=False, repr=False)
    class Submitted(Message):
        """Enter was pressed: the word is right."""

        choice: Choice
        """The field."""

    def __init__(self, choices: tuple[str, ...], value: str, *, id: str | None = None) -> None:
        """Offer `choices`, with `value` chosen."""
        super().__init__(id=id)
        self._choices = choices
        self.set_reactive(Choice.value, value)

    def render(self) -> Content:
        """Draw the word between its arrows."""
        return Content(f"< {self.names.get(self.value, self.value)} >")

    def watch_value(self, value: str) -> None:
        """Tell of the new word."""
        self.post_message(self.Changed(self, value))

    def action_turn(self, steps: int) -> None:
        """Choose the next word, or the one before."""
        place = self._choices.index(self.value) if self.value in self._choices else 0
        self.value = self._choices[(place + steps) % len(self._choices)]

    def action_submit(self) -> None:
        """Be content with the word."""
        self.post_message(self.Submitted(self))

    def on_key(self, event: events.Key) -> None:
        """Choose the next word that begins with the letter typed."""
        letter = event.character
        if letter is None or not letter.isalpha():
            return
        place = self._choices.index(self.value) if self.value in self._choices else -1
        order = (*self._choices[place + 1 :], *self._choices[: place + 1])
        found = next((word for word in order if word[0] == letter.lower()), None)
        if found is not None:
            event.stop()
            self.value = found


class Pick(ChosenLine):
    """Shows `[what was picked ...]` from a longer list; Enter or typing asks for another."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {EDGE}
    DEFAULT_CSS = field_css("Pick")
    BINDINGS = [  # noqa: RUF012  # as above
        Binding("enter", "ask", show=False),
        Binding("delete,backspace", "clear", show=False),
    ]

    value: reactive[str] = reactive("")
    """What was picked, as text; empty for nothing."""
    shown: reactive[str] = reactive("")
    """What to show of it."""

    @dataclass(eq=False, repr=False)
    class Asked(Message):
        """Somebody wants to pick another."""

        pick: Pick
        """The field."""
        typed: str = ""
        """What was typed, to look for."""

        @property
        def control(self) -> Pick:
            """The field, for `on` selectors."""
            return self.pick

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Another was picked, or none."""

        pick: Pick
        """The field."""

    def render(self) -> Content:
        """Draw what was picked, and that there are others."""
        room = self.size.width - cell_len(MORE)
        return Content(fit(self.shown, room) + MORE if room > 0 else MORE)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what was picked between the edges."""
        return with_edges(super().render_lines(crop), crop, self)

    def action_ask(self) -> None:
        """Ask for another."""
        self.post_message(self.Asked(self))

    def on_key(self, event: events.Key) -> None:
        """Ask for another with what is typed: it looks like a field in which one types."""
        if event.character and event.is_printable and not event.character.isspace():
            event.stop()
            self.post_message(self.Asked(self, event.character))

    def action_clear(self) -> None:
        """Pick nothing."""
        self.pick("", "")

    def pick(self, value: str, shown: str) -> None:
        """Pick something, and tell."""
        self.value, self.shown = value, shown
        self.post_message(self.Changed(self))
