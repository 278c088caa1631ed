"""The one question of the program: what shall become of what is typed and not saved."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static


class Leaving(Enum):
    """What shall become of it."""

    SAVE = auto()
    DISCARD = auto()


class LeaveQuestion(ModalScreen[Leaving | None]):
    """Ends with the answer, or None to go on typing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,ctrl+s", "answer('SAVE')", "Save"),
        Binding("d", "answer('DISCARD')", "Discard"),
        Binding("escape,enter", "stay", "Go on"),
    ]
    DEFAULT_CSS = """
    LeaveQuestion { align: center middle; background: transparent; }
    LeaveQuestion > Static {
        width: 60; max-width: 100%; height: auto; border: round $warning;
        background: $surface; padding: 0 1;
    }
    """

    def __init__(self, changed: Sequence[str]) -> None:
        """Ask about the fields with these labels."""
        super().__init__()
        self._changed = changed

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        fields = ", ".join(self._changed)
        yield Static(
            f"Not saved: {fields}\n\n s  Save     d  Discard     Esc  Go on typing", markup=False
        )

    def action_answer(self, answer: str) -> None:
        """Answer."""
        self.dismiss(Leaving[answer])

    def action_stay(self) -> None:
        """Go on typing."""
        self.dismiss(None)
