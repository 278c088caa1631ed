"""`licensetui coverage`: who reads which mail, and how easily a renewal is missed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable
from datetime import date
from typing import Any

from licensetui.cli.context import NO_LICENSES, Context, Subcommand, add_json, whole_number
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_json
from licensetui.domain.counting import counted
from licensetui.domain.coverage import Checkpoint, LicenseCoverage
from licensetui.domain.coverage_words import checkpoint_words
from licensetui.domain.milestones import Urgency, urgency_of
from licensetui.domain.plain import plain
from licensetui.domain.readers import Cover
from licensetui.domain.risk import Risk
from licensetui.domain.settings import Settings

_WORDS = {
    Cover.NOBODY: "nobody",
    Cover.UNKNOWN: "unknown",
    Cover.ONE: "one",
    Cover.SEVERAL: "several",
}
"""How well a mail is read, in JSON."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = """\
Each of the vendor's mails to come goes to the addresses on the portal, or, if nobody
has looked there (unverified), to those of the wanted contacts. It is read by who is
behind them on its day, and neither away nor gone. Printed are the licenses with a mail
that fewer than two known persons read, each with its first such mail: those first that
nobody reads, then those of which nobody knows who does, then single readers, each by day.

The risk is 100 if nobody reads a mail; else 40 for a single reader, 20 for a person as
primary contact where a team's address is possible, 20 for a portal with open steps or
not looked at for 180 days, 10 for a team of none or one, 10 if one can sign in at most.
Reasons stand below a license, but for what its own line says.
"""
    parser.add_argument(
        "--within",
        metavar="N",
        type=whole_number(0, 9_999_999),
        help="only mails of the next N days (else the setting soon_days)",
    )
    parser.add_argument(
        "--all", action="store_true", help="all licenses and, but for --within, all mails"
    )
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    outlook, today = context.outlook(), context.today
    days = _days(arguments, context.settings)
    found = outlook.all_coverage
    worst = [(covered, _point(covered, today, days)) for covered in found]
    shown = [(covered, point) for covered, point in worst if arguments.all or _is_thin(point)]
    for covered, point in shown:
        scored = outlook.risk(covered.license)
        if arguments.json:
            print_json(context, _record(covered, point, scored, today, days))
        else:
            _print(context, covered, point, scored)
    if not arguments.json:
        context.say(_summary(found, len(shown), days) if found else NO_LICENSES)
    return DONE


def _days(arguments: Namespace, settings: Settings) -> int | None:
    """Return how many days ahead mails are looked at; None for all."""
    if arguments.within is not None:
        return int(arguments.within)
    return None if arguments.all else settings.soon_days


def _near(covered: LicenseCoverage, today: date, days: int | None) -> Iterable[Checkpoint]:
    points = covered.checkpoints
    return (x for x in points if days is None or (x.day - today).days <= days)


def _point(covered: LicenseCoverage, today: date, days: int | None) -> Checkpoint | None:
    """Return the first of the mails in time that are read worst, if any is to come."""
    return min(_near(covered, today, days), key=lambda point: point.cover, default=None)


def _is_thin(point: Checkpoint | None) -> bool:
    return point is not None and point.cover is not Cover.SEVERAL


def _print(
    context: Context, covered: LicenseCoverage, point: Checkpoint | None, scored: Risk
) -> None:
    """Print a license on a line, and under it each reason that is not said there already."""
    today = context.today
    mark = _urgency(point, today, context.settings).mark if point else " "
    day = point.day.isoformat() if point else "no mail   "
    words = f": {checkpoint_words(point, today)}" if point else ""
    context.say(f"{mark}  {scored.score:>3}  {day}  {plain(covered.license.name + words)}")
    for reason in scored.reasons:
        if reason.words not in words:
            context.say(f"        {reason.points:>3}  {plain(reason.words)}")


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
        return f"No mail{within} has fewer than two readers: {counted(len(found), 'license')}."
    if rest:
        return (
            f"{counted(rest, 'more license')}: none{within}, or two readers and more. "
            "licensetui coverage --all"
        )
    return f"{counted(shown, 'license')}."


def _record(
    covered: LicenseCoverage, point: Checkpoint | None, scored: Risk, today: date, days: int | None
) -> dict[str, Any]:
    first = covered.first_uncovered
    return {
        "license": covered.license.name,
        "id": covered.license.id,
        "number": covered.license.number,
        "first_uncovered": first.day.isoformat() if first else None,
        "words": checkpoint_words(point, today) if point else None,
        "verified": point.verified if point else None,
        "risk": scored.score,
        "reasons": [{"points": x.points, "words": x.words} for x in scored.reasons],
        "mails": [_mail(x, today) for x in _near(covered, today, days)],
    }


def _mail(point: Checkpoint, today: date) -> dict[str, Any]:
    return {
        "date": point.day.isoformat(),
        "days": (point.day - today).days,
        "days_before_end": point.days_before,
        "read_by": _WORDS[point.cover],
        "readers": [{"id": x.id, "name": x.label} for x in point.readers],
        "missing": [
            {
                "id": x.contact.id,
                "name": x.contact.label,
                "why": x.why.value,
                "since": x.since.isoformat() if x.since else None,
                "until": x.until.isoformat() if x.until else None,
            }
            for x in point.missing
        ],
        "unknown": list(point.unknown),
    }


COVERAGE = Subcommand(_add_arguments, _run)
