"""Counsel about addresses and portals, beyond the records: it comes from above the domain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.labels import Labeled
from licensetui.domain.license import License
from licensetui.domain.portals import ContactPolicy
from licensetui.domain.reminders import Known, ReminderDays, reminder_days
from licensetui.domain.settings import Settings


class Flaw(Labeled):
    """A flaw of an address."""

    DEAD = "bad domain"
    """It is none, or no mail can arrive there."""
    DOUBTFUL = "typo?"
    """It is probably not the one that was meant, so a mail may reach a stranger."""


class AddressFacts(Protocol):
    """Facts about the address of a contact, each found out when it is asked for."""

    @property
    def kind(self) -> ContactKind | None:
        """The kind of the contact: as the user has said, else by its words. None for a robot's."""

    @property
    def flaw(self) -> Flaw | None:
        """Its flaw; None if it has none, and where there is no address."""

    @property
    def problem(self) -> str:
        """The reason not to write to it, as a clause; empty for a sound one."""

    @property
    def is_public(self) -> bool:
        """Whether anybody can have an address of its domain."""


class SaidFacts(NamedTuple):
    """Facts that were said, and found out by nobody."""

    kind: ContactKind | None = ContactKind.UNKNOWN
    """As in `AddressFacts`."""
    flaw: Flaw | None = None
    """As in `AddressFacts`."""
    problem: str = ""
    """As in `AddressFacts`."""
    is_public: bool = False
    """As in `AddressFacts`."""


def _recorded(contact: Contact) -> AddressFacts:
    return SaidFacts(contact.kind)


def _any_policy(license: License) -> ContactPolicy:
    return ContactPolicy()


def _no_days(license: License) -> ReminderDays | None:
    return None


@dataclass(frozen=True)
class Counsel:
    """The one to ask about addresses and portals."""

    facts: Callable[[Contact], AddressFacts] = _recorded
    """What is known of a contact's address."""
    policy: Callable[[License], ContactPolicy] = _any_policy
    """What the portal of a license takes as contacts."""
    vendor_days: Known = _no_days
    """When the vendor of a license writes that it ends."""

    def reminders(self, license: License, settings: Settings) -> ReminderDays:
        """Return when the vendor's reminders about a license come, and who says so."""
        return reminder_days(license, settings, self.vendor_days)

    def sound_kind(self, contact: Contact) -> ContactKind | None:
        """Return whose address a contact has; None for a wrong one, or one that nobody reads."""
        if not contact.email.strip():
            return contact.kind
        facts = self.facts(contact)
        return None if facts.flaw else facts.kind


RECORDS = Counsel()
"""Knows nothing but the records."""
