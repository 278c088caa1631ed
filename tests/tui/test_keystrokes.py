"""How many keys the frequent things take: the promise of the design, counted from the dashboard."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from licensetui.demo import demo_portfolio
from licensetui.domain.contact import Away
from licensetui.domain.license import Assignment, Role
from licensetui.domain.term import TermKind
from licensetui.tui.views.licenses import LicenseTable
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import running

FIND = ("slash", "b", "e", "t", "enter")
TECHNICAL_CONTACT = ("t", "p", "e", "t", "enter")
RENEW = ("r", "enter")
FIX_ADDRESS = ("exclamation_mark", "enter", "ctrl+y", "ctrl+s")


async def test_what_is_due_and_that_nobody_reads_the_mail_takes_no_key() -> None:
    away = a_contact(away=(Away(TODAY, TODAY + timedelta(days=60)),))
    days: dict[str, Any] = {"reminders": (5, -15)}
    licenses = (a_license(**days), a_license("Old", id=2, terms=(a_term(-2),), **days))
    async with running(demo_portfolio(TODAY), demo=True) as program:
        demo = program.text()
    async with running(a_portfolio(*licenses, contacts=(away,))) as program:
        own = program.text()
    assert re.search(r"x +-2 20 Nov ends +ScriptRunner", demo)
    assert re.search(r"! +9 01 Dec ends +Jira", demo)
    assert "[22]" in demo
    assert re.search(r"x +-2 20 Nov ends +Old +NOBODY", own)
    assert re.search(r"! +9 01 Dec ends +Jira Software.*NOBODY", own)
    assert "NOBODY reads" in own


async def test_the_frequent_things_take_as_many_keys_as_promised() -> None:
    assert [len(keys) for keys in (FIND, TECHNICAL_CONTACT, RENEW, FIX_ADDRESS)] == [5, 5, 2, 4]
    licenses = (
        a_license("Alpha", terms=(a_term(10),)),
        a_license("Beta", id=2, terms=(a_term(date(2026, 12, 31)),)),
    )
    people = (
        a_contact(),
        a_contact("Léa Petit", id=2, email="l.petit@example.org"),
        a_contact("Bruno", id=3, email="bruno.durand@gmial.com"),
    )
    async with running(a_portfolio(*licenses, contacts=people)) as program:
        await program.press(*FIND)
        table = program.app.screen.query_one(LicenseTable)
        assert [license.name for license in table.items] == ["Beta"]

        await program.press(*TECHNICAL_CONTACT)
        beta = program.store.portfolio.license(2)
        assert beta is not None
        assert beta.wanted == (Assignment(2, Role.TECHNICAL, True, since=TODAY),)

        await program.press(*RENEW)
        beta = program.store.portfolio.license(2)
        assert beta is not None
        assert beta.term is not None
        assert (beta.term.kind, beta.end) == (TermKind.RENEWAL, date(2027, 12, 31))

        await program.press("1")
        await program.press(*FIX_ADDRESS)
        bruno = program.store.portfolio.contact(3)
        assert bruno is not None
        assert bruno.email == "bruno.durand@gmail.com"
        await program.press("u", "u", "u")
        assert program.store.portfolio.licenses == licenses
        assert program.store.portfolio.contacts == people
