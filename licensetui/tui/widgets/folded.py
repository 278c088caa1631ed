"""A sentence or two above the fields of a form, folded, and cut with an ellipsis if it must be."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from licensetui.tui.widgets.cells import folded_to

MOST = 3
"""Lines at most."""


class Folded(Widget):
    """A text that takes as many lines as it needs, three at most."""

    DEFAULT_CSS = "Folded { height: auto; padding: 0 1; }"

    def __init__(self, text: str) -> None:
        """Show a text."""
        super().__init__()
        self._text = text

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines it takes."""
        return len(folded_to(self._text, width, MOST))

    def render(self) -> Content:
        """Draw the lines."""
        return Content("\n".join(folded_to(self._text, self.content_size.width, MOST)))
