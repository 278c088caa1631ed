"""Text of people and files: made harmless to show, easy to find and sort, fitted into cells."""

from __future__ import annotations

import re
import unicodedata

_SPACES = "\n\r\t\v\f\u2028\u2029"

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Control characters, line breaks, lone surrogates; what Unicode calls default ignorable code points
# (marks of direction, joiners, fillers, variation selectors, tags), interlinear annotations, and
# the blank of Braille: all that shows nothing, or nothing but a space that is none.


def folded(text: str) -> str:
    """Return `text` as people search and sort it: without accents, without regard to case.

    Letters of the Latin script that are no letter with an accent (`ø`, `ł`) stay as they are.
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def capitalized(text: str) -> str:
    """Return `text` with a capital in front, the rest as it is."""
    return text[:1].upper() + text[1:]


def plain(text: str, *, is_growing: bool = False) -> str:
    """Return `text` on one line, with what a terminal would obey or hide shown as a visible sign.

    Line breaks and tabs become a space; control characters (an escape sequence in a name would
    reach the terminal), marks that turn the direction of text, and what is invisible become
    `\N{REPLACEMENT CHARACTER}`. Invisible signs without which a word or an emoji is written wrong
    stay where they are needed; while the text `is_growing`, also where only what is in front of
    them needs them: what follows is still to be typed.
    """
    if text.isascii() and text.isprintable():
        return text

    def visible(found: re.Match[str]) -> str:
        sign = found[0]
        if sign in _SPACES:
            return " "
        if sign > "\xad":
            from licensetui.domain.joiners import is_needed  # hardly any text has such a sign

            if is_needed(text, found.start(), is_growing=is_growing):
                return sign
        return "\N{REPLACEMENT CHARACTER}"

    return _UNSAFE.sub(visible, text)


def width(text: str) -> int:
    """Return the cells a text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def cropped(text: str, most: int) -> str:
    """Return a text that takes at most so many cells, with an ellipsis where it was cut."""
    if width(text) <= most:
        return text
    room, kept = most - 1, 0
    for character in text:
        room -= _cells(character)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept]}…"


def padded(text: str, size: int, at_right: bool) -> str:
    """Return a text with spaces up to so many cells, after it or, `at_right`, before it."""
    spaces = " " * (size - width(text))
    return spaces + text if at_right else text + spaces


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
