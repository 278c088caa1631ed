"""Forms that are open at midnight: what they count from today, they count from the new day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.clock import clock_from
from licensetui.domain.contact import Away, ContactKind
from licensetui.domain.license import Assignment, Role, SeenAssignment
from licensetui.domain.milestones import Urgency, urgency
from licensetui.tui.widgets.gap_panel import GapPanel
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import LARGE, Running, running

NEW_DAY = date(2026, 11, 23)
TOMORROW = str(NEW_DAY)
DAYS = (TODAY, NEW_DAY)
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
WANTED = (Assignment(1, Role.TECHNICAL, True),)


async def midnight(program: Running) -> None:
    """Let the day end, as the look at the clock notices it."""
    session = program.app.session
    session._clock = clock_from({"LICENSETUI_TODAY": f"{TOMORROW}T00:00"})
    session.look_at_clock()
    await program.settle()


async def test_a_renewal_that_is_paid_today_is_paid_on_the_new_day() -> None:
    license = a_license(terms=(a_term(10),))
    async with running(a_portfolio(license)) as program:
        await program.press("2", "r", "p")
        assert "2026-11-22" in program.text()
        await midnight(program)
        assert TOMORROW in program.text()
        await program.press("ctrl+s")
        renewed = program.store.portfolio.license(1)
        assert renewed is not None
        assert renewed.term is not None
        assert str(renewed.term.start) == TOMORROW


async def test_a_day_of_payment_that_was_typed_stays() -> None:
    async with running(a_portfolio(a_license(terms=(a_term(10),)))) as program:
        await program.press("2", "r", "f")
        await program.type("2026-11-20")
        await midnight(program)
        assert "2026-11-20" in program.text()
        await program.press("ctrl+s")
        renewed = program.store.portfolio.license(1)
        assert renewed is not None
        assert renewed.term is not None
        assert str(renewed.term.start) == "2026-11-20"


async def test_a_renewal_that_nobody_has_touched_is_not_said_to_be_typed() -> None:
    """A license without an end begins today."""
    async with running(a_portfolio(a_license(terms=()))) as program:
        await program.press("2", "r")
        assert "2026-11-22" in program.text()
        await midnight(program)
        assert TOMORROW in program.text()
        assert "not saved yet" not in program.text()


async def test_several_renewals_paid_today_are_paid_on_the_new_day() -> None:
    licenses = [a_license(f"L{n}", id=n, terms=(a_term(10),)) for n in (1, 2)]
    async with running(a_portfolio(*licenses)) as program:
        await program.press("2", "space", "space", "r", "p")
        assert "2026-11-22" in program.text()
        await midnight(program)
        assert TOMORROW in program.text()
        await program.press("ctrl+s")
        found = program.store.portfolio.licenses
        assert {str(x.term.start) for x in found if x.term} == {TOMORROW}


async def test_a_co_term_preview_is_bought_on_the_new_day_unless_another_was_typed() -> None:
    licenses = [a_license(f"L{n}", id=n, terms=(a_term(10 * n),)) for n in (1, 2)]
    async with running(a_portfolio(*licenses)) as program:
        await program.press("2", "space", "space", "c")
        assert "2026-11-22" in program.text()
        await midnight(program)
        assert TOMORROW in program.text()
        assert "not saved yet" not in program.text()
        await program.press("tab")
        await program.type("2026-11-22")
        assert "not saved yet" in program.text()


async def test_what_the_portal_shows_was_seen_on_the_new_day() -> None:
    license = a_license(wanted=WANTED)
    async with running(a_portfolio(license, contacts=(a_contact(),))) as program:
        await program.press("2", "v")
        await midnight(program)
        assert "not saved yet" not in program.text()
        await program.press("ctrl+s")
        seen = program.store.portfolio.license(1)
        assert seen is not None
        assert str(seen.looked_on) == TOMORROW
        assert seen.on_portal == (SeenAssignment(a_contact().email, Role.TECHNICAL, True),)


async def test_readers_of_a_team_are_gone_from_the_day_after_their_last_one() -> None:
    team = a_contact("Ops", id=3, email="ops@example.org", kind=ContactKind.TEAM, members=(2,))
    lea = replace(LEA, last_day=date(2026, 11, 22))
    async with running(a_portfolio(contacts=(team, lea)), size=LARGE) as program:
        await program.press("3", "down", "e")
        before = program.text()
        assert "Read by: 1" in before
        await midnight(program)
        assert "Read by: 1" in program.text()
        assert program.text() != before


async def test_gaps_are_counted_from_the_new_day() -> None:
    anna = replace(a_contact(), away=(Away(date(2026, 11, 22), date(2026, 12, 28)),))
    license = a_license(terms=(a_term(30),), wanted=WANTED)
    async with running(a_portfolio(license, contacts=(anna, LEA)), size=LARGE) as program:
        await program.press("3", "e")
        panel = program.app.screen.query_one(GapPanel)
        assert panel.lines[0].when == "22 Nov"
        await midnight(program)
        assert panel.lines[0].when == "07 Dec"


async def test_the_rows_of_a_hand_over_are_marked_by_the_new_day() -> None:
    wanted = (Urgency.SOON, Urgency.URGENT)
    ends = (a_license(terms=(a_term(days),), wanted=WANTED) for days in range(200))
    license = next(x for x in ends if tuple(urgency(x, y, SETTINGS) for y in DAYS) == wanted)
    async with running(a_portfolio(license, contacts=(a_contact(), LEA))) as program:
        await program.press("3", "H")
        await program.type("2026-12-01")
        await program.press("ctrl+s")
        assert "* [x] Jira" in " ".join(program.text().split())
        await midnight(program)
        assert "! [x] Jira" in " ".join(program.text().split())


async def test_days_typed_short_count_from_the_new_day() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("2", "e")
        program.app.screen.query_one("#start").focus()
        await program.settle()
        await program.type("+1")
        assert TOMORROW in program.text()
        await midnight(program)
        assert "2026-11-24" in program.text()
