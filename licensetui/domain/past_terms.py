"""The terms of a license as a history: what each cost a year, and what became of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from licensetui.domain.costs import CENT, yearly_cost
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License
from licensetui.domain.money import LARGE, Money
from licensetui.domain.term import Term


@dataclass(frozen=True)
class YearlyChange:
    """The cost of a year against a year of the term before, in one currency."""

    before: Money
    """A year of the earlier term."""
    after: Money
    """A year of the later one."""

    @property
    def difference(self) -> Money:
        """The rise of the cost a year; negative if it fell."""
        return Money(self.after.amount - self.before.amount, self.after.currency)

    @property
    def percent(self) -> Decimal | None:
        """The same in percent to one place; None where the earlier year cost next to nothing."""
        before, difference = self.before.amount, self.difference.amount
        if abs(before) < CENT or max(abs(before), abs(difference)) >= LARGE:
            return None
        return (difference / abs(before) * 100).quantize(Decimal("0.1"))

    def __str__(self) -> str:
        """Return the change as a column shows it: `+6.4 %`; else the difference."""
        if self.percent is None:
            return f"{self.difference.amount:+f} {self.after.currency}"
        return f"{self.percent:+f} %"


@dataclass(frozen=True)
class TermLine:
    """One term in the history of a license."""

    term: Term
    is_current: bool
    """Whether it is the one that counts."""
    yearly: Money | None
    """What it costs a year, to the cent, where known."""
    change: YearlyChange | None
    """A year of it against a year of the term before, where both are known in one currency."""
    replaced_on: date | None
    """The day on which a later term took its place before its end, as upgrades do."""


def yearly_change(before: Term, after: Term) -> YearlyChange | None:
    """Return how the amount per year changed; None if one is unknown or in another currency."""
    earlier, later = yearly_cost(before), yearly_cost(after)
    if earlier is None or later is None or earlier.currency != later.currency:
        return None
    return YearlyChange(earlier, later)


def term_lines(license: License) -> tuple[TermLine, ...]:
    """Return all terms of a license, the newest first; a planned one is not among them."""
    terms = license.terms
    lines = []
    for place, term in enumerate(terms):
        before = terms[place - 1] if place else None
        after = terms[place + 1] if place + 1 < len(terms) else None
        change = yearly_change(before, term) if before else None
        replaced = _replaced_on(term, after) if after else None
        lines.append(TermLine(term, after is None, yearly_cost(term), change, replaced))
    return tuple(reversed(lines))


def _replaced_on(term: Term, after: Term) -> date | None:
    """Return the first day of the term after, if that is before the end."""
    return after.start if term.end and after.start and after.start < term.end else None
