"""Recording renewals: two keys for the usual one, one key more for each other choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from licensetui.domain.draft import Draft
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio, difference
from licensetui.domain.term import Decision, Progress, Term, TermKind
from licensetui.store.file.filestore import FileStore
from licensetui.tui.messages import OpenDraft
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import Running, running

END = date(2026, 12, 1)
COST = Money(Decimal("21000.00"), "EUR")


def a_jira(**overrides: Any) -> License:
    return a_license(terms=(a_term(END, cost=COST),), **overrides)


def renewed(program: Running, id: int = 1) -> Term:
    license = program.store.portfolio.license(id)
    assert license is not None
    assert license.term is not None
    return license.term


async def test_twelve_months_from_the_previous_end_take_two_keys_from_the_agenda_too() -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("r", "enter")
        term = renewed(program)
        assert (term.start, term.end, term.kind) == (END, date(2027, 12, 1), TermKind.RENEWAL)
        assert term.cost == COST
        assert "Saved: Jira Software DC 500 until 2027-12-01" in program.text()
        await program.press("u")
        assert renewed(program).end == END


@pytest.mark.parametrize(
    ("key", "end", "cost"),
    [
        ("1", date(2027, 12, 1), "21000.00"),
        ("2", date(2028, 12, 1), "42000.00"),
        ("m", date(2027, 1, 1), "1750.00"),
    ],
)
async def test_another_length_takes_one_key_and_the_cost_follows(
    key: str, end: date, cost: str
) -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("2", "r", key, "enter")
        assert renewed(program).end == end
        assert renewed(program).cost == Money(Decimal(cost), "EUR")


async def test_p_counts_from_the_payment_and_e_from_the_last_end_again() -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("2", "r", "p")
        assert "2027-11-22" in program.text()
        await program.press("e")
        assert "2027-11-22" not in program.text()
        await program.press("p", "enter")
        term = renewed(program)
        assert (term.start, term.end) == (TODAY, date(2027, 11, 22))


async def test_f_counts_from_a_day_that_is_typed() -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("2", "r", "f")
        await program.type("2027-03-01")
        await program.press("enter")
        assert (renewed(program).start, renewed(program).end) == (
            date(2027, 3, 1),
            date(2028, 3, 1),
        )


async def test_d_takes_a_day_for_the_end_and_the_cost_is_its_share() -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("2", "r", "d")
        await program.type("2027-06-01")
        await program.press("enter")
        assert renewed(program).end == date(2027, 6, 1)
        assert renewed(program).cost == Money(Decimal("10500.00"), "EUR")


async def test_a_cost_that_was_typed_stays_when_the_length_changes() -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("2", "r", "tab")
        await program.type("19999 USD")
        await program.press("shift+tab", "2", "enter")
        assert renewed(program).cost == Money(Decimal(19999), "USD")
        assert renewed(program).end == date(2028, 12, 1)


async def test_an_upgrade_is_dated_from_the_payment_and_its_cost_is_not_guessed() -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("2", "r", *["down"] * 8, "u", "enter")
        term = renewed(program)
        assert (term.kind, term.start, term.end) == (TermKind.UPGRADE, TODAY, END)
        assert term.cost is None


async def test_quote_and_order_stand_at_the_term_that_they_continue() -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("2", "r", "up")
        await program.type("PO-9")
        await program.press("up")
        await program.type("Q-7")
        await program.press("enter")
        license = program.store.portfolio.license(1)
        assert license is not None
        old, new = license.terms
        assert (old.quote, old.order_number, old.progress) == ("Q-7", "PO-9", Progress.DONE)
        assert old.decision is Decision.RENEW
        assert (new.quote, new.order_number) == ("", "")


async def test_server_is_not_renewed_and_the_reason_stands_there_before_one_tries() -> None:
    async with running(a_portfolio(a_jira(hosting=Hosting.SERVER))) as program:
        await program.press("2", "r")
        assert "Server support ended on 2024-02-15" in program.text()
        await program.press("enter")
        assert "Not renewed: 2027-12-01 is too late" in program.text()
        assert renewed(program).end == END


async def test_an_end_after_data_center_is_over_is_refused_with_the_reason() -> None:
    async with running(a_portfolio(a_jira())) as program:
        await program.press("2", "r", "3")
        assert "2029-12-01 is too late: Data Center ends on 2029-03-28" in program.text()
        await program.press("enter")
        assert "Not renewed: 2029-12-01 is too late" in program.text()
        assert renewed(program).end == END
        await program.press("escape", "r", "d")
        await program.type("2029-03-28")
        await program.press("enter")
        assert renewed(program).end == date(2029, 3, 28)


async def test_bitbucket_is_reported_exempt() -> None:
    bitbucket = a_jira(name="Bitbucket DC 100", product="Bitbucket")
    async with running(a_portfolio(bitbucket)) as program:
        await program.press("2", "r", "3", "enter")
        assert renewed(program).end == date(2029, 12, 1)


async def test_a_warning_does_not_block_and_what_was_wrong_before_neither() -> None:
    late = a_license(terms=(a_term(date(2029, 6, 1)),))
    async with running(a_portfolio(late)) as program:
        await program.press("2", "e", "end", "X", "ctrl+s")
        assert "Saved: Jira Software DC 500X" in program.text()


def three() -> Portfolio:
    jira = a_license("Jira", id=1, terms=(a_term(END, cost=COST),))
    wiki = a_license("Wiki", id=2, terms=(a_term(date(2027, 1, 31)),))
    git = a_license("Bitbucket", id=3, product="Bitbucket", terms=(a_term(date(2027, 3, 1)),))
    return a_portfolio(jira, wiki, git)


def ends(program: Running) -> list[str]:
    return [str(license.end) for license in program.store.portfolio.licenses]


async def test_several_marked_are_renewed_by_two_keys_in_one_change_with_one_undo() -> None:
    async with running(three()) as program:
        await program.press("2", "s", "g", "space", "space", "r")
        text = " ".join(program.text().split())
        assert "Renew > 2 licenses" in text
        assert "2027-12-01 21000.00 EUR" in text
        assert "2028-01-31 cost unknown" in text
        await program.press("enter")
        assert ends(program) == ["2027-12-01", "2028-01-31", "2027-03-01"]
        assert "Saved: 2 renewed" in program.text()
        await program.press("u")
        assert ends(program) == ["2026-12-01", "2027-01-31", "2027-03-01"]


async def test_several_get_one_common_end() -> None:
    async with running(three()) as program:
        await program.press("2", "space", "space", "space", "r", "d")
        await program.type("2028-06-30")
        await program.press("enter")
        assert ends(program) == ["2028-06-30"] * 3


async def test_those_that_cannot_be_renewed_are_named_and_left_out_only_by_a_key() -> None:
    async with running(three()) as program:
        await program.press("2", "space", "space", "space", "r", "3")
        text = program.text()
        assert "1 to renew   2 refused" in text
        assert "Jira cannot be renewed: 2029-12-01 is too late" in " ".join(text.split())
        await program.press("enter")
        assert ends(program) == ["2026-12-01", "2027-01-31", "2027-03-01"]
        await program.press("escape", "r", "3", "o", "enter")
        assert ends(program) == ["2026-12-01", "2027-01-31", "2030-03-01"]
        assert "Saved: 1 renewed, 2 skipped" in program.text()


async def test_a_developer_license_is_renewed_together_with_its_parent() -> None:
    parent = a_license("Jira", id=1, terms=(a_term(END),))
    child = a_license("Jira dev", id=2, type=LicenseType.DEVELOPER, parent=1, terms=(a_term(END),))
    async with running(a_portfolio(parent, child)) as program:
        await program.press("2", "j", "r", "enter")
        assert "A developer license ends with its parent: Jira on 2026-12-01" in program.text()
        await program.press("escape", "k", "space", "space", "r", "enter")
        assert ends(program) == ["2027-12-01", "2027-12-01"]


async def test_a_draft_of_several_renewals_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    store = FileStore.open(path)
    store.commit(difference(Portfolio(), Portfolio(three().licenses, (a_contact(),))))
    async with running(store=store) as program:
        await program.press("2", "s", "g", "space", "space", "r", *["down"] * 7)
        await program.type("PO-5")
        await program.press("escape")
        assert "o reopens it" in program.text()
        await program.press("o")
        assert "Renew > 2 licenses   not saved yet" in program.text()
        await program.press("enter")
        assert ends(program) == ["2027-12-01", "2028-01-31", "2027-03-01"]
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.terms[0].order_number == "PO-5"


async def test_a_draft_of_several_renewals_counts_the_only_license_that_is_left() -> None:
    portfolio = a_portfolio(a_jira())
    draft = Draft(
        "renewals", "Renewed", datetime.now(UTC), {"licenses": "1,2", "order_number": "PO-5"}
    )
    async with running(portfolio) as program:
        program.app.post_message(OpenDraft(draft))
        await program.settle()
        assert "Renew > 1 license   not saved yet" in program.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_names_are_texts_in_every_form_of_terms(size: tuple[int, int]) -> None:
    names = ("[/x]", "[@click=app.quit]x", "a\x1b[31mb")
    licenses = tuple(
        a_license(name, id=n, vendor=name, organization=name, terms=(a_term(END),))
        for n, name in enumerate(names, 1)
    )
    async with running(a_portfolio(*licenses), size=size) as program:
        await program.press("2", "space", "space", "space")
        for keys in (("r",), ("c",), ("T",), ("z",), ("d",), ("p",)):
            await program.press(*keys)
            assert "\x1b" not in program.text()
            assert "[/x]" in program.text()
            await program.press("escape")


def a_tool(**fields: Any) -> License:
    """A license that has renewed itself twice since its recorded end, at the price of then."""
    term = Term(1, date(2024, 3, 1), date(2025, 2, 28), auto_renew=True, cost=COST)
    return a_license("Tool", terms=(replace(term, **fields),))


async def test_what_renewed_itself_is_confirmed_by_two_keys_a_term_for_each_period() -> None:
    async with running(a_portfolio(a_tool())) as program:
        assert "01 Mar 2026 record Tool" in " ".join(program.text().split())
        await program.press("r")
        assert "Auto-renewed 2026-03-01: Enter records 2 terms" in program.text()
        assert program.app.focused is not None
        assert program.app.focused.id == "cost"
        await program.press("enter")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert [(str(x.start), str(x.end), x.cost) for x in license.terms] == [
            ("2024-03-01", "2025-02-28", COST),
            ("2025-03-01", "2026-02-28", None),
            ("2026-03-01", "2027-02-28", COST),
        ]
        assert "record Tool" not in " ".join(program.text().split())
        await program.press("u")
        assert program.store.portfolio.license(1) == a_tool()


async def test_the_newest_cost_of_what_renewed_itself_is_what_is_typed() -> None:
    async with running(a_portfolio(a_tool())) as program:
        await program.press("r", *["backspace"] * 12)
        await program.type("22500 EUR")
        await program.press("enter")
        assert renewed(program).cost == Money(Decimal(22500), "EUR")


async def test_several_that_renewed_themselves_are_confirmed_together() -> None:
    tools = (a_tool(), replace(a_tool(), id=2, name="Other"))
    async with running(a_portfolio(*tools)) as program:
        await program.press("2", "space", "space", "r", "enter")
        for id in (1, 2):
            license = program.store.portfolio.license(id)
            assert license is not None
            assert (len(license.terms), license.end) == (3, date(2027, 2, 28))


async def test_x_says_what_to_do_with_what_renewed_itself_and_ends_what_was_canceled() -> None:
    async with running(a_portfolio(a_tool())) as program:
        await program.press("x")
        assert "confirm it (r)" in program.text()
        assert program.store.portfolio.license(1) == a_tool()
    leaving = a_tool(decision=Decision.CANCEL)
    async with running(a_portfolio(leaving)) as program:
        assert "01 Mar 2026 ended? Tool" in " ".join(program.text().split())
        await program.press("x")
        assert renewed(program).progress is Progress.DONE
        assert "Tool" not in program.text().split("Findings")[0].split("Handled")[0]


async def test_a_day_of_notice_that_was_for_one_term_is_asked_for_again() -> None:
    for license in (a_tool(notice_day=date(2024, 12, 31)), a_jira(id=1)):
        async with running(a_portfolio(license)) as program:
            await program.press("r")
            assert bool(program.app.screen.query("#notice_days")) is (license.name == "Tool")
    async with running(a_portfolio(a_tool(notice_day=date(2024, 12, 31)))) as program:
        await program.press("r")
        program.app.screen.query_one("#notice_days").focus()
        await program.press(*"2026-12-31")
        assert "It was 2024-12-31 for the last term: type the new one" in program.text()
        await program.press("enter")
        assert renewed(program).notice_day == date(2026, 12, 31)
        saved = program.store.portfolio.license(1)
        assert saved is not None
        assert [term.notice_day for term in saved.terms[:2]] == [date(2024, 12, 31), None]


async def test_a_day_of_notice_of_each_year_stays() -> None:
    license = a_tool(notice_day=date(2000, 12, 31), notice_yearly=True)
    async with running(a_portfolio(license)) as program:
        await program.press("r", "enter")
        assert renewed(program).cancel_by == date(2026, 12, 31)
