"""Widgets whose place does not follow from what is in them."""

from __future__ import annotations

from textual.containers import Container
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget


class Placed(Widget):
    """A widget that its container gives a place.

    Textual lays out the screen anew whenever a widget has another size, which is right where the
    size of others rests on it. Here it would only be a second layout, and a second frame.
    """

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """Cells of what is in it."""


class Panel(Container, Placed):
    """A container that does not scroll."""
