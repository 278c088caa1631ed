"""Texts that a spreadsheet would run: guarded where a table is written, and bare where it is read.

A spreadsheet takes a cell that begins with one of a few signs for a formula. An apostrophe before
it keeps it text. One that was there before such a sign is kept too: each text is read as it was.
"""

from __future__ import annotations

import re

_RUN = re.compile(
    "'*[=+@\\-\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]"
)
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,:/ -]*%?")
"""Numbers, days and times as lists show them."""


def guarded(text: str) -> str:
    """Return a text as the cell of a table that a spreadsheet may open."""
    return f"'{text}" if _RUN.match(text) else text


def guarded_as_shown(text: str) -> str:
    """Return what a list shows as such a cell: numbers and days stay what they are."""
    return text if _NUMBER.fullmatch(text) else guarded(text)


def bare(cell: str) -> str:
    """Return the text of a cell without the apostrophe that guards it."""
    return cell[1:] if cell[:1] == "'" and _RUN.match(cell) else cell
