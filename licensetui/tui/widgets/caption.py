"""The caption: the thing under a cursor in a few lines, the answer first and brightest."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from licensetui.tui.widgets.cells import fit, ruled, shortened, title_line, wrapped
from licensetui.tui.widgets.placed import Placed


class Caption(Placed):
    """A head in a rule and a text below it; without a head the text begins in the rule.

    Its height is fixed by its place: nothing moves with the cursor.
    """

    head: reactive[str] = reactive("")
    """What stands in the rule alone; what is said after a colon leaves it first."""
    text: reactive[str] = reactive("")
    """What flows through the other lines; what does not fit ends in an ellipsis."""
    tail: reactive[str] = reactive("")
    """What stands at the right of the rule and is never cut: what to press, the best first."""

    def say(self, head: str, text: str, tail: str = "") -> None:
        """Show something else."""
        self.head, self.text, self.tail = head, text, tail

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, base = self.size.width, self.rich_style
        keys = f" {self._tail(width // 2)} ─" if self.tail else ""
        room = max(width - cell_len(keys), 0)
        line = self._lines(room)[y]
        if y > 0:
            return Strip([Segment(fit(line, width), base)], width)
        text = title_line(line, room) if line else "─" * room
        return Strip(ruled(text + keys, base)).adjust_cell_length(width, base)

    def _tail(self, room: int) -> str:
        """Return what to press: the first of several keys where there is no room for all."""
        tail = self.tail
        while cell_len(tail) > room and ", " in tail:
            tail = tail.rpartition(", ")[0]
        return tail

    def _head(self, room: int) -> str:
        """Return the head without what is only explained, where there is no room for all."""
        head = self.head
        if cell_len(head) > room:
            head = head.rpartition(": ")[0] or head
        return shortened(head, room)

    def _lines(self, first: int) -> list[str]:
        """Return all lines without what to press, for which so many cells of the first are free."""
        width, height = self.size
        narrow, room = max(first - 4, 1), max(width - 4, 1)
        if self.head:
            head, text = self._head(narrow), self.text
        else:
            head, *more = wrapped(self.text, narrow)
            text = " ".join(more)
        lines = [line for line in wrapped(text, room) if line]
        shown = [*lines, *[""] * height][: height - 1]
        if lines[height - 1 :]:
            shown[-1:] = [shortened(" ".join(lines[max(height - 2, 0) :]), room)]
        return [head, *(f"  {line}" for line in shown)][:height]
