"""Licenses: what an organization is entitled to, and who the vendor writes to about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Literal

from licensetui.domain.labels import Labeled
from licensetui.domain.portals import OTHER
from licensetui.domain.portals import Portal as Portal
from licensetui.domain.portals import Role as Role
from licensetui.domain.structure import (
    MOST_DAYS,
    MOST_ID,
    MOST_SEATS,
    StructureError,
    check_lead,
    check_most,
    check_types,
)
from licensetui.domain.term import Term
from licensetui.domain.web_password import without_password

Seats = int | Literal["unlimited"] | None
"""A number of seats, `unlimited`, or None where nobody said."""


class Hosting(Labeled):
    """The place where the product runs."""

    CLOUD = "cloud"
    DATA_CENTER = "data center"
    SERVER = "server"
    OTHER = "other"


class LicenseType(Labeled):
    """The type of license that the vendor sold or gave."""

    COMMERCIAL = "commercial"
    ACADEMIC = "academic"
    COMMUNITY = "community"
    OPEN_SOURCE = "open source"
    EVALUATION = "evaluation"
    DEVELOPER = "developer"
    STARTER = "starter"
    DEMONSTRATION = "demonstration"
    PERSONAL = "personal"
    OTHER = "other"


class Unit(Labeled):
    """The unit of seats."""

    USERS = "users"
    AGENTS = "agents"
    NODES = "nodes"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A contact who should have a role."""

    contact: int
    """Id of the contact."""
    role: Role
    primary: bool = False
    """Whether the vendor should write to this one first."""
    since: date | None = None
    """When it was decided."""
    waiting_since: date | None = None
    """Since when the new contact has been asked to sign in."""

    def __post_init__(self) -> None:
        """Refuse wrong types, and an id that no contact can have."""
        check_types(self)
        check_most("contact", self.contact, MOST_ID)


@dataclass(frozen=True, slots=True)
class SeenAssignment:
    """An address that the portal was seen to show.

    It is text and no contact: correcting a contact's address changes nothing on the portal.
    """

    address: str
    role: Role
    primary: bool = False
    """Whether the portal showed it as primary."""

    def __post_init__(self) -> None:
        """Refuse wrong types."""
        check_types(self)


@dataclass(frozen=True, slots=True)
class LicenseKey:
    """The trace of a license key; the key itself is kept nowhere."""

    last: str
    """The last six characters."""
    sha256: str
    """SHA-256 of the key without white space, in hexadecimal."""

    def __post_init__(self) -> None:
        """Refuse wrong types."""
        check_types(self)

    def __str__(self) -> str:
        return f"...{self.last}"


@dataclass(frozen=True, slots=True)
class Document:
    """A contract, a quote, an invoice: where it is. It is never opened to be read."""

    place: str
    """A path or an address of the web, as somebody typed it."""
    title: str = ""
    """What it is: `contract 2026`."""

    def __post_init__(self) -> None:
        """Refuse wrong types, and no place."""
        check_types(self)
        if not self.place.strip():
            raise StructureError("documents", "a document needs a path or a web address")

    @property
    def shown(self) -> str:
        """The place without a password: as it is shown, searched, and exported."""
        return without_password(self.place)


