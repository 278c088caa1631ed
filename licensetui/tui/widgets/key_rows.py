"""Rows of a license key: what it says, field by field, beside what is recorded."""

from __future__ import annotations

from collections.abc import Hashable

from textual.message import Message

from licensetui.domain.milestones import Urgency
from licensetui.exchange.key_fields import KeyField
from licensetui.exchange.key_plan import KeyPlan
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.measured import Measured


class KeyRows(Measured[KeyField]):
    """Mark, field, what the key says, what is recorded, and what becomes of it."""

    COLUMNS = (
        Column("", 1),
        Column("field", 14),
        Column("the key says", 18, most=36),
        Column("on record", 12, most=60),
        Column("", 8),
    )
    BINDINGS = bindings(forms.TAKE_FROM_KEY, forms.TAKE_ALL_FROM_KEY)

    class Taken(Message):
        """Something else is taken of the key."""

    def __init__(self) -> None:
        """Make an empty list: the key is still to be pasted."""
        super().__init__(id="key-rows")
        self._different: frozenset[str] = frozenset()
        self._is_read = False
        self.taken: frozenset[str] = frozenset()
        """The fields in which the key is taken, although something else is recorded."""

    def show_plan(self, plan: KeyPlan) -> None:
        """Show what a key says; nothing that is recorded is overwritten yet."""
        self._different, self.taken = frozenset(x.name for x in plan.different), frozenset()
        self._is_read = True
        self.show([*plan.different, *plan.filled])
        self._count()

    def empty_lines(self) -> tuple[str, ...]:
        """Say what to do, or that there is nothing to do."""
        if self._is_read:
            return ("Everything the key says is on record.",)
        return ("Paste the license key here. It is read, and not saved.",)

    def cells(self, item: KeyField) -> tuple[Cell, ...]:
        """Return the columns."""
        if item.name not in self._different:
            return (Cell("+"), Cell(item.label), Cell(item.there), Cell(""), Cell("filled"))
        is_taken = item.name in self.taken
        urgency = None if is_taken else Urgency.URGENT
        return (
            Cell("" if is_taken else Urgency.URGENT.mark, urgency),
            Cell(item.label),
            Cell(item.there),
            Cell(item.here, urgency),
            Cell("taken" if is_taken else "stays"),
        )

    def key(self, item: KeyField) -> Hashable:
        """Return the name of the field."""
        return item.name

    def action_take_from_key(self) -> None:
        """Take what the key says in the field under the cursor, or leave what is recorded."""
        if (current := self.current) and current.name in self._different:
            self._take(self.taken ^ {current.name})

    def action_take_all_from_key(self) -> None:
        """Take all that the key says; again leaves all that is recorded."""
        self._take(frozenset() if self.taken == self._different else self._different)

    def _take(self, names: frozenset[str]) -> None:
        self.taken = names
        self._count()
        self.refresh()
        self.post_message(self.Taken())

    def _count(self) -> None:
        stays = len(self._different - self.taken)
        left = f"{stays} differ: what is recorded stays" if stays else "nothing differs"
        self.title = f"The key: {left}"
