"""The portal screen: what is to be done there, ticked step by step, and how."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from licensetui.demo import demo_portfolio
from licensetui.domain import portals
from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.portal_steps import steps
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.tui.views.step_rows import StepRow, StepTable, by_person, rows_of
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio
from tests.tui.running import Running, running

ANNA = a_contact("Anna Martin", id=1)
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
PAUL = a_contact("Paul Gone", id=3, email="p.gone@other.example")


def to_hand_over(
    name: str, id: int, days: int, to: Contact = LEA, before: Contact = ANNA
) -> License:
    """Return a license that `to` shall have since some days, while the portal shows `before`."""
    return a_license(
        name,
        id=id,
        sen=f"SEN-{id}",
        wanted=(Assignment(to.id, Role.TECHNICAL, True, TODAY - timedelta(days=days)),),
        on_portal=(SeenAssignment(before.email, Role.TECHNICAL, True),),
        looked_on=TODAY - timedelta(days=40),
    )


JIRA = to_hand_over("Jira", 1, days=12)
WIKI = to_hand_over("Wiki", 2, days=30, to=ANNA, before=LEA)
SELF = to_hand_over("Bamboo", 3, days=5, to=PAUL)
JIRA_AT_5 = replace(JIRA, id=5, sen="SEN-5")
NEW = a_license("Never seen", id=4)


def portfolio_of(*licenses: License) -> Portfolio:
    return a_portfolio(*licenses, contacts=(ANNA, LEA, PAUL))


def seen(program: Running, id: int) -> set[tuple[str, bool]]:
    license = program.store.portfolio.license(id)
    assert license is not None
    return {(x.address, x.primary) for x in license.on_portal}


BOXES = ("[ ]", "[x]", "[w]")


def boxes(program: Running) -> list[str]:
    """Return the lines with a box, without what follows number, kind and role."""
    lines = (line for line in program.text().splitlines() if line.startswith(BOXES))
    return [" ".join(line.split()[: line.split().index("tech") + 1]) for line in lines]


async def test_steps_are_ticked_one_key_each_and_each_is_one_undo() -> None:
    async with running(portfolio_of(JIRA, WIKI)) as program:
        assert "4 Portal 6" in program.text()
        await program.press("4")
        assert "Portal steps: 6   oldest 30 d" in program.text()
        assert boxes(program)[0] == "[ ] Wiki SEN-2 1 add tech"
        await program.press("space")
        assert seen(program, 2) == {(LEA.email, True), (ANNA.email, False)}
        assert "Ticked: add anna.martin@example.org as technical contact" in program.text()
        assert "5 of 6 left   oldest 30 d   [#--------] 1/6" in program.text()
        await program.press("space", "space", "space")
        assert seen(program, 2) == {(ANNA.email, True)}
        assert boxes(program)[:4] == [
            "[x] Wiki SEN-2 1 add tech",
            "[x] Wiki SEN-2 2 promote tech",
            "[x] Wiki SEN-2 3 remove tech",
            "[x] Jira SEN-1 1 add tech",
        ]
        assert "4 Portal 2" in program.text()
        await program.press("u", "u")
        assert seen(program, 2) == {(ANNA.email, True), (LEA.email, False)}
        assert "[ ] Wiki SEN-2 3 remove tech" in boxes(program)
        assert "[#" in program.text()
        assert "2/6" in program.text()


async def test_the_number_of_steps_moves_nothing_when_it_comes() -> None:
    places = set()
    for records in (Portfolio(), portfolio_of(JIRA, WIKI)):
        async with running(records) as program:
            top = program.text().splitlines()[0]
            places.add((top.index("4 Portal"), top.index("5 History")))
    assert len(places) == 1


async def test_what_is_said_of_a_step_that_was_ticked_is_as_it_is_now() -> None:
    async with running(portfolio_of(JIRA)) as program:
        await program.press("4", "space", "space", "up", "space")
        assert "Already done: u undoes the last" in program.text()
        assert seen(program, 1) == {(LEA.email, True), (ANNA.email, False)}
        await program.press("v")
        assert "CHANGED" not in program.text()
        assert "was changed" not in program.text()
        await program.press("ctrl+s")
        assert "Saved: portal of Jira checked 2026-11-22, no steps left" in program.text()
        assert seen(program, 1) == {(LEA.email, True)}


async def test_by_person_it_says_who_does_each_step_also_where_it_is_narrow() -> None:
    kept = replace(WIKI, portal=portals.PARTNER, partner="Example Partner GmbH")
    for width in (80, 120):
        async with running(portfolio_of(JIRA, kept), size=(width, 24)) as program:
            await program.press("4", "s")
            lines = [line for line in program.text().splitlines() if line.startswith("[ ]")]
            assert all("Anna Martin" in line and "Example" not in line for line in lines[:3])
            assert all("Example" in line for line in lines[3:])
            assert len(lines) == 5


async def test_the_guide_tells_how_y_copies_the_address_and_enter_opens_the_license() -> None:
    async with running(portfolio_of(JIRA)) as program:
        await program.press("4")
        text = program.text()
        assert "Add a contact   by Anna Martin" in text
        assert "SEN-1" in text
        assert "l.petit@example.org" in text.split("Add a contact")[1]
        await program.press("y")
        assert "Copied: l.petit@example.org" in program.text()
        assert program.app.clipboard == "l.petit@example.org"
        await program.press("enter")
        assert "Licenses > Jira ──" in program.text()


async def test_a_new_contact_of_another_domain_is_waited_for() -> None:
    async with running(portfolio_of(SELF)) as program:
        await program.press("4", "w")
        assert "w is for steps that a new contact takes" in program.text()
        await program.press("space", "w")
        license = program.store.portfolio.license(3)
        assert license is not None
        assert license.wanted[0].waiting_since == TODAY
        assert "[w] Bamboo SEN-3 2 promote tech" in boxes(program)
        assert "Waiting for Paul Gone since 2026-11-22 (0 d)" in program.text()
        await program.press("f", *"wait", "enter")
        assert boxes(program) == ["[w] Bamboo SEN-3 2 promote tech"]
        await program.press("escape", "space")
        assert seen(program, 3) == {(PAUL.email, True), (ANNA.email, False)}


async def test_nobody_has_looked_yet_so_space_asks_what_is_there() -> None:
    async with running(portfolio_of(NEW)) as program:
        await program.press("4")
        assert "1 check contacts" in program.text()
        await program.press("space", "ctrl+s")
        license = program.store.portfolio.license(4)
        assert license is not None
        assert license.looked_on == TODAY
        assert "No open steps: every portal checked so far" in program.text()


async def test_find_and_order_by_person() -> None:
    async with running(portfolio_of(JIRA, WIKI)) as program:
        await program.press("4", "s")
        assert "sort: person" in program.text()
        assert boxes(program)[0] == "[ ] Jira SEN-1 1 add tech"
        await program.press("slash", *"wiki", "enter")
        assert {line.split()[2] for line in boxes(program)} == {"Wiki"}
        assert "Portal steps: 3 " in program.text()
        await program.press("escape")
        assert len(boxes(program)) == 6


async def test_a_partner_gets_one_message_about_all_licenses_it_keeps() -> None:
    kept = [
        replace(
            to_hand_over(name, id, days=3),
            portal=portals.PARTNER,
            partner=partner,
            wanted=(Assignment(2, Role.CUSTOMER),),
            on_portal=(SeenAssignment(ANNA.email, Role.CUSTOMER),),
        )
        for name, id, partner in (("A", 1, "Valiant"), ("B", 2, "valiant "), ("C", 3, "Other"))
    ]
    async with running(portfolio_of(*kept, JIRA_AT_5)) as program:
        await program.press("4", "slash", *"jira", "enter", "m", "escape")
        await program.press("slash", *"sen-1", "enter", "m")
        assert "2 licenses" in program.text()
        text = program.app.clipboard
        assert "SEN-1" in text
        assert "SEN-2" in text
        assert "SEN-3" not in text


async def test_hostile_texts_are_texts() -> None:
    hostile = replace(
        JIRA,
        name="[/x] [@click=app.quit]x",
        on_portal=(SeenAssignment("[/x]@\x1b[31mb", Role.TECHNICAL, True),),
    )
    async with running(portfolio_of(hostile)) as program:
        await program.press("4", "j", "j")
        assert "[/x] [@clic" in program.text()
        assert program.app.is_running
        await program.press("y")
        assert "\x1b" not in program.app.clipboard


def test_rows_keep_what_is_done_with_the_numbers_it_had_until_it_is_open_again() -> None:
    portfolio = portfolio_of(JIRA, WIKI)
    first, second, third = steps(JIRA, portfolio, TODAY, SETTINGS)
    left = [replace(step, number=step.number - 1) for step in (second, third)]
    rows = rows_of(left, [first])
    assert [(row.step.number, row.is_done) for row in rows] == [(1, True), (2, False), (3, False)]
    assert rows_of((first, second, third), [first]) == (
        StepRow(first),
        StepRow(second),
        StepRow(third),
    )


def test_by_person_puts_nobody_last() -> None:
    lost = replace(JIRA, id=9, name="Lost", on_portal=(SeenAssignment("x@y.org", Role.TECHNICAL),))
    portfolio = portfolio_of(lost, JIRA, WIKI)
    rows = rows_of(
        [
            step
            for license in (lost, WIKI, JIRA)
            for step in steps(license, portfolio, TODAY, Settings(me="nobody@example.org"))
        ],
        (),
    )
    actors = [row.step.actor.name if row.step.actor else None for row in by_person(rows)]
    assert list(dict.fromkeys(actors)) == ["Anna Martin", "Léa Petit", None]


async def test_4_goes_to_the_steps_of_an_address_that_was_just_corrected() -> None:
    async with running(demo_portfolio(TODAY)) as program:
        await program.press("4", "3", "slash", *"durand", "enter", "enter", "ctrl+y", "ctrl+s")
        assert "4 shows the steps" in program.text()
        await program.press("4")
        step = program.app.screen.query_one(StepTable).current
        assert step is not None
        assert step.step.address == "b.durand@gmail.com"
        await program.press("g", "3", "4")
        assert program.app.screen.query_one(StepTable).cursor == 0, "only the first time"


async def test_4_leaves_alone_what_was_looked_for_where_a_form_tells_of_no_steps() -> None:
    sound = a_license(
        "Crowd",
        id=6,
        wanted=(Assignment(ANNA.id, Role.TECHNICAL, True),),
        on_portal=(SeenAssignment(ANNA.email, Role.TECHNICAL, True),),
        looked_on=TODAY - timedelta(days=40),
    )
    async with running(portfolio_of(JIRA, WIKI, sound)) as program:
        await program.press("4", "slash", *"wiki", "enter")
        found = boxes(program)
        await program.press("2", "slash", *"crowd", "enter", "v", "ctrl+s")
        assert "no steps left" in program.text()
        await program.press("4")
        assert boxes(program) == found
        await program.press("3", "slash", *"paul", "enter", "enter")
        await program.press("tab", "end", *".net", "ctrl+s")
        assert "Saved" in program.text()
        await program.press("4")
        assert boxes(program) == found
