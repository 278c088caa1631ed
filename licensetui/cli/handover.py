"""`licensetui handover FROM TO`: everything of somebody who leaves goes to others."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from licensetui.cli.conflicts import add_take, commit
from licensetui.cli.context import Context, Subcommand, UsageError, add_json, changing
from licensetui.cli.exits import DONE
from licensetui.cli.output import result_file
from licensetui.cli.table import Cut, PrintedColumn, print_json, print_table
from licensetui.cli.typed import contact_meant, day
from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import closes_too_early
from licensetui.domain.counting import counted
from licensetui.domain.handover import HandoverRow, can_be_taken
from licensetui.domain.handover_plan import DatedStep, HandoverPlan, handover_plan
from licensetui.domain.holdings import holdings
from licensetui.domain.milestones import urgency
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.successors import all_to, proposed
from licensetui.exchange.handover_note import note
from licensetui.exchange.output_file import write_file
from licensetui.findings.counsel import counsel
from licensetui.findings.reports import Reports

AUTO = "auto"
"""What stands for the successors that are proposed."""
NOBODY = "(nobody)"
"""What stands for no successor."""
_ROWS = (
    PrintedColumn(""),
    PrintedColumn("what", Cut.NAME),
    PrintedColumn("as", Cut.TEXT, least=12),
    PrintedColumn("goes to", Cut.NAME, least=12),
    PrintedColumn("notes", Cut.LINES, leaves=1),
)
_STEPS = (
    PrintedColumn("before"),
    PrintedColumn("license", Cut.NAME),
    PrintedColumn("number", Cut.ADDRESS, leaves=1, least=12),
    PrintedColumn("step", Cut.TEXT, least=30),
    PrintedColumn("who", Cut.NAME, leaves=2, least=12),
)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("leaver", metavar="FROM", help="who leaves: address, name, or id")
    parser.add_argument(
        "successor",
        metavar="TO",
        help=(f"who takes over; {AUTO} picks the best match for each license"),
    )
    parser.add_argument("--last-day", metavar="DAY", type=day, help="the leaver's last day")
    parser.add_argument(
        "--mailbox-closes", metavar="DAY", type=day, help="first day without the mailbox"
    )
    parser.add_argument("--dry-run", action="store_true", help="preview only")
    parser.add_argument(
        "--note",
        metavar="FILE",
        help="write a note for the successors (Markdown); - is standard output",
    )
    add_take(parser)
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    if not arguments.dry_run:
        changing(arguments, context, "handover without --dry-run")
    note_file = _note_file(arguments, context)
    store = context.opened(readonly=arguments.dry_run)
    plan = _plan(arguments, context, store.portfolio)
    say = _silent if arguments.json else context.say
    if arguments.json:
        _print_records(context, plan)
    else:
        _print_plan(context, plan)
    if plan.change.is_empty:
        say("Nothing to save.")
        return DONE
    if arguments.dry_run:
        say("Nothing was written. Without --dry-run, this is saved as one change.")
    else:
        commit(context, store, plan.change, arguments.take)
        say(f"Saved: {plain(plan.change.label)}. To undo: licensetui undo")
    if arguments.note is not None:
        _give_note(context, plan, note_file, say)
    return DONE


def _silent(line: str) -> None:
    """Say nothing: with `--json` there is nothing but records."""


def _note_file(arguments: Namespace, context: Context) -> Path | None:
    """Return the file for the note; None for standard output, and where there is no note."""
    if arguments.note is None:
        return None
    file = result_file(arguments.note, "--note", context)
    if file is None and arguments.json:
        raise UsageError("--note - and --json cannot be used together: name a file for the note")
    if file is not None and arguments.dry_run:
        raise UsageError("--dry-run writes no file: use --note - to print the note")
    if file is not None and file.exists():
        raise UsageError(f"{plain(str(file))} already exists: choose another file for the note")
    return file


def _plan(arguments: Namespace, context: Context, portfolio: Portfolio) -> HandoverPlan:
    """Return the hand-over that was asked for. Raises `UsageError` for what cannot be."""
    leaver = contact_meant(arguments.leaver, portfolio)
    counsels = counsel(Reports(portfolio, context.settings.own_domains))
    found = holdings(leaver, portfolio, context.today)
    rows = proposed(found, leaver, portfolio, context.today, counsels)
    if arguments.successor != AUTO:
        successor = contact_meant(arguments.successor, portfolio)
        if successor.id == leaver.id:
            raise UsageError(
                f"{plain(leaver.label)} cannot take over from themselves: name someone else, or "
                f"{AUTO}"
            )
        if successor.archived:
            raise UsageError(f"{plain(successor.label)} is archived: name someone else, or {AUTO}")
        rows = all_to(rows, successor.id)
    last_day, closes = arguments.last_day, arguments.mailbox_closes
    gone = replace(
        leaver, last_day=last_day or leaver.last_day, mailbox_closes=closes or leaver.mailbox_closes
    )
    if (last_day or closes) and closes_too_early(gone):
        raise UsageError(
            f"the mailbox cannot close on {gone.mailbox_closes}, before the last day "
            f"{gone.last_day} ends: change --last-day or --mailbox-closes"
        )
    return handover_plan(
        portfolio, rows, leaver, context.today, context.settings, counsels, last_day, closes
    )


def _print_plan(context: Context, plan: HandoverPlan) -> None:
    context.say(plain(" ".join((plan.leaver.label, *_leaves(plan.leaver)))))
    if not plan.rows:
        context.say("This contact holds nothing: no licenses, no teams, no deputy role.")
        return
    context.say()
    print_table(context, _ROWS, [_row(row, plan, context) for row in plan.rows])
    if plan.warnings:
        context.say()
        context.say("Warnings:")
        for warning in plan.warnings:
            context.say(f"  {warning.severity.mark} {plain(warning.sentence)}")
    if plan.steps:
        context.say()
        context.say(f"Then on the portals, {counted(len(plan.steps), 'step')}:")
        print_table(context, _STEPS, map(_step, plan.steps))
    context.say()


def _leaves(leaver: Contact) -> Iterator[str]:
    if leaver.last_day:
        yield f"leaves on {leaver.last_day}"
    if leaver.mailbox_closes:
        yield f"{'and ' if leaver.last_day else ''}loses the mailbox on {leaver.mailbox_closes}"


def _row(row: HandoverRow, plan: HandoverPlan, context: Context) -> tuple[str, ...]:
    holding = row.holding
    license = holding.license
    mark = urgency(license, context.today, context.settings) if license else None
    return (
        "" if mark is None else mark.mark,
        holding.name,
        holding.words,
        _goes_to(row, plan),
        ", ".join(note.label for note in holding.notes),
    )


def _goes_to(row: HandoverRow, plan: HandoverPlan) -> str:
    if not can_be_taken(row.holding):
        return "(see the steps)"
    if not row.taken:
        return "(skipped)"
    successor = plan.after.contact(row.successor)
    return successor.label if successor else NOBODY


def _step(step: DatedStep) -> tuple[str, ...]:
    license = step.step.license
    day = str(step.deadline.day) if step.deadline else "-"
    task = f"{step.step.number} {step.step.task}"
    return (day, license.name, license.number or "-", task, step.actor)


def _print_records(context: Context, plan: HandoverPlan) -> None:
    for row in plan.rows:
        print_json(context, _row_record(row, plan))
    for warning in plan.warnings:
        severity = warning.severity.word
        record = {"record": "warning", "severity": severity, "reason": warning.sentence}
        print_json(context, record)
    for step in plan.steps:
        print_json(context, _step_record(step))


def _row_record(row: HandoverRow, plan: HandoverPlan) -> dict[str, Any]:
    holding, successor = row.holding, plan.after.contact(row.successor)
    return {
        "record": "holding",
        "kind": holding.kind.value,
        "license": holding.license.id if holding.license else None,
        "contact": holding.contact.id if holding.contact else None,
        "name": holding.name,
        "role": holding.role.value if holding.role else None,
        "primary": holding.primary,
        "notes": [note.value for note in holding.notes],
        "taken": row.taken,
        "successor": successor.id if successor and row.taken else None,
        "successor_name": successor.label if successor and row.taken else None,
    }


def _step_record(step: DatedStep) -> dict[str, Any]:
    return {
        "record": "step",
        "license": step.step.license.id,
        "name": step.step.license.name,
        "number": step.step.license.number,
        "place": step.step.number,
        "step": step.step.kind.value,
        "case": step.step.case.value,
        "role": step.step.role.value,
        "address": step.step.address,
        "before": step.deadline.day.isoformat() if step.deadline else None,
        "why": step.deadline.why if step.deadline else None,
        "actor": step.step.actor.label if step.step.actor else None,
    }


def _give_note(
    context: Context, plan: HandoverPlan, file: Path | None, say: Callable[[str], None]
) -> None:
    text = note(plan, context.today, context.settings)
    if file is None:
        context.say()
        context.say_whole(text.rstrip("\n"))
        return
    write_file(file, text.encode())
    say(f"Note written to {plain(str(file))}.")


HANDOVER = Subcommand(_add_arguments, _run)
