"""`licensetui coterm`: the preview of a common end, printed; nothing is changed."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from licensetui.domain.license import Hosting, License
from licensetui.domain.money import Money
from tests.builders import HOSTILE, a_license, a_portfolio, a_term
from tests.cli.program import a_file_of, printed, refused


def priced(name: str, id: int, end: date, **overrides: object) -> License:
    cost = Money(Decimal(1200), "EUR")
    return a_license(name, id=id, terms=(a_term(end, cost=cost),), **overrides)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return a_file_of(
        tmp_path / "licenses.json",
        a_portfolio(
            priced("Jira", 1, date(2026, 12, 1)),
            priced("Gone", 2, date(2026, 11, 1)),
            priced("Rider", 3, date(2027, 5, 1), vendor="JetBrains"),
        ),
    )


def test_months_cost_and_what_lapses_are_printed_and_nothing_is_changed(file: str) -> None:
    before = Path(file).read_bytes()
    lines = printed("--file", file, "coterm", "2027-06-01").splitlines()
    jira = next(line for line in lines if "Jira" in line)
    assert jira.split() == [
        *("Jira", "2026-12-01", "6", "months", "100.00", "EUR", "600.00", "EUR"),
        *("is", "extended", "to", "it"),
    ]
    assert "To buy by December 2026: 1 license, 600.00 EUR" in lines
    assert "Total until 2027-06-01: 1400.00 EUR. The vendor's quote may differ." in lines
    assert "Gone lapses before the purchase: it ends on 2026-11-01." in lines
    assert Path(file).read_bytes() == before


def test_one_vendor_only_without_regard_to_case(file: str) -> None:
    text = printed("--file", file, "coterm", "2027-06-01", "--vendor", "jetbrains")
    assert "Rider" in text
    assert "Jira" not in text


def test_what_is_refused_is_named_with_the_reason_and_not_in_the_sum(file: str) -> None:
    text = printed("--file", file, "coterm", "2029-06-01", "--vendor", "Atlassian")
    assert "Jira is rejected: 2029-06-01 is too late: Data Center ends on 2029-03-28" in text
    assert "Total until 2029-06-01: no known cost." in text
    found = json.loads(printed("--file", file, "coterm", "2029-06-01", "--json").splitlines()[1])
    assert (found["name"], found["joins"], found["months"]) == ("Jira", False, 30)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("2026-11-01",), "2026-11-01 is not after the purchase on 2026-11-22"),
        (("soon",), "'soon' is not a date: write YYYY-MM-DD"),
        (("06/09/2027",), "can be 6 Sep 2027 or 9 Jun 2027: choose one of these"),
        (("05/06",), "can be 5 Jun or 6 May: choose one of these"),
        (("2027-06-01", "--bought", "2026-01-01"), "2026-01-01 is before today"),
        (("2027-06-01", "--vendor", "Nobody"), "no license has vendor 'Nobody'"),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence(
    file: str, arguments: tuple[str, ...], reason: str
) -> None:
    assert reason in refused(2, "--file", file, "coterm", *arguments)


@pytest.mark.parametrize("day", ["31/12", "31.12.2026", "31 Dec 2026", "Dec 31, 2026", "+39"])
def test_a_day_is_read_as_in_a_form_and_the_answer_shows_it(file: str, day: str) -> None:
    assert "on 2026-12-31" in printed("--file", file, "coterm", day).splitlines()[0]


def test_hostile_names_are_printed_as_harmless_text(tmp_path: Path) -> None:
    licenses = tuple(priced(name, n, date(2026, 11, 1)) for n, name in enumerate(HOSTILE, 1))
    file = a_file_of(tmp_path / "licenses.json", a_portfolio(*licenses))
    text = printed("--file", file, "coterm", "2027-06-01")
    assert "\x1b" not in text
    assert "[/x]" in text


def test_server_takes_part_in_no_common_end_and_the_reason_is_said(tmp_path: Path) -> None:
    server = priced("Old Jira", 1, date(2027, 1, 1), hosting=Hosting.SERVER)
    file = a_file_of(tmp_path / "licenses.json", a_portfolio(server))
    text = printed("--file", file, "coterm", "2027-06-01")
    assert "Old Jira is rejected: 2027-06-01 is too late: Server support ended on 2024" in text
    assert "no maintenance is sold past that date" in text
    assert "no known cost" in text
