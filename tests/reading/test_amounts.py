"""Amounts as they stand in real files."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.money import Money
from licensetui.reading.amounts import (
    Amount,
    DecimalMark,
    amount_text,
    decimal_mark,
    header_currency,
    read_amount,
    read_currency,
)
from licensetui.reading.cells import CellError


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("1.250,00", "1250.00", ""),
        ("1,234.56", "1234.56", ""),
        ("6 845,37", "6845.37", ""),
        ("6\u00a0845,37", "6845.37", ""),
        ("6\u202f845,37", "6845.37", ""),
        ("12500", "12500", ""),
        ("42731.62", "42731.62", ""),
        ("17066.90", "17066.90", ""),
        ("0,5", "0.5", ""),
        ("0.125", "0.125", ""),
        ("1.250.000", "1250000", ""),
        ("1,250,000", "1250000", ""),
        ("123.456.789", "123456789", ""),
        ("1234.567", "1234.567", ""),
        ("123,456.78", "123456.78", ""),
        ("9" * 18, "9" * 18, ""),
        ("1 250.500", "1250.500", ""),
        ("CHF 1'200.50", "1200.50", "CHF"),
        ("CHF 1\u2019200.50", "1200.50", "CHF"),
        ("\u20ac 12", "12", "EUR"),
        ("12 \u20ac", "12", "EUR"),
        ("12\u20ac", "12", "EUR"),
        ("$1,234.56", "1234.56", "USD"),
        ("12,50 eur", "12.50", "EUR"),
        ("Fr. 12.50", "12.50", "CHF"),
        ("12 500,-", "12500", ""),
        ("12500.-- CHF", "12500", "CHF"),
        ("-12,50", "-12.50", ""),
        ("\u20ac -12,50", "-12.50", "EUR"),
        ("\u221212.50", "-12.50", ""),
        ("0", "0", ""),
    ],
)
def test_an_amount_with_one_reading_needs_no_help(text: str, number: str, currency: str) -> None:
    marks: tuple[DecimalMark | None, ...] = (None, ".", ",")
    for mark in marks:
        assert read_amount(text, mark) == Amount(Decimal(number), currency)


def test_an_empty_cell_is_no_amount() -> None:
    assert read_amount("", None) is None
    assert read_amount(" \u2013 ", None) is None


@pytest.mark.parametrize("text", ["1.250", "1,250", "\u20ac 12,345", "123.456"])
def test_an_amount_with_two_readings_is_refused_without_evidence(text: str) -> None:
    with pytest.raises(CellError, match="write it with cents"):
        read_amount(text, None)


def test_the_column_settles_an_amount_with_two_readings() -> None:
    assert read_amount("1.250", ",") == Amount(Decimal(1250))
    assert read_amount("1.250", ".") == Amount(Decimal("1.250"))
    assert read_amount("1,250", ".") == Amount(Decimal(1250))


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1.250", "6 845,37", "12500"], ","),
        (["1.250", "42731.62"], "."),
        (["1,250,000"], "."),
        (["1.250.000"], ","),
        (["CHF 1'200.50"], "."),
        (["1.250", "12500", "", "free"], None),
        (["1.250,00", "1,234.56"], None),
    ],
)
def test_the_decimal_mark_of_a_column_is_what_its_amounts_show(
    column: list[str], mark: str | None
) -> None:
    assert decimal_mark(column) == mark


@pytest.mark.parametrize(
    "text",
    [
        "free",
        "12 HT",
        "1.25,00.0",
        "1..5",
        "12 34",
        "12 5000",
        "1,00,000",
        "\u20ac 12 USD",
        "1e9",
        "9" * 19,
        "1\u00b23",
        "=SUM(A1:A9)",
        "12 (approx)",
    ],
)
def test_what_is_no_amount_is_said(text: str) -> None:
    with pytest.raises(CellError, match=r"is not an amount|is not a currency"):
        read_amount(text, None)


def test_a_header_may_name_the_currency() -> None:
    assert header_currency("Coût annuel (\u20ac)") == "EUR"
    assert header_currency("Cost in USD") == "USD"
    assert header_currency("Kosten [CHF]") == "CHF"
    assert header_currency("Coût annuel HTVA (net)") == ""


def test_a_currency_column_holds_codes_and_signs() -> None:
    assert read_currency("eur") == "EUR"
    assert read_currency("\u00a3") == "GBP"
    assert read_currency("") == ""
    with pytest.raises(CellError, match="is not a currency"):
        read_currency("bananas")


@given(st.decimals(-(10**17), 10**17, places=None, allow_nan=False, allow_infinity=False))
def test_an_amount_is_read_again_as_it_is_written(number: Decimal) -> None:
    for places in range(5):
        amount = round(number, places)
        written = amount_text(Money(amount, "EUR"))
        if len(amount.as_tuple().digits) + (4 - places) <= 18:
            assert read_amount(written, None) == Amount(amount, "EUR")


@given(st.one_of(st.text(), st.text(alphabet="0123456789., '\u20ac-EUR")))
def test_any_text_is_an_amount_or_a_reason(text: str) -> None:
    decimal_mark([text])
    with suppress(CellError):
        found = read_amount(text, None)
        assert found is None or found.number.is_finite()
