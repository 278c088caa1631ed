"""Totals of costs: due ahead, per year, and paid before. Never summed across currencies.

A credit is in no sum of costs: `Total` has it apart.

Three questions make charges (`due_charges`, `yearly_charges`, `paid_charges`), and any of them is
summed (`total`) or grouped (`per_vendor`, `per_organization`, `per_month`, `per_year`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from licensetui.domain.agenda import AgendaEntry, ends
from licensetui.domain.costs import credit_of, term_cost, yearly_cost
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, is_snoozed, open_milestones
from licensetui.domain.money import Money, sums
from licensetui.domain.months import Month
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_running


@dataclass(frozen=True)
class Charge:
    """One cost of one license."""

    license: License
    day: date | None
    """The day on which it counts; None where it counts on none, or on an unknown one."""
    cost: Money | None
    """The amount; None where nobody said, and for a credit."""
    credit: Money | None = None
    """What came back in its place."""


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
    credits: tuple[Money, ...] = ()
    """The credits among them, which no amount counts, in the same way."""
    credited: int = 0
    """How many are credits."""

    def amount(self, currency: str) -> Decimal | None:
        """Return the sum in one currency; None if nothing is in it."""
        return next((money.amount for money in self.amounts if money.currency == currency), None)


def due_charges(entries: Iterable[AgendaEntry]) -> tuple[Charge, ...]:
    """Return what is to be paid at the open ends among `entries`, each on its day.

    A renewal is expected to cost as much as the term that ends; what is to be canceled is among
    them, as in the agenda and in `months_ahead`.
    """
    return tuple(_due(entry.license, entry.day) for entry in ends(entries))


def snoozed_charges(portfolio: Portfolio, today: date, settings: Settings) -> tuple[Charge, ...]:
    """Return what is to be paid at the open ends that no agenda shows, as they are snoozed."""
    return tuple(
        _due(license, point.day)
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
    return Charge(license, None, yearly_cost(term), credit_of(term))


def paid_charges(portfolio: Portfolio) -> tuple[Charge, ...]:
    """Return what every term of every license cost, archived ones too, on the term's first day."""
    return tuple(
        Charge(license, term.start, term_cost(term), credit_of(term))
        for license in portfolio.licenses
        for term in license.terms
    )


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
    credits = [x.credit for x in known if x.credit]
    unpriced = sum(x.cost is None for x in known) - len(credits)
    back = sums_in_order(credits, settings) if credits else ()
    return Total(label, len(known), unpriced, amounts, back, len(credits))


def _due(license: License, day: date) -> Charge:
    return Charge(license, day, term_cost(license.term), credit_of(license.term))


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
    met: dict[str, list[Charge]] = {}
    for charge in charges:
        met.setdefault(name_of(charge.license), []).append(charge)
    found: dict[str, list[Charge]] = {}
    names: dict[str, Counter[str]] = {}
    for text, alike in met.items():
        name = " ".join(text.split())
        found.setdefault(folded(name), []).extend(alike)
        names.setdefault(folded(name), Counter())[name] += len(alike)
    totals = [
        total(group, settings, min(names[key], key=lambda name: (-names[key][name], name)))
        for key, group in found.items()
    ]
    currencies = in_order((m.currency for x in totals for m in x.amounts), settings)
    totals.sort(key=lambda x: (*(-(x.amount(c) or 0) for c in currencies), folded(x.label)))
    return tuple(totals)
