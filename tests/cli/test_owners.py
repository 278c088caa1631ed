"""Owners in what is printed: whose license it is, what is due of theirs, who takes over."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensetui.domain.license import LicenseType
from licensetui.store.file.filestore import FileStore
from tests.builders import a_contact, a_license, a_portfolio, a_term
from tests.cli.program import a_file_of, printed, records, start

OWNER = {"id": 2, "name": "Léa Petit", "address": "lea@example.org"}


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Léa owns Jira, which ends in 9 days, and Bamboo, which ends in 300; Crowd is nobody's."""
    licenses = (
        a_license("Jira", owner=2),
        a_license("Bamboo", id=2, owner=2, terms=(a_term(300),)),
        a_license("Crowd", id=3),
    )
    people = (
        a_contact("Anna Martin", email="anna@example.org"),
        a_contact("Léa Petit", id=2, email="lea@example.org"),
    )
    return a_file_of(tmp_path / "x.json", a_portfolio(*licenses, contacts=people))


def mine(directory: Path, me: str) -> str:
    """Settings that say who I am."""
    path = directory / "settings.toml"
    path.write_text(f'me = "{me}"\n')
    return str(path)


def test_due_shows_only_what_somebody_owns(file: str, tmp_path: Path) -> None:
    assert "Crowd" in printed("due", "--file", file)
    shown = printed("due", "--file", file, "--owner", "Petit")
    assert "Jira" in shown
    assert "Crowd" not in shown
    assert "licensetui due --owner Petit --within 300" in shown
    assert printed("due", "--file", file, "--owner", "anna@example.org").startswith(
        "Nothing is due"
    )
    settings = mine(tmp_path, "LEA@example.org")
    (due,) = records("due", "--json", "--file", file, "--owner", LICENSETUI_SETTINGS=settings)
    assert (due["license"], due["owner"]) == ("Jira", OWNER)


def test_due_for_me_needs_to_know_who_that_is(file: str, tmp_path: Path) -> None:
    for settings in (mine(tmp_path, "nobody@example.org"), mine(tmp_path, "")):
        done = start("due", "--file", file, "--owner", LICENSETUI_SETTINGS=settings)
        assert done.returncode == 2
        assert b"--owner: name a contact, or set me in the settings" in done.stderr


def test_the_lists_name_owners(file: str) -> None:
    head, crowd, jira, _ = printed("list", "--file", file).splitlines()
    assert head.endswith("  owner")
    assert crowd.endswith("  -")
    assert jira.endswith("  Léa Petit")
    by_name = {one["name"]: one["owner"] for one in records("list", "--file", file)}
    assert by_name == {"Jira": OWNER, "Bamboo": OWNER, "Crowd": None}
    lea = next(one for one in records("contacts", "--file", file) if one["id"] == 2)
    assert [one["license"] for one in lea["owns"]] == ["Jira", "Bamboo"]
    assert lea["licenses"] == []


def test_nobody_is_named_where_no_license_has_an_owner(tmp_path: Path) -> None:
    file = a_file_of(tmp_path / "y.json", a_portfolio())
    assert "owner" not in printed("list", "--file", file)


def test_a_hand_over_gives_what_is_owned_and_asks_for_no_step_on_a_portal(
    file: str, tmp_path: Path
) -> None:
    note = tmp_path / "note.md"
    said = printed("handover", "Léa", "Anna", "--file", file, "--note", str(note))
    assert "owner" in said
    assert "portal" not in said
    assert [x.owner for x in FileStore.open(Path(file)).portfolio.licenses] == [1, 1, None]
    assert "| owner |" in note.read_text()


def test_a_portal_that_takes_no_second_contact_has_no_say_in_who_owns(tmp_path: Path) -> None:
    trial = a_license("Jira", owner=2, type=LicenseType.EVALUATION)
    people = (a_contact(), a_contact("Léa Petit", id=2, email="lea@example.org"))
    file = a_file_of(tmp_path / "x.json", a_portfolio(trial, contacts=people))
    said = records("handover", "Léa", "Anna", "--dry-run", "--file", file)
    assert [one["record"] for one in said] == ["holding"]
