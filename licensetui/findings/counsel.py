"""What vendors and addresses have to say of a hand-over."""

from __future__ import annotations

from licensetui.addresses.report import AddressKind, DomainKind
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.contact_policy import ContactPolicy
from licensetui.domain.handover import Counsel
from licensetui.domain.license import License
from licensetui.domain.sign_in import IsPublic
from licensetui.findings.addresses import address_flaw
from licensetui.findings.reports import Reports
from licensetui.vendors import vendor_of

_KINDS = {
    AddressKind.TEAM: ContactKind.TEAM,
    AddressKind.PERSON: ContactKind.PERSON,
    AddressKind.UNSURE: ContactKind.UNKNOWN,
}

_PUBLIC = (DomainKind.FREE, DomainKind.DISPOSABLE, DomainKind.RELAY)


def public_by(reports: Reports) -> IsPublic:
    """Return what says whether anybody can have an address of a contact's domain."""

    def is_public(contact: Contact) -> bool:
        return bool(contact.email.strip()) and reports.of(contact).domain_kind in _PUBLIC

    return is_public


def counsel(reports: Reports) -> Counsel:
    """Return what can be said of the contacts of a portfolio, and of the portals of licenses."""

    def kind(contact: Contact) -> ContactKind | None:
        if not contact.email.strip():
            return contact.kind
        report = reports.of(contact)
        return None if report.is_suspicious else _KINDS.get(report.kind)

    def policy(license: License) -> ContactPolicy:
        return vendor_of(license).contact_policy(license)

    def flaw(contact: Contact) -> str:
        return address_flaw(contact, reports.of(contact)) if contact.email.strip() else ""

    return Counsel(policy, kind, public_by(reports), flaw)
