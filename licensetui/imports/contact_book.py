"""The contacts that an import brings or meets."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from licensetui.domain.change import Edit
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import replaced
from licensetui.imports.named_contacts import NamedContact
from licensetui.imports.planned import PlannedContact
from licensetui.imports.statement import Statement
from licensetui.imports.told import RowWords
from licensetui.reading.cells import quoted, same_text, text_key


class ContactBook:
    """The contacts of a portfolio, with those that an import adds or completes."""

    def __init__(self, portfolio: Portfolio, added: int = 0) -> None:
        """Begin with those of a portfolio, to which so many were `added` by other files."""
        self._portfolio = portfolio
        self._nameless = {
            text_key(contact.name): contact
            for contact in reversed(portfolio.contacts)
            if not contact.email.strip()
        }
        self._named: dict[str, list[Contact]] = {}
        for contact in portfolio.contacts:
            if not contact.archived:
                self._name(contact)
        self._touched: dict[str, Edit[Contact]] = {}
        self._places: dict[int, str] = {}
        # Where those that are added are met first.
        self._keys: dict[int, str] = {}
        # What they are called in the edits.
        self._uses: Counter[int] = Counter()
        # How often those that are added are used.
        self._wanted: dict[tuple[Assignment, ...], tuple[Assignment, ...]] = {}
        self._assignments: dict[tuple[int, Role, bool, date], Assignment] = {}
        self.added = added
        """How many were added."""

    def edits(self) -> tuple[Edit[Contact], ...]:
        """Return what becomes of the contacts; new ones have the ids -1, -2, ..."""
        return tuple(self._touched.values())

    def added_contacts(self) -> list[tuple[Contact, PlannedContact]]:
        """Return those that are added, each with how it is shown, and what its name tells."""
        found = []
        for edit in self._touched.values():
            contact = edit.after
            if edit.before is None and contact is not None:
                doubts = tuple(plain(doubt) for doubt in self._doubts(contact))
                place = self._places[contact.id]
                name, address = plain(contact.name), plain(contact.email)
                found.append((contact, PlannedContact(name, address, place, doubts)))
        return found

    def adopt(self, person: NamedContact, told: RowWords) -> int:
        """Return the id of the contact a person is.

        Without an address a person is the contact with that name that has no address either.
        A known contact keeps its name and phone number; where it has none, it gets them.
        """
        edit = self._touched.get(person.key)
        known = edit.after if edit else self._known(person)
        if known is None:
            return self._add(person, told)
        if known.id in self._uses:
            self._uses[known.id] += 1
        if (person.name and not known.name) or (person.phone and not known.phone):
            name, phone = known.name or person.name, known.phone or person.phone
            named = replace(known, name=name, phone=phone)
            before = edit.before if edit else known
            self._touched[person.key] = Edit(before, named)
            if before:
                told.notes.append(f"the contact {person.key} gets {_gained(known, named)}")
        elif person.name and not same_text(person.name, known.name):
            kept = f"{person.address} is named {quoted(known.name)} here, not {quoted(person.name)}"
            told.notes.append(f"{kept}: the name is not changed")
        return known.id

    def release(self, license: License) -> None:
        """Take back that a license that was planned has its contacts: it is planned anew."""
        for id in (*(held.contact for held in license.wanted), license.owner or 1):
            if id in self._uses:
                self._uses[id] -= 1
                if not self._uses[id]:
                    self._drop(id)

    def owner(self, person: NamedContact, present: int | None, told: RowWords) -> Contact:
        """Return the contact that an owner is, as `adopt`.

        Lists name colleagues without their addresses: of a name that the present owner has, or else
        one contact alone, it is that.
        """
        same = () if person.address else self._named.get(text_key(person.name), ())
        found = [one for one in same if one.id == present] or same
        if len(found) == 1:
            if found[0].id in self._uses:
                self._uses[found[0].id] += 1
            return found[0]
        id = self.adopt(person, told)
        return self._portfolio.contact(id) or Contact(person.name, person.address, id)

    def same(self, wanted: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
        """Return the same contacts as of licenses before, if there is one that has them."""
        return self._wanted.setdefault(wanted, wanted)

    def assignment(self, contact: int, role: Role, is_primary: bool, since: date) -> Assignment:
        """Return an assignment; of many licenses it is the same one."""
        key = contact, role, is_primary, since
        known = self._assignments.get(key)
        if known is None:
            known = self._assignments[key] = Assignment(contact, role, is_primary, since)
        return known

    def label(self, id: int | None) -> str:
        """Return what a contact of the portfolio is called; empty for none."""
        contact = self._portfolio.contact(id)
        return contact.label if contact else ""

    def _add(self, person: NamedContact, told: RowWords) -> int:
        self.added += 1
        added = Contact(
            person.name, person.address, -self.added, ContactKind.UNKNOWN, phone=person.phone
        )
        self._touched[person.key] = Edit(None, added)
        self._places[added.id], self._keys[added.id] = told.place, person.key
        self._uses[added.id] = 1
        self._name(added)
        told.contacts.append(plain(added.label))
        return added.id

    def _drop(self, id: int) -> None:
        contact = self._touched.pop(self._keys.pop(id)).shown
        del self._uses[id], self._places[id]
        same = self._named.get(text_key(contact.name), [])
        same[:] = [one for one in same if one.id != id]

    def _doubts(self, contact: Contact) -> list[str]:
        """Return what the names of others tell about a contact that is added."""
        same = self._named.get(text_key(contact.name), ()) if contact.name.strip() else ()
        others = [one for one in same if one.id > 0]
        if not others:
            return []
        other = others[0]
        if not contact.email.strip():
            return [f"no address; there is a contact with this name at {other.email}"]
        at = f"at {other.email}" if other.email else "without an address"
        return [f"there is a contact with this name {at}: is it the same person?"]

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
    license: License, stated: Statement, book: ContactBook, today: date, told: RowWords
) -> License:
    """Return a new license with the contacts that are assigned."""
    wanted = tuple(
        book.assignment(book.adopt(person, told), role, place == 0, today)
        for role, people in stated.contacts(license)
        for place, person in enumerate(people)
    )
    return replaced(license, wanted=book.same(wanted)) if wanted else license


def with_owner(license: License, stated: Statement, book: ContactBook, told: RowWords) -> License:
    """Return a license with the owner that a row names."""
    if stated.owner is None:
        return license
    owner = book.owner(stated.owner, license.owner, told)
    if owner.id == license.owner:
        return license
    if license.id > 0:
        told.change("owner", book.label(license.owner) or "nobody", owner.label)
    return replaced(license, owner=owner.id)
