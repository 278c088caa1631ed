"""Costs over all licenses: a year, and at their open ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property

from licensetui.domain.costs import term_cost
from licensetui.domain.license import License
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.totals import (
    Charge,
    Total,
    due_charges,
    per_organization,
    per_vendor,
    per_year,
    yearly_charge,
)
from licensetui.outlook.dates import Dates
from licensetui.outlook.difference import Difference
from licensetui.outlook.kept import Kept


class Costs:
    """The costs of a portfolio's licenses, as of one day."""

    def __init__(self, portfolio: Portfolio, today: date, settings: Settings, dates: Dates) -> None:
        """Work nothing out yet."""
        self._portfolio = portfolio
        self._today = today
        self._settings = settings
        self._dates = dates
        self._charges: Kept[License, Charge | None] = Kept(self._charge_of)
        self._costs: Kept[License, Money | None] = Kept(_cost_of)

    def after(self, difference: Difference, dates: Dates) -> Costs:
        """Return the costs of the later portfolio; those of the same licenses still hold."""
        after = Costs(difference.now, self._today, self._settings, dates)
        after._charges = self._charges.after(after._charge_of, difference.licenses)
        after._costs = self._costs.after(_cost_of, difference.licenses)
        return after

    def of_terms(self, licenses: Collection[License]) -> list[Money]:
        """Return what the present terms of licenses cost, each of which that is known."""
        return [cost for cost in self._costs.of_all(licenses) if cost]

    @cached_property
    def yearly(self) -> tuple[Charge, ...]:
        """The yearly cost of each running license."""
        return tuple(filter(None, map(self._charges.of, self._portfolio.licenses)))

    @cached_property
    def due_by_year(self) -> tuple[Total, ...]:
        """Charges at open ends, by year."""
        return per_year(due_charges(self._dates.agenda), self._settings)

    @cached_property
    def yearly_by_vendor(self) -> tuple[Total, ...]:
        """Yearly costs of running licenses, by vendor."""
        return per_vendor(self.yearly, self._settings)

    @cached_property
    def yearly_by_organization(self) -> tuple[Total, ...]:
        """Yearly costs of running licenses, by the organization to which they were issued."""
        return per_organization(self.yearly, self._settings)

    def _charge_of(self, license: License) -> Charge | None:
        return yearly_charge(license, self._today, self._settings)


def _cost_of(license: License) -> Money | None:
    return term_cost(license.term)
