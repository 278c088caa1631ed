"""Bounds of numbers in a record: what is written can be read, added up and printed."""

from __future__ import annotations

from decimal import Decimal

from licensetui.domain.structure import StructureError

MOST_ID = 10**18 - 1
"""The highest id of a record or a term, and the highest number of a change."""
MOST_DAYS = 9_999_999
"""The most days of a notice period, or before or after an end."""
MOST_SEATS = 10**25
"""The most seats."""
DIGITS = 40
"""Most digits of an amount before the point, and after it."""


def check_most(field: str, value: int, most: int) -> None:
    """Raise `StructureError` if a number is further from zero than `most`."""
    if not -most <= value <= most:
        raise StructureError(field, f"the number is too large, at most {most} is possible")


def check_amount(field: str, amount: Decimal) -> None:
    """Raise `StructureError` for an amount, finite, that nobody could print."""
    _, digits, exponent = amount.as_tuple()
    if not (isinstance(exponent, int) and -DIGITS <= exponent <= DIGITS - len(digits)):
        raise StructureError(
            field,
            f"the amount is out of range, {DIGITS} digits before and after the point are possible",
        )
