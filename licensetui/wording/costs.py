"""Costs of a term in words: the price as somebody said it, and what it comes to."""

from __future__ import annotations

from licensetui.domain.costs import yearly_cost
from licensetui.domain.money import Money
from licensetui.domain.term import CostBasis, Term

CREDIT = "credit"
"""Stands beside an amount below nothing."""


def price_words(term: Term | None) -> str:
    """Return the price of a term: `45.00 USD/month`, `4.10 EUR/seat/year`, `-3 EUR credit`.

    That of a whole term is its amount alone; empty if nobody said.
    """
    if term is None or term.cost is None:
        return ""
    return amount_words(term.cost, term.cost_basis, per_seat=term.per_seat)


def amount_words(cost: Money, basis: CostBasis, *, per_seat: bool) -> str:
    """Return the same of a price that is no term's yet."""
    if cost.is_credit:
        return f"{cost} {CREDIT}"
    seat = "/seat" if per_seat else ""
    time = "" if basis is CostBasis.TERM else f"/{basis.label}"
    return f"{cost}{seat}{time}"


def cost_words(term: Term | None) -> str:
    """Return the price with what it comes to: `4.10 EUR/seat/month, 20 seats: 984.00 EUR a year`.

    Empty if nobody said.
    """
    words = price_words(term)
    if term is None or not words:
        return ""
    if term.per_seat:
        words += f", {'seats unknown' if term.seats is None else f'{term.seats} seats'}"
    yearly = yearly_cost(term)
    return words if yearly in (term.cost, None) or _is_plain(term) else f"{words}: {yearly} a year"


def _is_plain(term: Term) -> bool:
    return term.cost_basis is CostBasis.TERM and not term.per_seat
