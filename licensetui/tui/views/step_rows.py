"""The rows of the portal screen: open steps, and beside them those ticked in this run."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rich.cells import cell_len

from licensetui.domain.contact import address_key
from licensetui.domain.license import Role
from licensetui.domain.milestones import Urgency, urgency_of
from licensetui.domain.months import day_and_month
from licensetui.domain.plain import folded
from licensetui.domain.portal_deadline import deadline
from licensetui.domain.portal_steps import PortalStep, StepCase, StepKind, age_key
from licensetui.tui.commands.browsing import NEW
from licensetui.tui.commands.everywhere import SHOW_LICENSES
from licensetui.tui.describe import NOTHING
from licensetui.tui.views.find_view import no_match
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import OutlookRows

ROLE_WORDS = {
    Role.TECHNICAL: "tech",
    Role.BILLING: "bill",
    Role.BILLING_ADMIN: "admin",
    Role.CUSTOMER: "cust",
}
"""The roles in so few letters that a step fits its column."""
ORDERS = ("license", "person")
"""By what the steps are put together."""
DONE_BY = "Done by"
"""Heads the column that says who does a step."""


@dataclass(frozen=True)
class StepRow:
    """One line: a step, open or done."""

    step: PortalStep
    """The step, with its number among all of its license, done ones included."""
    is_done: bool = False
    """Whether it was ticked in this run."""


def identity(step: PortalStep) -> Hashable:
    """Return what makes a step the same step, whatever was done meanwhile."""
    return (step.license.id, step.kind, step.role, address_key(step.address))


def rows_of(open_steps: Sequence[PortalStep], done: Iterable[PortalStep]) -> tuple[StepRow, ...]:
    """Return the steps of each license together, done ones first; the oldest license first.

    A step that is open again, because its tick was undone, is not done any more.
    """
    still_open = {identity(step) for step in open_steps}
    groups: dict[int, list[StepRow]] = {}
    for step in done:
        if identity(step) not in still_open:
            groups.setdefault(step.license.id, []).append(StepRow(step, is_done=True))
    for step in open_steps:
        group = groups.setdefault(step.license.id, [])
        before = sum(row.is_done for row in group)
        group.append(StepRow(replace(step, number=step.number + before)))
    ordered = sorted(groups.values(), key=lambda group: age_key([row.step for row in group]))
    return tuple(row for group in ordered for row in group)


def done_by(step: PortalStep) -> str:
    """Return who does a step: a contact, the partner, or NOBODY."""
    if step.actor is None and step.case is not StepCase.ASK_PARTNER:
        return "NOBODY"
    return step.by_whom


def by_person(rows: Iterable[StepRow]) -> tuple[StepRow, ...]:
    """Return the same rows, those of each person who does them together, nobody's last."""

    def key(row: StepRow) -> tuple[bool, str, int]:
        step = row.step
        nobody = step.actor is None and step.case is not StepCase.ASK_PARTNER
        return (nobody, folded(done_by(step)), step.actor.id if step.actor else 0)

    return tuple(sorted(rows, key=key))


class StepTable(OutlookRows[StepRow]):
    """Steps with a box each, what, whom, how old, and by when."""

    COLUMNS = (
        Column("", 4, tight=True),
        Column("License", 28, most=60, middle=True),
        Column("Number", 8, most=20, rank=2, middle=True),
        Column("Step", 16),
        Column("Contact", 12, most=36, rank=1),
        Column(DONE_BY, 12, most=28, rank=4, is_extra=True),
        Column("Age", 6, rank=3, right=True),
        Column("Until", 6),
    )
    order = ORDERS[0]
    """By what the steps are put together."""

    def longest(self) -> Mapping[str, int]:
        """Return what all open steps need, whichever of them are shown."""
        steps, contacts = self.outlook.steps, self.outlook.portfolio.contacts
        people = max((cell_len(x.label) for x in contacts), default=0)
        return {
            "License": max((cell_len(x.license.name) for x in steps), default=0),
            "Number": max((cell_len(x.license.number) for x in steps), default=0),
            "Contact": max(people, max((cell_len(x.address) for x in steps), default=0)),
            DONE_BY: people,
        }

    def cells(self, item: StepRow) -> tuple[Cell, ...]:
        """Return what stands in the columns."""
        step, outlook = item.step, self.outlook
        today = outlook.today
        until = deadline(step.license, outlook.portfolio, today, outlook.settings, outlook.counsel)
        mark = urgency_of((until.day - today).days, outlook.settings) if until else None
        if item.is_done:
            mark = Urgency.LATER
        box = "[x]" if item.is_done else "[w]" if step.waiting_since else "[ ]"
        return (
            Cell(box),
            Cell(step.license.name),
            Cell(step.license.number),
            Cell(_task(step)),
            Cell(self._who(step)),
            Cell(done_by(step)),
            Cell(_days(step, today)),
            Cell(day_and_month(until.day) if until and not item.is_done else "", mark),
        )

    def _who(self, step: PortalStep) -> str:
        """Return whom a step is about; by person, where no column tells it, who does it."""
        titles = [self.COLUMNS[place].title for place in self.layout_here.places]
        if self.order != ORDERS[0] and DONE_BY not in titles:
            return f"by {done_by(step)}"
        return step.contact.label if step.contact else step.address or "-"

    def key(self, item: StepRow) -> Hashable:
        """Return what the step is about."""
        return identity(item.step)

    def empty_lines(self) -> tuple[str, ...]:
        """Say that all is done, or why there is nothing."""
        if not self.outlook.portfolio.licenses:
            return (
                NOTHING
                if self.is_read_only
                else ("No licenses yet.", f"{SHOW_LICENSES.key}, then {NEW.key} adds one.")
            )
        if self.outlook.steps:
            return no_match("step", or_new=False)
        return ("No open steps: every portal checked so far lists the right contacts.",)


def _task(step: PortalStep) -> str:
    """Return number, kind and role: `1 promote tech`."""
    if step.kind is StepKind.LOOK:
        return f"{step.number} check contacts"
    return f"{step.number} {step.kind.label} {ROLE_WORDS[step.role]}"


def _days(step: PortalStep, today: date) -> str:
    return f"{max((today - step.since).days, 0)} d" if step.since else "-"
