"""Print fitted to a terminal: columns, lines broken between words, texts cut in the middle.

A pipe and a file get all of it: who reads there cuts by itself, and a program must not be given
half a name. Only who exports COLUMNS says how wide a line may be wherever it goes, as `ps` takes
it: a shell sets the variable for itself and exports it to nobody.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from licensetui.domain.plain import cropped, width

NARROWEST = 60
"""Columns below which nothing is fitted: a table of less says nothing."""
USUAL = 80
"""Columns of a terminal that does not tell."""
_MOST_DIGITS = 6
_MARK = re.compile(" *[x!*.] +")
_LEAST_ROOM = 20
"""Cells that the rest of a line has at least."""
_LEAST_CUT = 8
"""Cells below which the end of a text is not worth its beginning."""


def columns_of(environ: Mapping[str, str], stream: TextIO | None) -> int | None:
    """Return how many columns a line may take; None if it may take as many as it likes."""
    said = environ.get("COLUMNS", "")
    if said.isascii() and said.isdecimal() and len(said) <= _MOST_DIGITS and int(said):
        return max(int(said), NARROWEST)
    if stream is None or not stream.isatty():
        return None
    try:
        told = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # it is no terminal of the system, as in a test
        told = 0
    return max(told or USUAL, NARROWEST)


def cut_mark(stream: TextIO | None, encoding: str) -> str:
    """Return what stands where a text was cut: one sign on a terminal that has it.

    A pipe gets dots: what reads there counts bytes more often than cells.
    """
    is_shown = stream is not None and stream.isatty()
    return "…" if is_shown and encoding.lower().replace("-", "") == "utf8" else "..."


def cut_off(text: str, most: int, mark: str = "…") -> str:
    """Return a text of at most so many cells, cut at its end."""
    if width(text) <= most:
        return text
    return cropped(text, most - len(mark) + 1).removesuffix("…") + mark


def cut_within(text: str, most: int, mark: str = "…") -> str:
    """Return a text of at most so many cells, cut in the middle: `Confluence…SEN-1002`.

    What tells names and addresses apart stands at their ends as often as at their beginnings.
    """
    if width(text) <= most:
        return text
    if most < _LEAST_CUT:
        return cut_off(text, most, mark)
    head = cropped(text, most - most // 3 - len(mark) + 1).removesuffix("…").rstrip()
    room = most - width(head) - len(mark)
    tail = text[max(len(head), len(text) - room) :]
    while width(tail) > room:
        tail = tail[1:]
    return f"{head}{mark}{tail.lstrip()}"


def wrapped(line: str, most: int, under: int = 0) -> Iterator[str]:
    """Yield a line in parts of at most so many cells, broken at spaces.

    All but the first stand `under` so many cells, at least as far in as the text behind its mark.
    A word that fits nowhere stays whole, as an address or a path that is to be copied.
    """
    if width(line) <= most:
        yield line
        return
    mark = _MARK.match(line)
    start = mark.end() if mark else len(line) - len(line.lstrip())
    margin = " " * min(max(under, start), most - _LEAST_ROOM)
    part, *words = line[start:].split(" ")
    part = line[:start] + part
    for word in words:
        if width(part) + 1 + width(word) <= most:
            part = f"{part} {word}"
        else:
            yield part.rstrip()
            part = f"{margin}{word}"
    yield part.rstrip()


def in_lines(text: str, most: int) -> list[str]:
    """Return a text in lines of at most so many cells, one at least; long words are broken too."""
    lines, line = [], ""
    for word in text.split():
        if line and width(line) + 1 + width(word) <= most:
            line = f"{line} {word}"
            continue
        lines.append(line)
        line = word
        while width(line) > most:
            part = cropped(line, most + 1).removesuffix("…") or line[:1]
            lines.append(part)
            line = line[len(part) :]
    return [*filter(None, lines), line]
