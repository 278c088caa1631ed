"""A default for what a widget is given when it is made: there is none."""

from __future__ import annotations

from typing import NoReturn


def given() -> NoReturn:
    """Stand for the outlook of a widget; Textual asks for it only if none was given."""
    raise LookupError("an outlook is given when the widget is made")
