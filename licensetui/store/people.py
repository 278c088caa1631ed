"""Who is in a file, its history and its backups, whether still a contact or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from licensetui.domain.contact import ContactKind, address_key
from licensetui.domain.history import RecordKind
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.store.backups import Backup
from licensetui.store.codec import CONTACTS
from licensetui.store.errors import StoreError
from licensetui.store.present import Present, contents_of
from licensetui.store.tablefile import TableFile
from licensetui.store.traces import Person


@dataclass
class Known:
    """Under which names and addresses one contact is known."""

    id: int
    """Id of the contact."""
    names: list[str] = field(default_factory=list)
    """The latest first."""
    addresses: list[str] = field(default_factory=list)
    """The latest first, as typed."""
    kind: str = ""
    """Whether it is a person or a team, by the word in the latest document that has one."""
    is_here: bool = False
    """Whether it is in the file now."""

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


def people(file: TableFile, now: Present, backups: Iterable[Backup]) -> list[Known]:
    """Return everybody who is, or was, a contact, by id.

    Backups that cannot be read are left out. Raises `UnreadableError`.
    """
    found: dict[int, Known] = {}
    for contact in now.portfolio.contacts:
        known = found.setdefault(contact.id, Known(contact.id, is_here=True))
        known.add({"name": contact.name, "email": contact.email, "kind": contact.kind.value})
    history = file.history.read(now.version.contents.generation)
    for entry in reversed(history.all):
        for change in (*entry.records, *entry.overruled):
            if change.kind is RecordKind.CONTACT:
                known = found.setdefault(change.id, Known(change.id))
                for values in (change.after, change.before):
                    known.add(values or {})
    for backup in backups:
        try:
            table = contents_of(backup).tables.get(CONTACTS, {})
        except StoreError:  # it is named among what cannot be reached
            continue
        for id, raw in table.items():
            found.setdefault(int(id), Known(int(id))).add(msgspec.json.decode(raw))
    return [found[id] for id in sorted(found)]


def meant(text: str, known: Iterable[Known]) -> list[Known]:
    """Return those whom a text may mean: by id, whole name or address, or else by a part."""
    known = list(known)
    return [one for one in known if one.is_called(text)] or [
        one for one in known if one.is_like(text)
    ]


def person(known: Known, portfolio: Portfolio) -> tuple[Person, tuple[str, ...]]:
    """Return by which words somebody is found, and those that belong to another contact too.

    The latter are not looked for: they may mean the other one. Nor is the name of a team, which
    names no person.
    """
    others = [contact for contact in portfolio.contacts if contact.id != known.id]
    taken_names = {contact.name.strip().casefold() for contact in others}
    taken_addresses = {contact.address for contact in others}
    all_names = [] if known.kind == ContactKind.TEAM.value else known.names
    names = [name for name in all_names if name.casefold() not in taken_names]
    addresses = list(dict.fromkeys(map(address_key, known.addresses)))
    own = [address for address in addresses if address not in taken_addresses]
    shared = [name for name in all_names if name not in names]
    shared += [address for address in addresses if address not in own]
    return Person(known.id, tuple(names), tuple(own)), tuple(shared)
