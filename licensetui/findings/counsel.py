"""Counsel of vendors and address checks, in the domain's words."""

from __future__ import annotations

from functools import cached_property

from licensetui.addresses.report import AddressKind, DomainKind
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counsel import AddressFacts, Counsel, Flaw
from licensetui.domain.license import License
from licensetui.domain.portals import ContactPolicy, SignIn
from licensetui.domain.reminders import ReminderDays
from licensetui.door import load
from licensetui.findings.registry import ADDRESS_FLAW
from licensetui.findings.reports import Reports
from licensetui.vendors import vendor_of

_KINDS = {
    AddressKind.TEAM: ContactKind.TEAM,
    AddressKind.PERSON: ContactKind.PERSON,
    AddressKind.UNSURE: ContactKind.UNKNOWN,
}
_PUBLIC = (DomainKind.FREE, DomainKind.DISPOSABLE, DomainKind.RELAY)


class _Facts:
    """The facts in the report on a contact's address; whose it is needs no whole report."""

    def __init__(self, contact: Contact, reports: Reports) -> None:
        self._contact = contact
        self._reports = reports

    @property
    def kind(self) -> ContactKind | None:
        return _KINDS.get(self._reports.kind_of(self._contact))

    @property
    def flaw(self) -> Flaw | None:
        if not self._has_address:
            return None
        verdict = self._reports.verdict_on(self._contact)
        if verdict.problem or verdict.is_dead_end:
            return Flaw.DEAD
        return Flaw.DOUBTFUL if verdict.suggestion else None

    @property
    def problem(self) -> str:
        if not self._has_address:
            return ""
        flaw: str = load(ADDRESS_FLAW)(self._contact, self._reports.of(self._contact))
        return flaw

    @property
    def is_public(self) -> bool:
        return self._has_address and self._reports.of(self._contact).domain_kind in _PUBLIC

    @cached_property
    def _has_address(self) -> bool:
        return bool(self._contact.email.strip())


def counsel(reports: Reports) -> Counsel:
    """Return who knows what reports say of addresses, and vendors of their portals."""

    def facts(contact: Contact) -> AddressFacts:
        return _Facts(contact, reports)

    return Counsel(facts, policy, vendor_days)


def policy(license: License) -> ContactPolicy:
    """Return what the portal of a license takes as contacts."""
    return vendor_of(license).contact_policy(license)


def vendor_days(license: License) -> ReminderDays | None:
    """Return when the vendor of a license writes that it ends; of partners nobody knows it."""
    by_partner = license.portal.sign_in is SignIn.PARTNER
    return None if by_partner else vendor_of(license).reminder_days(license)


VENDORS = Counsel(policy=policy, vendor_days=vendor_days)
"""Knows the vendors, and of addresses nothing but the records."""
