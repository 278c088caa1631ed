"""Looks of a field: its edges, which are seen when it is empty, and the label in front."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from licensetui.tui.widgets.cells import fit

LABEL = 15
"""Cells of the label in front of a field, and so those before what is said below it."""


REFUSED = "x"
"""Stands before a field whose text was refused."""
EDGE = "field--edge"
"""The class of the edges of a field in its styles."""


def field_css(widget: str) -> str:
    """Return the styles of a field: all that one types, chooses or picks in look the same."""
    return f"""
    {widget} {{
        height: 1; width: 1fr; padding: 0 1; background: $surface; text-style: bold;
        &> .{EDGE} {{ color: $border-blurred; text-style: not bold; }}
        &:focus {{ background: $surface-active; background-tint: transparent; }}
        &:focus > .{EDGE} {{ color: $border; text-style: bold; }}
    }}
    """


def with_edges(strips: list[Strip], crop: Region, field: Widget) -> list[Strip]:
    """Return the lines that a field has drawn, with `[` and `]` in the cells of its padding.

    So it is seen when it is empty, whatever the colors of the terminal are.
    """
    width = field.outer_size.width
    left, right = (_edge(edge, field) for edge in "[]")
    return [_between(strip, crop, width, left, right) for strip in strips]


def _edge(edge: str, field: Widget) -> Strip:
    """Return an edge as the terminal can show it: without colors, where there shall be none."""
    strip = Strip([Segment(edge, field.get_component_rich_style(EDGE))], 1)
    _, background = field.background_colors
    for line_filter in field.get_line_filters():
        strip = strip.apply_filter(line_filter, background)
    return strip


def _between(strip: Strip, crop: Region, width: int, left: Strip, right: Strip) -> Strip:
    is_first, is_last = crop.x == 0, crop.right == width
    inside = strip.crop(int(is_first), strip.cell_length - is_last)
    return Strip.join([*[left] * is_first, inside, *[right] * is_last])


class FieldLabel(Static):
    """What a field is called; it is marked while one is in the field.

    Where what stands there was refused, an `x` is between label and field until it is changed.
    """

    DEFAULT_CSS = """
    FieldLabel {
        height: 1; width: 1fr; padding: 0 1; text-style: dim; text-wrap: nowrap;
        &.-here { color: $text-primary; text-style: bold; }
        &.-refused { color: $text-error; text-style: bold; padding: 0 0 0 1; }
    }
    """

    def __init__(self, text: str, *fields: str) -> None:
        """Stand in front of the fields of these names."""
        super().__init__(text, markup=False)
        self.text = text
        """What the field is called."""
        self.fields = fields
        """Names of the fields behind it."""

    def mark_refused(self, is_refused: bool) -> None:
        """Show whether what stands in the field was refused."""
        if is_refused != self.has_class("-refused"):
            self.set_class(is_refused, "-refused")
            self.refresh()

    def render(self) -> Content:
        """Draw the label, and the mark in the last cell, where a blank is else."""
        if not self.has_class("-refused"):
            return Content(self.text)
        return Content(fit(self.text, max(self.size.width - 1, 0)) + REFUSED)
