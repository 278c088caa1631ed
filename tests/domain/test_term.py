from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.days import months_after
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Term
from tests.builders import a_license, a_term


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)),
    ],
)
def test_the_same_day_months_later(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(-1000, 1000))
def test_months_after_keeps_the_day_or_takes_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    there = months_after(day, months)
    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert there.day == day.day or (there.day < day.day and (months_after(there, 0) == there))


def test_a_last_day_may_stand_for_a_later_one() -> None:
    assert months_after(date(2026, 2, 28), 1, on=31) == date(2026, 3, 31)
    assert months_after(date(2026, 2, 28), 2, on=30) == date(2026, 4, 30)
    assert months_after(date(2026, 2, 28), 2, on=31) == date(2026, 4, 30)


def test_a_term_cannot_end_before_it_starts() -> None:
    with pytest.raises(StructureError, match="before the start") as caught:
        Term(1, date(2026, 2, 1), date(2026, 1, 31))
    assert caught.value.field == "end"
    Term(1, date(2026, 2, 1), date(2026, 2, 1))


def test_notice_cannot_be_negative() -> None:
    with pytest.raises(StructureError, match="notice_days"):
        a_term(notice_days=-1)


def test_a_new_term_is_the_current_one_and_the_old_stays() -> None:
    license = a_license()
    renewed = license.with_term(a_term(374, id=license.next_term_id()))
    assert [term.id for term in renewed.terms] == [1, 2]
    assert renewed.term == renewed.terms[1]
    assert license.terms == renewed.terms[:1]


def test_a_changed_term_replaces_the_one_with_its_id() -> None:
    license = a_license(terms=(a_term(-300), a_term(9, id=2)))
    changed = license.with_term(a_term(10, id=2))
    assert [term.id for term in changed.terms] == [1, 2]
    assert changed.end == a_term(10).end


def test_ids_of_terms_are_not_used_again() -> None:
    assert a_license(terms=()).next_term_id() == 1
    assert a_license(terms=(a_term(id=4), a_term(id=2))).next_term_id() == 5


@pytest.mark.parametrize(
    ("notice", "last"),
    [
        ({"notice_days": 30}, date(2027, 12, 1)),
        ({"notice_weeks": 4}, date(2027, 12, 3)),
        ({"notice_months": 3}, date(2027, 9, 30)),
        ({"notice_day": date(2027, 9, 1)}, date(2027, 9, 1)),
        ({"notice_day": date(2000, 9, 30), "notice_yearly": True}, date(2027, 9, 30)),
        ({"notice_day": date(2000, 12, 31), "notice_yearly": True}, date(2027, 12, 31)),
        ({"notice_days": 9_999_999}, date.min),
        ({"auto_renew": True}, date(2027, 12, 31)),
        ({}, None),
    ],
)
def test_the_last_day_to_cancel_is_so_long_before_the_end_or_a_day(
    notice: dict[str, Any], last: date | None
) -> None:
    assert a_term(date(2027, 12, 31), **notice).cancel_by == last


def test_a_yearly_day_after_the_end_is_that_of_the_year_before() -> None:
    term = a_term(date(2027, 6, 30), notice_day=date(2000, 9, 30), notice_yearly=True)
    assert term.cancel_by == date(2026, 9, 30)


@pytest.mark.parametrize(
    "notice",
    [
        {"notice_days": 1, "notice_weeks": 1},
        {"notice_months": 1, "notice_day": date(2027, 1, 1)},
        {"notice_weeks": -1},
        {"notice_yearly": True},
    ],
)
def test_a_notice_is_one_time_or_a_day(notice: dict[str, Any]) -> None:
    with pytest.raises(StructureError):
        a_term(**notice)
