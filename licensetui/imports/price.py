"""The price in a row: an amount, its currency, and for what time and whom it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from licensetui.domain.costs import times
from licensetui.domain.money import Money
from licensetui.domain.term import CostBasis
from licensetui.imports.fields import ImportField
from licensetui.imports.row_reader import RowReader
from licensetui.reading.cells import quoted
from licensetui.reading.prices import Cycle, basis_in, is_per_seat


def said_cost(row: RowReader) -> tuple[Money | None, bool]:
    """Return what a row costs, and whether nobody said the currency."""
    amount = row.read(ImportField.COST)
    if amount is None:
        return None, False
    said = amount.currency or row.read(ImportField.CURRENCY)
    is_assumed = not said and row.notation.is_assumed
    cost = Money(amount.number, said or row.notation.currency)
    if cost.is_credit:
        row.doubts.append(f"{cost} is a credit: it is stored but not counted as a cost")
    return cost, is_assumed


def said_price(row: RowReader, cost: Money | None) -> dict[str, Any]:
    """Return a cost with its time and seats, by the header or else the billing cycle.

    Where neither names them, nothing is said of them.
    """
    cycle: Cycle | None = row.read(ImportField.BILLING_CYCLE)
    if cost is None:
        return {}
    basis, per_seat = said_by(row.header(ImportField.COST))
    if basis is None and cycle:
        basis, per_seat = cycle.basis, per_seat or cycle.per_seat
        if cycle.factor != 1:
            of_cycle, cost = cost, times(cost, cycle.factor)
            word = quoted(row.cell(ImportField.BILLING_CYCLE))
            row.notes.append(f"{of_cycle} {word} is stored as {cost} a year")
    if basis is None and not per_seat:
        return {"cost": cost}
    seats = row.read(ImportField.SEATS)
    counted = seats[0] if per_seat and seats and isinstance(seats[0], int) else None
    price = {"cost": cost, "cost_basis": basis or CostBasis.TERM, "per_seat": per_seat}
    return price if counted is None else {**price, "seats": counted}


@lru_cache(maxsize=64)  # asked for each row
def said_by(header: str) -> tuple[CostBasis | None, bool]:
    """Return for what time an amount under a header is, and whether for each seat."""
    return basis_in(header), is_per_seat(header)


def price_in(said: Mapping[str, Any]) -> tuple[Money, CostBasis, bool] | None:
    """Return the price that values of a term say: an amount, for what time, whether each seat."""
    cost: Money | None = said.get("cost")
    if cost is None:
        return None
    return cost, said.get("cost_basis", CostBasis.TERM), said.get("per_seat", False)
