"""Members of a team, who read its address, as a list that one edits."""

from __future__ import annotations

from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import life_words
from licensetui.domain.milestones import Urgency
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.form_rows import FormRows


class Members(FormRows[int]):
    """Name, address and what keeps each from reading, by the ids of the contacts."""

    COLUMNS = (Column("name", 22), Column("e-mail"), Column("state", snug=True))
    EMPTY = ("NOBODY. n adds a reader: a team's address is only as good as these.",)
    BINDINGS = bindings(*sections.MEMBERS)
    DEFAULT_CSS = "Members { height: 4; }"

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty list."""
        super().__init__(id="members")
        self.outlook = outlook
        """Knows the contacts, and what day it is."""

    def heading(self, count: int) -> str:
        """Return how many read the address."""
        return f"Read by: {count}   n adds, Del removes"

    def add(self, contact: Contact) -> None:
        """Add a reader, if not there yet."""
        if contact.id not in self.held:
            self.hold((*self.held, contact.id))
        self.select(contact.id)

    def cells(self, item: int) -> tuple[Cell, ...]:
        """Return name, address and state."""
        contact = self.outlook.portfolio.contact(item)
        if contact is None:
            return (Cell(f"contact {item} is gone", Urgency.OVERDUE), Cell(""), Cell(""))
        words = ["archived"] if contact.archived else []
        words += life_words(contact, self.outlook.today)
        state = Cell(", ".join(words[:1]), Urgency.URGENT if words else None)
        return (Cell(contact.name or "-"), Cell(contact.email or "NONE"), state)
