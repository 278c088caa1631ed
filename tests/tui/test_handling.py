from __future__ import annotations

from decimal import Decimal

import pytest

from licensetui.domain.license import License
from licensetui.domain.money import Money
from licensetui.domain.term import Decision, Progress
from tests.builders import a_license, a_portfolio, a_term
from tests.tui.running import Running, running

THREE = (
    a_license("Alpha", id=1, terms=(a_term(10),)),
    a_license("Beta", id=2, terms=(a_term(20),)),
    a_license("Gamma", id=3, terms=(a_term(200),)),
)


def saved(program: Running, id: int = 1) -> License:
    license = program.store.portfolio.license(id)
    assert license is not None
    return license


def progress(program: Running) -> list[Progress]:
    return [license.term.progress for license in program.store.portfolio.licenses if license.term]


async def test_what_is_handled_leaves_the_agenda_and_u_brings_it_back() -> None:
    async with running(a_portfolio(*THREE)) as program:
        assert " Alpha" in program.text()
        await program.press("x")
        assert progress(program) == [Progress.DONE, Progress.OPEN, Progress.OPEN]
        assert "Handled: Alpha" in program.text()
        await program.press("u")
        assert progress(program) == [Progress.OPEN] * 3


async def test_handled_twice_is_open_again() -> None:
    async with running(a_portfolio(THREE[0])) as program:
        await program.press("2", "x")
        assert progress(program) == [Progress.DONE]
        await program.press("x")
        assert progress(program) == [Progress.OPEN]


async def test_all_that_are_marked_are_handled_in_one_change_and_one_undo() -> None:
    async with running(a_portfolio(*THREE)) as program:
        await program.press("2", "space", "space", "x")
        assert progress(program) == [Progress.DONE, Progress.DONE, Progress.OPEN]
        await program.press("u")
        assert progress(program) == [Progress.OPEN] * 3


@pytest.mark.parametrize(("typed", "decision"), [("ren", Decision.RENEW), ("can", Decision.CANCEL)])
async def test_a_decision_is_found_by_typing(typed: str, decision: Decision) -> None:
    async with running(a_portfolio(THREE[0])) as program:
        await program.press("d", *typed, "enter")
        term = saved(program).term
        assert term is not None
        assert term.decision is decision
        assert f"Decided: {decision.value}" in program.text()


async def test_enter_takes_the_next_step_of_the_progress() -> None:
    async with running(a_portfolio(THREE[0])) as program:
        for step in (Progress.QUOTED, Progress.ORDERED, Progress.DONE):
            await program.press("2", "p", "enter")
            assert progress(program) == [step]


async def test_snoozed_until_a_typed_day_says_what_passes_unheard() -> None:
    async with running(a_portfolio(THREE[1])) as program:
        await program.press("2", "z", *"2026-12-20")
        assert "silent: ends 2026-12-12" in program.text()
        await program.press("enter")
        term = saved(program, 2).term
        assert term is not None
        assert str(term.snoozed_until) == "2026-12-20"
        await program.press("1")
        assert " Beta" not in program.text().split("Next 12 months")[0]


@pytest.mark.parametrize("typed", ["2026-11-22", "2026-13-01", "soon"])
async def test_no_day_is_said_and_nothing_is_snoozed(typed: str) -> None:
    async with running(a_portfolio(THREE[0])) as program:
        await program.press("2", "z", *typed, "enter")
        assert "Not snoozed" in program.text()
        assert saved(program) == THREE[0]


async def test_without_a_term_or_archived_it_says_what_to_do() -> None:
    async with running(a_portfolio(a_license("Alpha", id=1, terms=()))) as program:
        await program.press("2", "x")
        assert "Alpha has no term yet: e adds its end first." in program.text()


async def test_the_terms_are_shown_with_amounts_and_the_change_of_each_year() -> None:
    terms = (
        a_term(-720, id=1, cost=Money(Decimal("1000.00"), "EUR")),
        a_term(-355, id=2, cost=Money(Decimal("1100.00"), "EUR")),
    )
    async with running(a_portfolio(a_license("Alpha", id=1, terms=terms))) as program:
        await program.press("2", "T")
        assert "1000.00 EUR" in program.text()
        assert "+10" in program.text()
