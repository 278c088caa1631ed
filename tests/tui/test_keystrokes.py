"""How many keys the frequent things take: the promise of the design, counted from the row.

What is typed as text is not counted: the letters of names, addresses, dates and amounts.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from licensetui.demo import demo_portfolio
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Term, TermKind
from licensetui.tui.views.licenses import LicenseTable
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import Running, running

ANNA = a_contact()
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
BRUNO = a_contact("Bruno", id=3, email="bruno.durand@gmial.com")
ALPHA = a_license("Alpha", terms=(a_term(10),))
BETA = a_license("Beta", id=2, terms=(a_term(date(2026, 12, 31)),))


class Hands:
    """A user whose keys are counted, but for the text that is typed."""

    def __init__(self, program: Running) -> None:
        self.program = program
        self.count = 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self.program.press(*keys)

    async def type(self, text: str) -> None:
        """Type letter by letter, as a list that narrows needs it."""
        await self.program.press(*(x if x != " " else "space" for x in text))

    async def fill(self, text: str) -> None:
        """Type into a field."""
        await self.program.type(text)

    def license(self, id: int) -> License:
        found = self.program.store.portfolio.license(id)
        assert found is not None
        return found

    def contact(self, id: int) -> Contact:
        found = self.program.store.portfolio.contact(id)
        assert found is not None
        return found

    def term(self, id: int) -> Term:
        term = self.license(id).term
        assert term is not None
        return term


@asynccontextmanager
async def hands(*start: str, portfolio: Portfolio | None = None) -> AsyncIterator[Hands]:
    """Run the program, go to the row by the keys of `start`, and count from there."""
    shown = portfolio or a_portfolio(ALPHA, BETA, contacts=(ANNA, LEA, BRUNO))
    async with running(shown) as program:
        await program.press(*start)
        yield Hands(program)


async def test_what_is_due_and_that_nobody_reads_the_mail_takes_no_key() -> None:
    away = a_contact(away=(Away(TODAY, TODAY + timedelta(days=60)),))
    days: dict[str, Any] = {"reminders": (5, -15)}
    licenses = (a_license(**days), a_license("Old", id=2, terms=(a_term(-2),), **days))
    async with running(demo_portfolio(TODAY), demo=True) as program:
        demo = program.text()
    async with running(a_portfolio(*licenses, contacts=(away,))) as program:
        own = program.text()
    assert re.search(r"x +-2 20 Nov.*ends +ScriptRunner", demo)
    assert re.search(r"! +9 01 Dec.*ends +Jira", demo)
    assert "[22]" in demo
    assert re.search(r"x +-2 20 Nov.*ends +Old.*NOBODY", own)
    assert re.search(r"! +9 01 Dec.*ends +Jira Software.*NOBODY", own)


async def test_a_license_is_found_with_3_keys_and_is_under_the_cursor() -> None:
    async with hands("1") as user:
        await user.press("slash")
        await user.type("bet")
        await user.press("enter")
        table = user.program.app.screen.query_one(LicenseTable)
        assert table.current is not None
        assert table.current.name == "Beta"
        assert user.count <= 3


async def test_a_mistyped_address_is_fixed_with_4_keys() -> None:
    async with hands("1") as user:
        await user.press("exclamation_mark", "enter", "ctrl+y", "ctrl+s")
        assert user.contact(3).email == "bruno.durand@gmail.com"
        assert user.count <= 4


async def test_the_technical_contact_is_set_with_3_keys() -> None:
    async with hands("2", "slash", *"beta", "enter") as user:
        await user.press("t")
        await user.type("pet")
        await user.press("enter")
        assert user.license(2).wanted == (Assignment(2, Role.TECHNICAL, True, since=TODAY),)
        assert user.count <= 3


async def test_a_renewal_takes_2_keys() -> None:
    async with hands("2", "slash", *"beta", "enter") as user:
        await user.press("r", "enter")
        assert (user.term(2).kind, user.term(2).end) == (TermKind.RENEWAL, date(2027, 12, 31))
        assert user.count <= 2


async def test_a_renewal_with_a_cost_takes_4_keys() -> None:
    async with hands("2", "slash", *"beta", "enter") as user:
        await user.press("r", "c")
        await user.fill("900 EUR")
        await user.press("ctrl+s")
        assert user.term(2).end == date(2027, 12, 31)
        assert user.term(2).cost == Money(Decimal(900), "EUR")
        assert user.count <= 4


async def test_an_absence_with_its_gap_takes_8_keys() -> None:
    async with hands("3") as user:
        await user.press("A")
        await user.fill("2026-11-23")
        await user.press("enter")
        await user.fill("2026-12-31")
        assert "NOBODY" in user.program.text()
        await user.press("ctrl+r", "ctrl+s")
        assert user.contact(1).away == (Away(date(2026, 11, 23), date(2026, 12, 31)),)
        assert Assignment(2, Role.TECHNICAL, since=TODAY) in user.license(1).wanted
        assert user.count <= 8


async def test_a_leaver_takes_7_keys() -> None:
    async with hands("3") as user:
        await user.press("H")
        await user.fill("2026-12-31")
        await user.press("ctrl+s", "a")
        await user.type("léa")
        await user.press("enter", "ctrl+s", "ctrl+s")
        assert user.contact(1).last_day == date(2026, 12, 31)
        for id in (1, 2):
            assert [held.contact for held in user.license(id).wanted] == [2]
        assert user.count <= 7


async def test_a_portal_step_takes_2_keys_and_the_next_one_1() -> None:
    moved = a_license(wanted=(Assignment(2, Role.TECHNICAL, True), Assignment(1, Role.TECHNICAL)))
    seen = {"on_portal": (), "looked_on": TODAY}
    first = a_license("Alpha", **{**seen, "wanted": moved.wanted})
    async with hands("1", portfolio=a_portfolio(first, contacts=(ANNA, LEA))) as user:
        steps = len(user.program.app.session.outlook.steps)
        assert steps > 1
        await user.press("4", "space")
        assert len(user.program.app.session.outlook.steps) == steps - 1
        assert user.count <= 2
        await user.press("space")
        assert len(user.program.app.session.outlook.steps) == steps - 2
        assert user.count <= 3


async def test_a_new_license_with_a_new_team_takes_20_keys() -> None:
    async with hands("2") as user:
        await user.press("n")
        await user.fill("Gamma")
        await user.press("tab")
        await user.fill("Atlassian")
        await user.press("tab")
        await user.fill("SEN-9")
        await user.press("pagedown", "tab")
        await user.fill("2027-05-01")
        await user.press("tab", "tab")
        await user.fill("900 EUR")
        await user.press("pagedown", "enter")
        await user.type("crew")
        await user.press("enter", "tab")
        await user.fill("crew@example.org")
        await user.press("tab", "t")
        await user.press("pagedown", "enter")
        await user.type("anna")
        await user.press("enter", "n")
        await user.type("léa")
        await user.press("enter", "ctrl+s", "ctrl+s")
        team = user.contact(4)
        assert (team.name, team.email, team.kind) == ("crew", "crew@example.org", ContactKind.TEAM)
        assert team.members == (1, 2)
        gamma = user.license(3)
        assert (gamma.name, gamma.vendor, gamma.sen) == ("Gamma", "Atlassian", "SEN-9")
        assert (gamma.end, user.term(3).cost) == (date(2027, 5, 1), Money(Decimal(900), "EUR"))
        assert [(held.contact, held.primary) for held in gamma.wanted] == [(4, True)]
        assert user.count <= 20
