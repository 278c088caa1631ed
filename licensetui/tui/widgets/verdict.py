"""The first lines of a form: how things stand, in the colors of their urgencies."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.tui.forms.license_verdict import Verdict
from licensetui.tui.widgets.cells import fit, style_names, urgency_css


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
        return Strip([Segment(fit(f" {shown.line}", width), base)], width)
