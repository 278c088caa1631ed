"""Atlassian's license keys taken apart: the characters, what they were cut to, the properties.

A key is base64, `X02`, and the length of the base64 part in base 31; line breaks mean nothing.
The bytes: four of a length, then so many of text (five that never differ, then zlib), then a
signature, which nobody here checks. The facts are in `key_facts`. Nothing is ever encoded.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Mapping

from licensetui.domain.counting import by_count
from licensetui.vendors.atlassian import key_facts

MOST_CHARACTERS = 200_000
"""Characters of a paste that is read at all: a key has about a thousand."""
_FEWEST = 60
# Characters from which on what begins like a key is hardly anything else.
MOST_TEXT = 300_000
"""Bytes of the text in a key, unpacked."""
_PREFIX = bytes(key_facts.TEXT_PREFIX.value)
_BASE = key_facts.LENGTH_BASE.value
_MARK = re.compile(rf"X({'|'.join(key_facts.VERSIONS.value)})([0-9a-u]{{1,4}})")
_FOREIGN = re.compile(r"[^A-Za-z0-9+/=]")
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_QUOTED = re.compile(r"^[>|\s]+", re.MULTILINE)
_START = "AAA"
"""How each begins: a length below 65,536 in four bytes."""


class DamagedKeyError(ValueError):
    """A text that is no whole key. Its text is a sentence that says what is wrong with it."""


def is_like_key(text: str) -> bool:
    """Say whether a text is meant as a license key, a damaged one too."""
    bare = text[:MOST_CHARACTERS].strip().lstrip("> \"'`")
    first = next(iter(bare.splitlines()), "").rstrip()
    return bare.startswith(_START) and len(bare) >= _FEWEST and not _FOREIGN.search(first)


def key_in(text: str) -> str:
    """Return the key in a paste, without white space and signs of a quoted mail.

    Raises `DamagedKeyError`.
    """
    if len(text) > MOST_CHARACTERS:
        raise DamagedKeyError(
            f"{len(text):,} characters are too many: an Atlassian license key has about a thousand"
        )
    key = _UNSEEN.sub("", _QUOTED.sub("", "\n".join(text.splitlines()))).strip("\"'`")
    if not key:
        raise DamagedKeyError(
            "There is no key: paste the whole text from the vendor's email or page"
        )
    foreign = _FOREIGN.search(key)
    if foreign:
        raise DamagedKeyError(
            f"Character {foreign.start() + 1} is {foreign[0]!a}, which no Atlassian key has:"
            " paste the key alone"
        )
    return key


def encoded_part(key: str) -> str:
    """Return the base64 part of a whole key, or raise `DamagedKeyError` with what is wrong."""
    marks = list(_MARK.finditer(key))
    ends = [mark for mark in marks if mark.end() == len(key)]
    for mark in marks:
        _refuse_two(key, mark)
    if not ends:
        raise DamagedKeyError(_cut_at_the_end(key))
    mark = ends[-1]
    part, length = key[: mark.start()], int(mark[2], _BASE)
    difference = len(part) - length
    if difference > 0 and _whole_length(key) > len(key):
        raise DamagedKeyError(_cut_at_the_end(key))
    if difference > 0:
        raise DamagedKeyError(f"{_characters(difference)} too many: copy the key again")
    if difference < 0:
        where = "in the middle" if part.startswith(_START) else "at the beginning"
        raise DamagedKeyError(f"{_characters(-difference)} missing {where}: copy the key again")
    return part


def properties_in(part: str) -> Mapping[str, str]:
    """Return the properties in the base64 part of a key, or raise `DamagedKeyError`."""
    import javaproperties

    try:
        return javaproperties.loads(_unpacked(_text_in(_decoded(part))))
    except DamagedKeyError:
        raise
    except ValueError as error:
        raise _changed() from error


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part, validate=True)
    except ValueError as error:
        raise _changed() from error


def _text_in(raw: bytes) -> bytes:
    length = int.from_bytes(raw[:4], "big")
    text = raw[4 : 4 + length]
    if len(text) < length or not text.startswith(_PREFIX):
        raise _changed()
    return text[len(_PREFIX) :]


def _unpacked(text: bytes) -> str:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(text, MOST_TEXT)
    except zlib.error as error:
        raise _changed() from error
    if unpacking.unconsumed_tail:
        raise DamagedKeyError(f"The key unpacks to more than {MOST_TEXT:,} bytes: it is damaged")
    if not unpacking.eof:
        raise _changed()
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError:
        return found.decode("latin-1")


def _changed() -> DamagedKeyError:
    return DamagedKeyError(
        "Its length is right, but some of its characters have changed: copy it again"
    )


def _refuse_two(key: str, mark: re.Match[str]) -> None:
    """Raise `DamagedKeyError` where a whole key ends at a mark and something follows."""
    for end in range(mark.start(2) + 1, mark.end() + 1):
        if int(key[mark.start(2) : end], _BASE) == mark.start() and key[end:].startswith(_START):
            if key[end:] == key[:end]:
                raise DamagedKeyError("The same key appears twice: paste it once")
            raise DamagedKeyError("These are two keys: paste one at a time")


def _cut_at_the_end(key: str) -> str:
    """Return what to say of a text without the end that each key has.

    How much is missing can be told where the beginning of the signature is there.
    """
    if not key.startswith(_START):
        return (
            "This is not an Atlassian license key: one begins with AAA and ends with X02 and length"
        )
    missing = _whole_length(key) - len(key)
    if missing <= 0:
        return (
            "The end is missing, which is X02 and two or three more characters: copy the key again"
        )
    return f"{_characters(missing)} missing at the end: copy the key again"


def _whole_length(key: str) -> int:
    """Return how long a key is whose end is cut off; 0 where that cannot be told."""
    raw = base64.b64decode(key[: len(key) // 4 * 4], validate=False)
    text = 4 + int.from_bytes(raw[:4], "big")
    # A DSA signature is a sequence that begins with its own length (RFC 3279).
    if len(raw) < text + 2 or raw[text] != 0x30 or raw[text + 1] > 0x7F:
        return 0
    part = -(-(text + 2 + raw[text + 1]) // 3) * 4
    return part + len("X02") + len(_in_base(part))


def _in_base(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstu"
    return (_in_base(number // _BASE) if number >= _BASE else "") + digits[number % _BASE]


def _characters(count: int) -> str:
    return by_count(count, "1 character is", "{count:,} characters are")
