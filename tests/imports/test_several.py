"""Several files at once, what is asked of each, what is doubted, and how planning is stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from licensetui.domain.portfolio import Portfolio
from licensetui.imports.guessing import guess_mapping
from licensetui.imports.plan import Source, StoppedError, plan_imports
from licensetui.imports.planned import ImportPlan, PlanAnswers, QuestionKind, RowOutcome
from licensetui.tables.table import Table
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio
from tests.imports.planned import EMPTY, a_table, applied, only_row, plan_of


def source(*lines: str, name: str = "list.csv", answers: PlanAnswers | None = None) -> Source:
    """Return a file with the mapping that is guessed."""
    table: Table = replace(a_table(*lines), source=name)
    return Source(table, guess_mapping(table.headers, table.rows), answers or PlanAnswers())


def plan(*sources: Source, portfolio: Portfolio = EMPTY) -> ImportPlan:
    """Return the plan for several files."""
    return plan_imports(sources, portfolio, TODAY, SETTINGS)


def test_several_files_are_one_change_each_planned_on_what_the_others_bring() -> None:
    one = source("Name,SEN,End,Email", "Jira,S-1,2027-01-31,ana@acme.example", name="a.csv")
    two = source(
        "Product;Serial number;Seats;Email",
        "Jira;S-1;50;ana@acme.example",
        "Crowd;S-2;10;ana@acme.example",
        name="b.csv",
    )
    found = plan(one, two)
    assert [(row.place, row.outcome.value) for row in found.rows] == [
        ("a.csv, line 2", "new"),
        ("b.csv, line 2", "changed"),
        ("b.csv, line 3", "new"),
    ]
    assert found.change.what == "import a.csv, b.csv"
    assert found.effect == {"new license": 2, "new contact": 1}
    after = applied(EMPTY, found.change)
    assert [(x.name, x.seats, x.end is None) for x in after.licenses] == [
        ("Jira", 50, False),
        ("Crowd", 10, True),
    ]
    assert [len(x.wanted) for x in after.licenses] == [1, 1]
    assert plan(one, two, portfolio=after).change.is_empty


def test_what_is_ambiguous_is_asked_once_a_file_and_answered_for_that_file() -> None:
    rows = ("Jira,06/09/2026", "Crowd,07/08/2026")
    one = source("Name,End", *rows, name="a.csv")
    two = source("Name,End", "Bamboo,31/12/2026", name="b.csv")
    found = plan(one, two)
    (question,) = found.files[0].questions
    assert (question.about, question.rows, question.option) == (QuestionKind.DATES, 2, "--dates")
    assert question.text == 'is "06/09/2026" 6 Sep 2026 or 9 Jun 2026?'
    assert dict(question.choices)["mdy"] == "month first: 9 Jun 2026"
    assert not found.files[1].questions
    refused = found.rows[0]
    assert refused.reason == 'end "06/09/2026" can be 6 Sep 2026 or 9 Jun 2026'
    assert refused.remedy
    answered = plan(replace(one, answers=PlanAnswers(date_order="mdy")), two)
    assert not answered.questions
    assert [str(row.end) for row in answered.rows] == ["2026-06-09", "2026-07-08", "2026-12-31"]


def test_a_currency_that_nobody_said_and_a_look_are_open_too() -> None:
    said = source("Name,End,Cost,Email", "Jira,2027-01-31,100.00,a@acme.example")
    assert [(x.about, x.rows) for x in plan(said).questions] == [
        (QuestionKind.CURRENCY, 0),
        (QuestionKind.SEEN, 0),
    ]
    answers = PlanAnswers(currency="CHF", seen=TODAY)
    answered = plan(replace(said, answers=answers))
    assert not answered.questions
    assert answered.rows[0].cost == "100.00 CHF"


def test_addresses_that_look_wrong_say_what_was_meant() -> None:
    row = "Jira,2027-01-31,ana@gmial.com"
    (contact,) = plan_of(a_table("Name,End,Email", row)).contacts
    assert "ana@gmail.com" in contact.doubts[0]
    assert contact.meant == "ana@gmail.com"
    (contact,) = plan_of(a_table("Name,End,Email", "Jira,2027-01-31,ana@acme")).contacts
    assert contact.doubts


def test_the_addresses_of_a_file_are_judged_together() -> None:
    rows = [f"App {n},2027-01-31,user{n}@harrowpike.co.uk" for n in range(6)]
    rows.append("Jira,2027-01-31,ines@hrarowpike.co.uk")
    *others, typo = plan_of(a_table("Name,End,Email", *rows)).contacts
    assert not any(contact.doubts for contact in others)
    assert "ines@harrowpike.co.uk" in typo.doubts[0]


def test_a_contact_of_a_name_that_is_known_at_another_address_is_doubted() -> None:
    known = a_portfolio(contacts=(a_contact("Ana Ruiz", email="ana@acme.example"),))
    row = "Crowd,2027-01-31,Ana Ruiz <ana.ruiz@acme.example>"
    (contact,) = plan_of(a_table("Name,End,Email", row), known).contacts
    assert contact.doubts == (
        "there is a contact with this name at ana@acme.example: is it the same person?",
    )


@pytest.mark.parametrize(
    ("name", "number", "is_near"),
    [
        ("jira-software DC (500)", "", True),
        ("Wiki", "SEN 0012345", True),
        ("Wiki", "12345", True),
        ("Jira Software DC 500", "SEN-99999", False),
        ("Wiki", "SEN-54321", False),
    ],
)
def test_a_license_that_is_nearly_a_known_one_is_doubted(
    name: str, number: str, is_near: bool
) -> None:
    known = a_portfolio(a_license(sen="12-345"))
    row = only_row(plan_of(a_table("Name,SEN,End", f"{name},{number},2027-01-31"), known))
    assert row.outcome is RowOutcome.NEW
    assert bool(row.doubts) is is_near


def test_whoever_watches_is_told_how_far_it_is_and_may_stop_it() -> None:
    rows = [f"App {n},2027-01-31,u{n}@acme.example" for n in range(450)]
    told: list[tuple[int, int]] = []
    watched = source("Name,End,Email", *rows)
    plan_imports([watched], EMPTY, TODAY, SETTINGS, lambda *step: told.append(step))
    assert told[:2] == [(200, 450), (400, 450)]
    assert told[-1] == (800, 900), "the addresses are looked at too"

    def stop(done: int, total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        plan_imports([watched], EMPTY, TODAY, SETTINGS, stop)
