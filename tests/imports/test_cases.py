"""Lists that people have, each with what was wrong when it was imported first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import TermKind
from licensetui.imports.planned import ImportPlan, RowOutcome
from licensetui.outlook import Outlook
from licensetui.reading.notices import notice_text
from tests.builders import SETTINGS
from tests.imports.planned import EMPTY, SAMPLES, a_table, applied, plan_of, plan_of_file

TODAY = date(2026, 11, 27)
CASES = SAMPLES / "cases"


def plan_for(name: str, portfolio: Portfolio = EMPTY) -> ImportPlan:
    """Return the plan for the list of a case."""
    return plan_of_file(CASES / f"{name}.csv", portfolio, TODAY)


def after(name: str, portfolio: Portfolio = EMPTY) -> Portfolio:
    """Return what there is once that list is imported."""
    return applied(portfolio, plan_for(name, portfolio).change)


def only(portfolio: Portfolio) -> License:
    """Return the only license."""
    (license,) = portfolio.licenses
    return license


def days(license: License) -> list[tuple[str, str, str]]:
    """Return the days and costs of the terms of a license."""
    return [(str(x.start), str(x.end), str(x.cost)) for x in license.terms]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.csv")), ids=lambda path: path.stem)
def test_a_second_import_of_the_same_file_changes_nothing(path: Path) -> None:
    once = applied(EMPTY, plan_of_file(path, EMPTY, TODAY).change)
    again = plan_of_file(path, once, TODAY)
    assert again.change.is_empty
    assert {row.outcome for row in again.rows} <= {RowOutcome.SAME, RowOutcome.REFUSED}


def test_a_total_is_no_license() -> None:
    plan = plan_for("03-input")
    assert [row.outcome.value for row in plan.rows] == ["new", "new", "refused"]
    assert plan.rows[2].line == 5
    assert "total" in plan.rows[2].reason
    costs = [x.term.cost.amount for x in after("03-input").licenses if x.term and x.term.cost]
    assert sum(costs) == Decimal(1500)


def test_a_type_that_is_perpetual_leaves_no_finding_about_the_end() -> None:
    portfolio = after("05-input")
    assert [x.term and (x.term.perpetual, x.end) for x in portfolio.licenses] == [(True, None)] * 2
    assert [x.type.label for x in portfolio.licenses] == ["commercial"] * 2
    reasons = [found.reason for found in Outlook(portfolio, TODAY, SETTINGS).findings]
    assert not any("no end date" in reason for reason in reasons)
    assert [row.term for row in plan_for("05-input").rows] == ["perpetual"] * 2


def test_a_perpetual_license_with_an_end_ends_its_maintenance() -> None:
    plan = plan_of(a_table("Name,Type,End,Billing cycle", "A,Lifetime,2027-01-31,", "B,,,lifetime"))
    a, b = (edit.shown.term for edit in plan.change.licenses)
    assert a
    assert b
    assert (a.perpetual, a.end, a.ends.value) == (True, date(2027, 1, 31), "maintenance")
    assert (b.perpetual, b.end) == (True, None)


def test_two_digits_of_a_year_are_the_nearest_such_year() -> None:
    old, older = after("06-input").licenses
    assert old.term
    assert (old.term.start, old.end) == (date(1981, 12, 27), None)
    assert older.term
    assert (older.term.start, older.end) == (date(1998, 4, 13), date(2028, 4, 12))


def test_notices_are_kept_in_their_unit() -> None:
    terms = [license.term for license in after("07-input").licenses]
    found = [(str(x.end), notice_text(x.notice)) for x in terms if x]
    notices = ("2 months", "3 months", "3 months", "1 month", "4 weeks", "")
    assert found == [("2027-03-31", notice) for notice in notices]


@pytest.mark.parametrize(
    ("notice", "kept"),
    [
        ("2 mesi", "2 months"),
        ("3 maanden", "3 months"),
        ("4 settimane", "4 weeks"),
        ("1 jaar", "12 months"),
        ("30 giorni prima della scadenza", "30 days"),
        ("1 maand voor einde", "1 month"),
        ("6 Wochen zum Quartal", None),
        ("nessuno", ""),
        ("geen", ""),
        ("sin", None),
    ],
)
def test_notices_in_other_words(notice: str, kept: str | None) -> None:
    plan = plan_of(a_table("Name,End,Notice period", f"A,2027-03-31,{notice}"))
    (edit,) = plan.change.licenses
    assert edit.shown.end == date(2027, 3, 31), "the row is not lost for its notice"
    if kept is None:
        assert "skipped" in plan.rows[0].doubts[0]
    elif edit.shown.term:
        assert notice_text(edit.shown.term.notice) == kept


@pytest.mark.parametrize(
    ("word", "renews"),
    [
        *((word, True) for word in ("On", "Enabled", "Automatic", "Aktiviert", "Sì", "ja", "Oui")),
        *((word, False) for word in ("Off", "Manual", "Disabled", "Manuell", "Nee", "never")),
    ],
)
def test_words_for_a_renewal_by_itself(word: str, renews: bool) -> None:
    plan = plan_of(a_table("Name,End,Auto renew", f"A,2027-03-31,{word}"))
    (edit,) = plan.change.licenses
    assert edit.shown.term
    assert edit.shown.term.auto_renew is renews


def test_a_row_a_year_is_a_term_a_year_of_one_license() -> None:
    plan = plan_for("13-input")
    assert [row.outcome.value for row in plan.rows] == ["new", "further term", "further term"]
    assert days(only(after("13-input"))) == [
        ("2025-03-02", "2026-03-01", "90.00 EUR"),
        ("2026-03-02", "2027-03-01", "100.00 EUR"),
        ("2027-03-02", "2028-03-01", "110.00 EUR"),
    ]
    assert [term.kind for term in only(after("13-input")).terms] == [
        TermKind.NEW,
        TermKind.RENEWAL,
        TermKind.RENEWAL,
    ]


def rows_of(*years: int, number: str = "SEN-1", start: bool = True) -> list[str]:
    """Return a row of one license for each year."""
    return [
        f"Jira,{number},{f'{year}-03-02' if start else ''},{year + 1}-03-01,{year}.00"
        for year in years
    ]


HEAD = "Name,Serial number,Purchase date,Expiration date,Cost"


@pytest.mark.parametrize("years", [(2025, 2026, 2027), (2027, 2026, 2025), (2026, 2025, 2027)])
@pytest.mark.parametrize("number", ["SEN-1", ""])
def test_the_order_of_the_years_does_not_matter(years: tuple[int, ...], number: str) -> None:
    table = a_table(HEAD, *rows_of(*years, number=number))
    license = only(applied(EMPTY, plan_of(table).change))
    assert [x.end and x.end.year for x in license.terms] == [2026, 2027, 2028]
    assert [x.cost and x.cost.amount for x in license.terms] == [2025, 2026, 2027]
    assert plan_of(table, applied(EMPTY, plan_of(table).change)).change.is_empty


def test_years_without_their_starts_are_terms_of_a_license_with_a_number_alone() -> None:
    table = a_table(HEAD, *rows_of(2025, 2026, start=False))
    assert len(only(applied(EMPTY, plan_of(table).change)).terms) == 2
    table = a_table(HEAD, *rows_of(2025, 2026, start=False, number=""))
    refused = plan_of(table).rows[1]
    assert refused.reason == "the same license as line 2"
    assert refused.remedy == "merge the two rows, or give each its number"


@pytest.mark.parametrize(
    "rows",
    [
        ("Jira,SEN-1,2025-03-02,2026-03-01,1", "Jira,SEN-1,2025-09-02,2026-09-01,2"),
        ("Jira,SEN-1,2025-03-02,2026-03-01,1", "Wiki,SEN-1,2026-03-02,2027-03-01,2"),
        ("Jira,,2025-03-02,2026-03-01,1", "Jira,,2027-03-02,2028-03-01,2"),
        ("Jira,,2025-03-02,,1", "Jira,,2026-03-02,2027-03-01,2"),
        ("Jira,SEN-1,,,1", "Jira,SEN-1,,,2"),
    ],
    ids=["they overlap", "other names", "a year between, no number", "no end", "no days"],
)
def test_rows_that_may_be_two_licenses_never_become_one(rows: tuple[str, str]) -> None:
    plan = plan_of(a_table(HEAD, *rows))
    assert [row.outcome.value for row in plan.rows] == ["new", "refused"]
    assert len(only(applied(EMPTY, plan.change)).terms) == 1


def test_the_contacts_of_the_newest_year_are_assigned() -> None:
    head = "Name,SEN,Start,End,Technical contact email"
    rows = ("A,S-1,2026-01-01,2026-12-31,new@x.org", "A,S-1,2025-01-01,2025-12-31,old@x.org")
    plan = plan_of(a_table(head, *rows))
    assert [contact.address for contact in plan.contacts] == ["new@x.org"]
    assert [edit.shown.email for edit in plan.change.contacts] == ["new@x.org"]
    assert plan_of(a_table(head, *rows), applied(EMPTY, plan.change)).change.is_empty


def test_next_years_list_is_a_renewal_and_the_term_before_stays() -> None:
    there = after("14-input")
    plan = plan_for("14-next", there)
    assert plan.rows[0].details == ("renewed: new term 2027-03-02 to 2028-03-01, 110.00 EUR",)
    license = only(applied(there, plan.change))
    assert days(license) == [
        ("None", "2027-03-01", "100.00 EUR"),
        ("2027-03-02", "2028-03-01", "110.00 EUR"),
    ]
    renewed = applied(there, plan.change)
    assert plan_for("14-next", renewed).change.is_empty
    assert plan_for("14-input", renewed).change.is_empty, "nor does the list of last year"


def test_a_first_day_that_stays_while_the_end_moves_on_is_that_of_the_first_purchase() -> None:
    table = a_table(HEAD, "Jira,SEN-1,2024-03-02,2027-03-01,100")
    there = applied(EMPTY, plan_of(table).change)
    later = a_table(HEAD, "Jira,SEN-1,2024-03-02,2028-03-01,110")
    renewed = applied(there, plan_of(later, there).change)
    assert days(only(renewed))[1] == ("2027-03-02", "2028-03-01", "110 EUR")
    assert plan_of(later, renewed).change.is_empty


def test_an_end_that_moves_by_less_than_a_term_is_a_correction() -> None:
    there = after("14-input")
    row = "Jira,SEN-1,,2027-06-01,100"
    license = only(applied(there, plan_of(a_table(HEAD, row), there).change))
    assert days(license) == [("None", "2027-06-01", "100.00 EUR")]


def test_a_renewal_of_which_one_may_doubt_says_so() -> None:
    there = after("14-input")
    (row,) = plan_of(a_table(HEAD, "Jira,SEN-1,,2029-03-01,200"), there).rows
    assert row.doubts == (
        "the end moves by 2 years: planned as a renewal; the term until 2027-03-01 "
        "stays. Or is it a correction?",
    )


def test_a_list_of_ones_own_is_no_look_at_the_portal() -> None:
    portfolio = after("15-input")
    assert (only(portfolio).looked_on, only(portfolio).on_portal) == (None, ())
    reasons = [found.reason for found in Outlook(portfolio, TODAY, SETTINGS).findings]
    assert any("portal" in reason.lower() for reason in reasons)


def test_a_cell_with_several_addresses_is_several_contacts() -> None:
    a, b, c = after("31-input").licenses
    portfolio = after("31-input")
    assert [[x.email for x in portfolio.readers(license)] for license in (a, b, c)] == [
        ["ana@acme.example", "bob@acme.example"],
        ["fin@acme.example", "ap@acme.example"],
        ["ana@acme.example"],
    ]
    assert not any(contact.doubts for contact in plan_for("31-input").contacts)


def test_an_end_that_goes_back_asks_whether_the_file_is_old() -> None:
    there = after("35-input")
    (row,) = plan_for("35-old", there).rows
    assert row.doubts == ("the end moves back by a year: is this an old file?",)
    assert row.details == ("end 2028-03-01 -> 2027-03-01",)


def test_a_credit_is_said_and_kept_with_its_sign() -> None:
    plan = plan_for("41-input")
    assert plan.rows[0].doubts == (
        ("-110.7 EUR is a credit: it is stored but not counted as a cost"),
    )
    assert plan.rows[0].cost == "-110.7 EUR credit"
    credit, slack = after("41-input").licenses
    assert (str(credit.term and credit.term.cost), str(slack.term and slack.term.cost)) == (
        "-110.7 EUR",
        "200.00 EUR",
    )
