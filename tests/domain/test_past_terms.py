"""What the history of a license shows of its terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from licensetui.domain.money import Money
from licensetui.domain.past_terms import term_lines, yearly_change
from licensetui.domain.renewal import Purchase, renewed
from licensetui.domain.term import Term, TermKind
from tests.builders import TODAY, a_license


def a_year(id: int, year: int, cost: str | None, currency: str = "EUR", months: int = 12) -> Term:
    """A term from the first day of a year."""
    money = Money(Decimal(cost), currency) if cost else None
    end = date(year + months // 12, months % 12 + 1, 1)
    return Term(id, date(year, 1, 1), end, cost=money)


def changes(*terms: Term) -> list[str]:
    """The yearly changes as shown, the newest first."""
    return [str(line.change or "") for line in term_lines(a_license(terms=terms))]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (a_year(1, 2024, "1000"), a_year(2, 2025, "1064"), "+6.4 %"),
        (a_year(1, 2024, "1000"), a_year(2, 2025, "900"), "-10.0 %"),
        (a_year(1, 2024, "1000"), a_year(2, 2025, "1000"), "+0.0 %"),
        (a_year(1, 2024, "1000"), a_year(2, 2025, "2200", months=24), "+10.0 %"),
        (a_year(1, 2024, "500", months=6), a_year(2, 2025, "1000"), "+0.0 %"),
        (a_year(1, 2024, "0"), a_year(2, 2025, "50"), "+50 EUR"),
        (a_year(1, 2024, "1e39"), a_year(2, 2025, "0"), f"-1{'0' * 39} EUR"),
        (a_year(1, 2024, "1000"), a_year(2, 2025, "1000", "USD"), ""),
        (a_year(1, 2024, None), a_year(2, 2025, "1000"), ""),
        (a_year(1, 2024, "1000"), a_year(2, 2025, None), ""),
    ],
)
def test_a_year_against_a_year_of_the_term_before_in_one_currency(
    before: Term, after: Term, shown: str
) -> None:
    assert changes(before, after) == [shown, ""]


def test_the_difference_is_that_of_a_year() -> None:
    change = yearly_change(a_year(1, 2024, "1000"), a_year(2, 2025, "2200", months=24))
    assert change is not None
    assert str(change.difference) == "100.00 EUR"


def test_the_newest_comes_first_and_only_it_is_current() -> None:
    lines = term_lines(a_license(terms=(a_year(1, 2024, None), a_year(2, 2025, None))))
    assert [(line.term.id, line.is_current) for line in lines] == [(2, True), (1, False)]
    assert term_lines(a_license(terms=())) == ()


def test_an_upgrade_shows_on_which_day_it_took_the_place_of_the_remainder() -> None:
    license = a_license(terms=(Term(1, date(2026, 1, 1), date(2027, 1, 1)),))
    upgraded = renewed(license, TODAY, Purchase(TermKind.UPGRADE))
    lines = term_lines(renewed(upgraded, TODAY))
    assert [line.replaced_on for line in lines] == [None, None, TODAY]
    assert upgraded.terms[0].end == date(2027, 1, 1)
