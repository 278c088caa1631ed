"""License keys told from numbers. A key is a secret: of it only the end and a digest are kept.

What a text looks like and where it stands decide together. A UUID under `Subscription` is a
number, under `License key` a secret; what has the length and the disorder of a key is one
anywhere. How a vendor writes its own numbers (`SEN-1234567`, `E-ABC-DEF-GHI`) is never a secret.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from licensetui.domain.backup_name import BACKUP
from licensetui.domain.license import LicenseKey
from licensetui.domain.purposes import Holds, by_label, holds_of
from licensetui.domain.randomness import is_disordered, is_long_disorder, letters_of

KEPT = 6
"""How many characters of a key are kept."""
SHORTEST = 8
"""How many characters a text has at least that may have a key in it."""


@dataclass(frozen=True)
class Cleaned:
    """A text without the keys that were in it."""

    text: str
    """With a mark such as `[key ...a1B2c3]` where a key was."""
    keys: tuple[LicenseKey, ...] = ()
    """What is kept of them, in order."""
    is_all_key: bool = False
    """Whether there was nothing but a key."""


_PEM = re.compile(
    r"(?<![-\u2010-\u2015=])[-\u2010-\u2015=]{2,}\s*BEGIN\b[^\n]*?[-\u2010-\u2015=]{2,}.*?"
    r"(?:[-\u2010-\u2015=]{2,}\s*END\b[^\n]*?[-\u2010-\u2015=]{2,}|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_LINES = re.compile(
    r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/=_-]{40,}(?:\s+[A-Za-z0-9+/=_-]{40,})+(?:\s+[A-Za-z0-9+/=_-]+)?"
)
_BLOCKS = re.compile(
    r"(?<![\w-])(?:[A-Z0-9]{5}(?: [A-Z0-9]{5}){4}|[0-9]{4}(?: [0-9]{4}){5})(?![\w-])"
)
_TOKEN = re.compile(r"[^\s\"'`<>()\[\]{},;|]+")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_ASKED = re.compile(r"[?&#]([\w.-]{1,40})=([^&#]+)")
_ADDRESS = re.compile(r"(?:mailto:)?[^@\s:/=]+@[\w-]+(?:\.[\w-]+)+")
_NAMED = re.compile(r"([A-Za-z][A-Za-z_ -]{1,30})[:=#](?=[^\s:=#])(.+)")

_VENDORS_NUMBERS = re.compile(
    r"SEN[-\u2013:#. ]*L?[- ]?[0-9]{1,15}|E(?:[-\u2013 ][A-Z0-9]{3}){3,4}"
    r"|AC(?:[-\u2013 ][0-9]{4}){3}|B[A-Z0-9]{3}(?:[-\u2013 ][A-Z0-9]{4}){3}",
    re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|(?:gh[a-z]_|github_pat_|npm_|pypi-|glpat-"
    r"|xox[a-z]-|[sr]k_(?:live|test)_|whsec_|hf_|shp[a-z]{2}_|dop_v1_|AKIA|AIza|ATATT3|ATCTT3"
    r"|lin_api_|SG\.)[\w.=+/-]{12,}"
)
_LONG = re.compile("[A-Za-z0-9+/=]{60,}")
_BASE64 = re.compile("[A-Za-z0-9+/_-]{14,}={0,2}")
_UUID = re.compile(r"[{]?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}[}]?", re.IGNORECASE)
_HEX = re.compile(r"(?:[0-9a-f]{32,}|[0-9A-F]{32,})")
_DIGITS = re.compile(r"[0-9]+(?:[-. /][0-9]+)*")
_GROUPS = re.compile(r"[A-Za-z0-9]{4,8}(?:-[A-Za-z0-9]{4,8}){3,}")
_BYTES = re.compile(r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){3,}")
_SIX_FOURS = re.compile(r"[0-9]{4}(?:-[0-9]{4}){5}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2,4}$")
_NAMED_NUMBER = re.compile(r"(?:S/?N|LIC|LN|ID|N[OR]?|PO|INV)[-#:. ]?[0-9]{1,15}", re.IGNORECASE)
_OBJECT_ID = re.compile(r"(?:cus|sub|in|ii|si|acct|ord|inv|price|prod|org|ws|ten)_[A-Za-z0-9]{8,}")
_LEAST_DIGITS = {Holds.KEY: 10, Holds.SERIAL: 16, Holds.TEXT: 22}
"""How many digits in a row are a key."""


def is_vendors_number(text: str) -> bool:
    """Say whether a text is written as a vendor writes its own numbers."""
    return bool(_VENDORS_NUMBERS.fullmatch(" ".join(text.split())))


def kept(key: str) -> LicenseKey:
    """Return what is kept of a key: its last characters, and its SHA-256 without white space."""
    bare = "".join(key.split())
    body = re.sub(r"[-\u2010-\u2015=]{2,}END\b.*", "", bare, flags=re.IGNORECASE) or bare
    body = re.sub(r"[-\u2010-\u2015=]{2,}END.*", "", body)
    return LicenseKey(body[-KEPT:], hashlib.sha256(bare.encode(errors="replace")).hexdigest())


def mark_of(key: LicenseKey) -> str:
    """Return what stands in a text in the place of a key: `[key ...a1B2c3]`."""
    return f"[key ...{key.last}]"


def cleaned(text: str, holds: Holds = Holds.TEXT) -> Cleaned:
    """Return a text without the keys in it, where it stands in what `holds`."""
    found = list(_spans(text, holds))
    if not found:
        return Cleaned(text)
    pieces, keys, place = [], [], 0
    for start, end in found:
        keys.append(kept(text[start:end]))
        pieces += [text[place:start], mark_of(keys[-1])]
        place = end
    rest = "".join([*pieces[::2], text[place:]])
    return Cleaned("".join([*pieces, text[place:]]), tuple(keys), not letters_of(rest))


def has_key(text: str, holds: Holds = Holds.TEXT) -> bool:
    """Say whether there is a key in a text that stands in what `holds`."""
    return next(_spans(text, holds), None) is not None


def _spans(text: str, holds: Holds) -> Iterator[tuple[int, int]]:
    """Yield where keys begin and end, in order."""
    if len(text) < SHORTEST or (holds is not Holds.TEXT and is_vendors_number(text)):
        return
    place = 0
    for block in _blocks(text, holds):
        yield from _in_words(text, place, block[0], holds)
        yield block
        place = block[1]
    yield from _in_words(text, place, len(text), holds)


def _blocks(text: str, holds: Holds) -> Iterator[tuple[int, int]]:
    """Yield the keys that have white space in them."""
    if len(text) < 24:
        return
    found = [match for pattern in (_PEM, _LINES, _BLOCKS) for match in pattern.finditer(text)]
    place = 0
    for first in sorted(found, key=lambda match: (match.start(), -match.end())):
        if first.start() < place:
            continue
        place = first.end()
        is_number = first.re is _BLOCKS and (
            holds in (Holds.NUMBER, Holds.SAID)
            if first[0].replace(" ", "").isdigit()
            else first[0].isalpha() or not re.search("[0-9]", first[0])
        )
        if not is_number and (first.re is not _LINES or is_disordered(first[0])):
            yield first.span()


def _in_words(text: str, start: int, end: int, holds: Holds) -> Iterator[tuple[int, int]]:
    """Yield the keys among the words of a part of a text."""
    for found in _TOKEN.finditer(text, start, end):
        word = found[0].rstrip(".:!?")
        if len(word) < SHORTEST or (holds is Holds.TEXT and _is_prose(word)):
            continue
        for first, value, here in _values(word, holds):
            if here is Holds.TEXT:
                here = by_label(text[max(0, found.start() + first - 60) : found.start() + first])
            # A name in an address of the web, with `%C3%A9` and `%20` in it, is no disorder.
            if any(is_key(part, here) for part in unquote(value).split()):
                yield found.start() + first, found.start() + first + len(value)


def _is_prose(word: str) -> bool:
    """Say whether a word is nothing but a word; quick, as most are."""
    return len(word) < 20 and word.isalpha() and word[1:].islower()


def _values(word: str, holds: Holds) -> Iterator[tuple[int, str, Holds]]:
    """Yield what in a word may be a key, with its place and what it is there for."""
    if _ADDRESS.fullmatch(word):
        return
    if _URL.match(word):
        for asked in _ASKED.finditer(word):
            yield asked.start(2), asked[2], holds_of(asked[1])
        for part in re.finditer(r"[^/?&#=]+", word.split("?")[0]):
            if not re.fullmatch(r"[A-Za-z0-9+/=]*", part[0]):
                yield part.start(), part[0], Holds.SAID
        return
    named = _NAMED.fullmatch(word)
    if named and holds is Holds.TEXT:
        yield named.start(2), named[2], holds_of(named[1])
        return
    yield 0, word, holds


def is_key(word: str, holds: Holds) -> bool:
    """Say whether a word, which has no white space, is a key where it stands in what `holds`."""
    if _VENDORS_NUMBERS.fullmatch(word) or BACKUP.fullmatch(word):
        return False
    if holds is Holds.SAID and _HEX.fullmatch(word):
        return False
    if _UNMISTAKABLE.fullmatch(word) or (_LONG.fullmatch(word) and is_disordered(word)):
        return True
    if holds is Holds.SAID:
        return len(word) > 64 and is_disordered(word)
    if _UUID.fullmatch(word):
        return holds is not Holds.NUMBER
    if _DIGITS.fullmatch(word):
        return _are_digits_key(word, holds)
    return {Holds.KEY: _in_keys, Holds.SERIAL: _in_serials, Holds.NUMBER: _in_numbers}.get(
        holds, _in_text
    )(word)


def _are_digits_key(word: str, holds: Holds) -> bool:
    if holds is Holds.NUMBER:
        return False
    count = sum(letter.isdigit() for letter in word)
    is_whole = word.isdigit() or holds is not Holds.TEXT or _SIX_FOURS.fullmatch(word)
    return bool(is_whole) and not _DAY.fullmatch(word) and count >= _LEAST_DIGITS[holds]


def _in_keys(word: str) -> bool:
    letters = letters_of(word)
    if _DAY.match(word):
        return False
    has_digit = any(letter.isdigit() for letter in letters)
    is_shouted = len(letters) >= 10 and letters.isupper()
    return len(letters) >= 8 and (has_digit or is_shouted or _in_text(word) or _is_mixed(letters))


def _in_serials(word: str) -> bool:
    if _NAMED_NUMBER.fullmatch(word):
        return False
    letters = letters_of(word)
    if letters == word and len(word) >= 10:
        return any(letter.isdigit() for letter in word) or word.isupper() or _is_mixed(word)
    if _GROUPS.fullmatch(word) and letters.isupper() and _are_equal(word):
        return True
    return _in_text(word) or _is_short_base64(word) or is_long_disorder(word, 10)


def _in_numbers(word: str) -> bool:
    if _OBJECT_ID.fullmatch(word):
        return False
    if _is_short_base64(word):
        return True
    letters = letters_of(word)
    return (len(letters) > 20 or _is_mixed(letters)) and _in_text(word)


def _in_text(word: str) -> bool:
    """Say whether a word is long and disordered enough to be a key wherever it stands."""
    if _BYTES.fullmatch(word) or _is_iban(word):
        return False
    if _HEX.fullmatch(word):
        return True
    if _GROUPS.fullmatch(word) and _are_equal(word):
        letters = letters_of(word)
        digits = sum(letter.isdigit() for letter in letters)
        if word.count("-") >= 4 and (letters.isupper() or digits >= 2):
            return True
        if not _is_mixed(letters) and digits >= 2 and is_long_disorder(word, 16):
            return True
    if "." in word and word == word.lower() and re.search(r"\.[a-z]{2,}(?:[:/].*)?$", word):
        return any(is_disordered(label) for label in re.split(r"[./:]", word))
    return is_disordered(word)


def _are_equal(word: str) -> bool:
    return len({len(part) for part in word.split("-")}) == 1


def _is_short_base64(word: str) -> bool:
    """Say whether a word may be base64 and not a name; for where no prose is expected."""
    if not _BASE64.fullmatch(word) or word == word.upper() or word == word.lower():
        return False
    return bool(re.search("[+/=]", word)) or is_long_disorder(word, 12)


def _is_mixed(letters: str) -> bool:
    """Say whether large letters follow small ones, as in no word."""
    return bool(re.search("[a-z0-9][A-Z]", letters) and re.search("[a-z]", letters))


def _is_iban(word: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", word):
        return False
    return int("".join(str(int(letter, 36)) for letter in word[4:] + word[:4])) % 97 == 1
