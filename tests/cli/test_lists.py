"""What the printed twins of the screens say."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from licensetui.cli import main
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, LicenseKey, Role
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from tests.builders import HOSTILE, a_contact, a_license, a_portfolio, a_term
from tests.cli.program import a_file_of, printed, records

SOON = a_term(9, cost=Money(Decimal("21000.00"), "EUR"))


@pytest.fixture
def file(tmp_path: Path) -> str:
    """One license that ends in nine days and has a reader, one of long ago that has none."""
    return a_file_of(
        tmp_path / "licenses.json",
        a_portfolio(
            a_license(terms=(SOON,)),
            a_license("Comptabilité", id=2, wanted=(), terms=(a_term(-2),)),
            a_license("Gone", id=3, archived=True),
        ),
    )


def test_due_says_how_many_days_and_who_reads_the_next_mail(file: str) -> None:
    head, *rows = printed("--file", file, "due").splitlines()
    assert head.split() == [
        "days",
        "date",
        "what",
        "license",
        "cost",
        "reads",
        "the",
        "next",
        "mail",
    ]
    assert [re.split(r"  +", row) for row in rows] == [
        ["x", "-2", "2026-11-20", "ends", "Comptabilité", "NONE"],
        ["!", "9", "2026-12-01", "ends", "Jira Software DC 500", "21000.00 EUR",
         "anna.martin@example.org"],
    ]  # fmt: skip


def test_due_as_json(file: str) -> None:
    overdue, due = records("--file", file, "due")
    assert overdue["readers"] == []
    assert due == {
        "mark": "!",
        "urgency": "urgent",
        "days": 9,
        "date": "2026-12-01",
        "what": "ends",
        "license": "Jira Software DC 500",
        "id": 1,
        "number": "SEN-1001",
        "vendor": "Atlassian",
        "cost": "21000.00",
        "currency": "EUR",
        "readers": ["anna.martin@example.org"],
    }


def test_due_within_days(file: str) -> None:
    assert [r["days"] for r in records("due", "--file", file, "--within", "8")] == [-2]
    assert [r["days"] for r in records("due", "--file", file, "--within", "9")] == [-2, 9]
    assert "Later: 1 more, the next on 2026-12-01" in printed(
        "due", "--file", file, "--within", "3"
    )


def test_an_archived_reader_is_no_reader(tmp_path: Path) -> None:
    portfolio = a_portfolio(a_license(), contacts=(a_contact(archived=True),))
    path = a_file_of(tmp_path / "x.json", portfolio)
    assert records("--file", path, "due")[0]["readers"] == []
    assert printed("--file", path, "due").rstrip().endswith("NONE")


def test_years_of_lapsed_licenses_do_not_hide_what_comes_next(tmp_path: Path) -> None:
    ends = (-900, -700, -31, -5, 9)
    licenses = [a_license(f"L{end}", id=id, terms=(a_term(end),)) for id, end in enumerate(ends, 1)]
    path = a_file_of(tmp_path / "x.json", a_portfolio(*licenses))
    first, _, *rows = printed("--file", path, "due").splitlines()
    assert first.startswith("x  3 ended up to 2026-10-22 and are still open")
    assert [row.split()[1] for row in rows] == ["-5", "9"]
    assert len(records("--file", path, "due")) == 5


def test_list_prints_what_is_current_by_its_end(file: str) -> None:
    rows = printed("--file", file, "list").splitlines()[1:]
    assert [row[:2].strip() for row in rows] == ["x", "!"]
    assert "Comptabilité" in rows[0]
    assert re.split(r"  +", rows[1])[1:] == [
        "Jira Software DC 500", "SEN-1001", "2026-12-01", "9", "500", "21000.00 EUR",
        "anna.martin@example.org", "NONE",
    ]  # fmt: skip
    assert "Gone" in printed("--file", file, "list", "--all")


def test_list_as_json_has_contacts_and_terms(file: str) -> None:
    found = {record["name"]: record for record in records("--file", file, "list")}
    jira = found["Jira Software DC 500"]
    assert jira["contacts"] == [
        {
            "id": 1,
            "name": "Anna Martin",
            "address": "anna.martin@example.org",
            "role": "technical",
            "primary": True,
        }
    ]
    assert jira["terms"][0]["end"] == "2026-12-01"
    assert jira["terms"][0]["cost"] == "21000.00"
    assert jira["seats"] == 500
    assert set(found) == {"Jira Software DC 500", "Comptabilité"}


def test_a_license_key_is_never_printed(tmp_path: Path) -> None:
    key = LicenseKey("X02abc", "1234abcd", "AAABsecret")
    path = a_file_of(tmp_path / "x.json", a_portfolio(a_license(key=key, wanted=())))
    for command in ("due", "list", "contacts", "findings", "calendar"):
        for line in (printed(command, "--file", path), *map(str, _json(command, path))):
            assert not re.search("X02abc|1234abcd|secret", line)


def _json(command: str, path: str) -> list[object]:
    return [] if command == "calendar" else [*records(command, "--file", path)]


def test_contacts_say_how_much_depends_on_them_and_what_is_wrong(tmp_path: Path) -> None:
    contacts = (a_contact(), a_contact("Karel Novák", id=2, email="karel@example..org"))
    wanted = (Assignment(1, Role.TECHNICAL, True), Assignment(1, Role.BILLING))
    licenses = (a_license(wanted=wanted), a_license(id=2), a_license(id=3, archived=True))
    path = a_file_of(tmp_path / "x.json", Portfolio(licenses, contacts))
    anna, karel = (
        re.split("  +", row) for row in printed("contacts", "--file", path).splitlines()[1:]
    )
    assert anna == ["*", "Anna Martin", "anna.martin@example.org", "person", "2", "one person"]
    assert karel == ["*", "Karel Novák", "karel@example..org", "person", "0", "bad addr"]
    found = {record["name"]: record for record in records("contacts", "--file", path)}
    assert found["Karel Novák"]["findings"] == ["broken-address"]
    assert [use["role"] for use in found["Anna Martin"]["licenses"]] == [
        "technical",
        "billing",
        "technical",
        "technical",
    ]


def test_findings(file: str) -> None:
    lines = printed("--file", file, "findings").splitlines()
    assert lines == [
        "x  Comptabilité has no technical contact",
        "x  Comptabilité ended 2 d ago, on 2026-11-20",
        "!  Jira Software DC 500 ends in 9 d, on 2026-12-01",
        "*  Only Anna Martin reads the reminders of 1 license: prefer a team's address",
    ]
    first = records("--file", file, "findings")[0]
    assert (first["rule"], first["license"], first["field"]) == (
        "no-technical-contact",
        "Comptabilité",
        "wanted",
    )


def test_calendar_has_months_with_marks_the_agenda_and_the_year(file: str) -> None:
    text = printed("--file", file, "calendar", "--months", "2")
    assert "November 2026" in text
    assert "December 2026" in text
    assert "January 2027" not in text
    assert "47  16  17  18  19  20x 21 [22]" in text
    assert re.search(r" 49 +1!  2   3 ", text)
    assert re.search(r"^Dec 2026 +1! +21000\.00$", text, re.MULTILINE)
    assert re.search(r"^Nov 2026 +1x$", text, re.MULTILINE)
    assert "anna.martin@example.org" in text


def test_calendar_fits_the_width_of_the_terminal(file: str) -> None:
    narrow = printed("--file", file, "calendar", "--months", "3", COLUMNS="40").split("\n\n")
    assert narrow[0].splitlines()[0] == "November 2026"
    wide = printed("--file", file, "calendar", "--months", "3", COLUMNS="120").splitlines()[0]
    assert wide.split() == ["November", "2026", "December", "2026", "January", "2027"]


def test_the_week_begins_where_the_settings_say(file: str, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('week_start = "sunday"\n')
    text = printed("--file", file, "calendar", LICENSETUI_SETTINGS=str(settings))
    assert text.splitlines()[1].split()[:3] == ["wk", "Su", "Mo"]


def test_keys_are_those_of_the_screens() -> None:
    from licensetui.tui.commands.places import sections

    text = printed("keys")
    for title, commands in sections():
        assert title in text.splitlines()
        for command in commands:
            assert command.keys_shown() in text
            assert command.help_text() in text


@pytest.mark.parametrize("command", ["due", "list", "contacts", "calendar", "findings"])
def test_an_empty_file_says_what_to_do(command: str) -> None:
    assert "licensetui --demo shows an example, licensetui import FILE.csv" in printed(command)
    if command != "calendar":
        assert records(command) == []


@pytest.mark.parametrize("command", ["due", "list", "contacts", "calendar", "findings"])
def test_the_demo_shows_something_everywhere(command: str) -> None:
    assert len(printed("--demo", command).splitlines()) > 8


def test_nothing_due_is_said(tmp_path: Path) -> None:
    team = Contact("Jira admins", "jira-admins@example.org", 1, ContactKind.TEAM)
    licenses = (a_license(terms=(a_term(400),)),)
    path = a_file_of(tmp_path / "x.json", Portfolio(licenses, (team,)))
    text = printed("--file", path, "due")
    assert text.startswith("Nothing is due within 90 days.\nLater: 3 more, the next on ")
    assert printed("--file", path, "findings") == "Nothing is wrong.\n"


@pytest.mark.parametrize("name", [*HOSTILE, "a\x9bb", "tab\there\nand there", "日本語ライセンス"])
def test_names_are_shown_as_text_on_one_line(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    contact = Contact(name, f"{name}@x", id=1)
    path = a_file_of(tmp_path / "x.json", a_portfolio(a_license(name), contacts=(contact,)))
    for command in ("due", "list", "contacts", "findings", "calendar"):
        assert main([command, "--file", path]) == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", capsys.readouterr().out)
    main(["list", "--file", path])
    assert len(capsys.readouterr().out.splitlines()) == 2
    main(["list", "--file", path, "--json"])
    line = capsys.readouterr().out
    assert json.loads(line)["name"] == name
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", line)


def test_an_endless_name_does_not_push_the_other_columns_away(tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "x.json", a_portfolio(a_license("x" * 5000, wanted=())))
    assert max(map(len, printed("--file", path, "due").splitlines())) < 130
    assert records("--file", path, "due")[0]["license"] == "x" * 5000


def test_a_terminal_without_utf8_gets_signs_and_json_loses_nothing(file: str) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert "Comptabilit?" in printed("--file", file, "due", **ascii_only)
    names = [record["license"] for record in records("--file", file, "due", **ascii_only)]
    assert "Comptabilité" in names
    assert "Comptabilité" in printed("--file", file, "due", "--json")


def test_wide_characters_keep_the_columns_in_line(tmp_path: Path) -> None:
    from licensetui.cli.cells import width

    licenses = (a_license("日本語", terms=(a_term(1),)), a_license("e\u0301", id=2))
    path = a_file_of(tmp_path / "x.json", a_portfolio(*licenses))
    rows = printed("--file", path, "due").splitlines()
    starts = {width(row[: row.index("anna.martin")]) for row in rows[1:]}
    assert len(starts) == 1
