"""A note for those who take over: what they now hold, what comes next, and what is still to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from licensetui.domain.auto_renewal import present_end
from licensetui.domain.contact import Contact
from licensetui.domain.handover import HandoverRow
from licensetui.domain.handover_plan import DatedStep, HandoverPlan
from licensetui.domain.holdings import HoldingKind
from licensetui.domain.license import License
from licensetui.domain.milestones import next_milestone
from licensetui.domain.settings import Settings
from licensetui.exchange.markdown import as_text, table

NONE = "none"
"""What stands for no date and no number."""


def note(plan: HandoverPlan, today: date, settings: Settings) -> str:
    """Return the note on a hand-over as Markdown, with a part for each successor.

    What stands in names and addresses is shown as it is, and obeyed by no renderer.
    """
    leaver = as_text(plan.leaver.label)
    lines = [f"# Taking over from {leaver}", "", *_days(plan.leaver, today)]
    shared = _steps_of(plan)
    for contact in plan.successors:
        rows = [row for row in plan.rows if row.taken and row.successor == contact.id]
        lines += ["", f"## {_who(contact)}", "", *_holdings(rows, plan, today, settings)]
        ids = {row.holding.license.id for row in rows if row.holding.license}
        steps = [step for step in shared if step.step.license.id in ids]
        shared = [step for step in shared if step not in steps]
        lines += _steps(steps, "Open portal steps")
    lines += _steps(shared, "Portal steps without a successor")
    if plan.warnings:
        lines += ["", "## To keep in mind", ""]
        lines += [f"- {as_text(warning.sentence)}" for warning in plan.warnings]
    return "\n".join(lines) + "\n"


def _days(leaver: Contact, today: date) -> list[str]:
    said = [f"Written on {today}."]
    said += [f"Last day: {leaver.last_day}."] if leaver.last_day else []
    if leaver.mailbox_closes:
        said.append(f"Email to {as_text(leaver.email)} is lost from {leaver.mailbox_closes}.")
    return [" ".join(said)]


def _who(contact: Contact) -> str:
    address = f", {contact.email}" if contact.email and contact.name.strip() else ""
    return as_text(f"{contact.label}{address}")


def _holdings(
    rows: Iterable[HandoverRow], plan: HandoverPlan, today: date, settings: Settings
) -> list[str]:
    """Return what a successor takes over: licenses with their next dates, then teams and people."""
    found, others = [], []
    for row in rows:
        license = plan.after.license(row.holding.license.id) if row.holding.license else None
        if license:
            found.append(_line(license, row, today, settings))
        elif row.holding.kind is HoldingKind.MEMBER:
            others.append(f"- reads the address of {as_text(row.holding.name)}")
        elif row.holding.kind is HoldingKind.SIGN_IN:
            others.append(f"- signs in as {as_text(row.holding.name)}: pass on the password")
        else:
            others.append(f"- stands in for {as_text(row.holding.name)}")
    head = ("license", "number", "as", "ends", "next date", "portal")
    return [*(table(head, found) if found else []), *([""] if found and others else []), *others]


def _line(license: License, row: HandoverRow, today: date, settings: Settings) -> tuple[str, ...]:
    point = next_milestone(license, today, settings)
    return (
        license.name,
        license.number or NONE,
        row.holding.words,
        str(present_end(license, today) or NONE),
        f"{point.kind.label} {point.day}" if point else NONE,
        license.portal.label,
    )


def _steps_of(plan: HandoverPlan) -> list[DatedStep]:
    return sorted(plan.steps, key=lambda step: step.before)


def _steps(steps: list[DatedStep], title: str) -> list[str]:
    if not steps:
        return []
    head = ("before", "license", "number", "step", "who")
    rows = [
        (
            str(step.deadline.day if step.deadline else NONE),
            step.step.license.name,
            step.step.license.number or NONE,
            f"{step.step.number}. {step.step.task}",
            step.actor,
        )
        for step in steps
    ]
    return ["", f"### {title}", "", *table(head, rows)]
