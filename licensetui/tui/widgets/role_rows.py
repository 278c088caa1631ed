"""Roles on a license, with their holders and primaries, as a list that one edits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.holdings import role_words
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.milestones import Urgency
from licensetui.domain.sign_in import is_looked_at
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.forms import ADD_HOLDER
from licensetui.tui.describe import when_seen
from licensetui.tui.forms.beside_portal import Beside
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.form_rows import FormRows
from licensetui.tui.widgets.measured import Measured

Held = TypeVar("Held", Assignment, SeenAssignment)
ROLES = tuple(Role)


class RoleRows(FormRows[Held], Measured[Held]):
    """Lines with a role each, at most one of them primary in it."""

    first_role = Role.TECHNICAL
    """In which one is added: that of the portal which hears of keys and reminders."""

    def who(self, item: Held) -> Hashable:
        """Return whose line it is, whatever the role."""
        raise NotImplementedError

    def key(self, item: Held) -> Hashable:
        """Return whose line it is, and the role."""
        return (self.who(item), item.role)

    def add(self, who: Hashable, make: Callable[[Role, bool], Held]) -> None:
        """Add a line: in the first role, and primary if there is none yet; else in a free role."""
        held = {item.role for item in self.items if self.who(item) == who}
        role = next((role for role in (self.first_role, *ROLES) if role not in held), None)
        if role is None:
            return
        is_first = not any(x.role is role and x.primary for x in self.items)
        self.hold(tuple(chain(self.items, (make(role, is_first),))))
        self.select((who, role))

    def action_make_primary(self) -> None:
        """Make it primary, and no other of its role; or secondary again."""
        chosen = self.current
        if chosen is None:
            return
        self.hold(
            tuple(
                replace(x, primary=x is chosen and not chosen.primary)
                if x.role is chosen.role
                else x
                for x in self.items
            )
        )

    def action_change_role(self) -> None:
        """Give the line its next free role; primary only if that has none yet."""
        chosen = self.current
        if chosen is None:
            return
        others = [x for x in self.items if x is not chosen]
        taken = {x.role for x in others if self.who(x) == self.who(chosen)}
        start = ROLES.index(chosen.role)
        role = next(
            role
            for step in range(1, len(ROLES) + 1)
            if (role := ROLES[(start + step) % len(ROLES)]) not in taken
        )
        is_free = not any(x.role is role and x.primary for x in others)
        changed = replace(chosen, role=role, primary=chosen.primary and is_free)
        self.hold(tuple(changed if x is chosen else x for x in self.items))
        self.select(self.key(changed))


class Holders(RoleRows[Assignment]):
    """Role, contact and address of each, and what the portal shows of it."""

    HAS_HEADING = True
    COLUMNS = (
        Column("role", 9, most=23),
        Column("assigned", 10, most=24, middle=True),
        Column("email", 12, most=32, rank=1),
        Column("on the portal", 13, most=32),
    )
    EMPTY = (f"NONE: nobody reads the vendor's emails yet. {forms.ENTER_LIST.key} adds a contact.",)
    BINDINGS = bindings(*sections.HOLDERS)

    def __init__(self, contact: Callable[[int], Contact | None]) -> None:
        """Make an empty list; `contact` finds contacts by their ids."""
        super().__init__(id="wanted")
        self.look_up = contact
        """Finds a contact by its id."""
        self.license: License | None = None
        """The license as it was, whose portal was checked or not; None for a new one."""

    def heading(self, count: int) -> str:
        """Return how many contacts there are, and when somebody checked the portal."""
        if self.is_inside:
            return (
                f"Contacts: {count}   {ADD_HOLDER.key} adds, {forms.MAKE_PRIMARY.key} primary, "
                f"{forms.CHANGE_ROLE.key} role, {forms.REMOVE_HOLDER.key} removes, "
                f"{forms.LEAVE_LIST.key} leaves"
            )
        checked = f"   portal {when_seen(self.license)}" if self.license else ""
        return f"Contacts: {count}{checked}   {forms.ENTER_LIST.key} edits"

    def cells(self, item: Assignment) -> tuple[Cell, ...]:
        """Return role, name, address, and what the portal shows."""
        contact = self.look_up(item.contact)
        shown = self._beside.shown(item) if self.license and is_looked_at(self.license) else None
        return (
            Cell(role_words(item.role, is_primary=item.primary)),
            Cell(contact.name if contact else f"contact {item.contact} is gone"),
            Cell(contact.email if contact else ""),
            Cell(shown.words, None if shown.is_same else Urgency.URGENT) if shown else Cell("-"),
        )

    @property
    def _beside(self) -> Beside:
        on_portal = self.license.on_portal if self.license else ()
        return Beside(self.held, on_portal, self._address)

    def _address(self, id: int) -> str:
        contact = self.look_up(id)
        return contact.address if contact else ""

    @property
    def others_words(self) -> str:
        """Whom the portal shows although nobody has assigned them; empty for nobody."""
        others = self._beside.others
        words = (f"{role_words(x.role, is_primary=x.primary)} {x.address}" for x in others)
        return f"On the portal, but not assigned: {'; '.join(words)}" if others else ""

    def who(self, item: Assignment) -> Hashable:
        """Return the id of the contact."""
        return item.contact

    def add_contact(self, contact: Contact) -> None:
        """Add a contact."""
        self.add(contact.id, lambda role, primary: Assignment(contact.id, role, primary))


class SeenRows(RoleRows[SeenAssignment]):
    """Role, address as seen, whether primary, and whose address it is."""

    COLUMNS = (
        Column("role", 14, most=18),
        Column("primary", 9, rank=1),
        Column("address", 18, most=40),
        Column("contact", 12, most=24, rank=2),
    )
    EMPTY = (f"NOBODY: the portal shows no contact. {ADD_HOLDER.key} adds an address it shows.",)
    IS_ENTERED = False
    BINDINGS = bindings(
        forms.ADD_HOLDER, forms.MAKE_PRIMARY, forms.CHANGE_ROLE, forms.REMOVE_HOLDER
    )
    DEFAULT_CSS = "SeenRows { height: 8; }"

    def __init__(self, contact_at: Callable[[str], Contact | None]) -> None:
        """Make an empty list; `contact_at` finds contacts by their addresses."""
        super().__init__(id="seen")
        self._contact_at = contact_at
        self._unsure: set[Hashable] = set()

    @property
    def unsure(self) -> tuple[SeenAssignment, ...]:
        """Those lines of which nobody has said the role."""
        return tuple(item for item in self.items if self.key(item) in self._unsure)

    def hold_page(
        self, items: tuple[SeenAssignment, ...], unsure: Iterable[SeenAssignment]
    ) -> None:
        """Show what a page shows; of the `unsure` it does not say the role."""
        self._unsure = set(map(self.key, unsure))
        self.hold(items)
        self.select(next(map(self.key, self.unsure), None))

    def action_change_role(self) -> None:
        """Give the line its next free role: the first one where it has none yet."""
        chosen = self.current
        if chosen is not None and self.key(chosen) in self._unsure:
            self._unsure.discard(self.key(chosen))
            self.hold(self.held)
        else:
            super().action_change_role()

    def heading(self, count: int) -> str:
        """Return how many addresses there are."""
        return (
            f"The portal shows today: {count}   {forms.AS_WANTED.key} as assigned, "
            f"{forms.AS_LAST_SEEN.key} as last checked"
        )

    def cells(self, item: SeenAssignment) -> tuple[Cell, ...]:
        """Return role, primary, address and contact."""
        contact = self._contact_at(item.address)
        ask = Cell(f"role? {forms.CHANGE_ROLE.key}", Urgency.URGENT)
        role = ask if self.key(item) in self._unsure else None
        return (
            role or Cell(item.role.label),
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
