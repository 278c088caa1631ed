"""A few lines about what is under a cursor, below it: a title in a rule, and text."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.tui.widgets.cells import fit, title_line


class Detail(Widget):
    """A title in a rule, and lines of text below it, each cut to the width."""

    title: reactive[str] = reactive("")
    """What the lines are about."""
    lines: reactive[tuple[str, ...]] = reactive(())
    """The lines."""

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.size.width
        if y == 0:
            text = title_line(self.title, width) if self.title else "─" * width
        else:
            text = fit(f" {self.lines[y - 1]}" if y <= len(self.lines) else "", width)
        return Strip([Segment(text, self.rich_style)], width)
