"""`licensetui portal`: what is still to be done on the portals, the oldest first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

from licensetui.cli.context import NO_LICENSES, Context, Subcommand, UsageError, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.output import result_file
from licensetui.cli.portal_looks import add_looks, note_look, take_back
from licensetui.cli.registry import PARTNER_DRAFT
from licensetui.cli.table import Cut, PrintedColumn, print_json, print_table
from licensetui.domain.counting import counted
from licensetui.domain.plain import folded, plain
from licensetui.domain.portal_deadline import Deadline, deadline
from licensetui.domain.portal_steps import PortalStep, StepKind
from licensetui.door import load
from licensetui.exchange.output_file import write_file
from licensetui.exchange.portal_note import portal_note
from licensetui.outlook import Outlook
from licensetui.vendors.partner import by_partner, partner_contacts

NOTHING = "Nothing to do: every portal that was checked matches the assigned contacts."
"""What to say where there are no steps."""
_HEAD = (
    PrintedColumn("step"),
    PrintedColumn("license", Cut.NAME),
    PrintedColumn("number", Cut.ADDRESS, leaves=3, least=12),
    PrintedColumn("what", Cut.TEXT, least=16),
    PrintedColumn("address", Cut.ADDRESS, leaves=5, least=18),
    PrintedColumn("done by", Cut.NAME, leaves=4, least=16),
    PrintedColumn("age", leaves=2, at_right=True),
    PrintedColumn("before"),
    PrintedColumn("", leaves=1),
)


def _record(step: PortalStep, by: Deadline | None, today: date) -> dict[str, Any]:
    return {
        "license": step.license.name,
        "license_id": step.license.id,
        "number": step.license.number,
        "portal": step.license.portal.key,
        "code": step.code,
        "step": step.number,
        "kind": step.kind.value,
        "case": step.case.value,
        "role": None if step.kind is StepKind.LOOK else step.role.value,
        "address": step.address or None,
        "contact_id": step.contact.id if step.contact else None,
        "actor": step.actor.label if step.actor else None,
        "actor_id": step.actor.id if step.actor else None,
        "since": _iso(step.since),
        "days": step.days_open(today),
        "waiting_since": _iso(step.waiting_since),
        "by": by.day.isoformat() if by else None,
        "by_why": by.why if by else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _row(step: PortalStep, by: Deadline | None, today: date) -> tuple[str, ...]:
    days = step.days_open(today)
    is_look = step.kind is StepKind.LOOK
    waiting = f"waiting for {step.by_whom} since {step.waiting_since}"
    return (
        step.code,
        step.license.name,
        step.license.number,
        "look" if is_look else f"{step.number} {step.kind.label} {step.role.label}",
        step.address,
        waiting if step.waiting_since else step.by_whom,
        "" if days is None else f"{days} d",
        str(by.day) if by else "",
        by.why if by else "",
    )


def _summary(steps: Sequence[PortalStep]) -> str:
    looks = sum(step.kind is StepKind.LOOK for step in steps)
    count = len({step.license.id for step in steps}) - looks
    told = []
    if len(steps) > looks:
        told.append(f"{counted(len(steps) - looks, 'step')} on {counted(count, 'license')}")
    if looks:
        told.append(f"{counted(looks, 'license')} whose portal was never checked")
    return f"{'; '.join(told)}."


def _draft(arguments: Namespace, context: Context, outlook: Outlook) -> int:
    """Write the message to a partner, with all that is open there."""
    file = result_file(arguments.draft, "--draft", context)
    open_there = by_partner(outlook.steps)
    name = _partner(arguments.partner, list(open_there))
    steps, to = open_there[name], partner_contacts(name, outlook.portfolio)
    draft: bytes = load(PARTNER_DRAFT)(steps, to, context.settings.me)
    if file is None:
        context.say_whole(draft.decode().replace("\r\n", "\n").rstrip("\n"))
        return DONE
    write_file(file, draft)
    whom = ", ".join(contact.email.strip() for contact in to) or ("nobody yet; fill in the address")
    context.say(
        f"{plain(str(file))}: {counted(len(steps), 'step')} for "
        f"{plain(name) or 'the partner'}, to {plain(whom)}."
    )
    return DONE


def _partner(asked: str | None, names: Sequence[str]) -> str:
    """Return the partner whom a draft is for, or raise `UsageError`."""
    if not names:
        raise UsageError("no partner has a license with open steps, so there is nothing to ask for")
    found = [name for name in names if asked is None or folded(name) == folded(asked.strip())]
    if len(found) == 1:
        return found[0]
    shown = "; ".join(name or '"" (not set)' for name in names)
    if asked is None:
        raise UsageError(f"there are several partners; choose one with --partner: {shown}")
    raise UsageError(f"no partner {plain(asked)!r} with open steps; choose from: {shown}")


def _check(arguments: Namespace) -> None:
    """Raise `UsageError` for options that do not go together."""
    looks = arguments.seen is not None, arguments.unsee is not None
    if arguments.partner is not None and arguments.draft is None:
        raise UsageError("--partner needs --draft FILE")
    if sum((*looks, arguments.json, arguments.markdown, arguments.draft is not None)) > 1:
        raise UsageError("--json, --markdown, --draft, --seen, and --unsee cannot be used together")
    if arguments.apply and not any(looks):
        raise UsageError("--apply needs --seen or --unsee")


def _run(arguments: Namespace, context: Context) -> int:
    _check(arguments)
    if arguments.seen is not None:
        return note_look(arguments, context)
    if arguments.unsee is not None:
        return take_back(arguments, context)
    outlook, today = context.outlook(), context.today
    portfolio = outlook.portfolio
    if arguments.draft is not None:
        return _draft(arguments, context, outlook)
    steps = outlook.steps
    by_person = arguments.by == "person"
    if by_person:
        steps = tuple(sorted(steps, key=lambda step: (not step.by_whom, folded(step.by_whom))))
    if arguments.markdown:
        for line in portal_note(steps, portfolio, today, context.settings, by_person):
            context.say_whole(line)
        return DONE
    dated = [
        (x, deadline(x.license, portfolio, today, context.settings, outlook.counsel), today)
        for x in steps
    ]
    if arguments.json:
        for each in dated:
            print_json(context, _record(*each))
    elif not steps:
        context.say(NOTHING if portfolio.licenses else NO_LICENSES)
    else:
        print_table(context, _HEAD, [_row(*each) for each in dated])
        context.say()
        context.say(_summary(steps))
    return DONE


def _add_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument(
        "--markdown", action="store_true", help="print instructions for each step, as Markdown"
    )
    parser.add_argument(
        "--by",
        choices=("license", "person"),
        default="license",
        help="sort by license, oldest first, or by person",
    )
    parser.add_argument(
        "--draft",
        metavar="FILE",
        help=(
            "write a draft email (.eml) that asks a partner to do the steps; - is standard output"
        ),
    )
    parser.add_argument("--partner", metavar="NAME", help="which partner, if there are several")
    add_looks(parser)


PORTAL = Subcommand(_add_arguments, _run)
