"""The contacts that an import brings or meets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.domain.change import Edit
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, License
from licensetui.domain.portfolio import Portfolio
from licensetui.imports.named_contacts import NamedContact
from licensetui.imports.statement import Statement
from licensetui.reading.cells import quoted, same_text, text_key


class ContactBook:
    """The contacts of a portfolio, with those that an import adds or completes."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._nameless = {
            text_key(contact.name): contact
            for contact in reversed(portfolio.contacts)
            if not contact.email.strip()
        }
        self._named: dict[str, list[Contact]] = {}
        for contact in portfolio.current().contacts:
            self._name(contact)
        self._touched: dict[str, Edit[Contact]] = {}
        self._added = 0

    def edits(self) -> tuple[Edit[Contact], ...]:
        """Return what becomes of the contacts; new ones have the ids -1, -2, ..."""
        return tuple(self._touched.values())

    def adopt(self, person: NamedContact) -> tuple[int, str]:
        """Return the id of the contact a person is, and a remark where there is something to say.

        Without an address a person is the contact with that name that has no address either.
        A known contact keeps its name and phone number; where it has none, it gets them.
        """
        edit = self._touched.get(person.key)
        known = edit.after if edit else self._known(person)
        if known is None:
            self._added += 1
            added = Contact(
                person.name, person.address, -self._added, ContactKind.UNKNOWN, phone=person.phone
            )
            self._touched[person.key] = Edit(None, added)
            self._name(added)
            return added.id, ""
        named = replace(known, name=known.name or person.name, phone=known.phone or person.phone)
        if named != known:
            before = edit.before if edit else known
            self._touched[person.key] = Edit(before, named)
            if before:
                return named.id, f"the contact {person.key} gets {_gained(known, named)}"
        if person.name and not same_text(person.name, named.name):
            kept = f"{person.address} is known as {quoted(named.name)}, not {quoted(person.name)}"
            return named.id, f"{kept}: the name is left as it is"
        return named.id, ""

    def owner(self, person: NamedContact, present: int | None) -> tuple[Contact, str]:
        """Return the contact that an owner is, and a remark, as `adopt`.

        Lists name colleagues without their addresses: of a name that the present owner has, or else
        one contact alone, it is that.
        """
        same = () if person.address else self._named.get(text_key(person.name), ())
        found = [one for one in same if one.id == present] or same
        if len(found) == 1:
            return found[0], ""
        id, remark = self.adopt(person)
        return self._portfolio.contact(id) or Contact(person.name, person.address, id), remark

    def label(self, id: int | None) -> str:
        """Return what a contact of the portfolio is called; empty for none."""
        contact = self._portfolio.contact(id)
        return contact.label if contact else ""

    def _name(self, contact: Contact) -> None:
        if contact.name.strip():
            self._named.setdefault(text_key(contact.name), []).append(contact)

    def _known(self, person: NamedContact) -> Contact | None:
        if person.address:
            return self._portfolio.contact_at(person.address)
        return self._nameless.get(person.key)


def _gained(before: Contact, after: Contact) -> str:
    name = f"the name {quoted(after.name)}" if after.name != before.name else ""
    phone = f"the phone number {quoted(after.phone)}" if after.phone != before.phone else ""
    return " and ".join(gain for gain in (name, phone) if gain)


def assign_first(
    license: License, stated: Statement, book: ContactBook, today: date
) -> tuple[License, tuple[str, ...]]:
    """Return a new license with the contacts that are assigned, and remarks about them."""
    wanted: list[Assignment] = []
    remarks: list[str] = []
    for role, people in stated.contacts(license):
        for place, person in enumerate(people):
            contact, remark = book.adopt(person)
            wanted.append(Assignment(contact, role, place == 0, since=today))
            if remark:
                remarks.append(remark)
    return replace(license, wanted=tuple(wanted)), tuple(remarks)


def with_owner(
    license: License, stated: Statement, book: ContactBook
) -> tuple[License, tuple[str, ...], tuple[str, ...]]:
    """Return a license with the owner that a row names, what changed, and remarks."""
    if stated.owner is None:
        return license, (), ()
    owner, remark = book.owner(stated.owner, license.owner)
    remarks = (remark,) if remark else ()
    if owner.id == license.owner:
        return license, (), remarks
    change = f"owner {book.label(license.owner) or 'nobody'} -> {owner.label}"
    return replace(license, owner=owner.id), (change,), remarks
