"""One cell of text: what it takes to compare it, to show it, and to say that it cannot be read."""

from __future__ import annotations

import re

from licensetui.domain.plain import folded as plain_folded
from licensetui.domain.plain import plain

_BLANK = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "#n/a", "null"})
"""What people and programs write into a cell to leave it empty."""
_LONGEST_BLANK = max(map(len, _BLANK))
_SHOWN = 60
"""Characters of a cell that stand in a message."""


_CUT = re.compile(r"[+-]?[0-9][.,][0-9]+E[+]?(?:[1-9]|[1-9][0-9])", re.IGNORECASE)


class CellError(ValueError):
    """A cell that cannot be read. Its text is the rest of a sentence that names the field."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        """Say what the `problem` is, and what would help where that is another sentence."""
        super().__init__(problem)
        self.remedy = remedy
        """What would help; empty where the text says it."""


def content(cell: str) -> str:
    """Return a cell without white space around it; empty for what stands for nothing."""
    text = cell.strip()
    return "" if len(text) <= _LONGEST_BLANK and text.casefold() in _BLANK else text


def one_line(text: str) -> str:
    """Return `text` with every run of white space (no-break spaces too) as one space."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Return only the letters and digits of `text`, without accents and without regard to case."""
    return "".join(letter for letter in plain_folded(text) if letter.isalnum())


def same_text(one: str, other: str) -> bool:
    """Say whether two texts differ at most in white space and case."""
    return text_key(one) == text_key(other)


def text_key(text: str) -> str:
    """Return a text in the form in which two are compared."""
    return one_line(text).casefold()


def has_lost_digits(cell: str) -> bool:
    """Say whether a spreadsheet wrote a long number so that its digits are lost: `1.23457E+15`."""
    return bool(_CUT.fullmatch(cell.strip()))


def quoted(text: str) -> str:
    """Return a cell for a message: harmless, in quotation marks, and not too long."""
    shown = plain(text)
    if len(shown) > _SHOWN:
        shown = shown[: _SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return f'"{shown}"'
