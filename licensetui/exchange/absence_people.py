"""Persons to whom the absences of a calendar belong.

By the address of an attendee or the organizer; else by the full name in the title; else by a first
name there, of which somebody has to say whose it is. Whatever points to several is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counting import listed
from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.absence_words import without_words
from licensetui.exchange.calendar_file import CalendarEntry

_WORD = re.compile(r"\w+(?:-\w+)*")
NAMES_NOBODY = "names no contact"
"""What is said of an absence that points to no contact."""
_LONGEST = 5
"""Words of a full name at most."""
_NAMED = 3


@dataclass(frozen=True)
class Whose:
    """The answer to whose an absence is."""

    contact: Contact | None = None
    """The person; None if that cannot be told."""
    by: str = ""
    """What tells it, or why nothing does, a few words."""
    asked: str = ""
    """The first name of which somebody has to say whose it is; empty if that would not help."""
    candidates: tuple[Contact, ...] = ()
    """Whose first name that is."""


@dataclass(frozen=True)
class People:
    """The persons of a portfolio by what a calendar calls them."""

    portfolio: Portfolio
    """Knows the addresses."""
    said: Mapping[str, Contact]
    """Whose a first name is, by the name as `folded`."""
    owner: Contact | None
    """Whose calendar it is: the absences that name nobody."""
    by_name: Mapping[tuple[str, ...], tuple[Contact, ...]] = field(repr=False)
    """By the words of the full name, in either order."""
    by_first: Mapping[str, tuple[Contact, ...]] = field(repr=False)
    """By the first name."""

    @classmethod
    def of(
        cls, portfolio: Portfolio, said: Mapping[str, Contact], owner: Contact | None = None
    ) -> People:
        """Return the persons who are not archived."""
        by_name: dict[tuple[str, ...], tuple[Contact, ...]] = {}
        by_first: dict[str, tuple[Contact, ...]] = {}
        for contact in portfolio.current().contacts:
            if not is_person(contact) or not contact.name.strip():
                continue
            words, first = _name_words(contact.name)
            if first:
                by_first[first] = (*by_first.get(first, ()), contact)
            for order in {words, (*words[1:], *words[:1]), (*words[-1:], *words[:-1])}:
                if len(order) > 1:
                    by_name[order] = (*by_name.get(order, ()), contact)
        return cls(portfolio, said, owner, by_name, by_first)

    def whose(self, entry: CalendarEntry) -> Whose:
        """Return whose absence an entry is."""
        organizer = self._known([entry.organizer])
        invited = self._known(entry.attendees)
        words = tuple(_WORD.findall(without_words(entry.title)))
        named, firsts = self._full_names(words), self._first_names(words)
        concerned = {contact.id: contact for contact in (*invited, *organizer)}
        if concerned:
            return self._by_address(concerned, organizer, named, firsts)
        if len(named) == 1:
            return Whose(named[0], "matched by name")
        if named:
            return Whose(None, f"names {_names(named)}")
        if len(firsts) > 1:
            return Whose(None, f"names {', '.join(firsts)}")
        for first, candidates in firsts.items():
            if first in self.said:
                return Whose(self.said[first], f"set set by --name {first}")
            return Whose(None, "first name only", first, candidates)
        if self.owner is not None:
            return Whose(self.owner, "set by --of")
        return Whose(None, NAMES_NOBODY)

    def _by_address(
        self,
        concerned: Mapping[int, Contact],
        organizer: Sequence[Contact],
        named: Sequence[Contact],
        firsts: Mapping[str, Sequence[Contact]],
    ) -> Whose:
        """Return whose it is of those who made it and are invited; the title may tell them apart.

        Who makes it may do so for somebody else, whom the title names: then nobody knows.
        """
        of_title = {x.id: x for x in named} or {x.id: x for y in firsts.values() for x in y}
        both = [contact for id, contact in concerned.items() if id in of_title]
        if len(both) == 1:
            return Whose(both[0], "matched by address and name")
        if of_title and not both:
            made_by = _names(concerned.values())
            if not named and len(firsts) == 1:
                (first,) = firsts
                if first in self.said:
                    return Whose(self.said[first], f"set set by --name {first}")
                return Whose(None, f"of {made_by}", first, tuple(firsts[first]))
            return Whose(None, (f"names {_names(of_title.values())}, but was created by {made_by}"))
        if len(concerned) == 1:
            (contact,) = concerned.values()
            return Whose(
                contact, "matched by organizer" if contact in organizer else ("matched by attendee")
            )
        return Whose(None, f"belongs to {_names(concerned.values())}")

    def _known(self, addresses: Iterable[str]) -> list[Contact]:
        """Return the persons with some addresses."""
        found = (self.portfolio.contact_at(address) for address in addresses if address)
        return [x for x in found if x is not None and is_person(x) and not x.archived]

    def _full_names(self, words: Sequence[str]) -> tuple[Contact, ...]:
        """Return all whose full names are among the words of a title."""
        found: dict[int, Contact] = {}
        for start in range(len(words) - 1):
            for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
                for contact in self.by_name.get(tuple(words[start:end]), ()):
                    found[contact.id] = contact
        return tuple(found.values())

    def _first_names(self, words: Iterable[str]) -> Mapping[str, tuple[Contact, ...]]:
        """Return the first names among the words of a title, with those whose they are."""
        known = (word for word in words if word in self.by_first or word in self.said)
        return {word: self.by_first.get(word, ()) for word in known}


def is_person(contact: Contact) -> bool:
    """Say whether a contact may be a person: somebody has said so, or nobody anything else."""
    if contact.kind is ContactKind.UNKNOWN:
        return not contact.members
    return contact.kind is ContactKind.PERSON


def first_name(text: str) -> str:
    """Return a first name in the form in which two are compared."""
    return " ".join(_WORD.findall(folded(text)))


def _name_words(name: str) -> tuple[tuple[str, ...], str]:
    """Return the words of a name, and the first name: `Petit, Léa` is called Léa."""
    last, comma, first = folded(name).partition(",")
    words = (*_WORD.findall(first), *_WORD.findall(last)) if comma else tuple(_WORD.findall(last))
    return words, words[0] if len(words) > 0 and len(words[0]) > 1 else ""


def _names(contacts: Iterable[Contact]) -> str:
    return listed([contact.label for contact in contacts], _NAMED)
