"""Totals of costs: due ahead, per year, and paid before. Never summed across currencies.

Three questions make charges (`due_charges`, `yearly_charges`, `paid_charges`), and any of them is
summed (`total`) or grouped (`per_vendor`, `per_organization`, `per_month`, `per_year`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from licensetui.domain.agenda import AgendaEntry, ends
from licensetui.domain.days import is_month_end, months_after
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, is_snoozed, open_milestones
from licensetui.domain.money import LARGE, Money, sums
from licensetui.domain.months import Month
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_running
from licensetui.domain.term import Term

SHORTEST = 28
"""Days below which a term is rather a slip of the pen than the length that its cost is for."""
CENT = Decimal("0.01")
"""To what amounts are rounded that were divided."""
_DAYS_PER_YEAR = Fraction(1461, 4)


@dataclass(frozen=True)
class Charge:
    """One cost of one license."""

    license: License
    day: date | None
    """The day on which it counts; None where it counts on none, or on an unknown one."""
    cost: Money | None
    """The amount; None where nobody said."""


@dataclass(frozen=True)
class Total:
    """Charges in one sum per currency."""

    label: str
    """What they have in common; empty where nobody said."""
    count: int
    """How many charges."""
    unpriced: int
    """How many of them have no cost: the amounts are without them."""
    amounts: tuple[Money, ...]
    """One sum per currency, in the order of the user's currencies."""

    def amount(self, currency: str) -> Decimal | None:
        """Return the sum in one currency; None if nothing is in it."""
        return next((money.amount for money in self.amounts if money.currency == currency), None)


def due_charges(entries: Iterable[AgendaEntry]) -> tuple[Charge, ...]:
    """Return what is to be paid at the open ends among `entries`, each on its day.

    A renewal is expected to cost as much as the term that ends; what is to be canceled is among
    them, as in the agenda and in `months_ahead`.
    """
    return tuple(
        Charge(entry.license, entry.day, entry.license.term.cost if entry.license.term else None)
        for entry in ends(entries)
    )


def snoozed_charges(portfolio: Portfolio, today: date, settings: Settings) -> tuple[Charge, ...]:
    """Return what is to be paid at the open ends that no agenda shows, as they are snoozed."""
    return tuple(
        Charge(license, point.day, license.term.cost if license.term else None)
        for license in portfolio.licenses
        if is_snoozed(license, today)
        for point in open_milestones(license, today, settings)
        if point.kind is MilestoneKind.ENDS
    )


def yearly_charge(license: License, today: date, settings: Settings) -> Charge | None:
    """Return what a license costs a year, on no day; None for one that does not run.

    A perpetual license without maintenance was paid once, costs nothing more, and has none either.
    """
    term = license.term
    if not is_running(license, today, settings) or (term and term.perpetual and term.end is None):
        return None
    return Charge(license, None, yearly_cost(term) if term else None)


def paid_charges(portfolio: Portfolio) -> tuple[Charge, ...]:
    """Return what every term of every license cost, archived ones too, on the term's first day."""
    return tuple(
        Charge(license, term.start, term.cost)
        for license in portfolio.licenses
        for term in license.terms
    )


def term_years(term: Term) -> Fraction | None:
    """Return the length of a term in years: whole months as twelfths, else by its days.

    The last day may be the one before an anniversary of the first or, as many write it, that day;
    and a first day that is the last of its month may stand for a later one: from 28 Feb to 31 Mar
    is a month.
    None where a day is unknown or the term is shorter than `SHORTEST`.
    """
    if term.start is None or term.end is None or (term.end - term.start).days < SHORTEST:
        return None
    months = (term.end.year - term.start.year) * 12 + term.end.month - term.start.month
    on = max(term.start.day, term.end.day) if is_month_end(term.start) else None
    for count in (months, months + 1):
        if count and (months_after(term.start, count, on) - term.end).days in (0, 1):
            return Fraction(count, 12)
    return ((term.end - term.start).days + 1) / _DAYS_PER_YEAR


def yearly_cost(term: Term) -> Money | None:
    """Return what a term costs a year, to the cent; a term of unknown length counts as a year's."""
    years = term_years(term)
    if term.cost is None or years is None or years == 1:
        return term.cost
    return times(term.cost, 1 / years)


def times(money: Money, factor: Fraction) -> Money:
    """Return an amount multiplied, rounded to the cent as far as amounts are written out."""
    amount = money.amount * factor.numerator / factor.denominator
    return Money(amount.quantize(CENT) if abs(amount) < LARGE else amount, money.currency)


def in_order(currencies: Iterable[str], settings: Settings) -> tuple[str, ...]:
    """Return currencies, each once: those of `currency_order`, the user's own, then by name."""
    first = (*settings.currency_order, settings.currency)
    return tuple(
        sorted(set(currencies), key=lambda x: (first.index(x) if x in first else len(first), x))
    )


def sums_in_order(amounts: Iterable[Money], settings: Settings) -> tuple[Money, ...]:
    """Return one sum per currency, in the order of the user's currencies."""
    found = {money.currency: money for money in sums(amounts)}
    return tuple(found[currency] for currency in in_order(found, settings))


def total(charges: Iterable[Charge], settings: Settings, label: str = "") -> Total:
    """Return all charges in one sum per currency."""
    known = tuple(charges)
    amounts = sums_in_order((x.cost for x in known if x.cost), settings)
    return Total(label, len(known), sum(x.cost is None for x in known), amounts)


def per_vendor(charges: Iterable[Charge], settings: Settings) -> tuple[Total, ...]:
    """Return a total for each vendor, the largest first."""
    return _per_name(charges, settings, lambda x: x.vendor)


def per_organization(charges: Iterable[Charge], settings: Settings) -> tuple[Total, ...]:
    """Return a total for each organization to which licenses were issued, the largest first."""
    return _per_name(charges, settings, lambda x: x.organization)


def per_month(
    charges: Iterable[Charge], months: Iterable[Month], settings: Settings
) -> tuple[Total, ...]:
    """Return a total for each of `months`, empty ones too; other days stand in none."""
    found: dict[Month, list[Charge]] = {}
    for charge in charges:
        if charge.day:
            found.setdefault(Month.of(charge.day), []).append(charge)
    return tuple(total(found.get(month, ()), settings, month.title) for month in months)


def per_year(charges: Iterable[Charge], settings: Settings) -> tuple[Total, ...]:
    """Return a total for each year that has charges, the earliest first; without a day last."""
    found: dict[int, list[Charge]] = {}
    for charge in charges:
        found.setdefault(charge.day.year if charge.day else 0, []).append(charge)
    years = sorted(found, key=lambda year: (year == 0, year))
    return tuple(total(found[year], settings, str(year or "")) for year in years)


def _per_name(
    charges: Iterable[Charge], settings: Settings, name_of: Callable[[License], str]
) -> tuple[Total, ...]:
    """Return totals by name, as met most often: accents, case and spaces make no other name."""
    found: dict[str, list[Charge]] = {}
    names: dict[str, Counter[str]] = {}
    for charge in charges:
        name = " ".join(name_of(charge.license).split())
        found.setdefault(folded(name), []).append(charge)
        names.setdefault(folded(name), Counter())[name] += 1
    totals = [
        total(group, settings, min(names[key], key=lambda name: (-names[key][name], name)))
        for key, group in found.items()
    ]
    currencies = in_order((m.currency for x in totals for m in x.amounts), settings)
    totals.sort(key=lambda x: (*(-(x.amount(c) or 0) for c in currencies), folded(x.label)))
    return tuple(totals)
