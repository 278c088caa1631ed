"""`licensetui report`: amounts, dates, savings and findings in one document (Markdown)."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from licensetui.cli.agenda import cost_of
from licensetui.cli.context import NO_LICENSES, Context, Subcommand
from licensetui.cli.exits import DONE
from licensetui.cli.output import add_output, output_file
from licensetui.cli.savings import ends_apart, seats, unused_licenses
from licensetui.domain.agenda import AgendaEntry, split_long_ended
from licensetui.domain.costs import is_duration_assumed, is_length_assumed
from licensetui.domain.counting import counted
from licensetui.domain.finding import NOTHING
from licensetui.domain.milestones import Urgency
from licensetui.domain.months import Month, ended_before
from licensetui.domain.optimization import is_leaving
from licensetui.domain.plain import plain
from licensetui.domain.settings import Settings
from licensetui.domain.term import Term
from licensetui.domain.totals import (
    Charge,
    Total,
    due_charges,
    in_order,
    paid_charges,
    per_month,
    per_organization,
    per_vendor,
    per_year,
    snoozed_charges,
    total,
)
from licensetui.exchange.markdown import NOT_SAID, as_text, table
from licensetui.exchange.output_file import write_file
from licensetui.outlook import Outlook
from licensetui.wording.agenda import READERS, long_ended_words


@dataclass(frozen=True)
class _Report:
    """One portfolio on one day, with what several sections tell of it."""

    outlook: Outlook
    """Archived records too: what they cost before is history."""

    @property
    def today(self) -> date:
        """The day."""
        return self.outlook.today

    @property
    def settings(self) -> Settings:
        """The user's settings."""
        return self.outlook.settings

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The next twelve, from the present one."""
        return tuple(Month.of(self.today).plus(offset) for offset in range(12))

    @cached_property
    def near(self) -> tuple[AgendaEntry, ...]:
        """The open milestones up to the end of the twelve months."""
        return tuple(
            entry for entry in self.outlook.agenda if Month.of(entry.day) <= self.months[-1]
        )

    @cached_property
    def due(self) -> tuple[Charge, ...]:
        """Charges to be paid in the twelve months."""
        charges = due_charges(self.near)
        return tuple(x for x in charges if x.day and Month.of(x.day) >= self.months[0])


def report_lines(outlook: Outlook) -> list[str]:
    """Return the report as lines of Markdown; the same for the same portfolio, day and settings."""
    report = _Report(outlook)
    portfolio, today, settings = outlook.portfolio, outlook.today, outlook.settings
    sections = (
        ("Summary", _summary(report)),
        ("Next 12 months", _months(report)),
        (
            "Per vendor",
            _names(per_vendor(report.outlook.costs.yearly, settings), "Vendor", settings),
        ),
        (
            "Per organization",
            _names(
                per_organization(report.outlook.costs.yearly, settings), "Organization", settings
            ),
        ),
        ("Due per year", _years(due_charges(report.outlook.agenda), "Ends", settings)),
        ("Paid per year", _years(paid_charges(portfolio), "Terms", settings)),
        ("What is due", _due(report)),
        ("Seats", seats(portfolio, today, settings)),
        ("Unused", unused_licenses(portfolio, today, settings)),
        ("Ends that could be aligned", ends_apart(portfolio, today, settings)),
        ("Findings", _findings(report)),
    )
    lines = [f"# Licenses on {today}"]
    for title, body in sections:
        lines += ["", f"## {title}", "", *body]
    return lines


def _summary(report: _Report) -> list[str]:
    settings = report.settings
    yearly, due = total(report.outlook.costs.yearly, settings), total(report.due, settings)
    leaving = [charge for charge in report.due if is_leaving(charge.license)]
    long_ended, rest = split_long_ended(report.outlook.agenda, settings)
    marks = Counter(finding.severity for finding in report.outlook.findings)
    found = ", ".join(f"{marks[mark]} {mark.mark}" for mark in Urgency if marks[mark])
    snoozed = [
        charge
        for charge in snoozed_charges(report.outlook.portfolio, report.today, settings)
        if charge.day and Month.of(charge.day) <= report.months[-1]
    ]
    lines = [
        f"- Cost per year: {_amounts(yearly)} ({_of(yearly, 'license')})",
        (
            f"- Due through the end of {report.months[-1].title}: {_amounts(due)} "
            f"({_of(due, 'end')})"
        ),
    ]
    if leaving:
        lines.append(f"- Of that, to be canceled: {_amounts(total(leaving, settings))}")
    if snoozed:
        silent = total(snoozed, settings)
        lines.append(f"- Snoozed, so not included: {_amounts(silent)} ({_of(silent, 'end')})")
    if rest:
        first = rest[0]
        name = as_text(first.license.name)
        lines.append(f"- First: {first.day}, {first.kind.label}: {name}")
    if long_ended:
        lines.append(f"- {long_ended_words(long_ended)}")
    lines.append(f"- Findings: {as_text(found) or 'none'}")
    return [*lines, "", _how(report)]


def _how(report: _Report) -> str:
    """Return how amounts are counted, and what had to be assumed for it."""
    yearly, due = report.outlook.costs.yearly, due_charges(report.outlook.agenda)
    unclear = len(
        {x.license.id for x in yearly if _term_is(x, is_length_assumed)}
        | {x.license.id for x in due if _term_is(x, is_duration_assumed)}
    )
    said = (
        "Currencies are never added up. What is due is the cost of the current term, "
        "in the month it ends; what was paid counts in the year its term began. The "
        "cost per year of a longer or shorter term is its share of twelve months. "
        "Credits are not included."
    )
    if unclear:
        said += f" {counted(unclear, 'license')} with an unknown term length: counted as a year."
    return said


def _term_is(charge: Charge, assumed: Callable[[Term], bool]) -> bool:
    term = charge.license.term
    return charge.cost is not None and term is not None and assumed(term)


def _months(report: _Report) -> list[str]:
    charges, settings = due_charges(report.outlook.agenda), report.settings
    totals = [*per_month(charges, report.months, settings)]
    totals.append(total(report.due, settings, "12 months"))
    before = due_charges(ended_before(report.outlook.agenda, report.today))
    if before:
        label = f"Before {report.months[0].title}, still open"
        totals.insert(0, total(before, settings, label))
    later = [x for x in charges if x.day and Month.of(x.day) > report.months[-1]]
    if later:
        totals.append(total(later, settings, f"After {report.months[-1].title}"))
    return _totals(totals, ("Month", "Ends"), settings)


def _names(totals: Sequence[Total], title: str, settings: Settings) -> list[str]:
    return [*_totals(totals, (title, "Licenses"), settings), "", ("Amounts are the cost per year.")]


def _years(charges: Iterable[Charge], what: str, settings: Settings) -> list[str]:
    return _totals(per_year(charges, settings), ("Year", what), settings)


def _totals(totals: Sequence[Total], heads: tuple[str, str], settings: Settings) -> list[str]:
    """Return one row for each total, with a column for each currency."""
    if not totals:
        return ["None."]
    currencies = in_order((m.currency for x in totals for m in x.amounts), settings)
    head = (heads[0], f">{heads[1]}", *(f">{currency}" for currency in currencies), ">no cost")
    rows = [
        (
            x.label or NOT_SAID,
            str(x.count or "-"),
            *(_digits(x, currency) for currency in currencies),
            str(x.unpriced or ""),
        )
        for x in totals
    ]
    return table(head, rows)


def _due(report: _Report) -> list[str]:
    long_ended, rest = split_long_ended(report.near, report.settings)
    head = ("", ">days", "date", "what", "license", "number", ">cost", READERS)
    rows = [
        (
            entry.urgency.mark,
            str(entry.days),
            str(entry.day),
            entry.kind.label,
            entry.license.name,
            entry.license.number,
            cost_of(entry.license),
            report.outlook.mail_words(entry.license),
        )
        for entry in rest
    ]
    lines = table(head, rows) if rows else ["Nothing."]
    if long_ended:
        lines += ["", f"{long_ended_words(long_ended)}."]
    return lines


def _findings(report: _Report) -> list[str]:
    rows = [(finding.severity.mark, finding.reason) for finding in report.outlook.findings]
    return table(("", "finding"), rows) if rows else [NOTHING]


def _amounts(of: Total) -> str:
    return ", ".join(map(str, of.amounts)) or "unknown"


def _of(of: Total, word: str) -> str:
    """Return how much a total is about: `17 licenses, 3 of them without a cost`."""
    without = f", {of.unpriced} of them without a cost" if of.unpriced else ""
    credits = ", ".join(map(str, of.credits))
    credited = f", {of.credited} of them with a credit, not counted: {credits}" if credits else ""
    return f"{counted(of.count, word)}{without}{credited}"


def _digits(of: Total, currency: str) -> str:
    amount = of.amount(currency)
    return "" if amount is None else f"{amount:f}"


def write_report(arguments: Namespace, context: Context) -> int:
    """Write the report, and return the exit code."""
    output = output_file(arguments, context)
    outlook = context.outlook()
    if not outlook.portfolio.licenses:
        context.remark(NO_LICENSES)
    lines = report_lines(outlook)
    if output is None:
        for line in lines:
            context.say_whole(line)
        return DONE
    write_file(output, "".join(f"{line}\n" for line in lines).encode())
    context.say(f"{plain(str(output))}: {counted(len(outlook.current.licenses), 'license')}.")
    return DONE


REPORT = Subcommand(add_output, write_report)
