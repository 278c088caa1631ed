"""Terms of the demo's licenses, relative to today."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from licensetui.domain.days import months_after
from licensetui.domain.money import Money
from licensetui.domain.term import Term, TermKind


def years(
    today: date, days: int, cost: int | None, currency: str = "EUR", count: int = 1, **current: Any
) -> tuple[Term, ...]:
    """Return `count` terms of a year, one after the other, the last ending `days` from today.

    Each earlier one was six per cent cheaper. `current` are fields of the last one.
    """
    end = today + timedelta(days=days)
    terms = []
    for place in range(count):
        last = months_after(end, -12 * (count - 1 - place))
        price = _money(cost, currency, count - 1 - place)
        terms.append(
            Term(
                id=place + 1,
                start=months_after(last, -12) + timedelta(days=1),
                end=last,
                kind=TermKind.RENEWAL if place else TermKind.NEW,
                cost=price,
                **(current if place == count - 1 else {}),
            )
        )
    return tuple(terms)


def _money(cost: int | None, currency: str, years_ago: int) -> Money | None:
    if cost is None:
        return None
    amount = Decimal(cost) * Decimal("0.94") ** years_ago
    return Money(amount.quantize(Decimal("0.01")), currency)
