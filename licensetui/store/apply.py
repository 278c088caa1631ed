"""What a change makes of a portfolio: final ids, conflicts, references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from licensetui.domain.change import Change, Edit, Record, contact_with_ids, with_ids
from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import ConflictError


@dataclass(frozen=True)
class Applied:
    """A portfolio after a change."""

    portfolio: Portfolio
    """All records."""
    licenses: tuple[License, ...]
    """The changed and new ones, with their final ids."""
    contacts: tuple[Contact, ...]
    """The changed and new ones, with their final ids."""
    license_ids: Mapping[int, int]
    """Final ids of the new licenses by the ids they had in the change."""
    contact_ids: Mapping[int, int]
    """Final ids of the new contacts by the ids they had in the change."""


def applied(change: Change, portfolio: Portfolio, license_id: int, contact_id: int) -> Applied:
    """Return `portfolio` after `change`; new records get ids from `license_id` and `contact_id`.

    Raises `ConflictError` if a record is not as the user saw it, or a record that the change
    refers to does not exist. References that were wrong before are a finding, and no reason.
    """
    for edit in change.licenses:
        _check_unchanged(edit, portfolio.license, "license")
    for person in change.contacts:
        _check_unchanged(person, portfolio.contact, "contact")
    license_ids = _new_ids(change.licenses, license_id)
    contact_ids = _new_ids(change.contacts, contact_id)
    licenses = tuple(with_ids(edit.after, license_ids, contact_ids) for edit in change.licenses)
    contacts = tuple(contact_with_ids(edit.after, contact_ids) for edit in change.contacts)
    after = portfolio.with_licenses(licenses) if licenses else portfolio
    after = after.with_contacts(contacts) if contacts else after
    for license, edit in zip(licenses, change.licenses, strict=True):
        _check_license_references(license, edit.before, after)
    for contact, person in zip(contacts, change.contacts, strict=True):
        _check_contact_references(contact, person.before, after)
    return Applied(after, licenses, contacts, license_ids, contact_ids)


def _check_unchanged(
    edit: Edit[Record], current: Callable[[int], Record | None], kind: str
) -> None:
    if edit.before is None:
        return
    name = f"the {kind} {plain(_name(edit.before))!r} (id {edit.before.id})"
    now = current(edit.before.id)
    if now is None:
        raise ConflictError(f"NOT SAVED: another session removed {name}")
    if now != edit.before:
        raise ConflictError(
            f"NOT SAVED: another session changed {name} in the meantime. "
            "Look at it as it is now, and make your change again"
        )


def _new_ids(edits: tuple[Edit[Record], ...], first: int) -> dict[int, int]:
    new = [edit.after.id for edit in edits if edit.before is None]
    ids = {id: first + count for count, id in enumerate(new)}
    known = [edit.before.id for edit in edits if edit.before is not None]
    kept = [edit.after.id for edit in edits if edit.before is not None]
    if len(ids) != len(new) or any(id > 0 for id in new):
        raise ValueError(f"new records need different ids of zero or less, not {new}")
    if known != kept or len(set(known)) != len(known):
        raise ValueError(f"edits need different records that keep their ids: {known}, {kept}")
    return ids


def _check_license_references(license: License, before: License | None, now: Portfolio) -> None:
    for id in _wanted(license) - _wanted(before):
        if now.contact(id) is None:
            raise _missing("contact", id, license)
    parent = license.parent
    if parent is None or (before and before.parent == parent):
        return
    if now.license(parent) is None:
        raise _missing("license", parent, license)


def _check_contact_references(contact: Contact, before: Contact | None, now: Portfolio) -> None:
    for id in _named(contact) - _named(before):
        if now.contact(id) is None:
            raise _missing("contact", id, contact)


def _wanted(license: License | None) -> set[int]:
    return {held.contact for held in license.wanted} if license else set()


def _named(contact: Contact | None) -> set[int]:
    if contact is None:
        return set()
    return {*contact.members, *(() if contact.deputy is None else (contact.deputy,))}


def _missing(kind: str, id: int, record: License | Contact) -> ConflictError:
    return ConflictError(
        f"NOT SAVED: {plain(_name(record))!r} refers to the {kind} {id}, which does not exist"
    )


def _name(record: License | Contact) -> str:
    return record.label if isinstance(record, Contact) else record.name
