"""A few lines about what is under a cursor, below it: a title in a rule, and text."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.tui.widgets.cells import fit, shortened, title_line, wrapped


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


class Rule(Detail):
    """A title in a rule, over the fields or lines that it is about."""

    DEFAULT_CSS = "Rule { height: 1; }"

    def __init__(self, title: str, *, id: str | None = None) -> None:
        """Say what stands below."""
        super().__init__(id=id)
        self.set_reactive(Rule.title, title)


class Caption(Widget):
    """A head in a rule and a text below it; without a head the text begins in the rule.

    Its height is fixed by its place: nothing moves with the cursor.
    """

    head: reactive[str] = reactive("")
    """What stands in the rule alone, cut to it."""
    text: reactive[str] = reactive("")
    """What flows through the other lines; what does not fit ends in an ellipsis."""
    tail: reactive[str] = reactive("")
    """What stands at the right of the last line and is never cut: what to press."""

    def say(self, head: str, text: str, tail: str = "") -> None:
        """Show something else."""
        self.head, self.text, self.tail = head, text, tail

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.size.width
        return Strip([Segment(self._drawn()[y], self.rich_style)], width)

    def _drawn(self) -> list[str]:
        """Return all lines in the full width."""
        width, height = self.size
        room = max(width - 4, 1)
        lines = [self.head] if self.head else []
        lines += [line for line in wrapped(self.text, room) if line]
        rest = lines[height:]
        shown = [*lines[:height], *[""] * (height - len(lines))]
        if rest:
            shown[-1] = shortened(f"{shown[-1]} {' '.join(rest)}", room)
        first = title_line(shortened(shown[0], room), width) if shown[0] else "─" * width
        drawn = [first, *(fit(f"  {line}", width) for line in shown[1:])]
        if self.tail:
            left = max(width - cell_len(self.tail) - 2, 0)
            drawn[-1] = fit(f"  {shown[-1]}", left) + f" {self.tail} "
        return drawn
