"""Kinds of addresses by the part before the @: a team's, a person's, a robot's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from licensetui.addresses.compounds import SHORT, is_of_names, is_role, word_of
from licensetui.addresses.report import AddressKind
from licensetui.addresses.words import Word, fold, is_name, lexicon, word_lines

__all__ = ["is_name", "is_role", "kind_of_local"]

LONGEST_LOCAL = 64
"""Characters of a local part at most (RFC 5321); what is beyond is not read."""
_SEPARATORS = re.compile(r"[\W_]+")
ADMINS = frozenset({"adm", "admin", "administrator", "sysadm", "sadm", "padm", "root", "su"})
"""Words that mark the second account of a person who administers, before or behind the name."""
_STAFF_NUMBER = re.compile(r"[a-z]{0,3}\d{3,}[a-z]?|[a-z]{1,2}\d{2,}[a-z]{1,2}")
_ONE_ROLE = ([Word.GROUP], [Word.ROLE], [Word.SOFT])
_STRANGE = frozenset({Word.NAME, Word.INITIAL, Word.UNKNOWN})


@lru_cache(maxsize=16_384)
def kind_of_local(local: str) -> AddressKind:
    """Return whose address it seems to be, by its part before the @. Any text; never raises.

    A tag after `+`, case, accents and digits at the ends of words do not count.
    """
    text = fold(local[:LONGEST_LOCAL])[:LONGEST_LOCAL]
    text = text.lstrip("+").partition("+")[0]
    words = [word for word in _SEPARATORS.split(text) if word]
    automatic = _automatic(words, text)
    if automatic:
        return automatic
    if _is_staff_number("".join(words)):
        return AddressKind.PERSON
    words = [word for word in words if not word.isdigit() or word in lexicon()]
    if not words:
        return AddressKind.PERSON
    return AddressKind.TEAM if _is_split_role(words) else _of_words(words, text)


@cache
def _robots() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in word_lines("robots.txt"):
        found[kind] = (*found.get(kind, ()), *words.replace("-", "").split())
    return found


@cache
def _robot_words(kind: str) -> frozenset[str]:
    return frozenset(_robots()[kind])


def _automatic(words: Sequence[str], text: str) -> AddressKind | None:
    """Say whether nobody reads it: no-reply or a robot's; None if neither."""
    words = [bare for word in words if (bare := word.strip("0123456789"))]
    joined = "".join(words)
    if any(pattern in joined for pattern in _robots()["no-reply"]):
        return AddressKind.NO_REPLY
    robots, machines = _robot_words("robot"), _robot_words("machine")
    is_robot = (
        joined in robots
        or joined in machines
        or any(word in robots for word in words)
        or (len(words) > 1 and words[0] in _robot_words("service"))
        or (
            len(words) > 1
            and words[0] in _robot_words("prefix")
            and not _is_dotted_name(words, text)
        )
        or (len(words) > 1 and words[-1] in _robot_words("notice"))
        or (bool(words) and all(word in machines for word in words))
    )
    return AddressKind.ROBOT if is_robot else None


def _is_staff_number(joined: str) -> bool:
    """Say whether it is a number of staff: `u123456`, `ab12345`; `support2` and `it2` are not."""
    if not _STAFF_NUMBER.fullmatch(joined):
        return False
    return joined.rstrip("0123456789") not in lexicon() or joined[-4:].isdigit()


def _is_split_role(words: Sequence[str]) -> bool:
    """Say whether they are one role together: `h.r`, `head-office`, `poste-de-travail`."""
    joined = lexicon().get("".join(words))
    if len(words) == 1 or joined not in (Word.ROLE, Word.GROUP, Word.SOFT):
        return False
    is_abbreviation = all(len(word) == 1 for word in words)
    return is_abbreviation or not any(len(word) == 1 or is_name(word) for word in words)


def _of_words(words: Sequence[str], text: str) -> AddressKind:
    """Return whose address it is by what its words say."""
    said = [word_of(word) for word in words]
    if account := _of_admin(said, words):
        return account
    if _STRANGE.isdisjoint(said):
        return _of_known(said, text)
    return _of_mixed(said, words, text)


def _of_admin(said: Sequence[Word], words: Sequence[str]) -> AddressKind | None:
    """Return whose an administrator's own account is: `adm-jdupont`, `jane.doe.admin`.

    None if it is no such account: beside another role the word is a team's.
    """
    others = [
        (word, meaning)
        for word, meaning in zip(words, said, strict=True)
        if word.rstrip("0123456789") not in ADMINS
    ]
    if len(others) == len(words) or not others:
        return None
    if not all(meaning in _STRANGE for _, meaning in others):
        return None
    if any(meaning is not Word.UNKNOWN or is_of_names(word) for word, meaning in others):
        return AddressKind.PERSON
    return AddressKind.UNSURE


def _is_dotted_name(words: Sequence[str], text: str) -> bool:
    """Say whether it is two words with a dot between, the second one a name or nobody's."""
    return len(words) == 2 and "." in text and word_of(words[1]) in _STRANGE


def _of_known(said: Sequence[Word], text: str) -> AddressKind:
    """Return whose address it is if all its words are known, none as a name alone."""
    if "." in text and said[0] is Word.BESIDE and said[1:] in _ONE_ROLE:
        return AddressKind.UNSURE  # joy.office
    if Word.ONE in said:
        return AddressKind.TEAM if Word.GROUP in said else AddressKind.UNSURE
    if Word.GROUP in said or Word.ROLE in said:
        return AddressKind.TEAM
    if Word.CHIEF in said:
        return AddressKind.TEAM if Word.SOFT in said else AddressKind.UNSURE
    if Word.BESIDE in said:
        return AddressKind.UNSURE if Word.SOFT in said else AddressKind.PERSON
    return AddressKind.TEAM if Word.SOFT in said else AddressKind.UNSURE


def _of_mixed(said: Sequence[Word], words: Sequence[str], text: str) -> AddressKind:
    """Return whose address it is if it has a name, an initial or an unknown word too."""
    starts_with_initial = said[0] is Word.INITIAL and not text.startswith("e-")
    if _is_name_first(said, text):
        return AddressKind.UNSURE
    if Word.GROUP in said and not (starts_with_initial and len(said) == 2):
        return AddressKind.TEAM
    roles = [word for word in said if word in (Word.ROLE, Word.SOFT, Word.ONE, Word.CHIEF)]
    if not roles or (starts_with_initial and len(roles) == 1):
        return AddressKind.PERSON
    if Word.ROLE in roles and (len(roles) > 1 or Word.NAME not in said):
        return AddressKind.TEAM
    if Word.ROLE in roles:
        return AddressKind.UNSURE
    if said[0] in (Word.ONE, Word.CHIEF):
        return AddressKind.UNSURE
    if "." in text or Word.NAME in said or Word.INITIAL in said:
        return AddressKind.PERSON
    is_label = said[0] is Word.SOFT or words[-1] in SHORT  # sales-acme, acme-it
    return AddressKind.TEAM if is_label else AddressKind.PERSON


def _is_name_first(said: Sequence[Word], text: str) -> bool:
    """Say whether names and a dot stand before the one team's word: `alain.service`.

    Nobody can tell whether that is a surname; `service-alain` and `alain-team` are a team's. Of two
    first names one may be a role's word elsewhere: `jean-paul`.
    """
    is_one = sum(word in (Word.GROUP, Word.ROLE) for word in said) == 1
    is_double = said[0] is Word.BESIDE and said[1] is Word.NAME
    return is_one and (said[0] is Word.NAME or is_double) and "." in text
