from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.contact import Away
from licensetui.domain.money import Money
from licensetui.forms import typed

money = typed.Amounts("EUR")
PARSERS: tuple[Callable[[str], Any], ...] = (
    *(typed.text, typed.day, typed.days, typed.count, typed.seats, typed.absences),
    *(money, typed.reminders),
)


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (typed.day, "", None),
        (typed.day, " 2026-2-8 ", date(2026, 2, 8)),
        (typed.count, "1 000", 1000),
        (typed.count, " ", None),
        (typed.seats, "Unlimited", "unlimited"),
        (typed.seats, "u", "unlimited"),
        (typed.seats, "0", 0),
        (money, "12500", Money(Decimal(12500), "EUR")),
        (money, "12 500.50 chf", Money(Decimal("12500.50"), "CHF")),
        (money, "12,50", Money(Decimal("12.50"), "EUR")),
        (money, "1 250,00 \N{EURO SIGN}", Money(Decimal("1250.00"), "EUR")),
        (money, "1.250,00 CHF", Money(Decimal("1250.00"), "CHF")),
        (money, "\N{EURO SIGN}5", Money(Decimal(5), "EUR")),
        (money, "$5", Money(Decimal(5), "USD")),
        (money, "-3", Money(Decimal(-3), "EUR")),
        (money, "", None),
        (typed.day, "31.12.2027", date(2027, 12, 31)),
        (typed.day, "31/12/2027", date(2027, 12, 31)),
        (typed.day, "12/31/2027", date(2027, 12, 31)),
        (typed.day, "2027/12/31", date(2027, 12, 31)),
        (typed.day, "20271231", date(2027, 12, 31)),
        (typed.day, "31 Dec 2027", date(2027, 12, 31)),
        (typed.day, "Dec 31, 2027", date(2027, 12, 31)),
        (typed.day, "31 d\N{LATIN SMALL LETTER E WITH ACUTE}cembre 2027", date(2027, 12, 31)),
        (typed.reminders, "", None),
        (typed.reminders, "None", ()),
        (typed.reminders, "90,30 , 0, -15, 30", (90, 30, 0, -15)),
        (typed.absences, "", ()),
        (
            typed.absences,
            "2026-12-10..2026-12-28, 2027-01-04",
            (
                Away(date(2026, 12, 10), date(2026, 12, 28)),
                Away(date(2027, 1, 4), date(2027, 1, 4)),
            ),
        ),
    ],
)
def test_what_is_typed_is_read(parse: Callable[[str], Any], text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text", "sentence"),
    [
        (typed.day, "06/09/2027", "can be 6 Sep 2027 or 9 Jun 2027: use one of these"),
        (typed.day, "05/06", "can be 5 Jun or 6 May: use one of these"),
        (typed.day, "31/31/2026", "Use YYYY-MM-DD"),
        (typed.day, "-", "is not a date"),
        (typed.day, "2026-02-30", "not a calendar date"),
        (typed.day, "9" * 500, "is not a date"),
        (typed.count, "-3", "not a whole number"),
        (typed.count, "٣", "not a whole number"),
        (typed.seats, "many", "or unlimited"),
        (money, "1.250", "can be 1250 or 1.250: write it with cents"),
        (money, "1,250", "can be 1250 or 1.250: write it with cents"),
        (money, "12.50 lei", '"lei" is not a currency; write an ISO code such as EUR'),
        (money, "$ 5 EUR", "two currencies"),
        (money, "-", "is not an amount"),
        (money, "9" * 30, "is not an amount"),
        (typed.absences, "2026-12-10..", "is not a range"),
        (typed.absences, "2026-12-10..2026-12-01", "is before"),
        (typed.reminders, "90, , 30", "is not a number of days"),
        (typed.reminders, "90 30", "Use 90, 30, 0, -15, or none"),
        (typed.required, "  ", "must not be empty"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(
    parse: Callable[[str], Any], text: str, sentence: str
) -> None:
    with pytest.raises(typed.TypedError, match=sentence) as caught:
        parse(text)
    assert len(str(caught.value)) < 120


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for parse in PARSERS:
        with suppress(typed.TypedError):  # any other exception would reach the user
            parse(text)
