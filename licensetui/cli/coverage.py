"""`licensetui coverage`: who reads which mail, and how easily a renewal is missed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from licensetui.cli.context import NO_LICENSES, Context, Subcommand, add_json, whole_number
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_json
from licensetui.domain.audience import Cover
from licensetui.domain.auto_renewal import present_end
from licensetui.domain.counting import counted
from licensetui.domain.coverage import Checkpoint, LicenseCoverage
from licensetui.domain.coverage_words import checkpoint_words, unread_words
from licensetui.domain.milestones import Urgency, urgency_of
from licensetui.domain.missing import Missing
from licensetui.domain.plain import plain
from licensetui.domain.reminders import Origin, ReminderDays
from licensetui.domain.settings import Settings
from licensetui.domain.unread import UnreadDays
from licensetui.outlook import Outlook

_WORDS = {
    Cover.NOBODY: "nobody",
    Cover.UNKNOWN: "unknown",
    Cover.ONE: "one",
    Cover.SEVERAL: "several",
}
"""How well a mail is read, in JSON."""
_UNDER = 13
"""Cells before what is said of a license below its first line."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = """\
A vendor's reminder goes to the addresses on the portal or, if the portal was never
checked (unverified), to the assigned contacts. Whoever reads those addresses on that
day, and is neither away nor gone, reads the reminder.

Listed are the licenses with a reminder that fewer than two people are known to read,
each with its first such reminder, by date: first those that nobody reads, then those
whose readers are unknown, then those with one reader. Also listed are licenses whose
addresses nobody reads for more than unread_days working days in a row, because keys,
product changes, and security notices can come on any day.

The reminder dates come from the license, otherwise from the settings, otherwise from
the vendor; if none are known, 90, 60, 30, and 15 days before the end are assumed.

