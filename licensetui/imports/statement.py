"""Statements of rows about licenses, before anybody asks whether these are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any

from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License, LicenseKey, Role
from licensetui.domain.portal_roles import role_on
from licensetui.imports.named_contacts import NamedContact, distinct


@dataclass(frozen=True)
class Statement:
    """A row, read. What is empty or None the row does not say."""

    line: int
    """Line of the file."""
    license: Mapping[str, Any]
    """Values of the license, by the fields of the record; the name is never empty."""
    term: Mapping[str, Any] = field(default_factory=dict)
    """Values of its term, by the fields of the record."""
    is_currency_assumed: bool = False
    """Whether nobody said the currency of the cost."""
    technical: tuple[NamedContact, ...] = ()
    """Technical contacts, the primary first."""
    billing: tuple[NamedContact, ...] = ()
    """Billing contacts, the primary first."""
    owner: NamedContact | None = None
    """Who decides about it inside."""
    erased: tuple[Role, ...] = ()
    """Roles whose contact was erased."""
    looked_on: date | None = None
    """Day on which the portal showed these contacts."""
    notes: str = ""
    """Free text."""
    numbers: tuple[str, ...] = ()
    """Numbers that have no field of their own, with their header: `Tenant ID: 550e8400-...`."""
    derived: frozenset[str] = frozenset()
    """Fields concluded from others: they fill gaps of a known license and change nothing else."""
    record: str = ""
    """Id of the license in the file from which a list was exported: its rows are one license."""
    place: int | None = None
    """Which term of it the row is, from 1."""
    remarks: tuple[str, ...] = ()
    """Notes for the user about how the row was read."""
    doubts: tuple[str, ...] = ()
    """What is odd in it."""

    @property
    def name(self) -> str:
        """The name, never empty."""
        return self._text("name")

    @property
    def vendor(self) -> str:
        """The vendor."""
        return self._text("vendor")

    @property
    def organization(self) -> str:
        """The organization it was issued to."""
        return self._text("organization")

    @property
    def sen(self) -> str:
        """The vendor's number."""
        return self._text("sen")

    @property
    def entitlement(self) -> str:
        """The Cloud entitlement number."""
        return self._text("entitlement")

    @property
    def key(self) -> LicenseKey | None:
        """The remains of a license key, wherever in the row it stood."""
        return self.license.get("key")

    @property
    def start(self) -> date | None:
        """The first day of the term."""
        return self.term.get("start")

    @property
    def end(self) -> date | None:
        """The last day of the term."""
        return self.term.get("end")

    @property
    def number(self) -> str:
        """The SEN, else the entitlement number, else empty."""
        return self.sen or self.entitlement

    @property
    def label(self) -> str:
        """Its name in a message: name and number."""
        return f"{self.name} {self.number}".strip()

    def beginning(self, start: date | None) -> Statement:
        """Return this statement with another first day of its term; None: it says none."""
        term = {field: value for field, value in self.term.items() if field != "start"}
        return replace(self, term={**term, "start": start} if start else term)

    def contacts(self, license: License) -> Iterable[tuple[Role, tuple[NamedContact, ...]]]:
        """Return the contacts of each role, as the portal of their license calls them."""
        technical, billing = role_on(license, Role.TECHNICAL), role_on(license, Role.BILLING)
        if technical is billing:
            return ((technical, distinct((*self.technical, *self.billing))),)
        return ((technical, self.technical), (billing, self.billing))

    def _text(self, name: str) -> str:
        return self.license.get(name) or ""
