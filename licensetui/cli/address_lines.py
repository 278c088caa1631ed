"""Addresses from standard input, one a line, as they come; whatever else comes is no trouble."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MOST = 8_192
"""Bytes of a line that are looked at: more is no address, whatever is in it."""


@dataclass(frozen=True)
class AddressLine:
    """One line that is not blank."""

    text: str
    """Without its end. What is no text is replaced, and what is too long is cut off."""
    problem: str
    """Why it is no text, as a sentence that names the line; empty if it is."""


def address_lines(source: BinaryIO) -> Iterator[AddressLine]:
    """Yield each line as soon as it is there. No line is ever held whole in memory."""
    number = 0
    while line := source.readline(MOST + 1):
        number += 1
        is_cut = len(line) > MOST and not line.endswith(b"\n")
        rest = line if is_cut else b""
        while rest and not rest.endswith(b"\n"):
            rest = source.readline(1_000_000)
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if is_cut or line.strip():
            yield _address_line(line.rstrip(b"\r\n"), number, is_cut)


def _address_line(line: bytes, number: int, is_cut: bool) -> AddressLine:
    try:
        return AddressLine(line.decode(), "")
    except UnicodeDecodeError as error:
        text = line.decode(errors="replace")
        if is_cut and error.end == len(line) and error.reason == "unexpected end of data":
            return AddressLine(text, "")  # cut off in the middle of a letter
        problem = f"Line {number} is no text in UTF-8 (byte {error.start + 1} of it)."
        return AddressLine(text, problem)
