from __future__ import annotations

import pytest

from licensetui.demo import demo_portfolio
from licensetui.domain.license import Assignment, Hosting, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision
from licensetui.tui.views.dashboard import Agenda, Findings
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import LARGE, running


async def test_it_opens_on_what_is_due_without_a_key() -> None:
    overdue = a_license("Old app", id=2, terms=(a_term(-2),))
    async with running(a_portfolio(a_license(), overdue)) as program:
        lines = program.text().splitlines()

    assert len(lines) == 24
    assert any("x    -2 20 Nov ends   Old app" in line for line in lines)
    assert any("!     9 01 Dec ends   Jira Software DC 500" in line for line in lines)
    assert "[22]" in program_text(lines)
    assert "Sun 22 Nov 2026" in lines[0]


def program_text(lines: list[str]) -> str:
    return "\n".join(lines)


async def test_at_120_columns_more_months_and_every_currency_are_shown() -> None:
    async with running(demo_portfolio(TODAY), size=LARGE) as program:
        text = program.text()

    assert all(title in text for title in ("November 2026", "December 2026", "January 2027"))
    assert all(f" {currency} " in text for currency in ("EUR", "CHF", "USD"))
    assert "not shown" not in text


async def test_at_80_columns_a_currency_without_room_is_named() -> None:
    async with running(demo_portfolio(TODAY)) as program:
        assert "not shown: USD" in program.text()


async def test_months_go_back_and_forth_and_today_stays_marked() -> None:
    async with running(a_portfolio()) as program:
        await program.press("right_square_bracket")
        assert "December 2026" in program.text()
        assert " 1!" in program.text()
        await program.press("left_square_bracket", "left_square_bracket")
        assert "October 2026" in program.text()


async def test_the_week_starts_as_the_settings_say() -> None:
    async with running(a_portfolio(), settings=Settings(week_start="sunday")) as program:
        assert "Su  Mo  Tu" in program.text()


async def test_licenses_that_ended_long_ago_do_not_hide_what_comes_next() -> None:
    lapsed = [a_license(f"Lapsed {n}", id=n, terms=(a_term(-100 - n),)) for n in range(2, 42)]
    async with running(a_portfolio(a_license(), *lapsed)) as program:
        text = program.text()
        assert "12 Aug ended  40 until then: Enter lists" in text
        assert "Jira Software DC 500" in text
        await program.press("enter")
        assert "filter: overdue" in program.text()
        assert "Licenses: 40" in program.text()


async def test_a_canceled_license_that_ended_is_not_due() -> None:
    done = a_license(terms=(a_term(-3, decision=Decision.CANCEL),))
    async with running(a_portfolio(done)) as program:
        assert "Due: nothing" in program.text()


async def test_the_exclamation_mark_goes_to_the_next_finding_from_anywhere() -> None:
    first = a_license("Alpha", wanted=(), terms=(a_term(200),))
    second = a_license("Beta", id=2, wanted=(), terms=(a_term(200),))
    async with running(a_portfolio(first, second)) as program:
        await program.press("3", "exclamation_mark")
        findings = program.app.screen.query_one(Findings)
        assert program.focused is findings
        assert findings.current is not None
        assert findings.current.license == 1
        await program.press("exclamation_mark")
        assert findings.current.license == 2
        await program.press("enter")
        assert "Licenses > Beta" in program.text()
        assert program.focused is not None
        assert program.focused.id == "wanted"


async def test_a_finding_about_an_address_opens_that_field() -> None:
    broken = a_contact(email="anna@example..org")
    async with running(a_portfolio(contacts=(broken,))) as program:
        await program.press("exclamation_mark", "enter")
        assert "Contacts > Anna Martin" in program.text()
        assert program.focused is not None
        assert program.focused.id == "email"


async def test_the_cursor_stays_on_its_entry_when_something_before_it_goes() -> None:
    first = a_license("Alpha", terms=(a_term(3),))
    second = a_license("Beta", id=2, terms=(a_term(5),))
    async with running(a_portfolio(first, second)) as program:
        agenda = program.app.screen.query_one(Agenda)
        await program.press("j")
        await program.press("2", "D", "1")
        assert program.focused is agenda
        assert "Alpha" not in program.text().split("─ Next")[0]
        await program.press("enter")
        assert "Licenses > Beta" in program.text()


async def test_an_empty_program_says_what_to_press() -> None:
    async with running(Portfolio()) as program:
        assert "n adds the first license" in program.text()
        assert "licensetui import FILE.csv" in program.text()
        await program.press("n")
        assert "Licenses > new" in program.text()


async def test_amounts_of_different_currencies_are_never_added() -> None:
    async with running(demo_portfolio(TODAY), size=LARGE) as program:
        await program.press("2")
        title = next(line for line in program.text().splitlines() if "Licenses:" in line)
    assert all(currency in title for currency in ("EUR", "USD", "CHF"))


@pytest.mark.parametrize("width", [80, 100, 120])
async def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    app = a_license("x" * 300, hosting=Hosting.CLOUD, wanted=(Assignment(1, Role.TECHNICAL),))
    async with running(a_portfolio(app), size=(width, 24)) as program:
        for key in ("1", "2", "3"):
            await program.press(key)
            lines = program.text().splitlines()
            assert len(lines) == 24
            assert max(map(len, lines)) <= width


async def test_a_narrow_terminal_shows_fewer_months_and_says_how_many() -> None:
    async with running(demo_portfolio(TODAY), size=(60, 20)) as program:
        assert "Next 9 months" in program.text()


async def test_findings_come_worst_first_but_for_what_lapsed_long_ago() -> None:
    lapsed = a_license("Lapsed", id=1, terms=(a_term(-400),))
    recent = a_license("Recent", id=2, terms=(a_term(-2),))
    nobody = a_license("Nobody", id=3, wanted=(), terms=(a_term(200),))
    async with running(a_portfolio(lapsed, recent, nobody)) as program:
        reasons = [x.reason for x in program.app.screen.query_one(Findings).items]
    assert [reason.split()[0] for reason in reasons] == [
        "Recent",
        "Nobody",
        "Only",
        "Portal",
        "Lapsed",
    ]
