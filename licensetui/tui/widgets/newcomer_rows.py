"""Contacts who are not saved yet, and those of a list who are known already."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from licensetui.addresses.report import Report
from licensetui.addresses.said import Remark
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.milestones import Urgency
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms
from licensetui.tui.commands.forms import SAVE
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.form_rows import FormRows

KNOWN = "known already"
"""What is said of who is left alone."""
_URGENCIES = {"x": Urgency.OVERDUE, "!": Urgency.URGENT}


class NewcomerRows(FormRows[Contact]):
    """Mark, name, address, kind, and in a word what the checks say."""

    COLUMNS = (
        Column("", 1),
        Column("name", 22),
        Column("e-mail"),
        Column("kind", 9),
        Column("note", 13),
    )
    EMPTY = ("Paste here: recipients of an email, signatures, vCards, a directory export.",)
    IS_ENTERED = False
    BINDINGS = bindings(forms.REMOVE_HOLDER)

    def __init__(self, judge: Callable[[Contact], tuple[Report, tuple[Remark, ...]]]) -> None:
        """Make an empty list; `judge` is asked about those who are shown alone."""
        super().__init__(id="newcomers")
        self._judge = judge

    @property
    def new(self) -> tuple[Contact, ...]:
        """Those who are no contacts yet."""
        return tuple(contact for contact in self.items if contact.id < 0)

    def count(self, items: tuple[Contact, ...]) -> int:
        """Return how many are new."""
        return sum(contact.id < 0 for contact in items)

    def heading(self, count: int) -> str:
        """Return how many are new."""
        return f"New contacts: {count}   {forms.REMOVE_HOLDER.key} removes, {SAVE.key} saves"

    def cells(self, item: Contact) -> tuple[Cell, ...]:
        """Return the columns."""
        if item.id > 0:
            return (Cell(""), Cell(item.name), Cell(item.email), Cell(""), Cell(KNOWN))
        report, remarks = self._judge(item)
        worst = next((x for x in remarks if x.mark in _URGENCIES), None)
        by_words = "?" if item.kind is ContactKind.UNKNOWN else ""
        urgency = _URGENCIES[worst.mark] if worst else None
        return (
            Cell(worst.mark if worst else "", urgency),
            Cell(item.name),
            Cell(item.email, urgency),
            Cell(f"{report.kind.value}{by_words}"),
            Cell(worst.word if worst else "", urgency),
        )

    def key(self, item: Contact) -> Hashable:
        """Return the id of the contact."""
        return item.id
