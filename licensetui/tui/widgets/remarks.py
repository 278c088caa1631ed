"""Remarks above a list: a title in a rule, and as many whole remarks as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from licensetui.domain.counting import more
from licensetui.tui.commands.forms import SHOW_NOTES
from licensetui.tui.widgets.cells import wrapped
from licensetui.tui.widgets.detail import Detail

FRAME, SHARE = 4, 5
"""Of the lines of the window without these, remarks have one in so many at most."""


class Remarks(Detail):
    """What matters of a file or a plan; it takes no more room than it needs."""

    DEFAULT_CSS = "Remarks { height: 1; }"

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._remarks: Sequence[str] = ()

    def say(self, title: str, remarks: Sequence[str]) -> None:
        """Show other remarks."""
        self._remarks = remarks
        self.title = title
        self._fold()

    def on_resize(self) -> None:
        """Fold the lines anew."""
        self._fold()

    def _fold(self) -> None:
        width = max(self.app.size.width - 2, 20)
        room = max((self.app.size.height - FRAME) // SHARE, 2)
        self.lines = tuple(_whole([wrapped(remark, width) for remark in self._remarks], room))
        self.styles.height = len(self.lines) + 1


def _whole(remarks: Sequence[Sequence[str]], room: int) -> list[str]:
    """Return the lines of the first remarks that fit, the first in any case, none cut in two."""
    lines: list[str] = []
    for place, remark in enumerate(remarks):
        left = len(remarks) - place
        if lines and len(lines) + len(remark) + (left > 1) > room:
            return [*lines, f"{more(left)}: {SHOW_NOTES.key} shows all"]
        lines += remark
    return lines
