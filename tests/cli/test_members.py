"""`licensetui members`: a plan first, one change, one undo."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.portfolio import Portfolio
from tests.builders import HOSTILE, a_contact, a_license
from tests.cli.program import a_file_of, fed, printed, records, refused

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples" / "members"
ANNA = a_contact()
BERT = a_contact("Bert Braun", id=2, email="Bert.Braun@example.org")
TEAM = a_contact(
    "IT licenses", id=3, email="it-licenses@example.org", kind=ContactKind.TEAM, members=(2,)
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A file with a team that Bert reads, and Anna."""
    return a_file(tmp_path, ANNA, BERT, TEAM)


def a_file(directory: Path, *contacts: Contact) -> str:
    return a_file_of(directory / "licenses.json", Portfolio((a_license(),), contacts))


def a_list(directory: Path, *lines: str) -> str:
    path = directory / "my list.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def members(place: str, team: int = 3) -> list[str]:
    (found,) = [x for x in records("contacts", "--file", place) if x["id"] == team]
    return list(found["members"])


def test_a_plan_is_shown_and_nothing_is_written(place: str) -> None:
    before = Path(place).read_bytes()
    text = printed("members", "it-licenses", str(SAMPLES / "plain.txt"), "--file", place)
    assert text.startswith("Members of IT licenses <it-licenses@example.org> (list of addresses)")
    assert (
        "New contacts to add to the team:\n  Petit, Léa <lea.petit@example.org>\n  Tom Thunder <"
    ) in text
    assert (
        "Existing contacts to add to the team:\n  Anna Martin <anna.martin@example.org>\n" in text
    )
    assert "Skipped:\n  it-licenses@example.org: the team's own address\n  zoe: no addr" in text
    assert (
        "4 in the list: 2 new contacts, 1 existing, 1 member already; 0 members not in it\n"
        "Result: IT licenses has 4 members.\n" in text
    )
    assert Path(place).read_bytes() == before


def test_the_command_it_proposes_saves_one_change_and_one_undo_takes_it_back(
    tmp_path: Path, place: str
) -> None:
    source = a_list(tmp_path, "Léa Petit <lea.petit@example.org>, ANNA.martin@example.org")
    shown = printed("members", "--file", place, "it-licenses", source, "--remove")
    assert "Not in the list, to be removed:\n  Bert Braun <Bert.Braun@example.org>\n" in shown
    proposed = shlex.split(shown.splitlines()[-1])
    assert proposed[0] == "licensetui"
    assert "Saved: members of IT licenses." in printed(*proposed[1:])
    assert members(place) == ["Léa Petit", "Anna Martin"]
    assert len(records("history", "--file", place)) == 2  # the file itself, and this
    printed("undo", "--file", place)
    assert members(place) == ["Bert Braun"]
    assert len(records("contacts", "--file", place)) == 3


def test_who_is_not_in_the_list_is_said_and_stays(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, "anna.martin@example.org")
    text = printed("members", "3", source, "--file", place, "--apply")
    assert "Not in the list, kept (use --remove to remove them):\n  Bert Braun" in text
    assert members(place) == ["Bert Braun", "Anna Martin"]


def test_the_same_list_again_changes_nothing(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, "anna.martin@example.org", "bert.braun@example.org")
    printed("members", "3", source, "--file", place, "--apply")
    before = Path(place).read_bytes()
    text = printed("members", "3", source, "--file", place, "--apply")
    assert text.endswith("Nothing to save.\n")
    assert Path(place).read_bytes() == before


def test_standard_input_and_a_list_of_another_name(place: str) -> None:
    raw = (SAMPLES / "google-admin.csv").read_bytes()
    result = fed(
        raw, "members", "3", "-", "--list", "sales@example.org", "--file", place, "--apply"
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert members(place) == ["Bert Braun", "Sam Sales"]


def test_as_json(place: str) -> None:
    found = records("members", "3", str(SAMPLES / "plain.txt"), "--file", place)
    assert [(x["record"], x.get("state"), x.get("contact")) for x in found] == [
        ("member", "joins", 1),
        ("member", "new", None),
        ("member", "stays", 2),
        ("member", "new", None),
        ("left out", None, None),
        ("left out", None, None),
    ]
    assert members(place) == ["Bert Braun"]


def test_a_list_in_the_list_becomes_a_team(place: str) -> None:
    printed("members", "3", str(SAMPLES / "exchange.csv"), "--file", place, "--apply")
    kinds = {x["name"]: x["kind"] for x in records("contacts", "--file", place)}
    assert (kinds["Operations"], kinds["Tom Thunder"]) == ("team", "unknown")


def test_an_address_of_which_nobody_has_said_whose_it_is_becomes_a_teams(tmp_path: Path) -> None:
    place = a_file(tmp_path, a_contact("Ops", email="ops@example.org", kind=ContactKind.UNKNOWN))
    source = a_list(tmp_path, "anna@example.org")
    text = printed("members", "ops", source, "--file", place, "--apply")
    assert "Result: Ops has 1 member. It becomes a team.\n" in text
    assert records("contacts", "--file", place)[-1]["kind"] == "team"


def test_a_person_has_no_members(tmp_path: Path, place: str) -> None:
    said = refused(2, "members", "anna", a_list(tmp_path, "x@y.org"), "--file", place)
    assert said.startswith("Anna Martin is a person, and only teams have members")


def test_another_list_is_refused_with_those_there_are(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, "root: anna", "ops: bert")
    said = refused(65, "members", "3", source, "--file", place)
    assert said.endswith('"; it has root, ops: choose one with --list NAME')


def test_what_cannot_be_read_is_said(tmp_path: Path, place: str) -> None:
    assert "nowhere" in refused(74, "members", "3", str(tmp_path / "nowhere"), "--file", place)
    assert "has no members" in refused(
        65, "members", "3", a_list(tmp_path, "nobody"), "--file", place
    )
    assert "--demo" in refused(2, "members", "3", a_list(tmp_path, "x"), "--demo", "--apply")


def test_a_hostile_list_is_text(tmp_path: Path, place: str) -> None:
    lines = [f"{text} <a{n}@example.org>" for n, text in enumerate(HOSTILE)]
    text = printed("members", "3", a_list(tmp_path, *lines, "\x1b[31mred"), "--file", place)
    assert "[@click=app.quit]x <a2@example.org>" in text
    assert "\x1b" not in text


def test_ten_megabytes_are_refused_at_once(place: str) -> None:
    result = fed(b"a@b.org\n" * (10 << 17), "members", "3", "-", "--file", place)
    assert result.returncode == 65
    assert b"larger than 8 MB: keep only the list" in result.stderr
