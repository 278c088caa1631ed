"""Reports on addresses: each is made once, and shown in many places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from licensetui.domain.labels import Labeled


class AddressKind(Labeled):
    """The kind of an address, by its words."""

    TEAM = "team"
    PERSON = "person"
    NO_REPLY = "no-reply"
    ROBOT = "robot"
    UNSURE = "unsure"


class DomainKind(Labeled):
    """The kind of a domain, by its owner."""

    OWN = "own"
    """One of the user's organization, or below one."""
    COMPANY = "company"
    """Any other that is not for everybody."""
    FREE = "free"
    """A public provider: anybody can have an address there."""
    DISPOSABLE = "disposable"
    """Made to be thrown away: mail is soon lost."""
    RELAY = "relay"
    """Hands mail on to an address that it hides."""


class Cause(Enum):
    """Reasons to think that something else was meant."""

    CHARACTERS = "characters"
    """Characters that nobody sees, or that look like others."""
    PUNCTUATION = "punctuation"
    """A comma, a missing dot, a dot too many."""
    ENDING = "ending"
    """An ending that does not exist on the internet."""
    PROVIDER = "provider"
    """Nearly the domain of a known provider."""
    OWN_DOMAIN = "own domain"
    """Nearly a domain of the user's organization."""
    OWN_CONTACT = "own contact"
    """Nearly the address of a known contact."""


class Suggestion(NamedTuple):
    """The address that was probably meant."""

    address: str
    """The whole address to take instead."""
    reason: str
    """Why, as a clause: `gmial.com looks like gmail.com`."""
    cause: Cause
    """What kind of slip it is."""


class PastedAddress(NamedTuple):
    """A pasted text, and the address that it was meant to be."""

    text: str
    """Trimmed, without brackets and `mailto:` around it: what counts as typed."""
    meant: str
    """What was probably meant; the same as `text` if nothing is odd."""
    problem: str
    """Why it cannot be taken as it is, as a sentence; empty if the syntax shall decide."""
    oddity: str
    """Characters nobody sees or that look like others, as a sentence; may be empty."""
    reason: str = ""
    """Why that was meant, as a clause, where more is to be said; may be empty."""


@dataclass(frozen=True, slots=True)
class AddressVerdict:
    """What is wrong with an address, or may be. Nothing was asked."""

    text: str
    """As it was typed."""
    address: str
    """Normalized: trimmed, its domain in lower case; the text if it is not valid."""
    problem: str
    """Why it is no address, as a sentence; empty if it is one."""
    suggestion: Suggestion | None
    """What was probably meant instead, sure enough to ask "did you mean"; else None."""
    note: str
    """What may be worth a look, as a sentence: too unsure for a suggestion; may be empty."""
    oddity: str
    """Characters nobody sees or that look like others, as a sentence; may be empty."""
    is_dead_end: bool
    """Whether no mail can arrive at its domain for certain, whatever was meant."""
    maybe: str
    """The address that the note names, to be shown before it can be taken; may be empty."""

    @property
    def is_valid(self) -> bool:
        """Whether it is well formed. Whether it is wise is another question."""
        return not self.problem

    @property
    def domain(self) -> str:
        """The part after the last @; empty if there is none."""
        return self.address.rpartition("@")[2] if "@" in self.address else ""

    @property
    def dead_end(self) -> str:
        """Why no mail can arrive at its domain, as a sentence; empty if it may."""
        said = self.suggestion.reason if self.suggestion else self.note
        return said if self.is_dead_end else ""

    @property
    def is_suspicious(self) -> bool:
        """Whether something is wrong with it: no address, or probably not the one meant."""
        return bool(self.problem or self.suggestion or self.is_dead_end)


@dataclass(frozen=True, slots=True)
class Report(AddressVerdict):
    """All that an address says about itself: the verdict, and whose it is."""

    kind: AddressKind
    """Whose address it is: as the user has said, else by its words."""
    domain_kind: DomainKind
    """Whose domain it is."""
