"""Invisible signs without which a word or an emoji is written wrong, and where they are needed.

Everywhere else they only hide: two names that look the same, or a text within a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_ZWNJ, _ZWJ, _TEXT_STYLE, _EMOJI_STYLE, _BRAILLE_BLANK = "\u200c\u200d\ufe0e\ufe0f\u2800"

_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\u1b00-\u1bff\ua840-\ua87f\ua8e0-\ua8ff"
    "\ua980-\ua9ff\uaa60-\uaa7f\ufb50-\ufdff\ufe70-\ufefe]"
)
# Arabic and its relatives, the scripts of India and of its neighbors, Mongolian.
_PICTURES = re.compile(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_IDEOGRAPHS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_VARIANTS = "\u180b\u180c\u180d\u180f"
"""Of Mongolian letters, each of which stands before its sign."""
_UNSEEN = "\u17b4\u17b5" + _VARIANTS
"""Marks of such scripts that are invisible themselves."""
_BRAILLE = re.compile("[\u2801-\u28ff]")

_FLAG, _END_OF_FLAG = "\U0001f3f4", "\U000e007f"
_FLAGS = tuple(
    _FLAG + "".join(chr(0xE0000 + ord(letter)) for letter in region) + _END_OF_FLAG
    for region in ("gbeng", "gbsct", "gbwls")
)
# England, Scotland, Wales: the only flags that are a black one with an invisible word.


def is_needed(text: str, at: int, *, is_growing: bool = False) -> bool:
    """Say whether the invisible sign at `at` in `text` is needed there.

    While the text `is_growing`, what stands in front of it decides alone.
    """
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if "\U000e0020" <= sign <= _END_OF_FLAG:
        return _is_of_flag(text, at, is_growing=is_growing)
    if sign in (_TEXT_STYLE, _EMOJI_STYLE):
        is_key = before in tuple("0123456789#*") and (is_growing or after == "\u20e3")
        return is_key or bool(_PICTURES.match(before))
    if "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return bool(_IDEOGRAPHS.match(before)) or (
            sign == "\ufe00" and "\u1000" <= before < "\u10a0"
        )
    if sign in _VARIANTS:
        return bool(_MONGOLIAN.match(before))

    def is_between(fits: Callable[[str], object], first: str = before) -> bool:
        return bool(fits(first) and (is_growing or fits(after)))

    if sign == "\u180e":
        return is_between(_MONGOLIAN.match)
    if sign == _BRAILLE_BLANK:
        return is_between(_BRAILLE.match)
    if sign == _ZWJ and before == _EMOJI_STYLE:
        return is_between(_PICTURES.match, text[at - 2 : at - 1])
    if sign == _ZWJ and _PICTURES.match(before):
        return is_between(_PICTURES.match)
    return sign in (_ZWNJ, _ZWJ) and is_between(_joins, _last_seen(text, at))


def _last_seen(text: str, at: int) -> str:
    """Return the sign in front of `at`, or the letter of which that is a variant."""
    is_variant = text[at - 1 : at] in tuple(_VARIANTS) and is_needed(text, at - 1)
    return text[at - 2] if is_variant else text[at - 1 : at]


def _joins(character: str) -> bool:
    """Say whether it is a letter, or a mark that is seen, of a script in which letters join."""
    is_joining = bool(_JOINING.match(character)) and character not in tuple(_UNSEEN)
    return is_joining and unicodedata.category(character)[0] in "LM"


def _is_of_flag(text: str, at: int, *, is_growing: bool) -> bool:
    start = text.rfind(_FLAG, 0, at)
    if start < 0:
        return False
    if is_growing:
        return any(flag.startswith(text[start : at + 1]) for flag in _FLAGS)
    return any(text.startswith(flag, start) and at < start + len(flag) for flag in _FLAGS)
