"""Remarks above a list: a title in a rule, and as many lines as there is something to say."""

from __future__ import annotations

from collections.abc import Sequence

from licensetui.domain.counting import fitting
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
        lines = [line for remark in self._remarks for line in wrapped(remark, width)]
        self.lines = tuple(fitting(lines, max((self.app.size.height - FRAME) // SHARE, 2)))
        self.styles.height = len(self.lines) + 1
