"""Names of vendors as people type them."""

from __future__ import annotations

import re

from licensetui.domain.plain import folded
from licensetui.vendors.vendor import Vendor

LEGAL_FORM = re.compile(
    "ab|ag|as|bv|co|company|corp|corporation|gmbh|inc|incorporated|kk|limited|llc|ltd|nv|oy|plc|"
    "pty|sa|sarl|sas|spa|sro|srl"
)
"""A word at the end of a name that says what sort of company it is."""
_WORD = re.compile(r"\w+")


def named(name: str, vendors: tuple[Vendor, ...]) -> Vendor | None:
    """Return the vendor of that name, however it is written; None if it is none of these."""
    key = _key(name)
    return next((x for x in vendors if key and key in map(_key, (x.name, *x.also))), None)


def near(name: str, vendors: tuple[Vendor, ...]) -> str:
    """Return the name of the vendor that is nearly the same; empty if it is one of these."""
    if named(name, vendors):
        return ""
    key = _key(name)
    return next((x.name for x in vendors if _are_near(key, _key(x.name))), "")


def _are_near(one: str, other: str) -> bool:
    """Say whether words differ by one slip, or long ones by two: left out, too many, swapped."""
    most = 1 + (len(other) > 7)
    if abs(len(one) - len(other)) > most:
        return False
    before, last = list[int](), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, its in enumerate(other, 1):
            cost = min(now[-1] + 1, last[column] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and one[row - 2] == its and letter == other[column - 2]:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1] <= most


def _key(name: str) -> str:
    """Return a name without spaces and legal forms: `JetBrains s.r.o.` is `jetbrains`."""
    words = _WORD.findall(folded(re.sub(r"(?<=\b\w)\.", "", name)))
    while len(words) > 1 and LEGAL_FORM.fullmatch(words[-1]):
        words.pop()
    return "".join(words)
