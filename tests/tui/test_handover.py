"""The hand-over in three steps: 13 keys for any number of licenses, one undo, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from licensetui.demo import demo_portfolio
from licensetui.domain.handover import given_to, left_out
from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.filestore import FileStore
from licensetui.tui.forms.handover_form import new_contacts, rows_text, with_choices
from licensetui.tui.widgets.handover_rows import HandoverRows
from tests.builders import HOSTILE, a_license, a_portfolio
from tests.builders import TODAY as A_DAY
from tests.cli.program import a_file_of
from tests.cli.test_handover import of_a_leaver
from tests.domain.test_handover import (
    ANNA,
    BERT,
    BILL,
    LEA,
    TEAM,
    ZOE,
    Anna,
    Bert,
    Lea,
    Zoe,
    a_team,
    held,
    rows_of,
)
from tests.tui.running import Running, running

OPEN = ("3", "slash", *"ann", "enter", "H")
"""From the dashboard to the first step, for Anna."""
ROWS = (*OPEN, "enter", "enter")
"""And on to who takes what."""


def small() -> Portfolio:
    return a_portfolio(
        a_license("Jira", wanted=(held(ANNA, primary=True),)),
        a_license("Crowd", id=2, sen="SEN-2", wanted=(held(ANNA, primary=True), held(LEA))),
        a_license("Bamboo", id=3, wanted=(held(LEA, primary=True), held(BERT), held(ANNA))),
        contacts=(Anna, Lea, Bert, Zoe, a_team(TEAM, "Jira admins", ANNA)),
    )


def goes_to(program: Running) -> dict[str, str]:
    """Return to whom the rows go that are on screen."""
    rows = program.app.screen.query_one(HandoverRows)
    return {x.holding.name: f"{rows.cells(x)[1].text} {rows.cells(x)[4].text}" for x in rows.items}


async def test_forty_licenses_take_13_keys_and_one_undo_brings_all_back(tmp_path: Path) -> None:
    path = Path(a_file_of(tmp_path / "licenses.json", of_a_leaver()))
    before = path.read_text().splitlines()[1:]
    keys = (*OPEN, *"31", "enter", "enter", "ctrl+s", "ctrl+s")
    assert len(keys) == 13
    async with running(store=FileStore.open(path)) as program:
        await program.press(*keys[:-1])
        assert "step 3 of 3" in program.text()
        assert path.read_text().splitlines()[1:] == before
        await program.press(keys[-1])
        assert "Saved: Anna Martin, 42 handed over" in program.text()
        assert program.store.portfolio.use_count(ANNA) == 0
        anna = program.store.portfolio.contact(ANNA)
        assert anna
        assert anna.last_day == date(2026, 12, 31)
        await program.press("u")
        assert "Undone: hand over Anna Martin to" in program.text()
    assert path.read_text().splitlines()[1:] == before


async def test_days_rows_warnings_and_steps_are_seen_before_anything_is_written() -> None:
    async with running(small()) as program:
        await program.press(*OPEN)
        assert "Hand over > Anna Martin   step 1 of 3   last day" in program.text()
        assert "Esc Cancel  Ctrl+S Next" in program.text()
        assert "To be handed over: 3 licenses, 1 team" in program.text()
        await program.type("2026-12-31")
        await program.press("enter")
        assert "2027-01-14 is suggested: 14 days after the last day." in program.text()
        await program.press("enter")
        assert goes_to(program) == {
            "Jira": "[x] Zoe Leroy",
            "Crowd": "[x] Lea Petit",
            "Bamboo": "[x] (nobody)",
            "Jira admins": "[x] Bert Brandt",
        }
        assert "Mailbox closes 2027-01-14: finish the 3 portal steps" in program.text()
        assert "Nothing is saved before step 3;" in program.text()
        assert "Esc Back  Ctrl+S Next" in program.text()
        await program.press("ctrl+s")
        assert "Esc Back  Ctrl+S Apply" in program.text()
        assert "On the portals: 3 steps for 3 licenses" in program.text()
        assert "2026-12-01 Jira" in " ".join(program.text().split())
        assert program.store.portfolio == small()
        await program.press("escape", "escape")
        assert "step 1 of 3" in program.text()
        assert "Esc Cancel" in program.text()
        await program.press("escape")
        assert "Not saved: Last day" in program.text()
        assert program.store.portfolio == small()


async def test_rows_are_left_out_and_given_to_others_one_by_one_and_all_at_once() -> None:
    async with running(small()) as program:
        await program.press(*ROWS, "space")
        assert goes_to(program)["Jira"] == "[ ] stays"
        assert "! Jira would stay with" not in program.text()
        assert "* Jira would stay with Anna Martin." in program.text()
        await program.press("enter", *"bert", "enter")
        assert goes_to(program)["Crowd"] == "[x] Bert Brandt"
        await program.press("a", *"lea p", "enter")
        assert goes_to(program) == {
            "Jira": "[ ] stays",
            "Crowd": "[x] Lea Petit",
            "Bamboo": "[x] Lea Petit",
            "Jira admins": "[x] Lea Petit",
        }
        await program.press("up", "space", "ctrl+s", "ctrl+s")
        wanted = {
            x.name: [held.contact for held in x.wanted] for x in program.store.portfolio.licenses
        }
        assert wanted == {"Jira": [ZOE], "Crowd": [LEA], "Bamboo": [LEA, BERT]}


async def test_whoever_may_follow_is_shown_with_what_speaks_against_it() -> None:
    portfolio = small()
    typo = replace(Zoe, email="zoe@gmial.com")
    async with running(portfolio.with_contacts([typo])) as program:
        await program.press(*ROWS, "enter")
        lines = program.text().split("Who takes Jira")[1].splitlines()
        assert "typo?" in next(line for line in lines if Zoe.name in line)
        assert "team" in next(line for line in lines if "Jira admins" in line)
        assert "typo?" not in next(line for line in lines if Lea.name in line)


async def test_nobody_may_follow_a_secondary_and_somebody_must_follow_a_primary() -> None:
    async with running(small()) as program:
        await program.press(*ROWS, "enter")
        assert "(nobody)" not in program.text().split("Who takes Jira")[1]
        await program.press(
            "escape", "down", "down", "enter", *"nobody", "enter", "ctrl+s", "ctrl+s"
        )
        bamboo = program.store.portfolio.license(3)
        assert bamboo is not None
        assert [x.contact for x in bamboo.wanted] == [LEA, BERT]


async def test_a_typo_in_the_address_of_somebody_new_is_said_where_it_is_typed_and_after() -> None:
    async with running(small()) as program:
        await program.press(*ROWS, "enter")
        await program.type("nora@gmial.c")
        assert "did you mean" not in program.text()
        await program.press("o", "m")
        assert "+ new contact              nora@gmial.com" in program.text()
        assert "+ did you mean             nora@gmail.com?" in program.text()
        await program.press("enter")
        assert "nora@gmial.com is probably wrong: did you mean nora@gmail.com?" in program.text()
        await program.press("enter")
        await program.type("nora@gmial.com")
        await program.press("down", "enter")
        assert "[x] nora@gmail.com" in goes_to(program).values()
        assert "probably wrong" not in program.text()
        await program.press("enter")
        await program.type(Lea.email.replace(".com", ".cmo"))
        assert f"{Lea.email}, {Lea.label}?" in program.text()
        await program.press("down", "enter")
        assert "[x] nora@gmail.com" not in goes_to(program).values()


async def test_somebody_new_is_saved_along_and_a_name_is_not_enough() -> None:
    portfolio = a_portfolio(a_license("Jira", wanted=(held(ANNA, primary=True),)), contacts=(Anna,))
    async with running(portfolio) as program:
        await program.press(*ROWS)
        assert "nobody found" in program.text()
        assert "Nobody was found to replace the primary contact of Jira" in program.text()
        await program.press("space", *"nora", "enter")
        assert "A new contact needs a full address" in program.text()
        await program.press("enter")
        await program.type("nora@acme.com")
        await program.press("enter")
        assert goes_to(program) == {"Jira": "[x] nora@acme.com"}
        await program.press("escape", "escape", "o", "ctrl+s")
        assert goes_to(program) == {"Jira": "[x] nora@acme.com"}
        await program.press("ctrl+s", "ctrl+s")
        nora = program.store.portfolio.contact_at("nora@acme.com")
        assert nora is not None
        assert program.store.portfolio.use_count(nora.id) == 1
        await program.press("u")
        assert program.store.portfolio == portfolio


async def test_the_note_is_written_to_a_new_file_and_its_name_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "handover-anna-martin.md").write_text("older")
    async with running(small()) as program:
        await program.press(*ROWS, "w")
        assert "step 2 of 3" in program.text()
        await program.press("ctrl+s", "w")
        assert "handover-anna-martin-2.md" in program.text()
        assert program.store.portfolio == small()
    assert (tmp_path / "handover-anna-martin.md").read_text() == "older"
    text = (tmp_path / "handover-anna-martin-2.md").read_text(encoding="utf-8")
    assert text.startswith("# Taking over from Anna Martin\n")
    assert "## Zoe Leroy, zoe.leroy@acme.com" in text


async def test_without_a_directory_there_is_no_note_and_the_form_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    async with running(small()) as program:
        await program.press(*ROWS, "ctrl+s")
        gone.rmdir()
        await program.press("w")
        assert "No note written: the directory you started licensetui in is gone." in program.text()


async def test_from_a_license_its_primary_leaves_and_who_holds_nothing_cannot() -> None:
    nobody = a_license("Nobody's", id=4, wanted=(held(BERT, BILL),))
    portfolio = small().with_licenses([nobody])
    async with running(portfolio) as program:
        await program.press("2", "slash", *"crowd", "enter", "H")
        assert "Hand over > Anna Martin" in program.text()
        await program.press("escape", "escape", "slash", *"nobody", "enter", "H")
        assert "Nobody's has no technical contact. Set one first: t." in program.text()
        await program.press("3", "slash", *"zoe", "enter", "H")
        assert "Zoe Leroy holds nothing" in program.text()
        await program.press("escape", "g", "enter", "ctrl+l")
        assert "Hand over > Anna Martin" in program.text()
        await program.press("ctrl+g")
        assert "Keys: Handover form" in program.text()
        await program.press("escape", "escape", "enter", "x", "ctrl+l")
        assert "Save or leave what is typed first; then H hands over." in program.text()


def test_a_draft_keeps_who_takes_what_as_far_as_it_still_fits() -> None:
    portfolio = small()
    first, *others = rows_of(portfolio)
    rows = (given_to(first, BERT), *map(left_out, others[:1]), *others[1:])
    text = rows_text(rows)
    known = (LEA, BERT, ZOE, TEAM)
    assert with_choices(rows_of(portfolio), text, known) == rows
    assert with_choices(rows_of(portfolio), text, (LEA, ZOE))[0] == first
    assert with_choices(rows_of(portfolio), "x|y\n|\n", known) == rows_of(portfolio)
    nobody = text.replace("|3", "|nobody", 1)
    assert with_choices(rows_of(portfolio), nobody, known)[0] == first
    assert [(x.email, x.id) for x in new_contacts("a@b.org  c@d..org x e@f.org")] == [
        ("a@b.org", -1),
        ("e@f.org", -2),
    ]


async def test_hostile_names_are_shown_as_they_are() -> None:
    licenses = (
        a_license(name, id=id, wanted=(held(ANNA, primary=True),))
        for id, name in enumerate(HOSTILE, 1)
    )
    lea = replace(Lea, name=HOSTILE[2])
    portfolio = a_portfolio(*licenses, contacts=(replace(Anna, name=f"Ann {HOSTILE[0]}"), lea))
    async with running(portfolio) as program:
        await program.press(*ROWS)
        assert "Ann [/x]" in program.text()
        assert set(goes_to(program).values()) == {f"[x] {HOSTILE[2]}"}
        await program.press("enter", "escape", "ctrl+s", "ctrl+s")
        assert program.store.portfolio.use_count(ANNA) == 0


async def test_no_note_is_written_of_days_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ended the program: what is pasted may still reach a field of the first step."""
    monkeypatch.chdir(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    async with running(demo_portfolio(A_DAY)) as program:
        await program.press("3", "H", "ctrl+s", "ctrl+s")
        assert "step 3 of 3" in program.text()
        program.app.screen.query_one("#last_day", Input).value = "x"
        await program.settle()
        await program.press("w")
        assert 'Last day: "x" is not a date' in program.text()
        assert program.app.is_running
    assert {path.name for path in tmp_path.iterdir()} == before
