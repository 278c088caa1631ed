"""The fields of a co-term preview, and which licenses it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from licensetui.domain.auto_renewal import present_end
from licensetui.domain.coterm import CoTermLine, CoTermPlan, coterm
from licensetui.domain.days import months_after
from licensetui.domain.license import License
from licensetui.domain.money import Money, brief_amount
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.structure import StructureError
from licensetui.domain.totals import sums_in_order
from licensetui.findings.objections import Objection, plan_objections
from licensetui.forms import typed
from licensetui.forms.field import Field, read
from licensetui.forms.typed import TypedError
from licensetui.tui.commands.forms import SAVE
from licensetui.tui.forms.outcomes import REFUSED_FIELD
from licensetui.tui.widgets.cells import wrapped

Judged: TypeAlias = tuple[CoTermLine, Objection | None]
"""What becomes of a license, and what refuses it."""
ALL = "all licenses"
AHEAD = 18
"""Months within which a common end is looked for."""


@dataclass(frozen=True)
class Scope:
    """The licenses that a preview may be about."""

    groups: Mapping[str, tuple[License, ...]]
    """The licenses by the word for them, in the order of the choice."""

    @classmethod
    def of(cls, chosen: tuple[License, ...], portfolio: Portfolio) -> Scope:
        """Return the choice where `chosen` were marked; a single one stands for its vendor."""
        known = portfolio.current().licenses
        groups: dict[str, tuple[License, ...]] = {}
        if len(chosen) > 1:
            groups[f"the {len(chosen)} marked"] = chosen
        for vendor in dict.fromkeys(x.vendor for x in chosen if x.vendor):
            groups[plain(f"vendor {vendor}")] = tuple(x for x in known if x.vendor == vendor)
        for name in dict.fromkeys(x.organization for x in chosen if x.organization):
            groups[plain(f"organization {name}")] = tuple(
                x for x in known if x.organization == name
            )
        groups[ALL] = known
        return cls(groups)

    def offered_day(self, word: str, today: date) -> str:
        """Return the latest end of a group within `AHEAD`, as a day to begin with."""
        limit = months_after(today, AHEAD)
        found = (present_end(x, today) for x in self.groups[word])
        ends = [end for end in found if end and today < end <= limit]
        return str(max(ends, default=""))


def coterm_fields(scope: Scope) -> tuple[Field, ...]:
    """Return the fields of the preview."""
    words = tuple(scope.groups)
    return (
        Field("scope", "Which", "Left or Right, or the first letter", choices=words, wide=True),
        Field(
            "day", "Common end", f"YYYY-MM-DD. {SAVE.key} plans it; quotes may differ", typed.day
        ),
        Field("buy_on", "Bought on", "YYYY-MM-DD: what ends before that day lapses", typed.day),
        REFUSED_FIELD,
    )


def plan_from(
    fields: tuple[Field, ...], scope: Scope, texts: Mapping[str, str], today: date
) -> CoTermPlan:
    """Return the preview by what stands in the fields. Raises `TypedError`."""
    values = read(fields[1:3], {}, texts)
    day: date | None = values["day"]
    if day is None:
        raise TypedError("Common end: type the day on which all of them end", "day")
    try:
        return coterm(scope.groups[texts["scope"]], day, today, values["buy_on"])
    except StructureError as error:
        raise TypedError(f"{error.problem}", error.field) from None


def judged(plan: CoTermPlan, portfolio: Portfolio, today: date) -> list[Judged]:
    """Return the lines, each with what refuses it: beside the others, as planned."""
    beside = portfolio.with_licenses(line.after for line in plan.joining)
    return [(line, _refusal(line, beside, today)) for line in plan.lines]


def _refusal(line: CoTermLine, portfolio: Portfolio, today: date) -> Objection | None:
    if not line.joins:
        return None
    found = plan_objections(line.after, portfolio, today)
    return next((x for x in found if x.refuses), None)


def without_refused(plan: CoTermPlan, lines: Iterable[Judged]) -> CoTermPlan:
    """Return what is left of a plan."""
    return replace(plan, lines=tuple(line for line, objection in lines if not objection))


def sums(plan: CoTermPlan, settings: Settings, width: int) -> tuple[str, tuple[str, ...]]:
    """Return what a plan costs as a title, and lines that say by when, and what lapses."""
    amounts = ", ".join(map(str, sums_in_order(plan.amounts, settings))) or "no known cost"
    unknown = f"   {plan.unpriced} of unknown cost" if plan.unpriced else ""
    months = ", ".join(
        f"{x.month.short} {x.month.year} {_brief(sums_in_order(x.amounts, settings), x.unpriced)}"
        for x in plan.months
    )
    lapsing = ", ".join(f"{x.license.name} ({x.end})" for x in plan.lapsing)
    bought = wrapped(f"To buy by {months or 'no month'}", width)
    lines = (*bought[:2], f"Lapse before that: {lapsing or 'none'}")
    return f"Cost until then: {amounts}{unknown}", lines


def _brief(amounts: Iterable[Money], unpriced: int) -> str:
    parts = [f"{brief_amount(money.amount)} {money.currency}" for money in amounts]
    return " + ".join([*parts, *([f"{unpriced} unknown"] if unpriced else [])])
