"""Names of records, and the words by which they are found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from functools import cached_property
from operator import attrgetter

from licensetui.domain.contact import Contact
from licensetui.domain.index import Index
from licensetui.domain.license import License
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.outlook.difference import Difference
from licensetui.outlook.kept import Kept

_NOT_FOUND_BY = ("server_id",)
_texts_of = attrgetter(
    *(x.name for x in fields(License) if x.type == "str" and x.name not in _NOT_FOUND_BY)
)
"""Returns the texts of a license by which it is found, in the order of the record."""


class Names:
    """The names of a portfolio's records."""

    def __init__(self, portfolio: Portfolio) -> None:
        """Look nothing up yet."""
        self._portfolio = portfolio
        self._license_texts: Kept[License, str] = Kept(self._license_text)
        self._contact_texts: Kept[Contact, str] = Kept(_contact_text)
        self._signs: dict[str, dict[int, str]] = {}
        # By name what tells each of several licenses apart, by id.

    def after(self, difference: Difference) -> Names:
        """Return the names of the later portfolio."""
        after = Names(difference.now)
        after._license_texts = self._license_texts.after(
            after._license_text, difference.held_licenses
        )
        after._contact_texts = self._contact_texts.after(_contact_text, difference.contacts)
        if "_by_name" in self.__dict__:
            portfolios = (difference.before, difference.now)
            edits = [tuple(x.license(id) for x in portfolios) for id in difference.licenses]
            after.__dict__["_by_name"] = self._by_name.after(edits)  # type: ignore[arg-type]
            touched = {_name(license) for edit in edits for license in edit if license}
            after._signs = {name: x for name, x in self._signs.items() if name not in touched}
        return after

    def of(self, license: License) -> str:
        """Return the name of a license, and behind it what tells it from others of that name."""
        sign = self.sign(license)
        return f"{license.name} {sign}" if sign else license.name

    def sign(self, license: License) -> str:
        """Return what tells a license from others of its name: number, site or organization.

        Empty where no other license that is not archived has the name.
        """
        name = _name(license)
        if name not in self._signs:
            found = (self._portfolio.license(id) for id in self._by_name.ids(name))
            same = [license for license in found if license]
            signs = _signs(same) if len(same) > 1 else [""] * len(same)
            self._signs[name] = {x.id: sign for x, sign in zip(same, signs, strict=True)}
        return self._signs[name].get(license.id, "")

    def license_texts(self, licenses: Collection[License]) -> list[str]:
        """Return the folded text in which each license is found: contacts, owner, documents too."""
        return self._license_texts.of_all(licenses)

    def contact_texts(self, contacts: Collection[Contact]) -> list[str]:
        """Return the folded text in which each contact is found."""
        return self._contact_texts.of_all(contacts)

    @cached_property
    def _by_name(self) -> Index[License, str]:
        return Index.of(self._portfolio.licenses, lambda x: [] if x.archived else [_name(x)])

    def _license_text(self, license: License) -> str:
        ids = dict.fromkeys((*(held.contact for held in license.wanted), license.owner))
        people = map(self._portfolio.contact, ids)
        parts = (
            *_texts_of(license),
            *(f"{document.title} {document.shown}" for document in license.documents),
            *(f"{contact.name} {contact.email}" for contact in people if contact),
        )
        return folded("\n".join(parts))


def _contact_text(contact: Contact) -> str:
    return folded("\n".join((contact.name, contact.email, contact.organization, contact.notes)))


def _name(license: License) -> str:
    return " ".join(license.name.split())


def _signs(licenses: list[License]) -> list[str]:
    """Return for each license of a name what no other of them has; at last its own id."""
    for signs in (
        [license.number for license in licenses],
        [license.site for license in licenses],
        [license.organization for license in licenses],
    ):
        if all(signs) and len(set(signs)) == len(signs):
            return signs
    return [f"no. {license.id}" for license in licenses]
