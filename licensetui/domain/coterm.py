"""Co-terming: shorter or longer terms by which licenses come to end on one common date.

A preview first (`coterm`), which changes nothing; then planned terms (`planned`), one change of
all. A planned term is not bought: the present term, its end and its deadlines stay as they are
until a renewal is recorded, which then offers the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from licensetui.domain.auto_renewal import present_term
from licensetui.domain.change import Change, Edit
from licensetui.domain.costs import term_cost, times, yearly_cost
from licensetui.domain.counting import counted
from licensetui.domain.labels import Labeled
from licensetui.domain.license import License, LicenseType
from licensetui.domain.money import Money, sums
from licensetui.domain.months import Month
from licensetui.domain.periods import Length, bounds, day_of_month, months_between, years_between
from licensetui.domain.renewal import Purchase, next_term
from licensetui.domain.standing import is_over
from licensetui.domain.structure import StructureError
from licensetui.domain.term import CostBasis, Decision, Progress, Term, TermKind


class CoTermState(Labeled):
    """The meaning of a common date for a license; the value says it after its name."""

    JOINS = "is extended to it"
    LAPSES = "lapses before the purchase"
    RENEWED = "auto-renewed: confirm it first"
    SAME = "already ends on it"
    LONGER = "ends after it"
    ORDERED = "is already renewed or done"
    LEAVING = "is to be canceled"
    NOT_RENEWED = "is an evaluation"
    NO_END = "has no end"


@dataclass(frozen=True)
class CoTermLine:
    """One license in the preview."""

    license: License
    """The license as it is."""
    state: CoTermState
    """What the common date means for it."""
    end: date | None = None
    """Its end; of what renewed itself that of the present term."""
    months: int = 0
    """Whole months of the short term; 0 if the license does not join."""
    days: int = 0
    """Days beyond those months."""
    monthly: Money | None = None
    """What the present term costs a month, where known; to the cent."""
    term: Term | None = None
    """The short term, with its expected cost; None if the license does not join."""

    @property
    def cost(self) -> Money | None:
        """The cost of the short term: its share of the yearly cost, to the cent."""
        return term_cost(self.term)

    @property
    def joins(self) -> bool:
        """Whether the license gets a term to the common date."""
        return self.term is not None

    @property
    def length(self) -> str:
        """The length of the short term in words: `7 months 12 days`; empty if there is none."""
        return str(Length(self.months, self.days)) if self.months or self.days else ""

    @property
    def after(self) -> License:
        """The license as it will be when the short term is planned."""
        return replace(self.license, planned=self.term) if self.term else self.license


@dataclass(frozen=True)
class CoTermMonth:
    """The short terms that begin in one month: what has to be bought by then."""

    month: Month
    count: int
    """How many licenses."""
    unpriced: int
    """How many of them have no known cost; the amounts are without them."""
    amounts: tuple[Money, ...]
    """One sum per currency, the largest first."""


@dataclass(frozen=True)
class CoTermPlan:
    """The way to bring licenses to one common date."""

    day: date
    """The common date."""
    buy_on: date
    """The day of the purchase."""
    lines: tuple[CoTermLine, ...]
    """All licenses that are not archived or given up: by end, then by name; without an end last."""

    @property
    def joining(self) -> tuple[CoTermLine, ...]:
        """The lines of those that get a term, lapsing ones too."""
        return tuple(line for line in self.lines if line.joins)

    @property
    def lapsing(self) -> tuple[CoTermLine, ...]:
        """The lines of those that end before the purchase."""
        return tuple(line for line in self.lines if line.state is CoTermState.LAPSES)

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The costs of all short terms, one sum per currency, as far as known."""
        return sums(line.cost for line in self.joining if line.cost)

    @property
    def unpriced(self) -> int:
        """The number of those that join and have no known cost."""
        return sum(line.cost is None for line in self.joining)

    @property
    def months(self) -> tuple[CoTermMonth, ...]:
        """The cost by the month in which the short terms begin; months without any are left out."""
        found: dict[Month, list[CoTermLine]] = {}
        for line in self.joining:
            if line.term and line.term.start:
                found.setdefault(Month.of(line.term.start), []).append(line)
        return tuple(_month(month, found[month]) for month in sorted(found))


def coterm(
    licenses: Iterable[License], day: date, today: date, buy_on: date | None = None
) -> CoTermPlan:
    """Return what it takes that `licenses` end on `day`, bought on `buy_on` or else today.

    Each short term begins where the present one ends, past as that may be when it is bought: the
    vendor counts from there, and in between the license has lapsed. A cost is the present yearly
    cost for as long as the short term is: a twelfth for each whole month, and for each day of a
    broken month its share of that month; rounded once, to the cent (a half to the even one). A
    vendor's quote may differ. Raises `StructureError` for a date that is not after the purchase.
    """
    bought = buy_on or today
    if bought < today:
        raise StructureError("buy_on", f"{bought} is before today, {today}")
    if day <= bought:
        raise StructureError("day", f"{day} is not after the purchase on {bought}")
    kept = [x for x in licenses if not x.archived and not is_over(x, today)]
    lines = [_line(license, day, today, bought) for license in kept]
    lines.sort(key=lambda x: (x.end or date.max, x.license.name.casefold(), x.license.id))
    return CoTermPlan(day, bought, tuple(lines))


def planned(plan: CoTermPlan, ids: Collection[int] | None = None) -> Change:
    """Return the change that plans the short terms: all, or those of the licenses `ids`.

    A plan made before for one of these licenses is replaced. The change is empty if there is
    nothing to plan.
    """
    edits = tuple(
        Edit(line.license, line.after)
        for line in plan.joining
        if (ids is None or line.license.id in ids) and line.after != line.license
    )
    count = counted(len(edits), "license")
    return Change(f"plan that {count} end on {plan.day}", licenses=edits)


def _line(license: License, day: date, today: date, bought: date) -> CoTermLine:
    present = present_term(license, today)
    end = present.end if present else None
    state = _state(license, present, day, bought)
    yearly = yearly_cost(license.term)
    monthly = times(yearly, Fraction(1, 12)) if yearly else None
    if state not in (CoTermState.JOINS, CoTermState.LAPSES):
        return CoTermLine(license, state, end, monthly=monthly)
    term = next_term(license, today, Purchase(TermKind.CO_TERM, end=day))
    first, follows = bounds(term, present)
    on = day_of_month(license)
    length = months_between(first, follows, on)
    if term.cost_basis is CostBasis.TERM:
        of_all = times(yearly, years_between(first, follows, on)) if yearly else None
        term = replace(term, cost=of_all, per_seat=False, seats=None)
    return CoTermLine(license, state, end, *length, monthly, term)


def _state(license: License, term: Term | None, day: date, bought: date) -> CoTermState:
    if term is None or term.end is None:
        return CoTermState.NO_END
    if license.type is LicenseType.EVALUATION:
        return CoTermState.NOT_RENEWED
    if term.decision is Decision.CANCEL:
        return CoTermState.LEAVING
    if term.end >= day:
        return CoTermState.SAME if term.end == day else CoTermState.LONGER
    if term is not license.term:
        return CoTermState.RENEWED
    if term.progress in (Progress.ORDERED, Progress.DONE):
        return CoTermState.ORDERED
    return CoTermState.LAPSES if term.end < bought else CoTermState.JOINS


def _month(month: Month, lines: list[CoTermLine]) -> CoTermMonth:
    amounts = sums(line.cost for line in lines if line.cost)
    return CoTermMonth(month, len(lines), sum(line.cost is None for line in lines), amounts)
