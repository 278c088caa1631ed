"""Slips of the words of known addresses, told from what somebody else may be called.

Fingers slip as `distance` says. But people are called alike: what is a name, or any word, may be
somebody's, and then it is at most worth a look.
"""

from __future__ import annotations

from licensetui.addresses.distance import DOUBLED, MOVED, NEIGHBOR, SWAPPED, VOWELS, distance
from licensetui.addresses.kinds import is_name, is_role, kind_of_local
from licensetui.addresses.matches import digits
from licensetui.addresses.near import Likeness, Near, tokens
from licensetui.addresses.report import AddressKind
from licensetui.addresses.strange import is_strange
from licensetui.addresses.words import is_first_name, lexicon

SHORT = 2
"""Letters up to which a word says too little: `fr` and `de`, `a` and `b`."""
SLIP = 1.1
"""What one slip costs at most."""
LONG = 5
"""Letters of a word that stands alone, or behind an initial, from which on it says enough."""

_SOUNDS = tuple(map(frozenset, ("aeiouy", "dt", "cksxz", "fvw", "bp", "ij", "gj")))
"""Letters that are written for each other in names."""


def is_slip(near: Near, typed: str) -> bool | None:
    """Say whether the local part `typed` is a slip: surely, perhaps (False), or certainly not."""
    if near.likeness is Likeness.SLIP:
        return _is_word_slip(near)
    if near.likeness is Likeness.ORDER:
        return not _may_be_called(tokens(typed))
    return near.likeness is Likeness.WORDS or not typed.isalpha() or is_strange(typed)


def is_word(word: str) -> bool:
    """Say whether a word is a role, or a name that is often met."""
    return is_role(word) or is_name(word)


def _is_word_slip(near: Near) -> bool | None:
    typed, meant = near.typed, near.meant
    if digits(typed) != digits(meant) or min(len(typed), len(meant)) <= SHORT:
        return None
    local = near.address.rpartition("@")[0]
    words = tokens(local)
    has_witness = any(word != meant and len(word) > SHORT for word in words)
    cost = distance(typed, meant)
    is_team = kind_of_local(local) is AddressKind.TEAM
    if typed[0] != meant[0] and not _is_of_team(typed, meant, is_team=is_team):
        may_be = has_witness and typed[1:] != meant[1:] and not is_strange(meant)
        is_strangers = is_strange(typed) and not is_word(typed)
        return True if may_be and is_strangers and min(len(typed), len(meant)) >= LONG else None
    if is_word(typed) and not (_is_mechanical(cost) and _is_chance(typed)):
        return False
    if _is_tripled(typed) and not _is_tripled(meant):
        return True
    if is_role(meant):
        return not _is_form(typed, meant) and cost <= (SLIP if len(meant) > 3 else SWAPPED)
    if is_team:
        return is_strange(typed) and not _is_form(typed, meant) and _is_clumsy(typed, meant, cost)
    return _is_persons_slip(near, cost, has_witness=has_witness)


def _is_of_team(typed: str, meant: str, *, is_team: bool) -> bool:
    """Say whether a word is a role's where its first letter is no initial: `uspport`."""
    return is_team and is_role(meant) and len(meant) >= LONG and typed[1:] != meant[1:]


def _is_chance(word: str) -> bool:
    """Say whether a word seems to be a role only because it can be taken apart: `secretarait`."""
    return is_strange(word) and word not in lexicon()


def _is_mechanical(cost: float) -> bool:
    """Say whether fingers slip so and nobody is called so: letters swapped, moved or doubled."""
    return cost in (SWAPPED, DOUBLED, MOVED)


def _is_persons_slip(near: Near, cost: float, *, has_witness: bool) -> bool:
    """Say whether nobody can be called so who is not the known person.

    Another word that is the same, a first name, is a second witness. A surname alone or behind an
    initial has none.
    """
    typed, meant = near.typed, near.meant
    if not is_strange(typed):
        # A name that few have, beside the same first name and a surname that many have.
        is_rare = is_name(meant) and len(typed) >= LONG
        return has_witness and is_rare and _is_mechanical(cost)
    if has_witness and not is_strange(meant):
        if cost > SLIP or min(len(typed), len(meant)) <= 3:
            return False
        return cost == NEIGHBOR or not _sounds_alike(typed, meant)
    inner = _without_initial(typed, meant)
    if inner is None:
        return False
    typed, meant = inner
    if len(meant) < LONG or not _is_clumsy(typed, meant, cost):
        return False
    return len(meant) > LONG or not _is_variant(typed, meant)


def _without_initial(typed: str, meant: str) -> tuple[str, str] | None:
    """Return two words without the initial before or behind a surname: `jmartin`, `martinj`.

    None if what is left of the typed one is a name, or begins with another letter.
    """
    if not (is_strange(typed[1:]) and is_strange(typed[:-1])):
        return None
    if not is_strange(meant):
        return typed, meant
    if typed[1] != meant[1]:
        return None
    return (typed[1:], meant[1:]) if not is_strange(meant[1:]) else (typed, meant)


def _may_be_called(words: tuple[str, ...]) -> bool:
    """Say whether words are a first name and what may be a surname."""
    return is_first_name(words[0]) and not is_role(words[-1])


def _is_tripled(word: str) -> bool:
    return any(letter * 3 in word for letter in set(word) if letter.isalpha())


def _is_form(typed: str, meant: str) -> bool:
    """Say whether two words differ in their last letter only: plural, gender, another language."""
    short, long = sorted((typed, meant), key=len)
    if len(short) < len(long):
        return long.startswith(short)
    return typed[:-1] == meant[:-1]


def _sounds_alike(typed: str, meant: str) -> bool:
    """Say whether both are spellings of one sound, which people are called in both ways."""
    if len(typed) != len(meant):
        return typed in (f"{meant}s", f"{meant}e")
    differing = [set(pair) for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and any(differing[0] <= sounds for sounds in _SOUNDS)


def _is_clumsy(typed: str, meant: str, cost: float) -> bool:
    """Say whether fingers slip so: a letter swapped, left out, doubled, or beside its key."""
    if _is_mechanical(cost):
        return True
    if len(typed) != len(meant):
        return len(meant) > 4
    return cost <= NEIGHBOR and len(meant) > 5


def _is_variant(typed: str, meant: str) -> bool:
    """Say whether both names may be right: they differ in a vowel, an h, a doubled letter."""
    start = next((at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), 0)
    differing = {typed[start : start + 1], meant[start : start + 1]}
    if len(typed) == len(meant):
        is_swap = typed[start : start + 2] == meant[start : start + 2][::-1]
        return not is_swap and not differing.isdisjoint(VOWELS | set("hckstdzfvw"))
    longer = max(typed, meant, key=len)
    sign = longer[start]
    is_doubled = longer[start - 1] == sign or longer[start + 1 : start + 2] == sign
    return sign in VOWELS | {"h"} or (is_doubled and sign not in VOWELS)
