"""The first lines of a form: how things stand, in the colors of their urgencies."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.tui.forms.license_verdict import Verdict
from licensetui.tui.widgets.cells import fit, shortened, style_names, urgency_css

NEXT = " Next: "
"""Stands before what is to be done."""
LEAST = 12
"""Cells that what is so has in any case."""


class VerdictLines(Widget):
    """A line for each verdict, cut to the width."""

    COMPONENT_CLASSES = style_names("verdict")
    DEFAULT_CSS = f"""
    VerdictLines {{ height: 1; text-style: bold; {urgency_css("verdict")} }}
    """

    verdicts: reactive[tuple[Verdict, ...]] = reactive(())
    """The worst first."""

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, base = self.size.width, self.rich_style
        if y >= len(self.verdicts):
            return Strip.blank(width, base)
        shown = self.verdicts[y]
        if shown.urgency is not None:
            name = f"verdict--{shown.urgency.word}"
            base += self.get_component_rich_style(name, partial=True)
        return Strip([Segment(fit(_with_next(f" {shown.line}", width), width), base)], width)


def _with_next(line: str, width: int) -> str:
    """Return a line in which what is to be done next is whole, where it is too long."""
    so, sign, ahead = line.partition(NEXT)
    if not sign or cell_len(line) <= width:
        return line
    return shortened(so, max(width - cell_len(sign + ahead), LEAST)) + sign + ahead
