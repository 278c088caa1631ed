"""Text that comes from people and files: made harmless to show, and easy to find and to sort."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def folded(text: str) -> str:
    """Return `text` as people search and sort it: without accents, without regard to case.

    Letters of the Latin script that are no letter with an accent (`ø`, `ł`) stay as they are.
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def plain(text: str) -> str:
    """Return `text` on one line, with what a terminal would obey or hide shown as a visible sign.

    Line breaks and tabs become a space; control characters (an escape sequence in a name would
    reach the terminal), marks that turn the direction of text, and zero-width characters become
    `\N{REPLACEMENT CHARACTER}`.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_visible, text)


def _visible(found: re.Match[str]) -> str:
    return " " if found[0] in "\n\r\t\v\f\u2028\u2029" else "\N{REPLACEMENT CHARACTER}"
