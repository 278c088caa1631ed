"""A person to be forgotten, and the places in a text where that person is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, partial

from licensetui.domain.dataclass import dataclass
from licensetui.store import spellings

FORGOTTEN = "[forgotten]"
"""Stands in a text where somebody was named."""


@dataclass(frozen=True)
class Person:
    """A person to be forgotten."""

    id: int
    """Id of the contact."""
    names: tuple[str, ...]
    """The names the contact has had, the latest first."""
    addresses: tuple[str, ...]
    """The addresses the contact has had, the latest first, in the form of `address_key`."""
    local_parts: tuple[str, ...] = ()
    """What stands before the @ of these addresses, as far as it means nobody and nothing else."""
    exact: frozenset[str] = frozenset()
    """Those of all these words that mean another contact if their accents are left out."""

    def without(self, text: str) -> str:
        """Return a text in which neither a name nor an address is left."""
        for pattern, is_meant in self._patterns:
            text = spellings.replaced(pattern, text, FORGOTTEN, is_meant)
        return text

    def is_named_by(self, text: str) -> bool:
        """Say whether a text is a name of the person and nothing else."""
        return text.strip().casefold() in {name.casefold() for name in self.names}

    def may_be_in(self, document: bytes) -> bool:
        """Say whether a document must be looked into. Quick, and never a wrong no."""
        if b"\\" in document or b"%" in document or not document.isascii():
            return True
        text = document.lower()
        return any(mark in text for mark in self._marks)

    @cached_property
    def _marks(self) -> tuple[bytes, ...]:
        """Bytes, one of which is in every document of ASCII in which the person is."""
        words = [*(address.rpartition("@")[0] or address for address in self.addresses)]
        words += self.local_parts
        for name in map(spellings.letters, self.names):
            words.append(max(re.findall(r"[^\W_]+", name) or [name], key=len))
        id = str(self.id).encode()
        named = (b'"members"', b'"sign_in_known_by"', b'"deputy"', b'"owner"')
        fixed = (b'"contact":%b' % id, b'"contact": %b' % id, *named)
        shown = (spellings.letters(word) for word in words)
        return (*fixed, *(word.encode() for word in shown if word.isascii()))

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...]:
        """Patterns to look for, in this order: an address has the name in it as often as not."""
        return (
            *self._of(self.addresses, spellings.address_pattern),
            *self._of(self.names, spellings.name_pattern),
            *self._of(self.local_parts, spellings.word_pattern),
        )

    def _of(
        self, words: Iterable[str], pattern_of: Callable[[str], str]
    ) -> Iterable[tuple[re.Pattern[str], Callable[[str], bool]]]:
        for word in sorted(words, key=len, reverse=True):
            is_meant = partial(_has_accents_of, word) if word in self.exact else _is_any
            yield re.compile(pattern_of(word)), is_meant


def _is_any(_: str) -> bool:
    return True


def _has_accents_of(word: str, found: str) -> bool:
    return spellings.same_letters(word, found)
