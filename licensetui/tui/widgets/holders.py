"""The contacts wanted on a license, as a list that one edits."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.role_rows import RoleRows


class Holders(RoleRows[Assignment]):
    """Role, contact and whether it is the primary one."""

    COLUMNS = (
        Column("role", 16),
        Column("primary", 9),
        Column("name", 24),
        Column("e-mail"),
    )
    EMPTY = ("NONE. n adds a contact: nobody reads the vendor's mails yet.",)
    BINDINGS = bindings(*sections.HOLDERS)
    DEFAULT_CSS = "Holders { height: 6; }"

    def __init__(self, contact: Callable[[int], Contact | None]) -> None:
        """Make an empty list; `contact` finds contacts by their ids."""
        super().__init__(id="wanted")
        self.look_up = contact
        """Finds a contact by its id."""

    @property
    def wanted(self) -> tuple[Assignment, ...]:
        """The assignments as they are now."""
        return tuple(self.items)

    def heading(self, count: int) -> str:
        """Return how many contacts there are."""
        return f"Contacts: {count}   n adds, p primary, Space role, Del removes"

    def cells(self, item: Assignment) -> tuple[Cell, ...]:
        """Return role, primary, name and address."""
        contact = self.look_up(item.contact)
        return (
            Cell(item.role.label),
            Cell("primary" if item.primary else ""),
            Cell(contact.name if contact else f"contact {item.contact} is gone"),
            Cell(contact.email if contact else ""),
        )

    def who(self, item: Assignment) -> Hashable:
        """Return the id of the contact."""
        return item.contact

    def add_contact(self, contact: Contact) -> None:
        """Add a contact."""
        self.add(contact.id, lambda role, primary: Assignment(contact.id, role, primary))
