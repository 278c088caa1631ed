"""`licensetui absences`: a plan first, one change, one undo; what is nobody's is listed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from licensetui.domain.contact import ContactKind
from licensetui.domain.portfolio import Portfolio
from tests.builders import HOSTILE, a_contact, a_license
from tests.cli.program import a_file_of, printed, records, refused

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples" / "calendars"
TEAM_ICS = str(SAMPLES / "team.ics")
CONTACTS = (
    a_contact(),
    a_contact("Bert Braun", id=2, email="bert.braun@example.org"),
    a_contact("Léa Petit", id=3, email="lea.petit@example.org"),
    a_contact("Ops", id=4, email="ops@example.org", kind=ContactKind.TEAM, members=(1,)),
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A file with three persons and a team."""
    return a_file_of(tmp_path / "licenses.json", Portfolio((a_license(),), CONTACTS))


def away(place: str) -> dict[str, list[str]]:
    return {x["name"]: x["away"] for x in records("contacts", "--file", place) if x["away"]}


def test_a_plan_is_shown_and_nothing_is_written(place: str) -> None:
    before = Path(place).read_bytes()
    text = printed("absences", TEAM_ICS, "--file", place)
    assert text.startswith(
        "Anna Martin <anna.martin@example.org>:\n  2026-12-14..2026-12-18  Anna Martin "
        "- PTO, matched by name\n"
    )
    assert "  2026-12-11  Bert Braun, matched by name\n" in text
    assert (
        "Matched by first name only; confirm with --name:\n  2027-02-01..2027-02-05  "
        "Léa's vacation: --name lea=3 (3 Léa Petit)\n" in text
    )
    assert (
        "No matching contact, so not saved:\n  2026-12-04  Tom Thunder day off: names no contact"
    ) in text
    assert (
        "11 absences: 4 new, 0 known, 1 by first name only, 6 without a contact; 0 in "
        "the past, skipped\n"
    ) in text
    assert "Nothing was written." in text
    assert Path(place).read_bytes() == before


def test_the_command_it_proposes_saves_one_change_and_one_undo_takes_it_back(place: str) -> None:
    shown = printed("absences", TEAM_ICS, "--file", place, "--name", "Léa=lea.petit@example.org")
    proposed = shlex.split(shown.splitlines()[-1])
    assert proposed[0] == "licensetui"
    assert "Saved: absences of team.ics." in printed(*proposed[1:])
    assert away(place) == {
        "Anna Martin": ["2026-12-14..2026-12-18", "2026-12-21..2026-12-23"],
        "Bert Braun": ["2026-12-11..2026-12-11", "2026-12-27..2027-01-02"],
        "Léa Petit": ["2027-02-01..2027-02-05"],
    }
    again = printed(*proposed[1:])
    assert "0 new, 5 known" in again
    assert again.endswith("Nothing to save.\n")
    printed("undo", "--file", place)
    assert away(place) == {}


def test_whose_calendar_it_is(place: str) -> None:
    text = printed("absences", str(SAMPLES / "outlook.ics"), "--file", place, "--of", "lea")
    assert "Léa Petit" not in text  # each event there names somebody
    assert "Nobody's" not in text
    asked = printed("absences", TEAM_ICS, "--file", place)
    assert "If this is one person's calendar, name them with --of WHO.\n" in asked
    given = printed("absences", TEAM_ICS, "--file", place, "--of", "lea")
    assert "  2026-12-24  Zoe on holiday, set by --of\n" in given
    assert "--of WHO" not in given


def test_as_json(place: str) -> None:
    found = records("absences", TEAM_ICS, "--file", place, "--apply")
    assert len(found) == 11
    (asked,) = [x for x in found if x["first_name"]]
    assert (asked["first_name"], asked["candidates"], asked["contact"]) == ("lea", [3], None)
    assert (found[0]["start"], found[0]["by"]) == ("2026-12-04", "names no contact")
    assert found[-1]["start"] is None
    assert list(away(place)) == ["Anna Martin", "Bert Braun"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--name", "Lea"], "'Lea' names nobody: write NAME=WHO"),
        (["--name", "Lea=nobody"], "no contact with the name, address, or id 'nobody'"),
        (["--name", "Lea=ops"], "Ops is a team, and only people can be away"),
        (["--of", "ops"], "Ops is a team, and only people can be away"),
        (["--apply", "--readonly"], "--readonly"),
    ],
)
def test_options_that_make_no_sense(place: str, options: list[str], says: str) -> None:
    assert says in refused(2, "absences", TEAM_ICS, "--file", place, *options)


def test_what_cannot_be_read_is_said(tmp_path: Path, place: str) -> None:
    assert "nowhere.ics" in refused(74, "absences", str(tmp_path / "nowhere.ics"), "--file", place)
    other = tmp_path / "list.csv"
    other.write_text("Name;SEN\n")
    assert "list.csv is not a calendar file" in refused(65, "absences", str(other), "--file", place)


def test_a_hostile_calendar_is_text(tmp_path: Path, place: str) -> None:
    events = "".join(
        f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261201\nSUMMARY:{text} vacation\nEND:VEVENT\n"
        for text in HOSTILE
    )
    path = tmp_path / "hostile.ics"
    path.write_text(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")
    text = printed("absences", str(path), "--file", place)
    assert "[@click=app.quit]x vacation: names no contact" in text
    assert "\x1b" not in text
