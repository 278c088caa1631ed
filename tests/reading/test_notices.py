"""Notices as they are written in lists and typed in forms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.notice import NO_NOTICE, Notice, NoticeUnit, notice_fields
from licensetui.domain.term import Term
from licensetui.reading.cells import CellError
from licensetui.reading.dates import NO_END, TwoDaysError, read_end
from licensetui.reading.notices import notice_text, read_notice


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("60", "60 days"),
        ("60 d", "60 days"),
        ("0", "0 days"),
        ("30 calendar days before the end", "30 days"),
        ("2 months", "2 months"),
        ("3 mois", "3 months"),
        ("3 Monate", "3 months"),
        ("1 month", "1 month"),
        ("3 months' notice", "3 months"),
        ("3 mois avant \N{LATIN SMALL LETTER E WITH ACUTE}ch\xe9ance", "3 months"),
        ("1 trimestre", "3 months"),
        ("1 year", "12 months"),
        ("4 weeks", "4 weeks"),
        ("6 Wochen", "6 weeks"),
        ("30 Sep", "30 Sep"),
        ("30 September each year", "30 Sep"),
        ("30/09", "30 Sep"),
        ("09-30", "30 Sep"),
        ("29 Feb", "29 Feb"),
        ("2026-09-30", "2026-09-30"),
        ("30.09.2026", "2026-09-30"),
        ("", ""),
        ("-", ""),
    ],
)
def test_a_notice_is_a_time_in_any_unit_or_a_day(written: str, shown: str) -> None:
    found = read_notice(written)
    assert notice_text(found) == shown
    assert read_notice(shown) == found


def test_a_number_alone_is_days_unless_its_header_names_another_unit() -> None:
    for header, shown in (
        ("Notice", "3 days"),
        ("Notice (months)", "3 months"),
        ("K\xfcndigungsfrist (Monate)", "3 months"),
        ("Pr\xe9avis en semaines", "3 weeks"),
    ):
        assert notice_text(read_notice("3", header=header)) == shown
    assert notice_text(read_notice("30 days", header="Notice (months)")) == "30 days"


@pytest.mark.parametrize("word", ["none", "None", "aucun", "keine", "no"])
def test_a_word_for_none_is_no_notice(word: str) -> None:
    assert read_notice(word) == NO_NOTICE
    assert Term(1, **notice_fields(NO_NOTICE)).notice is None


@pytest.mark.parametrize(
    "written",
    [
        "abc",
        "3 Monate zum Quartalsende",
        "30 business days",
        "2-3 weeks",
        "1.250",
        "31 Feb",
        "-5",
        "9999 quarters",
    ],
)
def test_what_says_more_or_nothing_is_not_guessed(written: str) -> None:
    with pytest.raises(CellError, match="is neither a time, as 30 days or 3 months, nor a day"):
        read_notice(written)


def test_a_day_with_two_readings_asks() -> None:
    with pytest.raises(TwoDaysError, match="can be 5 Jun or 6 May"):
        read_notice("05/06")
    assert notice_text(read_notice("05/06", "dmy")) == "05 Jun"


@given(st.integers(0, 9_999), st.sampled_from(NoticeUnit))
def test_what_is_shown_is_read_back_and_kept_in_one_field(length: int, unit: NoticeUnit) -> None:
    notice = Notice(length, unit)
    assert read_notice(notice_text(notice)) == notice
    assert Term(1, **notice_fields(notice)).notice == notice


@given(st.dates(date(2000, 1, 1), date(2000, 12, 31)), st.dates(date(2001, 1, 1)))
def test_a_day_of_each_year_is_the_last_such_day_of_a_term(day: date, end: date) -> None:
    found = read_notice(f"{day.month:02}-{day.day:02}")
    assert found == Notice(day=day, yearly=True)
    last = found.last_day(end)
    assert last <= end
    assert (end - last).days <= 366
    assert (last.month, last.day) == (day.month, day.day) or (day.month, day.day) == (2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31", "2999-12-31", "2099-12-31", "31/12/2099", "12/31/9999", "perpetual",
        "Perp\xe9tuelle", "never", "Never", "jamais", "unbefristet", "no end",
    ],
)  # fmt: skip
def test_some_words_and_days_mean_that_there_is_no_end(text: str) -> None:
    assert read_end(text, None) == NO_END


@pytest.mark.parametrize("text", ["2099-12-30", "2098-12-31", "2027-12-31"])
def test_other_days_are_ends(text: str) -> None:
    assert read_end(text, None) == date.fromisoformat(text)
    assert read_end("", None) is None
