"""The least that a program of this kind can be: `python tests/bench/hello.py`, the yardstick.

Ctrl+Q quits.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """A line of text."""

    def compose(self) -> ComposeResult:
        yield Static("Hello")


if __name__ == "__main__":
    Hello().run()