@dataclass(frozen=True, slots=True)
class License:
    """One entitlement: a product, for an organization, with its terms and contacts."""

    name: str
    """What the users call it."""
    id: int = 0
    """Document id; zero or less while it is not in the file yet."""
    vendor: str = ""
    """Who sells it and writes the reminders."""
    product: str = ""
    """The vendor's product, without size or hosting."""
    hosting: Hosting = Hosting.OTHER
    """Where it runs."""
    type: LicenseType = LicenseType.COMMERCIAL
    """What sort of license it is."""
    sen: str = ""
    """Support entitlement number, or the vendor's own number."""
    entitlement: str = ""
    """Cloud entitlement number (`E-XXX-XXX-XXX`)."""
    organization: str = ""
    """The organization it was issued to, as written there."""
    site: str = ""
    """Host name of the site or instance."""
    server_id: str = ""
    """Server id (`BXXX-XXXX-XXXX-XXXX`)."""
    seats: Seats = None
    """Seats paid."""
    seats_in_use: int | None = None
    """Seats taken, where somebody counted."""
    unit: Unit = Unit.USERS
    """What a seat is."""
    parent: int | None = None
    """Id of the license it hangs on: an app's host, a developer license's commercial one."""
    portal: Portal = OTHER
    """Where its contacts are changed."""
    partner: str = ""
    """Reseller or solution partner."""
    wanted: tuple[Assignment, ...] = ()
    """Who should be contact."""
    on_portal: tuple[SeenAssignment, ...] = ()
    """Who the portal was last seen to show."""
    looked_on: date | None = None
    """Day of that look; None if nobody ever looked."""
    terms: tuple[Term, ...] = ()
    """Paid periods, oldest first."""
    planned: Term | None = None
    """The term that shall follow, not bought yet: nothing is due by it."""
    key: LicenseKey | None = None
    """What is kept of its license key."""
    owner: int | None = None
    """Id of the contact who decides about it inside; not the vendor's contact."""
    decision_lead_days: int | None = None
    """Days before the end by which to decide, where they are not as in the settings."""
    order_lead_days: int | None = None
    """Days that an order takes before the end, where they are not as in the settings."""
    reminders: tuple[int, ...] | None = None
    """Days before the end of the vendor's mails (negative: after), where they differ."""
    documents: tuple[Document, ...] = ()
    """What was signed, offered and billed, and where that is."""
    notes: str = ""
    """Free text."""
    archived: bool = False
    """Whether it is kept for the record only."""

    def __post_init__(self) -> None:
        """Refuse wrong types, no name, numbers out of range, doubled term ids and primaries."""
        check_types(self)
        self._check_numbers()
        if not self.name.strip():
            raise StructureError("name", "a license needs a name")
        if len(self.terms) > 1 and len({term.id for term in self.terms}) != len(self.terms):
            raise StructureError("terms", "two terms have the same id")
        if self.wanted is not _sound.wanted:
            _check_primaries("wanted", self.wanted)
            _sound.wanted = self.wanted
        if self.on_portal is not _sound.on_portal:
            _check_primaries("on_portal", self.on_portal)
            _sound.on_portal = self.on_portal

    def _check_numbers(self) -> None:
        check_most("id", self.id, MOST_ID)
        if self.seats is not None and self.seats != "unlimited":
            check_most("seats", self.seats, MOST_SEATS)
        if self.seats_in_use:
            check_most("seats_in_use", self.seats_in_use, MOST_SEATS)
        if self.parent:
            check_most("parent", self.parent, MOST_ID)
        if self.owner:
            check_most("owner", self.owner, MOST_ID)
        if self.decision_lead_days is not None:
            check_lead("decision_lead_days", self.decision_lead_days)
        if self.order_lead_days is not None:
            check_lead("order_lead_days", self.order_lead_days)
        for days in self.reminders or ():
            if isinstance(days, int):
                check_most("reminders", days, MOST_DAYS)

    @property
    def label(self) -> str:
        """The name of the license; a contact has a label as well."""
        return self.name

    @property
    def term(self) -> Term | None:
        """The current term: the last one."""
        return self.terms[-1] if self.terms else None

    @property
    def end(self) -> date | None:
        """The end of the current term."""
        return self.terms[-1].end if self.terms else None

    @property
    def number(self) -> str:
        """The number to quote to the vendor: the SEN, else the entitlement number."""
        return self.sen or self.entitlement

    @property
    def people(self) -> tuple[object, ...]:
        """All that tells who reads its mails and who can sign in, but for the contacts themselves.

        And with that what is to be done on its portal.

        It is the same for most licenses of an instance, which follow each other in a file.
        """
        is_evaluation = self.type is LicenseType.EVALUATION
        return self.wanted, self.on_portal, self.looked_on is None, self.portal, is_evaluation

    def holders(self, *roles: Role) -> tuple[Assignment, ...]:
        """Return the wanted assignments in any of `roles`, primaries first."""
        found = [held for held in self.wanted if held.role in roles]
        if len(found) > 1:
            found.sort(key=_IS_PRIMARY, reverse=True)
        return tuple(found)

    def with_term(self, term: Term) -> License:
        """Return this license with `term` in place of the one with its id, or as the newest."""
        if any(known.id == term.id for known in self.terms):
            terms = tuple(term if known.id == term.id else known for known in self.terms)
        else:
            terms = (*self.terms, term)
        return replace(self, terms=terms)

    def next_term_id(self) -> int:
        """Return an id that no term of this license has had."""
        return max((term.id for term in self.terms), default=0) + 1


_IS_PRIMARY = attrgetter("primary")


def assign_primary(license: License, contact: int, role: Role, today: date) -> License:
    """Return `license` with `contact` as the wanted primary of `role`.

    Whoever was the wanted primary leaves the wanted contacts of that role; secondaries stay.
    """
    known = next(
        (held for held in license.wanted if held.contact == contact and held.role is role), None
    )
    if known and known.primary:
        return license
    chosen = (
        replace(known, primary=True, since=today)
        if known
        else Assignment(contact, role, True, since=today)
    )
    others = tuple(
        held
        for held in license.wanted
        if held.role is not role or (held.contact != contact and not held.primary)
    )
    return replace(license, wanted=(chosen, *others))


def decided(
    before: tuple[Assignment, ...], wanted: tuple[Assignment, ...], today: date
) -> tuple[Assignment, ...]:
    """Return `wanted`; what differs from `before` was decided today, the rest when it was."""
    known = {(held.contact, held.role, held.primary): held for held in before}
    return tuple(
        known.get((held.contact, held.role, held.primary), replace(held, since=today))
        for held in wanted
    )


class _Sound:
    """Contacts that were found sound last: most licenses of an instance have the same object."""

    wanted: tuple[Assignment, ...] = ()
    on_portal: tuple[SeenAssignment, ...] = ()


_sound = _Sound()


def _check_primaries(field: str, held: tuple[Assignment, ...] | tuple[SeenAssignment, ...]) -> None:
    if len(held) < 2:
        return
    primaries = [assignment.role for assignment in held if assignment.primary]
    if len(primaries) > 1 and len(set(primaries)) != len(primaries):
        raise StructureError(field, "a role has more than one primary contact")
