"""`licensetui handover`: everything of a leaver goes to others, as one change, with one undo."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from licensetui.domain.license import SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.filestore import FileStore
from tests.builders import HOSTILE, a_license, a_portfolio, a_term
from tests.cli.program import a_file_of, printed, records, refused, start
from tests.domain.test_handover import (
    ANNA,
    BERT,
    BILL,
    LEA,
    TEAM,
    TECH,
    Anna,
    Bert,
    Lea,
    Zoe,
    a_team,
    held,
)


def of_a_leaver(count: int = 40) -> Portfolio:
    """Return licenses of Anna's in every way, some with history, and others that are not hers."""
    licenses = [
        a_license(
            f"License {id}",
            id=id,
            sen=f"SEN-{id}",
            wanted=(held(ANNA, primary=True), held(BERT, BILL, True))
            if id % 3
            else (held(LEA, primary=True), held(ANNA, since=date(2025, 1, 1))),
            on_portal=(SeenAssignment("anna.martin@acme.com", TECH, True),),
            looked_on=date(2026, 11, 1),
            terms=(a_term(id * 9),),
            notes="keep \u00e9 this\nas it is",
        )
        for id in range(1, count + 1)
    ]
    other = a_license("Other", id=count + 1, wanted=(held(LEA, primary=True),))
    team = a_team(TEAM, "Jira admins", ANNA, LEA)
    return a_portfolio(
        *licenses, other, contacts=(Anna, Lea, replace(Bert, deputy=ANNA), Zoe, team)
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(a_file_of(tmp_path / "licenses.json", of_a_leaver(6)))


def tables(path: Path) -> list[str]:
    """Return the lines of a file without the first, which counts the changes."""
    return path.read_text().splitlines()[1:]


def test_one_undo_restores_every_record_of_forty_licenses_byte_for_byte(tmp_path: Path) -> None:
    path = Path(a_file_of(tmp_path / "licenses.json", of_a_leaver()))
    before = tables(path)
    text = printed("handover", "anna", "lea petit", "--last-day", "2026-12-31", "--file", str(path))
    assert "Saved: hand over Anna Martin to Lea Petit." in text
    after = FileStore.open(path, readonly=True)
    assert after.portfolio.use_count(ANNA) == 0
    assert len(after.history().entries) == 2
    assert len(set(before) - set(tables(path))) >= 43
    printed("undo", "--file", str(path))
    assert tables(path) == before


def test_a_dry_run_says_all_and_changes_nothing(path: Path) -> None:
    before = {entry: entry.read_bytes() for entry in path.parent.rglob("*") if entry.is_file()}
    arguments = ("handover", str(ANNA), "auto", "--file", str(path), "--dry-run")
    text = printed(*arguments, "--last-day", "2026-12-31", "--mailbox-closes", "2027-01-15")
    lines = text.splitlines()
    assert lines[0] == "Anna Martin leaves on 2026-12-31 and loses the mailbox on 2027-01-15"
    rows = {line[3:].split("  ")[0].strip(): line for line in lines}
    assert rows["License 1"].endswith("  only reader, only sign-in")
    assert "technical, primary" in rows["License 1"]
    assert "Jira admins" in rows["License 1"]
    assert rows["Bert Brandt"].split() == ["Bert", "Brandt", "deputy", "Zoe", "Leroy"]
    assert any(line.startswith("  * Mailbox closes 2027-01-15: finish the ") for line in lines)
    steps = [line for line in lines if "1 add jira.admins@acme.com as technical contact" in line]
    assert steps[0].startswith("2026-12-01  License 1  SEN-1")
    assert lines[-1] == "Nothing was written. Without --dry-run, this is saved as one change."
    after = {entry: entry.read_bytes() for entry in path.parent.rglob("*") if entry.is_file()}
    assert after == before


def test_with_json_each_row_warning_and_step_is_an_object_and_it_is_saved(path: Path) -> None:
    found = records("handover", "anna.martin@acme.com", "Lea Petit", "--file", str(path))
    kinds = {record["record"] for record in found}
    assert kinds == {"holding", "warning", "step"}
    first = next(x for x in found if x["record"] == "holding")
    assert (first["name"], first["role"], first["primary"], first["successor"]) == (
        *("License 1", "technical", True),
        LEA,
    )
    step = next(x for x in found if x["record"] == "step")
    assert (step["step"], step["address"], step["before"]) == (
        "add",
        "lea.petit@acme.com",
        "2026-12-01",
    )
    assert FileStore.open(path, readonly=True).portfolio.use_count(ANNA) == 0


def test_the_note_tells_the_successor_what_to_hold_and_to_do(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    arguments = ("handover", "anna", "lea", "--last-day", "2026-12-31", "--file", str(path))
    text = printed(*arguments, "--note", str(file))
    assert f"Note written to {file}." in text
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Taking over from Anna Martin"
    assert "Last day: 2026-12-31." in lines[2]
    assert "## Lea Petit, lea.petit@acme.com" in lines
    (jira, *steps) = [line for line in lines if "| License 1 " in line]
    assert [cell.strip() for cell in jira.strip("| ").split("|")] == [
        *("License 1", "SEN-1", "technical, primary"),
        *("2026-12-01", "ends 2026-12-01", "my.atlassian.com"),
    ]
    assert len(steps) == 5  # beside Bert, who is wanted for invoices and not on the portal yet
    assert "1. add lea.petit@acme.com as technical contact" in steps[0]
    assert "- stands in for Bert Brandt" in lines


def test_the_note_can_be_printed_before_anything_is_saved(path: Path) -> None:
    text = printed("handover", "anna", "auto", "--file", str(path), "--dry-run", "--note", "-")
    assert "# Taking over from Anna Martin" in text.splitlines()
    assert "## Jira admins, jira.admins@acme.com" in text.splitlines()


def test_nothing_in_a_name_is_obeyed(tmp_path: Path) -> None:
    licenses = [
        a_license(name, id=id, wanted=(held(ANNA, primary=True),))
        for id, name in enumerate(HOSTILE, 1)
    ]
    leaver = replace(Anna, name="| <b>[x](http://evil) \x1b[31m\n# Head")
    file = a_file_of(tmp_path / "licenses.json", a_portfolio(*licenses, contacts=(leaver, Lea)))
    text = printed("handover", "1", "lea", "--file", file, "--dry-run", "--note", "-")
    assert "\x1b" not in text
    note = text[text.index("# Taking over") :]
    assert "\n# Head" not in note
    assert "<b>" not in note
    assert r"\[x\]" in note


def test_who_holds_nothing_has_nothing_to_hand_over(path: Path) -> None:
    before = path.read_bytes()
    text = printed("handover", "zoe", "lea", "--file", str(path))
    assert "This contact holds nothing" in text
    assert text.endswith("Nothing to save.\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("anna", "nobody"), "no contact with the name, address, or id 'nobody'"),
        (("acme", "lea"), "'acme' may be 1 Anna Martin <anna.martin@acme.com>; 2 Lea Petit"),
        (("", "lea"), "empty contact"),
        (
            ("anna", "anna"),
            ("Anna Martin cannot take over from themselves: name someone else, or auto"),
        ),
        (("anna", "auto", "--last-day", "soon"), "'soon' is not a date: write YYYY-MM-DD"),
        (
            ("anna", "auto", "--last-day", "2026-12-31", "--mailbox-closes", "2026-12-01"),
            "the mailbox cannot close on 2026-12-01, before the last day 2026-12-31 ends",
        ),
        (("anna", "auto", "--dry-run", "--note", "x.md"), "--dry-run writes no file"),
        (("anna", "auto", "--note", "-", "--json"), "--note - and --json cannot be used together"),
        (("anna", "auto", "--readonly"), "and --readonly cannot be used together"),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence(
    path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    before = path.read_bytes()
    assert reason in refused(2, "handover", *arguments, "--file", str(path))
    assert path.read_bytes() == before


def test_a_last_day_after_the_day_on_which_the_mailbox_closes_is_refused(tmp_path: Path) -> None:
    closing = replace(Anna, mailbox_closes=date(2026, 12, 1))
    file = a_file_of(tmp_path / "licenses.json", a_portfolio(contacts=(closing, Lea)))
    arguments = ("handover", "anna", "lea", "--dry-run", "--file", file)
    said = refused(2, *arguments, "--last-day", "2026-12-01")
    assert "the mailbox cannot close on 2026-12-01, before the last day 2026-12-01 ends" in said
    assert "--mailbox-closes" in said
    text = printed(*arguments, "--last-day", "2026-11-30")
    assert text.startswith("Anna Martin leaves on 2026-11-30 and loses the mailbox on 2026-12-01")


def test_archived_contacts_are_found_last_and_do_not_follow(tmp_path: Path) -> None:
    former = replace(Anna, archived=True)
    license = a_license(wanted=(held(ANNA, primary=True),))
    others = (replace(Lea, archived=True), replace(Zoe, name="Anna Zoe"))
    portfolio = a_portfolio(license, contacts=(former, *others, Bert))
    file = a_file_of(tmp_path / "licenses.json", replace(portfolio))
    assert "Lea Petit is archived" in refused(2, "handover", "1", "2", "--file", file)
    text = printed("handover", "martin", "anna", "--file", file)
    assert "Saved: hand over Anna Martin to Anna Zoe." in text


def test_the_demo_is_shown_and_not_saved() -> None:
    assert "with --demo" in refused(2, "handover", "anna", "auto", "--demo")
    result = start("handover", "anna", "auto", "--demo", "--dry-run", "--json")
    kinds: list[Any] = [json.loads(line)["record"] for line in result.stdout.splitlines()]
    assert "step" in kinds


def test_a_note_that_is_there_already_is_not_written_over(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("mine")
    before = path.read_bytes()
    said = refused(2, "handover", "anna", "lea", "--file", str(path), "--note", str(file))
    assert f"{file} already exists: choose another file for the note" in said
    assert (file.read_text(), path.read_bytes()) == ("mine", before)


def test_a_file_that_was_named_and_is_not_there_is_an_error(tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    for arguments in (("handover", "a", "b"), ("handover", "a", "b", "--dry-run"), ("undo",)):
        assert f"{missing} does not exist" in refused(74, *arguments, "--file", str(missing))
    assert list(tmp_path.glob("none*")) == []
