"""Portals: where the vendor's contacts for a license are changed, each in its own way.

Each portal is one row, told by `is`. Those of a vendor stand in the vendor's module, so that it
costs no other module; a license refers to its row, and a file keeps its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from licensetui.domain.contact import ContactKind
from licensetui.domain.dataclass import dataclass
from licensetui.domain.labels import Labeled


class Role(Labeled):
    """A subject on which the vendor writes to a contact."""

    TECHNICAL = "technical"
    BILLING = "billing"
    BILLING_ADMIN = "billing admin"
    CUSTOMER = "customer contact"
    BUSINESS = "business contact"
    ORGANIZATION_ADMIN = "organization admin"
    SITE_ADMIN = "site admin"

    @property
    def words(self) -> str:
        """The contact who has it, in words: `technical contact`, `billing admin`."""
        return self.label if " " in self.label else f"{self.label} contact"


class MailKind(Labeled):
    """The kind of a vendor's mail."""

    REMINDER = "renewal reminder"
    """On known days."""
    KEY = "license key"
    """On any day, as the others."""
    CHANGE = "product change"
    SECURITY = "security notice"

    __hash__ = object.__hash__  # as of a role


_FIRST = (MailKind.SECURITY, MailKind.CHANGE, MailKind.KEY, MailKind.REMINDER)
Receivers = Mapping[Role, bool]
"""The roles that get mails of a kind; of those with True, the primary contact alone."""


@dataclass(frozen=True)
class ContactPolicy:
    """The ways of one portal with the contacts of one license."""

    portal: str = ""
    """What to call the portal on screen; empty if there is nothing to call it."""
    wise: ContactKind = ContactKind.TEAM
    """Whose addresses are wise there: a team's, or persons'; unknown: no matter."""
    takes_teams: bool = True
    """Whether it takes the address of a team or a distribution list at all."""
    takes_extra: bool = True
    """Whether contacts can be added beside the one that it was issued to."""
    asks_strangers: bool = False
    """Whether a contact of another or a public domain must sign in and promote themselves."""


class SignIn(Enum):
    """The one who signs in to change the contacts there."""

    CONTACTS = "contacts"
    """The contacts themselves."""
    PARTNER = "partner"
    """A partner who keeps them, when told."""
    UNKNOWN = "unknown"
    """Nobody has said: the contacts, as far as one can tell."""


class Portal:
    """One row of the table of portals. No plain record: a file has its key in place of it."""

    def __init__(
        self,
        key: str,
        *,
        label: str = "",
        page: str = "",
        readers: tuple[Role, ...] = (Role.TECHNICAL,),
        mails: Mapping[MailKind, Receivers] = MappingProxyType({}),
        technical: Role = Role.TECHNICAL,
        billing: Role = Role.BILLING,
        has_primaries: bool = False,
        only_primary_promotes: bool = False,
        sign_in: SignIn = SignIn.UNKNOWN,
        changed_by: tuple[Role, ...] = tuple(Role),
        kept_elsewhere: tuple[Role, ...] = (),
        former: tuple[Role, ...] = (),
        are_equals: bool = False,
        keys_for: tuple[str, ...] = (),
        policy: ContactPolicy = ContactPolicy(),  # noqa: B008  # a frozen value
        policy_of_evaluations: ContactPolicy | None = None,
        guides: str = "",
    ) -> None:
        """Fill the row; what is left out is so where nothing particular is known."""
        self.key: Final = key
        """The word in the file, which never changes."""
        self.label: Final = label or key
        """Its name on screen."""
        self.page: Final = page
        """The address of its page; empty if each customer has another, or none is known."""
        self.readers: Final = readers
        """The roles that receive all kinds of mail: the people this program is about."""
        others: Receivers = dict.fromkeys(readers, False)
        self.mails: Final = {kind: mails.get(kind, others) for kind in MailKind}
        """Who gets which kind of mail: these roles, where nothing else is known."""
        by_receivers = {tuple(self.mails[kind].items()): kind for kind in reversed(_FIRST)}
        self.unlike: Final = tuple(kind for kind in _FIRST if kind in by_receivers.values())
        """One kind of mail for all that go to the same, those that come on any day first."""
        self.technical: Final = technical
        """The role in which it knows the contact for keys and reminders."""
        self.billing: Final = billing
        """The role in which it knows the contact for invoices."""
        self.has_primaries: Final = has_primaries
        """Whether the vendor writes to one contact of a role first."""
        self.only_primary_promotes: Final = only_primary_promotes
        """Whether others there can make themselves primary, but nobody else."""
        self.sign_in: Final = sign_in
        """The one who changes the contacts there."""
        self.changed_by: Final = changed_by
        """The roles in which one may change contacts there, where contacts do."""
        self.kept_elsewhere: Final = kept_elsewhere
        """The roles that are given and taken somewhere else, so that nothing is to do here."""
        self.former: Final = former
        """The roles that it has no more: who had one has the role `technical` there now."""
        self.are_equals: Final = are_equals
        """Whether all contacts in a role are equals there, and more than one is advised."""
        self.keys_for: Final = keys_for
        """The hostings, as in the file, in which each term of a license has a key from there."""
        self.policy: Final = policy
        """Its ways with contacts: teams, others beside the first, strangers."""
        self.policy_of_evaluations: Final = policy_of_evaluations or policy
        """The same for the contacts of an evaluation."""
        self.guides: Final = guides
        """The beginning of the names of its guides: `my-atlassian-`."""

    def present(self, role: Role) -> Role:
        """Return the role that it has in place of a former one; of others the role itself."""
        return self.technical if role in self.former else role

    def __repr__(self) -> str:
        """Return the key, by which failing tests and errors name it."""
        return f"<Portal {self.key}>"


PARTNER = Portal(
    "partner-managed",
    readers=(Role.TECHNICAL, Role.CUSTOMER),
    technical=Role.CUSTOMER,
    sign_in=SignIn.PARTNER,
    policy=ContactPolicy("the partner", wise=ContactKind.UNKNOWN),
)
"""Contacts that a partner keeps, whoever the vendor is."""
OTHER = Portal("other")
"""Any of which nothing particular is known."""
GENERAL = (PARTNER, OTHER)
"""The portals of no vendor in particular."""
