from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.money import Money, brief_amount, sums

amounts = st.builds(
    Money,
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
    st.sampled_from(["EUR", "USD", "CHF"]),
)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0"),
        ("950", "950"),
        ("999.4", "999"),
        ("999.6", "1k"),
        ("1000", "1k"),
        ("7000", "7k"),
        ("17200.00", "17.2k"),
        ("999960", "1M"),
        ("1300000", "1.3M"),
        ("-17200", "-17.2k"),
    ],
)
def test_amounts_in_a_narrow_column(amount: str, text: str) -> None:
    assert brief_amount(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("950", "950"),
        ("11600", "11.6k"),
        ("465100", "465k"),
        ("999960", "1M"),
        ("1234500000", "1234M"),
        ("12345600000", "1e+10"),
    ],
)
def test_amounts_in_a_column_of_six_cells_leave_one_free(amount: str, text: str) -> None:
    assert brief_amount(Decimal(amount), 5) == text


@given(st.lists(amounts))
def test_a_sum_never_mixes_currencies_and_loses_no_cent(costs: list[Money]) -> None:
    totals = sums(costs)
    assert len({total.currency for total in totals}) == len(totals)
    for total in totals:
        assert total.amount == sum(
            (cost.amount for cost in costs if cost.currency == total.currency), Decimal(0)
        )
    assert {total.currency for total in totals} == {cost.currency for cost in costs}


def test_an_amount_is_printed_exactly() -> None:
    assert str(Money(Decimal("12500.00"), "EUR")) == "12500.00 EUR"
    assert str(Money(Decimal("1E+3"), "USD")) == "1000 USD"
