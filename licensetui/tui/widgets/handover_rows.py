"""The lists of a hand-over: who takes what, and what is then to be done on the portals."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from textual.message import Message

from licensetui.domain.counting import counted
from licensetui.domain.handover import HandoverRow, can_be_taken
from licensetui.domain.handover_plan import DatedStep, HandoverPlan
from licensetui.domain.milestones import Urgency, urgency
from licensetui.domain.portal_step import StepKind
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms
from licensetui.tui.dialogs.contact_choice import NOBODY
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.measured import Measured


class HandoverRows(Measured[HandoverRow]):
    """The leaver's holdings, and who takes each."""

    COLUMNS = (
        Column("", 1),
        Column("", 3),
        Column("what", 24, most=60, middle=True),
        Column("as", 9, most=24, rank=1),
        Column("goes to", 14, most=26),
        Column("on the portal", 13, rank=2),
    )
    BINDINGS = bindings(forms.TAKE_ROW, forms.CHOOSE_SUCCESSOR, forms.CHOOSE_FOR_ALL)

    @dataclass(eq=False, repr=False)
    class Toggled(Message):
        """A row is to be left out, or handed over again."""

        row: HandoverRow
        """The row."""

    @dataclass(eq=False, repr=False)
    class Asked(Message):
        """Somebody else is to take rows."""

        rows: tuple[HandoverRow, ...]
        """The rows."""

    plan: HandoverPlan | None = None
    """The hand-over whose rows are shown."""

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty list."""
        super().__init__(id="rows")
        self._outlook = outlook
        self._steps: Mapping[tuple[int, str], tuple[StepKind, ...]] = {}

    def show_plan(self, plan: HandoverPlan, outlook: Outlook) -> None:
        """Show the rows of a hand-over as of the day of an outlook."""
        self.plan = plan
        self._outlook = outlook
        found: dict[tuple[int, str], tuple[StepKind, ...]] = {}
        for dated in plan.steps:
            key = (dated.step.license.id, dated.step.role.value)
            found[key] = (*found.get(key, ()), dated.step.kind)
        self._steps = found
        taken = sum(row.taken for row in plan.rows)
        self.title = f"{taken} of {len(plan.rows)} to hand over"
        self.show(plan.rows)

    def cells(self, item: HandoverRow) -> tuple[Cell, ...]:
        """Return mark, whether it is taken, what, as what, to whom, and the steps."""
        license = item.holding.license
        outlook = self._outlook
        mark = urgency(license, outlook.today, outlook.settings) if license else None
        box = ("[x]" if item.taken else "[ ]") if can_be_taken(item.holding) else ""
        return (
            Cell(mark.mark if mark is not None else "", mark),
            Cell(box),
            Cell(item.holding.name),
            Cell(item.holding.words),
            self._goes_to(item),
            Cell(self._to_do(item)),
        )

    def _goes_to(self, row: HandoverRow) -> Cell:
        if not can_be_taken(row.holding):
            return Cell("")
        if not row.taken:
            is_open = row.successor is None
            return Cell("nobody found", Urgency.URGENT) if is_open else Cell("stays")
        successor = self.plan.after.contact(row.successor) if self.plan else None
        return Cell(successor.label if successor else NOBODY)

    def _to_do(self, row: HandoverRow) -> str:
        """Return how many steps there are, which the next screen lists; or that one must look."""
        license, role = row.holding.license, row.holding.role
        if license is None or role is None:
            return ""
        if not row.taken and can_be_taken(row.holding):
            return ""
        if any(StepKind.LOOK in self._steps.get((license.id, x.value), ()) for x in type(role)):
            return StepKind.LOOK.label
        count = len(self._steps.get((license.id, role.value), ()))
        return counted(count, "step") if count else ""

    def key(self, item: HandoverRow) -> Hashable:
        """Return what tells the row's holding from the others."""
        return item.holding.key

    def action_take_row(self) -> None:
        """Leave the row out, or hand it over again."""
        if self.current is not None:
            self.post_message(self.Toggled(self.current))

    def action_choose_successor(self) -> None:
        """Choose who takes the row."""
        if self.current is not None:
            self.post_message(self.Asked((self.current,)))

    def action_choose_for_all(self) -> None:
        """Choose who takes all that is handed over."""
        self.post_message(self.Asked(tuple(row for row in self.items if row.taken)))


class StepRows(Measured[DatedStep]):
    """The steps on the portals, in the order in which they are to be done."""

    COLUMNS = (
        Column("before", 10),
        Column("license", 18, most=60, middle=True),
        Column("", 1, right=True),
        Column("step", 7),
        Column("role", 9, most=16, rank=1),
        Column("address", 20, most=40, rank=2),
        Column("done by", 16, most=30, rank=3),
    )
    EMPTY = ("Nothing to do on the portals.",)

    def show_plan(self, plan: HandoverPlan) -> None:
        """Show the steps of a hand-over, and count them."""
        licenses = counted(len({x.step.license.id for x in plan.steps}), "license", none="no")
        self.title = f"On the portals: {counted(len(plan.steps), 'step', none='no')} for {licenses}"
        self.show(plan.steps)

    def cells(self, item: DatedStep) -> tuple[Cell, ...]:
        """Return day, license, place, what to do with which address, and done by."""
        return (
            Cell(str(item.deadline.day) if item.deadline else "-"),
            Cell(item.step.license.name),
            Cell(str(item.step.number)),
            Cell(item.step.kind.label),
            Cell(item.step.role.label),
            Cell(item.step.address),
            Cell(item.actor),
        )

    def key(self, item: DatedStep) -> Hashable:
        """Return license and place."""
        return (item.step.license.id, item.step.number)
