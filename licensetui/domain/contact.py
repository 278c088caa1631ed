"""Contacts: the e-mail addresses of persons and of teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from licensetui.domain.labels import Labeled
from licensetui.domain.structure import MOST_ID, StructureError, check_most, check_types


class ContactKind(Labeled):
    """The kind of a contact: whose address it is."""

    PERSON = "person"
    TEAM = "team"
    UNKNOWN = "unknown"
    """Nobody has said yet, as after an import."""


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which a person reads no mail. Both days belong to it."""

    start: date
    """First day away."""
    end: date
    """Last day away."""
    note: str = ""
    """Why, if anybody cares."""

    def __post_init__(self) -> None:
        """Refuse an absence that ends before it starts."""
        check_types(self)
        if self.end < self.start:
            raise StructureError("end", f"{self.end} is before the start {self.start}")


@dataclass(frozen=True, slots=True)
class Contact:
    """One e-mail address: of a person, or of a team with members."""

    name: str = ""
    """Full name of the person, or what the team is called. May be empty."""
    email: str = ""
    """The address as typed. Whether it is a good one is a finding."""
    id: int = 0
    """Document id; zero or less while it is not in the file yet."""
    kind: ContactKind = ContactKind.UNKNOWN
    """A person's address, or a team's (alias, shared mailbox, distribution list)."""
    members: tuple[int, ...] = ()
    """Ids of the contacts who read a team address."""
    sign_in_known_by: tuple[int, ...] = ()
    """Ids of the contacts who know the password of a team address's account on the portal."""
    organization: str = ""
    """Whose contact it is: a customer organization, or the partner's name."""
    phone: str = ""
    """Telephone number, as written."""
    notes: str = ""
    """Free text."""
    last_day: date | None = None
    """Last day with the organization, for somebody who leaves."""
    mailbox_closes: date | None = None
    """First day on which mail to the address is lost."""
    away: tuple[Away, ...] = ()
    deputy: int | None = None
    """Id of the contact who stands in."""
    confirmed_on: date | None = None
    """When somebody last made sure that the address is read."""
    bounced_on: date | None = None
    """When a mail to it came back."""
    vouched: str = ""
    """The address for which the user refused a suggestion; none is made while it is the email."""
    archived: bool = False
    """Whether it is kept for the record only."""

    def __post_init__(self) -> None:
        """Refuse wrong types, ids out of range, and a contact with neither name nor address."""
        check_types(self)
        check_most("id", self.id, MOST_ID)
        if self.deputy:
            check_most("deputy", self.deputy, MOST_ID)
        for name, ids in (("members", self.members), ("sign_in_known_by", self.sign_in_known_by)):
            for id in ids:
                if isinstance(id, int):
                    check_most(name, id, MOST_ID)
        if not self.name.strip() and not self.email.strip():
            raise StructureError("name", "a contact needs a name or an address")

    @property
    def label(self) -> str:
        """The name of the contact, or the address where there is none."""
        return self.name.strip() or self.email

    @property
    def address(self) -> str:
        """The address in the form in which two are compared."""
        return address_key(self.email)

    @property
    def is_vouched(self) -> bool:
        """Whether the user has said that the address is right as it is."""
        return bool(self.vouched) and address_key(self.vouched) == self.address


@lru_cache(maxsize=16_384)  # asked again and again of the same addresses
def address_key(address: str) -> str:
    """Return an address in the form in which two are compared: trimmed, without regard to case.

    RFC 5321 lets a mail server tell `Anna@` from `anna@`; no server met in practice does.
    """
    return address.strip().casefold()


def named_contacts(contact: Contact) -> tuple[int, ...]:
    """Return the ids of the contacts that a contact refers to.

    Its members, who knows its password, and the deputy.
    """
    if not contact.sign_in_known_by and contact.deputy is None:
        return contact.members  # as of nearly all
    deputy = () if contact.deputy is None else (contact.deputy,)
    return tuple(dict.fromkeys((*contact.members, *contact.sign_in_known_by, *deputy)))
