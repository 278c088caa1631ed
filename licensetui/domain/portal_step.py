"""Portal steps: each is one thing that a person must do on a portal."""

from __future__ import annotations

from base64 import b32encode
from datetime import date
from enum import Enum
from hashlib import blake2s

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.dataclass import dataclass
from licensetui.domain.labels import Labeled
from licensetui.domain.license import License, Role


class StepKind(Labeled):
    """The kind of a step, in the order in which they must be done."""

    LOOK = "look"
    ADD = "add"
    PROMOTE = "promote"
    REMOVE = "remove"


class StepCase(Enum):
    """In which way it is done there; a vendor's guide tells each."""

    LOOK = "look"
    ADD = "add"
    PROMOTE = "promote"
    """The present primary does it: the new contact has the same domain, which is not public."""
    PROMOTE_SELF = "promote-self"
    """The new contact must sign in and do it: the domain is another or public, or there is no
    primary who can."""
    REMOVE = "remove"
    REMOVE_YOURSELF = "remove-yourself"
    """Whoever does the steps goes last."""
    ASK_PARTNER = "ask-partner"
    """The partner does it, when told."""
    NO_SIGN_IN = "no-sign-in"
    """Nobody whom the portal shows can sign in: the vendor's support, or the mailbox, helps."""


@dataclass(frozen=True)
class PortalStep:
    """One thing to do on a portal."""

    license: License
    """The license, as it is before the step."""
    kind: StepKind
    """What is to be done."""
    role: Role
    """The role it is about; for a look, the one that reads reminders."""
    address: str
    """The address to add, promote or remove, as in the contact or on the portal; none to look."""
    contact: Contact | None = None
    """Whose address it is; None to look, and for an address that no contact has."""
    number: int = 1
    """Its place among the steps of the license, from 1."""
    since: date | None = None
    """Since when it is to be done; None where nobody knows."""
    waiting_since: date | None = None
    """Since when a new contact who must sign in has been asked to."""
    actor: Contact | None = None
    """Who should do it; None if nobody can sign in."""
    case: StepCase = StepCase.LOOK
    """In which way it is done."""

    @property
    def code(self) -> str:
        """What a command calls it, for as long as it is to be done: `12-k7qd`."""
        what = f"{self.kind.value} {self.role.value} {address_key(self.address)}"
        digest = blake2s(what.encode("utf-8", "surrogatepass"), digest_size=5).digest()
        return f"{self.license.id}-{b32encode(digest).decode().casefold()[:4]}"

    @property
    def task(self) -> str:
        """The task as a request: `add anna@example.org as technical contact`."""
        match self.kind:
            case StepKind.ADD:
                return f"add {self.address} as {self.role.words}"
            case StepKind.PROMOTE:
                return f"make {self.address} the primary {self.role.words}"
            case StepKind.REMOVE:
                return f"remove {self.address} as {self.role.words}"
        return "check who the portal lists"

    @property
    def by_whom(self) -> str:
        """The one who does it, in words; empty where that may be anybody."""
        if self.case is StepCase.ASK_PARTNER:
            return self.license.partner.strip() or "the partner"
        if self.actor is None:
            return "nobody can sign in" if self.case is StepCase.NO_SIGN_IN else ""
        return self.actor.label

    def days_open(self, today: date) -> int | None:
        """Return for how many days it has been open; None where nobody knows."""
        return max((today - self.since).days, 0) if self.since else None
