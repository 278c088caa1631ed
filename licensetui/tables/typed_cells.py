"""Cells that have a type, as the text from which they are read again: ISO days, bare numbers."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from typing import Any

from licensetui.tables.formulas import bare

_EXACT = 10**15
"""Whole numbers of a spreadsheet are exact below this: it keeps fifteen digits."""


def cell_text(value: Any) -> str:
    """Return a cell as people would have typed it."""
    if type(value) is str:
        return bare(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def number_text(number: float) -> str:
    """Return a number without what a computer adds to it: `1250`, `0.3`.

    Of a number that a spreadsheet can no longer hold digit by digit, only the first ones are told.
    """
    if not math.isfinite(number):
        return ""
    if number.is_integer():
        return str(int(number)) if abs(number) < _EXACT else f"{number:.5E}"
    return unmistakable(f"{number:.15g}")


def unmistakable(number: str) -> str:
    """Return digits with a point of which three places cannot be taken for thousands."""
    whole, point, places = number.partition(".")
    return f"{number}0" if point and len(places) == 3 and whole.lstrip("-").isdigit() else number
