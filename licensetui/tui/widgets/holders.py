"""The contacts wanted on a license, as a list that one edits."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date

from textual.message import Message

from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment, Role
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import places
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList

ROLES = tuple(Role)


class Holders(RowList[Assignment]):
    """Role, contact and whether it is the primary one."""

    HAS_HEADING = False
    COLUMNS = (
        Column("role", 16),
        Column("primary", 9),
        Column("name", 24),
        Column("e-mail"),
    )
    EMPTY = ("NONE. n adds a contact: nobody reads the vendor's mails yet.",)
    BINDINGS = bindings(*places.HOLDERS)
    DEFAULT_CSS = "Holders { height: 6; }"

    class Asked(Message):
        """Somebody wants to add a contact."""

    class AskedAgain(Message):
        """Somebody wants the contact form back that was left unsaved."""

    class Changed(Message):
        """The contacts of the license are others now."""

    def __init__(self, contact: Callable[[int], Contact | None], today: date) -> None:
        """Make an empty list; `contact` finds contacts by their ids."""
        super().__init__(id="wanted")
        self.look_up = contact
        """Finds a contact by its id."""
        self._today = today

    def cells(self, item: Assignment) -> tuple[Cell, ...]:
        """Return role, primary, name and address."""
        contact = self.look_up(item.contact)
        return (
            Cell(item.role.value),
            Cell("primary" if item.primary else ""),
            Cell(contact.name if contact else f"contact {item.contact} is gone"),
            Cell(contact.email if contact else ""),
        )

    def key(self, item: Assignment) -> Hashable:
        """Return contact and role."""
        return (item.contact, item.role)

    @property
    def wanted(self) -> tuple[Assignment, ...]:
        """The assignments as they are now."""
        return tuple(self.items)

    def hold(self, wanted: tuple[Assignment, ...]) -> None:
        """Show other assignments, and tell."""
        self.title = f"Contacts: {len(wanted)}   n adds, p primary, Space role, Del removes"
        self.show(wanted)
        self.post_message(self.Changed())

    def add(self, contact: Contact) -> None:
        """Add a contact: technical and primary if there is none yet, else a secondary one."""
        role = Role.TECHNICAL
        held = {(x.contact, x.role) for x in self.wanted}
        role = next((x for x in ROLES if (contact.id, x) not in held), role)
        if (contact.id, role) in held:
            return
        is_first = not any(x.role is role and x.primary for x in self.wanted)
        added = Assignment(contact.id, role, is_first, since=self._today)
        self.hold((*self.wanted, added))
        self.select((contact.id, role))

    def action_up(self) -> None:
        """Go one line up, or from the first one to the field before."""
        if self.cursor == 0:
            self.screen.focus_previous()
        else:
            super().action_up()

    def action_down(self) -> None:
        """Go one line down, or from the last one to the field behind."""
        if self.cursor >= len(self.items) - 1:
            self.screen.focus_next()
        else:
            super().action_down()

    def action_add_holder(self) -> None:
        """Ask for a contact to add."""
        self.post_message(self.Asked())

    def action_open_again(self) -> None:
        """Ask for the contact form that was left unsaved."""
        self.post_message(self.AskedAgain())

    def action_make_primary(self) -> None:
        """Make the contact primary, and no other of its role; or secondary again."""
        chosen = self.current
        if chosen is None:
            return
        self.hold(
            tuple(
                replace(x, primary=x is chosen and not chosen.primary)
                if x.role is chosen.role
                else x
                for x in self.wanted
            )
        )

    def action_change_role(self) -> None:
        """Give the contact its next free role; primary only if that has none yet."""
        chosen = self.current
        if chosen is None:
            return
        others = [x for x in self.wanted if x is not chosen]
        taken = {x.role for x in others if x.contact == chosen.contact}
        start = ROLES.index(chosen.role)
        role = next(
            role
            for step in range(1, len(ROLES) + 1)
            if (role := ROLES[(start + step) % len(ROLES)]) not in taken
        )
        is_free = not any(x.role is role and x.primary for x in others)
        changed = replace(chosen, role=role, primary=chosen.primary and is_free)
        self.hold(tuple(changed if x is chosen else x for x in self.wanted))
        self.select((changed.contact, changed.role))

    def action_remove_holder(self) -> None:
        """Take the contact off the license."""
        if self.current is not None:
            self.hold(tuple(x for x in self.wanted if x is not self.current))
