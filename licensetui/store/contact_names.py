"""People in a file, its history and its backups, whether still a contact or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

import msgspec

from licensetui.domain.contact import Away, Contact, ContactKind, address_key
from licensetui.domain.history import History, RecordKind
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.plain import folded, plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Term
from licensetui.store.codec import CONTACTS, Tables
from licensetui.store.person import Person
from licensetui.store.spellings import letters, word_pattern

_LEAST_LETTERS = 4
"""Letters of a local part that is looked for by itself."""
_RECORDS = (License, Contact, Term, Assignment, SeenAssignment, Away)
_PROGRAM_WORDS = frozenset(
    (
        *(field.name for record in _RECORDS for field in fields(record)),
        *(
            str(choice.value)
            for record in _RECORDS
            for field in fields(record)
            if isinstance(field.default, Enum)
            for choice in type(field.default)
        ),
        *(role.value for role in Role),
    )
)
"""Words that stand in every file."""


@dataclass
class ContactNames:
    """Under which names and addresses one contact is known."""

    id: int
    """Id of the contact."""
    names: list[str] = field(default_factory=list)
    """The latest first."""
    addresses: list[str] = field(default_factory=list)
    """The latest first, as typed."""
    kind: str = ""
    """Whether it is a person or a team, by the word in the latest document that has one."""

    @property
    def label(self) -> str:
        """What to call it."""
        return (self.names or self.addresses or ["?"])[0]

    def add(self, values: Mapping[str, Any]) -> None:
        """Note what stands in a document, or in a part of one."""
        self.kind = self.kind or str(values.get("kind", ""))
        for found, name in ((self.names, "name"), (self.addresses, "email")):
            text = values.get(name)
            if isinstance(text, str) and text.strip() and text.strip() not in found:
                found.append(text.strip())

    def is_called(self, text: str) -> bool:
        """Say whether that is its id, one of its names or one of its addresses."""
        return text == str(self.id) or folded(text.strip()) in map(folded, self._words())

    def is_like(self, text: str) -> bool:
        """Say whether that is part of one of its names or addresses."""
        return any(folded(text.strip()) in folded(word) for word in self._words())

    def _words(self) -> Iterator[str]:
        yield from self.names
        yield from self.addresses


def people(now: Portfolio, history: History, earlier: Iterable[Tables]) -> list[ContactNames]:
    """Return all who are or were a contact, by id: in records, history and `earlier` documents."""
    found: dict[int, ContactNames] = {}
    for contact in now.contacts:
        known = found.setdefault(contact.id, ContactNames(contact.id))
        known.add({"name": contact.name, "email": contact.email, "kind": contact.kind.value})
    for entry in reversed(history.all):
        for change in (*entry.records, *entry.overruled):
            if change.kind is RecordKind.CONTACT:
                known = found.setdefault(change.id, ContactNames(change.id))
                for values in (change.after, change.before):
                    known.add(values or {})
    for tables in earlier:
        for id, raw in tables.get(CONTACTS, {}).items():
            found.setdefault(int(id), ContactNames(int(id))).add(msgspec.json.decode(raw))
    return [found[id] for id in sorted(found)]


def meant(text: str, known: Iterable[ContactNames]) -> list[ContactNames]:
    """Return those whom a text may mean: by id, whole name or address, or else by a part."""
    known = list(known)
    return [one for one in known if one.is_called(text)] or [
        one for one in known if one.is_like(text)
    ]


def person(known: ContactNames, portfolio: Portfolio) -> tuple[Person, tuple[str, ...]]:
    """Return by which words somebody is found, and those that mean another contact or thing too.

    The latter are not looked for. Nor is the name of a team, which names no person.
    """
    others = [contact for contact in portfolio.contacts if contact.id != known.id]
    is_team = known.kind == ContactKind.TEAM.value
    all_names = [] if is_team else known.names
    all_addresses = list(dict.fromkeys(map(address_key, known.addresses)))
    names = _own(all_names, [contact.name.strip().casefold() for contact in others])
    addresses = _own(all_addresses, [contact.address for contact in others])
    shared = [word for word in (*all_names, *all_addresses) if word not in (*names, *addresses)]
    local_parts: list[str] = []
    for address in [] if is_team else addresses:
        local = address.rpartition("@")[0]
        if sum(map(str.isalpha, local)) < _LEAST_LETTERS or local in local_parts:
            continue
        taken = _is_taken(local, others) or _is_word(local, names, portfolio)
        (shared if taken else local_parts).append(local)
    alike = {letters(word) for x in others for word in (x.name.strip(), x.address)}
    exact = frozenset(word for word in (*names, *addresses) if letters(word) in alike)
    return Person(known.id, tuple(names), tuple(addresses), tuple(local_parts), exact), (
        tuple(shared)
    )


def left_of(who: Person, portfolio: Portfolio) -> tuple[str, ...]:
    """Return a clause for each place in the file where a word of a person stays on purpose."""
    found = [
        f"the address of contact {contact.id} ({plain(contact.label)}): if it is the "
        "same person, erase that contact too"
        for contact in portfolio.contacts
        if contact.id != who.id and who.without(contact.email) != contact.email
    ]
    vendors = {x.vendor for x in portfolio.licenses if who.is_named_by(x.vendor)}
    return (*found, *(f"the vendor {plain(vendor)}" for vendor in sorted(vendors)))


def _own(words: Iterable[str], taken: Iterable[str]) -> list[str]:
    known = {_composed(word) for word in taken}
    return [word for word in words if _composed(word) not in known]


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()


def _is_taken(local: str, others: Iterable[Contact]) -> bool:
    """Say whether another contact has a local part as a word."""
    pattern = re.compile(word_pattern(local))
    return any(pattern.search(letters(f"{x.name} {x.email}")) for x in others)


def _is_word(local: str, names: Iterable[str], portfolio: Portfolio) -> bool:
    """Say whether a local part is a word of the program, or of what licenses are called.

    What is made of a person's name (`bdurand`) is that person's, wherever it stands.
    """
    shown = letters(local)
    if shown in _PROGRAM_WORDS:
        return True
    words = {word for name in names for word in re.findall(r"[^\W_]{3,}", letters(name))}
    if any(word in shown and word != shown for word in words):
        return False
    pattern = re.compile(word_pattern(local))
    return any(
        pattern.search(letters(getattr(license, field)))
        for license in portfolio.licenses
        for field in ("name", "vendor", "product", "organization", "site", "partner")
    )