The risk score is 100 if nobody reads a reminder. Otherwise it adds up: 40 for a single
reader; 20 for a person as primary contact where a team address is possible; 20 for a
portal with open steps, or not checked for 180 days; 10 for a team with at most one
member; 10 if at most one person can sign in; 10 for unread days in a row. The reasons
are listed under each license.
"""
    parser.add_argument(
        "--within",
        metavar="N",
        type=whole_number(0, 9_999_999),
        help="only reminders of the next N days (default: the setting soon_days)",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="all licenses, and all reminders unless --within is given",
    )
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    outlook = context.outlook()
    days = _days(arguments, context.settings)
    found = outlook.all_coverage
    lines = [_line(covered, outlook, days) for covered in found]
    shown = [line for line in lines if arguments.all or _is_thin(line.point) or line.unread]
    for line in shown:
        if arguments.json:
            print_json(context, _record(line, outlook, days))
        else:
            _print(context, line, outlook)
    if not arguments.json:
        context.say(_summary(found, len(shown), days) if found else NO_LICENSES)
    return DONE


class _Line(NamedTuple):
    """What is printed of a license."""

    covered: LicenseCoverage
    point: Checkpoint | None
    """The first of the mails in time that are read worst."""
    unread: tuple[UnreadDays, ...]
    """The days in a row, beginning in time, on which nobody reads."""


def _line(covered: LicenseCoverage, outlook: Outlook, days: int | None) -> _Line:
    today = outlook.today
    rows = (x for x in outlook.unread(covered.license) if _is_near(x.first, today, days))
    return _Line(covered, _point(covered, today, days), tuple(rows))


def _is_near(day: date, today: date, days: int | None) -> bool:
    return days is None or (day - today).days <= days


def _days(arguments: Namespace, settings: Settings) -> int | None:
    """Return how many days ahead mails are looked at; None for all."""
    if arguments.within is not None:
        return int(arguments.within)
    return None if arguments.all else settings.soon_days


def _near(covered: LicenseCoverage, today: date, days: int | None) -> Iterable[Checkpoint]:
    points = covered.checkpoints
    return (x for x in points if _is_near(x.day, today, days))


def _point(covered: LicenseCoverage, today: date, days: int | None) -> Checkpoint | None:
    """Return the first of the mails in time that are read worst, if any is to come."""
    return min(_near(covered, today, days), key=lambda point: point.cover, default=None)


def _is_thin(point: Checkpoint | None) -> bool:
    return point is not None and point.cover is not Cover.SEVERAL


def _print(context: Context, line: _Line, outlook: Outlook) -> None:
    """Print a license on a line, and under it each reason that is not said there already."""
    covered, point, today = line.covered, line.point, context.today
    scored = outlook.risk(covered.license)
    mark = _urgency(point, today, context.settings).mark if point else " "
    if line.unread and mark in " .":
        mark = Urgency.SOON.mark
    day = point.day.isoformat() if point else "none      "
    words = f": {checkpoint_words(point, today)}" if point else ""
    if point and outlook.reminders(covered.license).origin is Origin.ASSUMED:
        words += " (date assumed)"
    said = plain(covered.license.name + words)
    context.say(f"{mark}  {scored.score:>3}  {day}  {said}", under=_UNDER)
    for reason in scored.reasons:
        if reason.words not in words:
            context.say(f"        {reason.points:>3}  {plain(reason.words)}", under=_UNDER)
    told = {reason.words for reason in scored.reasons}
    for words in (unread_words(row, today) for row in line.unread):
        if words not in told:
            context.say(f"             {plain(words)}")


def _urgency(point: Checkpoint, today: date, settings: Settings) -> Urgency:
    """Return how bad it is: as for the findings, one step worse than its day if nobody reads it."""
    near = urgency_of((point.day - today).days, settings)
    match point.cover:
        case Cover.NOBODY:
            return Urgency(max(near - 1, 0))
        case Cover.SEVERAL:
            return Urgency.LATER
    return max(near, Urgency.SOON)


def _summary(found: tuple[LicenseCoverage, ...], shown: int, days: int | None) -> str:
    within = "" if days is None else f" within {days} days"
    rest = len(found) - shown
    if not shown:
        return f"Every reminder{within} has at least two readers: {counted(len(found), 'license')}."
    if rest:
        return (
            f"{counted(rest, 'more license')} with no reminder{within}, or with two or "
            "more readers. For all: licensetui coverage --all"
        )
    return f"{counted(shown, 'license')}."


def _record(line: _Line, outlook: Outlook, days: int | None) -> dict[str, Any]:
    covered, point, today = line.covered, line.point, outlook.today
    first, scored = covered.first_uncovered, outlook.risk(covered.license)
    return {
        "license": covered.license.name,
        "id": covered.license.id,
        "number": covered.license.number,
        "first_uncovered": first.day.isoformat() if first else None,
        "words": checkpoint_words(point, today) if point else None,
        "verified": point.verified if point else None,
        "risk": scored.score,
        "reasons": [{"points": x.points, "words": x.words} for x in scored.reasons],
        "reminder_days": reminders_record(outlook.reminders(covered.license)),
        "mails": [_mail(x, today) for x in _near(covered, today, days)],
        "unread": [unread_record(row) for row in line.unread],
    }


def _mail(point: Checkpoint, today: date) -> dict[str, Any]:
    end = present_end(point.license, today)
    return {
        "date": point.day.isoformat(),
        "days": (point.day - today).days,
        "days_before_end": (end - point.day).days if end else 0,
        "read_by": _WORDS[point.cover],
        "readers": [{"id": x.id, "name": x.label} for x in point.readers],
        "missing": list(map(_missing, point.missing)),
        "unknown": list(point.unknown),
    }


def unread_record(row: UnreadDays) -> dict[str, Any]:
    """Return days in a row on which nobody reads, for JSON."""
    return {
        "first": row.first.isoformat(),
        "last": row.last.isoformat() if row.last else None,
        "working_days": row.working_days,
        "addresses": [x.email.strip() for x in row.addressees],
        "missing": list(map(_missing, row.missing)),
    }


def reminders_record(found: ReminderDays) -> dict[str, Any]:
    """Return on which days the vendor writes, and who says so, for JSON."""
    return {"days": list(found.days), "from": found.origin.value, "by": found.by or None}


def _missing(one: Missing) -> dict[str, Any]:
    return {
        "id": one.contact.id,
        "name": one.contact.label,
        "why": one.why.value,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
    }


COVERAGE = Subcommand(_add_arguments, _run)
