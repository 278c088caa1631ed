"""Amounts of money: a decimal number with its currency, never added across currencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from licensetui.domain.structure import StructureError, check_types

LARGE = Decimal(10) ** 15
"""Amounts from here on are no longer written out."""
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency."""

    amount: Decimal
    """Finite, in units of the currency (12500.00, not cents)."""
    currency: str
    """ISO 4217 code, three capital letters."""

    def __post_init__(self) -> None:
        """Refuse what is no amount."""
        check_types(self)
        if not self.amount.is_finite():
            raise StructureError("amount", f"{self.amount} is not an amount")
        if not _CURRENCY.fullmatch(self.currency):
            raise StructureError(
                "currency", f"{self.currency!r} is not an ISO code of three capital letters"
            )

    @property
    def is_credit(self) -> bool:
        """Whether it is money back, which no sum of costs counts."""
        return self.amount < 0

    def __str__(self) -> str:
        """Return the amount and its currency, exact: `12500.00 EUR`."""
        return f"{self.amount:f} {self.currency}"


def brief_amount(amount: Decimal, most: int = 0) -> str:
    """Return `amount` short enough for a column of a month: `950`, `7k`, `17.2k`, `1.3M`.

    Without tenths where it takes more than `most` cells otherwise, 0 being no limit: `465k`. From
    a thousand million million on, where rounding to tenths may fail, and where there is no room for
    anything else, as `1e+15`.
    """
    if abs(amount) >= LARGE:
        return f"{amount:.0e}"
    texts = [f"{amount.quantize(Decimal(1)):f}"]
    for size, letter in ((Decimal(1_000_000), "M"), (Decimal(1000), "k")):
        if abs(amount) >= size - size / 2000:
            scaled = amount / size
            tenths = f"{scaled.quantize(Decimal('0.1')):f}".removesuffix(".0")
            texts = [tenths + letter, f"{scaled.quantize(Decimal(1)):f}{letter}"]
            break
    return next((text for text in texts if not 0 < most < len(text)), f"{amount:.0e}")


def sums(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Return one total per currency, largest first."""
    of: dict[str, list[Decimal]] = {}
    for money in amounts:
        of.setdefault(money.currency, []).append(money.amount)
    totals = ((currency, sum(found, Decimal(0))) for currency, found in of.items())
    ordered = sorted(totals, key=lambda item: (-item[1], item[0]))
    return tuple(Money(total, currency) for currency, total in ordered)
