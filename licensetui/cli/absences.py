"""`licensetui absences FILE.ics`: who is away when, from a calendar that people keep anyway."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from licensetui.cli.conflicts import add_take
from licensetui.cli.context import Context, Subcommand, UsageError, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.plans import add_apply, applying, conclude, store_for
from licensetui.cli.table import iso, print_json
from licensetui.cli.typed import contact_meant
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, listed, more
from licensetui.domain.plain import cropped, folded, plain
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.absence_people import NAMES_NOBODY, People, first_name, is_person
from licensetui.exchange.absence_plan import AbsencePlan, PlannedAbsence, plan_absences
from licensetui.exchange.calendar_file import MOST_BYTES, parse_calendar
from licensetui.tables.sources import bytes_of

_SHOWN = 40
"""Lines of a part that are printed at most, of those that are not saved."""
_TITLE = 32
"""Cells of a title that are printed."""
_CANDIDATES = 3


def _named(text: str) -> tuple[str, str]:
    name, equals, who = text.partition("=")
    if not (equals and first_name(name) and who.strip()):
        raise ArgumentTypeError(f"{text!r} names nobody: write NAME=WHO")
    return name.strip(), who.strip()


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        "An absence is a whole day, or eight hours of one, that is marked as one by "
        "its status, a category, or a word in its title (English, French, German, or "
        "Spanish). Only the days are saved, not the reason."
    )
    parser.add_argument("calendar", metavar="FILE", help="calendar file (ics); - is standard input")
    add_apply(parser)
    parser.add_argument(
        "--name",
        dest="names",
        metavar="NAME=WHO",
        type=_named,
        action="append",
        default=[],
        help="who a first name is: address, name, or id; repeat for each name",
    )
    parser.add_argument(
        "--of", metavar="WHO", help="whose calendar it is: events that name nobody are theirs"
    )
    add_take(parser)
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    source, raw = bytes_of(arguments.calendar, context.input, MOST_BYTES)
    calendar = parse_calendar(raw, source)
    for remark in calendar.remarks:
        context.remark(plain(f"{source}: {remark}"))
    store = store_for(arguments, context)
    people = _people(arguments, store.portfolio)
    plan = plan_absences(calendar, people, source, context.today)
    if arguments.json:
        for absence in plan.absences:
            print_json(context, _record(absence))
    else:
        _print_plan(context, plan, is_owned=bool(arguments.of))
    names = [f"{name}={who}" for name, who in arguments.names]
    again = applying(arguments, "absences", arguments.calendar, of=arguments.of, name=names)
    conclude(arguments, context, store, plan.change, again)
    return DONE


def _people(arguments: Namespace, portfolio: Portfolio) -> People:
    said = {first_name(name): _person(who, portfolio) for name, who in arguments.names}
    return People.of(portfolio, said, _person(arguments.of, portfolio) if arguments.of else None)


def _person(text: str, portfolio: Portfolio) -> Contact:
    contact = contact_meant(text, portfolio)
    if not is_person(contact):
        raise UsageError(f"{plain(contact.label)} is a team, and only people can be away")
    return contact


def _record(absence: PlannedAbsence) -> dict[str, Any]:
    whose, days = absence.whose, absence.days
    return {
        "title": absence.title,
        "start": iso(days.start if days else None),
        "end": iso(days.end if days else None),
        "contact": whose.contact.id if whose.contact else None,
        "name": whose.contact.label if whose.contact else None,
        "known": absence.is_known,
        "by": whose.by,
        "first_name": whose.asked or None,
        "candidates": [contact.id for contact in whose.candidates],
    }


def _print_plan(context: Context, plan: AbsencePlan, *, is_owned: bool) -> None:
    """Print whose the new absences are, then what somebody has to decide, then the counts."""

    def order(absence: PlannedAbsence) -> tuple[str, int]:
        contact = absence.whose.contact
        return (folded(contact.label), contact.id) if contact else ("", 0)

    for _, group in groupby(sorted(plan.new, key=order), key=order):
        absences = list(group)
        if contact := absences[0].whose.contact:
            address = f" <{contact.email}>" if contact.name.strip() and contact.email else ""
            context.say(plain(f"{contact.label}{address}:"))
        for absence in absences:
            context.say(f"  {_line(absence)}, {plain(absence.whose.by)}")
    _print_part(
        context,
        "Matched by first name only; confirm with --name:",
        (f"{_line(x)}: {_how(x)}" for x in plan.asked),
    )
    _print_part(
        context,
        "No matching contact, so not saved:",
        (f"{_line(x)}: {plain(x.whose.by)}" for x in plan.of_nobody),
    )
    if not is_owned and any(x.whose.by == NAMES_NOBODY for x in plan.of_nobody):
        context.say("If this is one person's calendar, name them with --of WHO.")
    context.say(
        f"{counted(len(plan.absences), 'absence')}: {len(plan.new)} new, "
        f"{len(plan.known)} known, {len(plan.asked)} by first name only, "
        f"{len(plan.of_nobody)} without a contact; {plan.passed} in the past, skipped"
    )


def _print_part(context: Context, heading: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        context.say(heading)
    for line in found[:_SHOWN]:
        context.say(f"  {line}")
    if len(found) > _SHOWN:
        context.say(f"  {more(len(found) - _SHOWN)}")


def _line(absence: PlannedAbsence) -> str:
    days, title = absence.days, plain(cropped(absence.title, _TITLE)) or "(no title)"
    if days is None:
        return f"no day  {title}"
    last = f"..{days.end}" if days.end != days.start else ""
    return f"{days.start}{last}  {title}"


def _how(absence: PlannedAbsence) -> str:
    """Return the option that says who it is, with those who may be meant."""
    whose = absence.whose
    names = [f"{x.id} {x.label}" for x in whose.candidates]
    first = whose.candidates[0].id if len(names) == 1 else "WHO"
    return plain(f"--name {whose.asked}={first} ({listed(names, _CANDIDATES)})")


ABSENCES = Subcommand(_add_arguments, _run)
