"""Dates as they stand in real files."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.reading.cells import CellError
from licensetui.reading.dates import date_evidence, is_ambiguous, read_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-31", date(2026, 5, 31)),
        ("2026/5/31", date(2026, 5, 31)),
        ("20260531", date(2026, 5, 31)),
        ("31/May/26", date(2026, 5, 31)),
        ("11/Dec/25", date(2025, 12, 11)),
        ("31-May-2026", date(2026, 5, 31)),
        ("May 31, 2026", date(2026, 5, 31)),
        ("May 31st, 2026", date(2026, 5, 31)),
        ("19 Dec 2024", date(2024, 12, 19)),
        ("Aug 08, 2024", date(2024, 8, 8)),
        ("2026 May 31", date(2026, 5, 31)),
        ("12/31/26", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("31. 12. 2026", date(2026, 12, 31)),
        ("06/06/2026", date(2026, 6, 6)),
        ("17 mars 2026", date(2026, 3, 17)),
        ("29 juil. 2025", date(2025, 7, 29)),
        ("1er février 2026", date(2026, 2, 1)),
        ("15 aou\u0302t 2026", date(2026, 8, 15)),
        ("31 DÉC. 2026", date(2026, 12, 31)),
        ("3. März 2026", date(2026, 3, 3)),
        ("3. Maerz 2026", date(2026, 3, 3)),
        ("24. Dez. 2026", date(2026, 12, 24)),
        ("1 de enero de 2026", date(2026, 1, 1)),
        ("5 dic 2026", date(2026, 12, 5)),
        ("1801396800000", date(2027, 1, 31)),
        ("2026-05-31T23:30:00Z", date(2026, 5, 31)),
        ("2026-05-31 00:00:00.000+02:00", date(2026, 5, 31)),
        ("31/May/26 10:41 AM", date(2026, 5, 31)),
        ("  2026-05-31\u00a0", date(2026, 5, 31)),
        ("9999-12-31", date(9999, 12, 31)),
        ("", None),
        (" - ", None),
        ("N/A", None),
    ],
)
def test_a_date_with_one_reading_needs_no_help(text: str, day: date | None) -> None:
    assert read_date(text, None) == day
    assert read_date(text, "dmy") == day
    assert read_date(text, "mdy") == day


@pytest.mark.parametrize("text", ["06/09/2026", "6.9.26", "06-09-2026", "06/09/2026 08:00"])
def test_a_date_with_two_readings_is_refused_until_somebody_says_which(text: str) -> None:
    assert is_ambiguous(text)
    assert read_date(text, "dmy") == date(2026, 9, 6)
    assert read_date(text, "mdy") == date(2026, 6, 9)
    with pytest.raises(CellError, match="can be 6 Sep 2026 or 9 Jun 2026"):
        read_date(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "2026-02-30",
        "31/31/2026",
        "00/05/2026",
        "32/01/2026",
        "46000",
        "May 2026",
        "31 Foo 2026",
        "2026-05-31 and later",
        "31/05/0026",
        "31/05-2026",
        "99/May/26",
        "May 31",
        "\u0663\u0661/\u0660\u0665/2026",
    ],
)
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(CellError, match="is not a date"):
        read_date(text, "dmy")


def test_one_value_shows_the_order_of_all() -> None:
    assert date_evidence(["06/09/2026", "2026-06-07", "18/10/2025"]).order == "dmy"
    assert date_evidence(["06/09/2026", "12/31/26 10:00"]).order == "mdy"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("12/27/81", 1981),
        ("4/13/98", 1998),
        ("4/12/28", 2028),
        ("31.12.75", 2075),
        ("1-Jan-77", 1977),
    ],
)
def test_two_digits_are_the_nearest_such_year(text: str, year: int) -> None:
    found = read_date(text, "mdy")
    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 gennaio 2027", date(2027, 1, 3)),
        ("15 mrt 2027", date(2027, 3, 15)),
        ("1 giugno 2027", date(2027, 6, 1)),
        ("31 augustus 2027", date(2027, 8, 31)),
        ("9 ott. 2027", date(2027, 10, 9)),
    ],
)
def test_months_are_read_in_italian_and_dutch(text: str, day: date) -> None:
    assert read_date(text, None) == day


def test_nothing_or_a_contradiction_shows_no_order() -> None:
    assert date_evidence(["06/09/2026", "17 mars 2026", "99/99/2026", ""]).order is None
    conflict = date_evidence(["18/10/2025", "12/31/26"])
    assert conflict.order is None
    assert (conflict.day_first, conflict.month_first) == ("18/10/2025", "12/31/26")


@given(st.dates(min_value=date(1977, 1, 1), max_value=date(2076, 12, 31)))
def test_a_day_written_in_any_form_is_read_as_that_day(day: date) -> None:
    assert read_date(f"{day:%d/%m/%Y}", "dmy") == day
    assert read_date(f"{day:%m/%d/%y}", "mdy") == day
    assert read_date(f"{day:%d/%b/%y}", None) == day
    assert read_date(f"{day:%B %d, %Y}", None) == day
    assert read_date(day.isoformat(), None) == day


@given(st.one_of(st.text(), st.text(alphabet="0123456789/.-: TZmay")))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    with suppress(CellError):
        found = read_date(text, "dmy")
        assert found is None or found.year >= 1900
