"""Addresses that a portal was seen to show for a license, as a list that one edits."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.license import SeenAssignment
from licensetui.domain.milestones import Urgency
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.role_rows import RoleRows


class SeenRows(RoleRows[SeenAssignment]):
    """Role, address as seen, whether primary, and whose address it is."""

    COLUMNS = (Column("role", 16), Column("primary", 9), Column("address"), Column("contact", 24))
    EMPTY = ("NOBODY: the portal shows no contact. n adds an address that it shows.",)
    BINDINGS = bindings(
        forms.ADD_HOLDER, forms.MAKE_PRIMARY, forms.CHANGE_ROLE, forms.REMOVE_HOLDER
    )
    DEFAULT_CSS = "SeenRows { height: 8; }"

    def __init__(self, contact_at: Callable[[str], Contact | None]) -> None:
        """Make an empty list; `contact_at` finds contacts by their addresses."""
        super().__init__(id="seen")
        self._contact_at = contact_at

    @property
    def seen(self) -> tuple[SeenAssignment, ...]:
        """The lines as they are now."""
        return tuple(self.items)

    def heading(self, count: int) -> str:
        """Return how many addresses there are."""
        return f"The portal shows today: {count}   w as wanted, b as last seen"

    def cells(self, item: SeenAssignment) -> tuple[Cell, ...]:
        """Return role, primary, address and contact."""
        contact = self._contact_at(item.address)
        return (
            Cell(item.role.label),
            Cell("primary" if item.primary else ""),
            Cell(item.address),
            Cell(contact.name) if contact else Cell("no contact has it", Urgency.URGENT),
        )

    def who(self, item: SeenAssignment) -> Hashable:
        """Return the address in the form in which two are compared."""
        return address_key(item.address)

    def add_address(self, address: str) -> None:
        """Add an address that the portal shows."""
        self.add(address_key(address), lambda role, primary: SeenAssignment(address, role, primary))
