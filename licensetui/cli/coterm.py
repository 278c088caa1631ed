"""`licensetui coterm DATE`: what it takes that licenses end on one date. Nothing is changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from licensetui.cli.context import Context, Subcommand, UsageError, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.table import Cut, PrintedColumn, print_json, print_table
from licensetui.cli.typed import day
from licensetui.domain.coterm import CoTermLine, CoTermPlan, CoTermState, coterm
from licensetui.domain.counting import counted
from licensetui.domain.license import License
from licensetui.domain.plain import folded, plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.domain.totals import sums_in_order
from licensetui.findings.objections import plan_objections
from licensetui.wording.coterm import cost_words, unpriced_words

_HEAD = (
    PrintedColumn(""),
    PrintedColumn("license", Cut.NAME),
    PrintedColumn("ends", leaves=3),
    PrintedColumn("until then", leaves=2),
    PrintedColumn("a month", leaves=1, at_right=True),
    PrintedColumn("cost", at_right=True),
)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE", type=day, help="common end date, as in 2027-12-31")
    parser.add_argument("--bought", metavar="DATE", type=day, help="purchase date (default: today)")
    parser.add_argument("--vendor", metavar="NAME", help="only this vendor's licenses")
    parser.add_argument(
        "--organization", metavar="NAME", help="only licenses issued to this organization"
    )
    add_json(parser)


def _chosen(arguments: Namespace, portfolio: Portfolio) -> tuple[License, ...]:
    """Return the licenses asked for; raise `UsageError` for a name that no license has."""
    found = portfolio.current().licenses
    for option in ("vendor", "organization"):
        name = getattr(arguments, option)
        if name is None:
            continue
        kept = tuple(x for x in found if folded(getattr(x, option)) == folded(name))
        if found and not kept:
            raise UsageError(f"no license has {option} {plain(name)!r}")
        found = kept
    return found


def _refusals(plan: CoTermPlan, portfolio: Portfolio, today: date) -> dict[int, str]:
    """Return why licenses cannot have their short term, by their ids."""
    beside = portfolio.with_licenses([line.after for line in plan.joining])
    found: dict[int, str] = {}
    for line in plan.joining:
        for objection in plan_objections(line.after, beside, today):
            if objection.refuses:
                found.setdefault(line.license.id, objection.reason)
    return found


def _record(line: CoTermLine, plan: CoTermPlan, refusal: str | None) -> dict[str, Any]:
    return {
        "id": line.license.id,
        "name": line.license.name,
        "ends": line.end.isoformat() if line.end else None,
        "common_end": plan.day.isoformat(),
        "state": line.state.name.lower().replace("_", " "),
        "joins": line.joins and refusal is None,
        "refused": refusal,
        "months": line.months,
        "days": line.days,
        "monthly": str(line.monthly.amount) if line.monthly else None,
        "cost": str(line.cost.amount) if line.cost else None,
        "currency": line.cost.currency if line.cost else None,
    }


def _row(line: CoTermLine, refusal: str | None) -> tuple[str, ...]:
    is_lapsing = line.state is CoTermState.LAPSES
    return (
        "x" if refusal or is_lapsing else "",
        line.license.name,
        str(line.end or "NONE"),
        line.length or "-",
        str(line.monthly or ""),
        str(line.cost or ""),
        "rejected, see below" if refusal else line.state.label,
    )


def _run(arguments: Namespace, context: Context) -> int:
    portfolio = context.read()
    try:
        licenses = _chosen(arguments, portfolio)
        plan = coterm(licenses, arguments.day, context.today, arguments.bought)
    except StructureError as error:
        raise UsageError(error.problem) from None
    refused = _refusals(plan, portfolio, context.today)
    if arguments.json:
        for line in plan.lines:
            print_json(context, _record(line, plan, refused.get(line.license.id)))
        return DONE
    if not plan.lines:
        context.say("No active licenses.")
        return DONE
    head = (*_HEAD, PrintedColumn(f"on {plan.day}", Cut.LINES))
    print_table(context, head, [_row(x, refused.get(x.license.id)) for x in plan.lines])
    kept = CoTermPlan(
        plan.day, plan.buy_on, tuple(x for x in plan.lines if x.license.id not in refused)
    )
    _print_sums(kept, context)
    for line in plan.joining:
        if reason := refused.get(line.license.id):
            context.say(f"{plain(line.license.name)} is rejected: {plain(reason)}.")
    return DONE


def _print_sums(plan: CoTermPlan, context: Context) -> None:
    context.say()
    for month in plan.months:
        amounts = [str(x) for x in sums_in_order(month.amounts, context.settings)]
        amounts += [unpriced_words(month.unpriced)] if month.unpriced else []
        count = counted(month.count, "license")
        context.say(f"To buy by {month.month.title}: {count}, {', '.join(amounts)}")
    total = cost_words(plan, context.settings)
    context.say(f"Total until {plan.day}: {total}. The vendor's quote may differ.")
    for line in plan.lapsing:
        name = plain(line.license.name)
        context.say(f"{name} lapses before the purchase: it ends on {line.end}.")


COTERM = Subcommand(_add_arguments, _run)
