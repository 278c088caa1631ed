"""`i`: who sees a license and what a contact sees, each with the reasons."""

from __future__ import annotations

from datetime import date

from licensetui.domain.contact import Away, ContactKind
from licensetui.domain.license import Assignment, Role, SeenAssignment
from tests.builders import HOSTILE, TODAY, a_contact, a_license, a_portfolio
from tests.tui.running import running

PEOPLE = (
    a_contact(deputy=2),
    a_contact("Léa Petit", id=2, email="l.petit@example.org"),
    a_contact("Ops", id=3, email="ops@example.org", kind=ContactKind.TEAM, members=(1,)),
)
LICENSE = a_license(
    wanted=(Assignment(3, Role.TECHNICAL, True),),
    on_portal=(
        SeenAssignment("ops@example.org", Role.TECHNICAL, True),
        SeenAssignment(HOSTILE[2], Role.BILLING),
    ),
    looked_on=TODAY,
)


async def test_who_sees_a_license_with_the_reasons_of_the_line_under_the_cursor() -> None:
    async with running(a_portfolio(LICENSE, contacts=PEOPLE)) as program:
        await program.press("2", "i")
        text = program.text()
        assert "Who sees Jira Software DC 500: 4" in text
        assert "Why Ops sees Jira Software DC 500" in text
        assert "technical, primary, on the portal" in text
        assert "no contact has it" in text
        assert HOSTILE[2] in text
        await program.press("j", "j")
        assert "member of ops@example.org: technical, primary, on the portal" in program.text()
        await program.press("j")
        assert "Why Léa Petit sees" in program.text()
        assert "deputy of Anna Martin: member of ops@example.org" in program.text()
        await program.press("escape")
        assert "Who sees" not in program.text()


async def test_when_nobody_reads_what_comes_stands_below_and_in_the_findings() -> None:
    away = (Away(date(2026, 12, 7), date(2026, 12, 18)),)
    anna = a_contact(away=away)
    seen = (SeenAssignment("anna.martin@example.org", Role.TECHNICAL, True),)
    license = a_license(on_portal=seen, looked_on=TODAY)
    async with running(a_portfolio(license, contacts=(anna,))) as program:
        await program.press("2", "i")
        assert "NOBODY reads anna.martin@example.org 07-18 Dec (10 working days)" in program.text()
        await program.press("escape", "3", "i")
        words = "NOBODY reads anna.martin@example.org (1 license) 07-18 Dec"
        assert words in program.text()


async def test_what_a_contact_sees_and_what_nobody_sees() -> None:
    lonely = a_license("Lonely", id=2, wanted=())
    async with running(a_portfolio(LICENSE, lonely, contacts=PEOPLE)) as program:
        await program.press("3", "i")
        assert "Anna Martin sees 1 license" in program.text()
        assert "Jira Software DC 500 2026-12-01 yes" in " ".join(program.text().split())
        await program.press("i", "j", "i")
        assert "Léa Petit sees 1 license" in program.text()
        assert "2026-12-01 no   deputy of Anna Martin" in program.text()
        await program.press("escape", "2", "G", "i")
        assert "NOBODY sees it: no contact is assigned" in program.text()
