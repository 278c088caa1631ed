"""What one says of a term: handled, snoozed, decided, how far it is; its history; its co-term."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from textual.widgets import Input

from licensetui.domain.license import License
from licensetui.domain.money import Money
from licensetui.domain.portals import OTHER
from licensetui.domain.term import Decision, Ending, Progress, Term
from tests.builders import TODAY, a_license, a_portfolio, a_term
from tests.tui.running import LARGE, Running, running

PAIR = (
    a_license("Alpha", id=1, terms=(a_term(9),)),
    a_license("Beta", id=2, terms=(a_term(20),)),
)


def term(program: Running, id: int = 1) -> Term:
    license = program.store.portfolio.license(id)
    assert license is not None
    assert license.term is not None
    return license.term


async def test_x_takes_what_is_handled_off_the_agenda_and_u_brings_it_back() -> None:
    async with running(a_portfolio(a_license(terms=(a_term(9),)))) as program:
        assert "Due: 1" in program.text()
        await program.press("x")
        assert "Due: nothing" in program.text()
        assert "Done: Jira Software DC 500" in program.text()
        await program.press("u")
        assert "Due: 1" in program.text()


async def test_x_on_several_handles_all_at_once_and_again_reopens_them() -> None:
    async with running(a_portfolio(*PAIR)) as program:
        await program.press("2", "space", "space", "x")
        assert program.text().count(" done ") >= 2
        assert [term(program, id).progress for id in (1, 2)] == [Progress.DONE] * 2
        await program.press("x")
        assert [term(program, id).progress for id in (1, 2)] == [Progress.OPEN] * 2


async def test_z_snoozes_until_a_day_that_is_typed_and_the_detail_says_it() -> None:
    async with running(a_portfolio(*PAIR)) as program:
        await program.press("2", "space", "space", "z")
        await program.type("2026-12-05")
        assert "misses ends 2026-12-01" in program.text()
        await program.press("enter")
        assert [term(program, id).snoozed_until for id in (1, 2)] == [date(2026, 12, 5)] * 2
        assert "snoozed until 2026-12-05" in program.text()
        assert "Before that: ends 2026-12-01" in program.text()
        await program.press("z", *"no longer", "enter")
        assert [term(program, id).snoozed_until for id in (1, 2)] == [None, None]


async def test_a_week_of_silence_takes_two_keys() -> None:
    async with running(a_portfolio(*PAIR)) as program:
        await program.press("z", "enter")
        assert term(program).snoozed_until == TODAY + timedelta(days=7)


async def test_a_day_that_is_past_or_none_is_no_snooze() -> None:
    async with running(a_portfolio(*PAIR)) as program:
        for typed, reason in (("2026-11-22", "is not after today"), ("soon", "is not a date")):
            await program.press("2", "z")
            await program.type(typed)
            await program.press("enter")
            assert "Not snoozed" in program.text()
            assert reason in program.text()
        assert term(program).snoozed_until is None


async def test_d_decides_and_p_goes_on_by_one_step_with_enter() -> None:
    async with running(a_portfolio(*PAIR)) as program:
        await program.press("2", "space", "space", "d", *"red", "enter")
        assert [term(program, id).decision for id in (1, 2)] == [Decision.REDUCE] * 2
        for progress in (Progress.QUOTED, Progress.ORDERED, Progress.DONE):
            await program.press("p", "enter")
            assert [term(program, id).progress for id in (1, 2)] == [progress] * 2
        await program.press("u")
        assert [term(program, id).progress for id in (1, 2)] == [Progress.ORDERED] * 2
        assert "reduce, ordered   no order number" in program.text()


async def test_what_has_no_term_or_is_archived_is_not_changed_and_the_reason_said() -> None:
    bare = a_license("Bare", id=1, terms=())
    async with running(a_portfolio(bare, PAIR[1])) as program:
        await program.press("2", "space", "space", "x")
        assert "Bare has no end date yet. Add it first: e." in program.text()
        assert term(program, 2).progress is Progress.OPEN
    async with running(a_portfolio(a_license(archived=True))) as program:
        await program.press("2", "f", *"arch", "enter", "z")
        assert "is archived. Restore it first: D" in program.text()


async def test_the_history_of_terms_shows_amounts_and_how_they_changed() -> None:
    terms = (
        Term(1, date(2024, 12, 1), date(2025, 12, 1), cost=Money(Decimal(1000), "EUR")),
        Term(
            2,
            date(2025, 12, 1),
            date(2026, 12, 1),
            cost=Money(Decimal(1100), "EUR"),
            quote="Q-1",
            order_number="PO-1",
        ),
    )
    async with running(a_portfolio(a_license(terms=terms))) as program:
        await program.press("2")
        assert "1100 EUR, +10.0 %, 2 terms" in program.text()
        await program.press("T")
        lines = [line.strip("│ ") for line in program.text().splitlines()]
        assert next(x for x in lines if x.startswith("> ")).split() == [
            *(">", "2025-12-01", "2026-12-01", "new", "1100", "EUR", "1100", "EUR", "+10.0", "%"),
            *("Q-1", "PO-1", "undecided"),
        ]
        assert any(x.startswith("2024-12-01 2025-12-01") and "1000 EUR" in x for x in lines)
        await program.press("escape")
        assert "Licenses: 1" in program.text()


async def test_notice_perpetual_and_own_reminder_days_are_edited_in_the_form() -> None:
    async with running(a_portfolio(a_license(terms=(a_term(300),)))) as program:
        await program.press("2", "e")
        screen = program.app.screen
        screen.query_one("#notice_days", Input).value = "60"
        screen.query_one("#reminders", Input).value = "90, 10, -5"
        screen.query_one("#snoozed_until", Input).value = "2026-12-24"
        screen.query_one("#ends").focus()
        await program.press("m")
        await program.press("ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.reminders == (90, 10, -5)
        assert license.term is not None
        assert (license.term.notice_days, license.term.perpetual) == (60, True)
        assert license.term.ends is Ending.MAINTENANCE
        assert license.term.snoozed_until == date(2026, 12, 24)


async def test_the_detail_and_the_form_say_whose_reminder_days_hold() -> None:
    figma = a_license("Figma", vendor="Figma", sen="", portal=OTHER)
    for license, words in (
        (a_license(), "90, 60, 30, 15 (Atlassian)"),
        (figma, "90, 60, 30, 15 (assumed)"),
        (a_license(reminders=(7,)), "7 (license)"),
    ):
        async with running(a_portfolio(license)) as program:
            await program.press("2")
            assert f"Reminders {words}" in program.text()
            await program.press("e")
            program.app.screen.query_one("#reminders", Input).focus()
            await program.press("end")
            without = words.replace("7 (license)", "90, 60, 30, 15 (Atlassian)")
            assert f"or none; empty: {without}" in " ".join(program.text().split())


async def test_reminder_days_that_cannot_be_read_are_said_and_none_means_none() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e")
        field = program.app.screen.query_one("#reminders", Input)
        field.value = "90, often"
        await program.press("ctrl+s")
        assert '"often" is not a number of days. Use 90, 30, 0, -15, or none' in " ".join(
            program.text().split()
        )
        field.value = "none"
        await program.press("ctrl+s")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.reminders == ()


async def test_an_end_typed_anew_after_the_end_of_data_center_is_refused_in_the_form() -> None:
    async with running(a_portfolio(a_license(terms=(a_term(300),)))) as program:
        await program.press("2", "e")
        program.app.screen.query_one("#end", Input).value = "2029-03-29"
        await program.press("ctrl+s")
        assert "Not saved: 2029-03-29 is too late: Data Center ends on 2029-03-28" in program.text()
        assert program.focused is not None
        assert program.focused.id == "end"
        program.app.screen.query_one("#end", Input).value = "2029-03-28"
        await program.press("ctrl+s")
        assert term(program).end == date(2029, 3, 28)


def priced(name: str, id: int, end: date, **overrides: object) -> License:
    cost = Money(Decimal(1200), "EUR")
    return a_license(name, id=id, terms=(a_term(end, cost=cost),), **overrides)


FLEET = (
    priced("Jira", 1, date(2026, 12, 1)),
    priced("Wiki", 2, date(2027, 2, 1)),
    priced("Gone", 3, date(2026, 11, 1)),
    priced("Rider", 4, date(2027, 5, 1), vendor="JetBrains"),
)


async def test_a_common_end_shows_months_cost_and_what_lapses_and_changes_nothing_yet() -> None:
    async with running(a_portfolio(*FLEET)) as program:
        await program.press("2", "c")
        await program.type("2027-06-01")
        text = program.text()
        assert "3 of 3 get a term until 2027-06-01" in text  # all of the vendor
        assert "6 months" in text
        assert "600.00 EUR" in text
        assert "Cost until then: 1700.00 EUR" in text
        assert "Dec 2026 600 EUR, Feb 2027 400 EUR" in text
        assert "Lapse before that: Gone (2026-11-01)" in text
        assert all(x.planned is None for x in program.store.portfolio.licenses)
        await program.press("escape", "escape")


async def test_a_co_term_is_planned_in_one_change_and_then_offered_by_r() -> None:
    async with running(a_portfolio(*FLEET)) as program:
        await program.press("2", "j", "space", "space", "c")
        await program.type("2027-06-01")
        await program.press("ctrl+s")
        assert "2 planned to end on 2027-06-01" in program.text()
        assert ", planned 2027-06-01" in program.text()
        planned = [x.planned.end if x.planned else None for x in program.store.portfolio.licenses]
        assert planned == [date(2027, 6, 1), date(2027, 6, 1), None, None]
        assert term(program).end == date(2026, 12, 1)  # nothing is bought yet
        await program.press("5", "enter")
        assert "none -> 2026-12-01 to 2027-06-01, co-term, 600.00 EUR" in program.text()
        await program.press("escape", "2", "escape", "g", "j", "r", "enter")
        assert term(program).end == date(2027, 6, 1)
        assert term(program).cost == Money(Decimal("600.00"), "EUR")
        await program.press("u", "u")
        assert all(x.planned is None for x in program.store.portfolio.licenses)


async def test_a_common_end_after_data_center_is_over_names_who_is_in_the_way() -> None:
    git = priced("Bitbucket", 5, date(2027, 1, 1), product="Bitbucket")
    async with running(a_portfolio(*FLEET[:2], git), size=LARGE) as program:
        await program.press("2", "c")
        await program.type("2029-06-01")
        await program.press("ctrl+s")
        assert "Jira: 2029-06-01 is too late: Data Center ends on 2029-03-28" in program.text()
        await program.press("tab", "tab", "o", "ctrl+s")
        planned = [x.name for x in program.store.portfolio.licenses if x.planned]
        assert planned == ["Bitbucket"]


async def test_a_common_end_before_the_purchase_is_refused() -> None:
    async with running(a_portfolio(*FLEET)) as program:
        await program.press("2", "c")
        await program.type("2026-11-01")
        await program.press("ctrl+s")
        assert "2026-11-01 is not after the purchase on 2026-11-22" in program.text()


async def test_the_agenda_says_what_is_ordered_and_how_many_are_snoozed() -> None:
    async with running(a_portfolio(*PAIR)) as program:
        await program.press("p", *"ord", "enter")
        line = next(line for line in program.text().splitlines() if "Alpha" in line)
        assert line.endswith("ordered")
        await program.press("z", "enter")
        assert "1 snoozed" in program.text()
