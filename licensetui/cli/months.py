"""`licensetui calendar`: months with their marks, the agenda, and the next twelve months."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import date

from licensetui.cli.agenda import print_agenda
from licensetui.cli.context import NO_LICENSES, Context, Subcommand, whole_number
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_table
from licensetui.domain.agenda import AgendaEntry, agenda, worst_by_day
from licensetui.domain.milestones import Urgency
from licensetui.domain.months import (
    Month,
    MonthTotal,
    ended_before,
    month_grid,
    months_ahead,
    week_days,
)
from licensetui.domain.settings import Settings

BLOCK = 32
"""Cells of one month: a week number and seven days of four."""
GAP = 3
"""Cells between two months side by side."""


def _month_lines(
    month: Month, marks: Mapping[date, Urgency], today: date, settings: Settings
) -> list[str]:
    head = "wk " + "".join(f"{name:>3} " for name in week_days(settings))
    rows = [
        f"{week.number:2} " + "".join(_cell(day, marks, today) for day in week.days)
        for week in month_grid(month, settings)
    ]
    return [line.ljust(BLOCK) for line in (month.title, head, *rows)]


def _cell(day: date | None, marks: Mapping[date, Urgency], today: date) -> str:
    """Return four cells: `  9!`, and `[22]` for today, with its mark in place of the bracket."""
    if day is None:
        return "    "
    mark = marks[day].mark if day in marks else ""
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


def _print_totals(context: Context, entries: Sequence[AgendaEntry]) -> None:
    """Print what ends in each of the next twelve months, and what each currency comes to."""
    context.say("Next 12 months")
    totals = months_ahead(entries, context.today)
    currencies = sorted({money.currency for total in totals for money in total.amounts})
    head = ("", ">ends", *(f">{currency}" for currency in currencies))
    print_table(context, head, [_total_row(total, currencies) for total in totals])
    before = ended_before(entries, context.today)
    if before:
        context.say(f"Ended before {totals[0].month.title} and still open: {len(before)}")


def _total_row(total: MonthTotal, currencies: Sequence[str]) -> tuple[str, ...]:
    amounts = {money.currency: f"{money.amount:f}" for money in total.amounts}
    count = "-" if total.urgency is None else f"{total.count}{total.urgency.mark}"
    month = f"{total.month.short} {total.month.year}"
    return (month, count, *(amounts.get(currency, "") for currency in currencies))


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--months", metavar="N", type=whole_number(1, 120), default=4, help="how many months (4)"
    )


def _run(arguments: Namespace, context: Context) -> int:
    portfolio = context.read()
    today, settings = context.today, context.settings
    entries = agenda(portfolio, today, settings)
    marks = worst_by_day(entries)
    months = [Month.of(today).plus(offset) for offset in range(arguments.months)]
    blocks = [_month_lines(month, marks, today, settings) for month in months]
    for line in _side_by_side(blocks, shutil.get_terminal_size().columns):
        context.say(line)
    context.say()
    context.say(
        f"x overdue  ! in {settings.urgent_days} days  * in {settings.soon_days} days  . later"
    )
    context.say()
    if not portfolio.current().licenses:
        context.say(NO_LICENSES)
        return DONE
    shown = [entry for entry in entries if Month.of(entry.day) <= months[-1]]
    if shown:
        print_agenda(context, portfolio, shown)
    else:
        context.say(f"Nothing is due up to the end of {months[-1].title}.")
    context.say()
    _print_totals(context, entries)
    return DONE


CALENDAR = Subcommand("calendar", "print months, the agenda and the year", _add_arguments, _run)
"""The subcommand."""
