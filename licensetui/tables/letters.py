"""Letters that show whether bytes were read in the right encoding.

In the wrong one, words mix scripts, capitals stand inside them, or signs that no word has.
"""

from __future__ import annotations

import re
import unicodedata

_WESTERN = "éèêëàâäçîïôöûüùßáíóúñåæøãõœ"
_CENTRAL = "ąęółśżźćńčěřšžýáéíúůďťňľĺŕőűöüäăâîșțşţđ"
_CYRILLIC = "оеаинтсрвлкмдпу"
_COMMON = {
    "cp1250": _CENTRAL,
    "cp852": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp1254": "ığşçöüâ",
    "iso8859-9": "ığşçöüâ",
    "cp1251": _CYRILLIC,
    "koi8-r": _CYRILLIC,
    "cp866": _CYRILLIC,
    "iso8859-5": _CYRILLIC,
    "cp1253": "αοιετσνηυρπκάίόέήύώ",
    "iso8859-7": "αοιετσνηυρπκάίόέήύώ",
    "cp1255": "יוהלרתאשמבנ",
    "cp1256": "ابتلمنويرةهسد",
}
"""Letters that are frequent in what is written in an encoding; elsewhere Western ones."""
_SIGNS = frozenset(
    "€£§©®°«»¿¡…·•™№²\xa0\xad\u2013\u2014\u2018\u2019\u201c\u201d\u201e"
    "\u3000\u3001\u3002\u300c\u300d\u30fb\u30fc\uff08\uff09\uff0c\uff1a\uff1b"
)
"""Signs that people use beside words."""
_INSIDE = frozenset("'\u2019·-\xad")
"""Signs that stand inside words."""
_CJK = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_OWN = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_CHUNK = re.compile(r"[^\s;,|\"()/]+")
_STRANGE, _ENDS = re.compile("[^\x00-\xbf\xd7\xf7]"), re.compile('[\n\r;,\t|"]')
_AROUND = 40
"""Characters of an example before its first strange letter, and after."""
_MOST_BAD = 0.1


def example(text: str) -> str:
    """Return the first words of a text with a letter that is not of ASCII; empty if none has."""
    found = _STRANGE.search(text)
    if not found:
        return ""
    before, after = text[max(0, found.start() - _AROUND) : found.start()], text[found.start() :]
    return (_ENDS.split(before)[-1] + _ENDS.split(after[:_AROUND])[0]).strip()


def plausibility(text: str, codec: str) -> float:
    """Return how likely it is that a text was read in the right encoding, 0 to 1."""
    common = _COMMON.get(codec, _WESTERN)
    good = bad = frequent = 0.0
    for chunk in _CHUNK.findall(text):
        strange = [letter for letter in chunk if letter > "\x7f"]
        if not strange:
            continue
        if _is_bad(chunk, 3 if common is _WESTERN else 5):
            bad += len(strange)
            continue
        good += len(strange)
        frequent += _doubt(chunk, common) * sum(_weight(letter, common) for letter in strange)
    if not good or bad / (good + bad) > _MOST_BAD:
        return 0.0
    return max(frequent / (good + bad), 0.01)


def _doubt(chunk: str, common: str) -> float:
    """Return how much a word proves: capitals alone little, and letters alone that have accents."""
    if len(chunk) > 2 and min(chunk) > "\x7f" and max(chunk) < "\u0250":
        return 0.1
    if common is _WESTERN:
        return 1.0
    return 0.2 if len(chunk) < 2 else 0.7 if chunk.isupper() else 1.0


def _weight(letter: str, common: str) -> float:
    if _CJK.match(letter):
        return 1.0 if _OWN.match(letter) else 0.7
    if letter.lower() in common or letter in _SIGNS:
        return 1.0
    return 0.2 if letter.isalpha() else 0.0


def _is_bad(chunk: str, most: int) -> bool:
    """Say whether no word is written so; `most` Latin letters with accents follow each other."""
    before, scripts, run = "", set[str](), 0
    for place, letter in enumerate(chunk):
        after = chunk[place + 1 : place + 2]
        if letter > "\x7f" and not letter.isprintable() and letter not in _SIGNS:
            return True
        if not letter.isalpha():
            if before.isalpha() and after.isalpha() and _parts_words(letter):
                return True
            run = 0
        else:
            scripts.add(_script(letter))
            if letter > "\x7f" and letter.isupper() and before.islower() and before.isalpha():
                return True
            if letter.isupper() and before > "\x7f" and before.islower():
                return True
            run = run + 1 if letter > "\x7f" else 0
            if run >= most and scripts == {"LATIN"}:
                return True
        before = letter
    return len(scripts) > 1 and not scripts <= {"LATIN", "CJK"}


def _parts_words(sign: str) -> bool:
    """Say whether a sign stands between words, and in none."""
    is_part = sign in _INSIDE or _CJK.match(sign) or unicodedata.combining(sign)
    return sign > "\x7f" and not is_part


def _script(letter: str) -> str:
    if _CJK.match(letter):
        return "CJK"
    return unicodedata.name(letter, "?").split(" ")[0]
