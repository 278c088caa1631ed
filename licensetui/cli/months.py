"""`licensetui calendar`: months with their marks, what falls on their days, and the year."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from licensetui.cli.agenda import mail_record, say_long_ended
from licensetui.cli.context import NO_LICENSES, Context, Subcommand, add_json, whole_number
from licensetui.cli.exits import DONE
from licensetui.cli.fitting import USUAL
from licensetui.cli.table import Cut, PrintedColumn, print_json, print_table
from licensetui.domain.day_events import DayEvent, marks_by_day
from licensetui.domain.milestones import MilestoneKind
from licensetui.domain.months import Month, MonthTotal, month_grid, week_days
from licensetui.domain.settings import Settings
from licensetui.domain.totals import in_order
from licensetui.outlook import Outlook
from licensetui.wording.agenda import READERS

BLOCK = 32
"""Cells of one month: a week number and seven days of four."""
GAP = 3
"""Cells between two months side by side."""

_HEAD = (
    PrintedColumn(""),
    PrintedColumn("days", leaves=1, at_right=True),
    PrintedColumn("date"),
    PrintedColumn("what"),
    PrintedColumn("whose", Cut.NAME),
    PrintedColumn(READERS, Cut.ADDRESS, leaves=2),
)


def _month_lines(
    month: Month, marks: Mapping[date, str], today: date, settings: Settings
) -> list[str]:
    head = "wk " + "".join(f"{name:>3} " for name in week_days(settings))
    rows = [
        f"{week.number:2} " + "".join(_cell(day, marks, today) for day in week.days)
        for week in month_grid(month, settings)
    ]
    return [line.ljust(BLOCK) for line in (month.title, head, *rows)]


def _cell(day: date | None, marks: Mapping[date, str], today: date) -> str:
    """Return four cells: `  9!`, and `[22]` for today, with its mark in place of the bracket."""
    if day is None:
        return "    "
    mark = marks.get(day, "")
    if day == today:
        return f"[{day.day:2}{mark or ']'}"
    return f"{day.day:3}{mark or ' '}"


def _side_by_side(blocks: Sequence[list[str]], columns: int) -> list[str]:
    """Return the lines of the blocks, as many beside each other as fit into `columns`."""
    fitting = max(1, (columns + GAP) // (BLOCK + GAP))
    lines: list[str] = []
    for start in range(0, len(blocks), fitting):
        row = blocks[start : start + fitting]
        height = max(len(block) for block in row)
        filled = [block + [" " * BLOCK] * (height - len(block)) for block in row]
        lines += ["", *((" " * GAP).join(parts).rstrip() for parts in zip(*filled, strict=True))]
    return lines[1:]


def _row(event: DayEvent, outlook: Outlook) -> tuple[str, ...]:
    what = "mail" if event.kind is MilestoneKind.REMINDER else event.kind.label
    about = f"until {event.last}" if event.last > event.day else ""
    if event.license:
        about = outlook.brief_mail(event.license, event.day)
    days = str((event.day - outlook.today).days)
    return (event.mark, days, event.day.isoformat(), what, event.subject, about)


def _record(event: DayEvent, outlook: Outlook) -> dict[str, Any]:
    license, contact = event.license, event.contact
    mail = outlook.next_mail(license, event.day) if license else None
    return {
        "mark": event.mark,
        "urgency": None if event.urgency is None else event.urgency.word,
        "days": (event.day - outlook.today).days,
        "date": event.day.isoformat(),
        "until": event.last.isoformat(),
        "what": event.kind.value,
        "whose": event.subject,
        "license_id": license.id if license else None,
        "contact_id": contact.id if contact else None,
        "readers": mail.read_at if mail else None,
        "next_mail": mail_record(mail),
    }


def _print_totals(context: Context, outlook: Outlook) -> None:
    """Print what ends in each of the next twelve months, and what each currency comes to."""
    context.say("Next 12 months")
    totals = outlook.dates.months
    met = (money.currency for total in totals for money in total.amounts)
    currencies = in_order(met, context.settings)
    amounts = (
        PrintedColumn(currency, leaves=len(currencies) - place, at_right=True)
        for place, currency in enumerate(currencies)
    )
    head = (PrintedColumn(""), PrintedColumn("ends", at_right=True), *amounts)
    print_table(context, head, [_total_row(total, currencies) for total in totals])
    if outlook.dates.ended_earlier:
        before = f"Ended before {totals[0].month.title}"
        context.say(f"{before} and still open: {outlook.dates.ended_earlier}")


def _total_row(total: MonthTotal, currencies: Sequence[str]) -> tuple[str, ...]:
    amounts = {money.currency: f"{money.amount:f}" for money in total.amounts}
    count = "-" if total.urgency is None else f"{total.count}{total.urgency.mark}"
    month = f"{total.month.short} {total.month.year}"
    return (month, count, *(amounts.get(currency, "") for currency in currencies))


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = """\
Shows the months from the current one on, the events in them and what is overdue, and
what ends in each of the next twelve months. An email event is a vendor's reminder to a
license's contacts; the last column shows who reads the next reminder from that day on.
--json prints the events.
"""
    parser.add_argument(
        "--months",
        metavar="N",
        type=whole_number(1, 120),
        default=4,
        help="number of months, 1 to 120 (default: 4)",
    )
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    portfolio = context.read()
    today, settings = context.today, context.settings
    months = _months(today, arguments.months)
    last = months[-1].last_day
    outlook = Outlook(portfolio, today, settings)
    events = outlook.dates.events(date.min, last)
    if arguments.json:
        for event in events:
            print_json(context, _record(event, outlook))
        return DONE
    columns = context.columns or USUAL
    marks = marks_by_day(events, months[0].first_day, last)
    blocks = [_month_lines(month, marks, today, settings) for month in months]
    for line in _side_by_side(blocks, columns):
        context.say(line)
    context.say()
    context.say(
        f"x overdue  ! in {settings.urgent_days} days  * in {settings.soon_days} days  "
        ". later  e end of life  m reminder  a away"
    )
    context.say()
    if not portfolio.current().licenses:
        context.say(NO_LICENSES)
        return DONE
    shown = {entry.license.id for entry in say_long_ended(context, outlook.agenda)}
    events = tuple(x for x in events if x.license is None or x.license.id in shown)
    if events:
        print_table(context, _HEAD, [_row(event, outlook) for event in events])
    else:
        context.say(f"No events through the end of {months[-1].title}.")
    context.say()
    _print_totals(context, outlook)
    return DONE


def _months(today: date, count: int) -> list[Month]:
    """Return so many months from the present one; at the end of the calendar fewer."""
    return list(dict.fromkeys(Month.of(today).plus(offset) for offset in range(count)))


CALENDAR = Subcommand(_add_arguments, _run)
