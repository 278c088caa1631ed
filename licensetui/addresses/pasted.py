"""The address in what people paste: with a name, brackets, `mailto:`, spaces, or several."""

from __future__ import annotations

import re

from licensetui.addresses.report import PastedAddress

_ATOM, _LABEL = r"[a-z0-9_+-]+", r"[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-zA-Z]+")
_SHORT = 64
"""Characters up to which no part of an address can be too long, nor a domain have."""


def is_plain(text: str) -> bool:
    """Say whether a text has the form of nearly all addresses, in which nothing can be odd."""
    return len(text) <= _SHORT and _PLAIN.fullmatch(text) is not None


def pasted(text: str) -> PastedAddress:
    """Return what to make of any text; the end of a very long one is not looked at."""
    text = text.strip()
    if is_plain(text):
        return PastedAddress(text, text, "", "")
    from licensetui.addresses.odd import read  # nearly all addresses are plain

    return read(text)
