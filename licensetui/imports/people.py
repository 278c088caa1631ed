"""The people in a row: technical and billing contacts, and the owner."""

from __future__ import annotations

from functools import lru_cache

from licensetui.domain.license import Role
from licensetui.imports.fields import ImportField
from licensetui.imports.named_contacts import (
    NamedContact,
    distinct,
    is_erased,
    named,
    read_contacts,
)
from licensetui.imports.row_reader import RowReader
from licensetui.reading.cells import same_text


def said_erased(row: RowReader) -> tuple[Role, ...]:
    """Return the roles whose contact asked to be erased."""
    found = []
    for role, *fields in (
        (Role.TECHNICAL, ImportField.TECHNICAL, ImportField.TECHNICAL_ADDRESS),
        (Role.BILLING, ImportField.BILLING, ImportField.BILLING_ADDRESS),
    ):
        if any(is_erased(row.cell(field)) for field in fields):
            row.notes.append(f"the {role.value} contact was erased (RTBF) and is not imported")
            found.append(role)
    return tuple(found)


def said_technical(row: RowReader, erased: tuple[Role, ...]) -> tuple[NamedContact, ...]:
    """Return the technical contacts, the primary first."""
    people: tuple[NamedContact, ...] = ()
    if Role.TECHNICAL not in erased:
        people = _people(
            row,
            ImportField.TECHNICAL,
            ImportField.TECHNICAL_ADDRESS,
            ImportField.TECHNICAL_PHONE,
            row.read(ImportField.ORGANIZATION),
        )
    second = row.cell(ImportField.SECOND_TECHNICAL)
    return distinct((*people, *read_contacts(second, is_address=False))) if second else people


def said_billing(row: RowReader, erased: tuple[Role, ...]) -> tuple[NamedContact, ...]:
    """Return the billing contacts, the primary first."""
    if Role.BILLING in erased:
        return ()
    return _people(
        row, ImportField.BILLING, ImportField.BILLING_ADDRESS, ImportField.BILLING_PHONE, ""
    )


def said_owner(row: RowReader) -> NamedContact | None:
    """Return who decides about the license; of several, the first."""
    either, address = row.cell(ImportField.OWNER), row.cell(ImportField.OWNER_ADDRESS)
    if not either and not address:
        return None
    people = read_contacts(address, is_address=True)
    if "@" in either:
        people = distinct((*people, *read_contacts(either, is_address=False)))
    else:
        people = named(people, either)
    if len(people) > 1:
        first, other = (person.address or person.name for person in people[:2])
        row.doubts.append(f"the owner is {first}, not {other}: a license has one owner")
    return people[0] if people else None


def _people(
    row: RowReader, who: ImportField, address: ImportField, phone: ImportField, organization: str
) -> tuple[NamedContact, ...]:
    return _named(row.cell(who), row.cell(address), row.cell(phone), organization)


@lru_cache(maxsize=16_384)  # few people are contacts of many licenses
def _named(either: str, address: str, phone: str, organization: str) -> tuple[NamedContact, ...]:
    """Return whom two cells name together: one a name or an address, the other an address.

    A name that is the organization's (Snipe-IT's `Licensed To Name`) is no person's.
    """
    people = read_contacts(address, is_address=True)
    if "@" in either:
        return distinct((*people, *read_contacts(either, is_address=False)))
    name = "" if organization and same_text(either, organization) else either
    return named(people, name, phone)
