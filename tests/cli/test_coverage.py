"""`coverage` and `who`: who reads which mail, and who sees which license."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from licensetui.domain.contact import Away, ContactKind
from licensetui.domain.license import Assignment, Role, SeenAssignment
from licensetui.domain.portals import OTHER
from tests.builders import HOSTILE, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.cli.program import a_file_of, printed, records, refused

TECH = Role.TECHNICAL


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Anna alone on one portal, away at a mail; a team of two on another; nobody looked at one."""
    away = (Away(TODAY + timedelta(days=14), TODAY + timedelta(days=31)),)
    anna = a_contact("Anna", id=1, email="anna@example.org", away=away, deputy=2)
    bob = a_contact("Bob", id=2, email="bob@example.org")
    cleo = a_contact("Cleo", id=3, email="cleo@example.org")
    team = a_contact(
        "Admins", id=4, email="admins@example.org", kind=ContactKind.TEAM, members=(2, 3)
    )
    seen = (SeenAssignment("anna@example.org", TECH, True),)
    shared = (SeenAssignment("admins@example.org", TECH, True),)
    return a_file_of(
        tmp_path / "licenses.json",
        a_portfolio(
            a_license("Jira", id=1, terms=(a_term(30),), on_portal=seen, looked_on=TODAY),
            a_license("Crowd", id=2, sen="SEN-2", terms=(a_term(30),), on_portal=shared,
                      wanted=(Assignment(4, TECH, True),), looked_on=TODAY),
            a_license("Bamboo", id=3, sen="SEN-3", terms=(a_term(60),),
                      wanted=(Assignment(3, TECH),)),
            a_license("Gone", id=4, sen="SEN-4", archived=True),
            contacts=(anna, bob, cleo, team),
        ),
    )  # fmt: skip


def test_coverage_prints_what_fewer_than_two_read_the_first_uncovered_first(file: str) -> None:
    assert printed("--file", file, "coverage").splitlines() == [
        "x  100  2026-12-07  Jira: NOBODY on 07 Dec: Anna away 06-23 Dec",
        "             NOBODY reads anna@example.org 06-23 Dec (13 working days): "
        "Anna away 06-23 Dec",
        "*   70  2026-11-22  Bamboo: 1 reader: Cleo (only) (unverified)",
        "         20  portal never checked",
        "         10  only Cleo can sign in (if the portal matches the assigned contacts)",
        "1 more license with no reminder within 90 days, or with two or more readers. For all: "
        "licensetui coverage --all",
    ]


def test_coverage_of_all_and_within_days(file: str) -> None:
    *_, crowd, last = printed("--file", file, "coverage", "--all").splitlines()
    assert crowd == ".    0  2026-11-22  Crowd: 2 readers"
    assert last == "3 licenses."
    near, reason, other, *_ = printed("--file", file, "coverage", "--within", "5").splitlines()
    assert near == "*  100  2026-11-22  Jira: 1 reader: Anna (only)"
    assert reason == "        100  NOBODY on 07 Dec: Anna away 06-23 Dec"
    assert other.startswith("*   70  2026-11-22  Bamboo")


def test_coverage_as_json(file: str) -> None:
    jira, bamboo = records("--file", file, "coverage")
    assert jira["first_uncovered"] == "2026-12-07"
    assert jira["words"] == "NOBODY on 07 Dec: Anna away 06-23 Dec"
    assert (jira["risk"], jira["reasons"]) == (100, [{"points": 100, "words": jira["words"]}])
    mails = {mail["date"]: mail for mail in jira["mails"]}
    assert mails["2026-12-07"] == {
        "date": "2026-12-07",
        "days": 15,
        "days_before_end": 15,
        "read_by": "nobody",
        "readers": [],
        "missing": [
            {"id": 1, "name": "Anna", "why": "away", "since": "2026-12-06", "until": "2026-12-23"}
        ],
        "unknown": [],
    }
    assert jira["unread"] == [
        {
            "first": "2026-12-06",
            "last": "2026-12-23",
            "working_days": 13,
            "addresses": ["anna@example.org"],
            "missing": mails["2026-12-07"]["missing"],
        }
    ]
    assert bamboo["unread"] == []
    days = {"days": [90, 60, 30, 15], "from": "vendor", "by": "Atlassian"}
    assert jira["reminder_days"] == days
    assert mails["2026-11-22"]["read_by"] == "one"
    assert (bamboo["verified"], bamboo["risk"]) == (False, 70)
    assert len(records("--file", file, "coverage", "--all")) == 3


def test_a_mail_after_the_end_of_what_renews_itself_is_after_that_end(tmp_path: Path) -> None:
    term = a_term(10, auto_renew=True)
    license = a_license("Jira", id=1, terms=(term,), reminders=(5, -15))
    path = a_file_of(tmp_path / "x.json", a_portfolio(license))
    [record] = records("--file", path, "coverage", "--all")
    assert [mail["days_before_end"] for mail in record["mails"]] == [5, -15]


def test_coverage_tells_of_days_in_a_row_where_every_reminder_is_read(tmp_path: Path) -> None:
    away = (Away(TODAY + timedelta(days=12), TODAY + timedelta(days=30)),)
    anna = a_contact("Anna", id=1, email="anna@example.org", away=away)
    seen = (SeenAssignment("anna@example.org", TECH, True),)
    license = a_license("Figma", vendor="Figma", sen="", portal=OTHER, terms=(a_term(100),),
                        on_portal=seen, looked_on=TODAY)  # fmt: skip
    path = a_file_of(tmp_path / "x.json", a_portfolio(license, contacts=(anna,)))
    assert printed("--file", path, "coverage").splitlines() == [
        "*   70  2026-12-02  Figma: 1 reader: Anna (only) (date assumed)",
        "         20  Anna is primary where a team address is possible",
        "         10  NOBODY reads anna@example.org 04-22 Dec (13 working days): "
        "Anna away 04-22 Dec",
        "1 license.",
    ]
    (found,) = records("--file", path, "coverage")
    assert found["reminder_days"] == {"days": [90, 60, 30, 15], "from": "assumed", "by": None}
    *_, last = printed("--file", path, "who", "figma").splitlines()
    assert last.startswith("NOBODY reads anna@example.org 04-22 Dec (13 working days)")
    *_, last = printed("--file", path, "who", "anna").splitlines()
    assert last.startswith("NOBODY reads anna@example.org (1 license) 04-22 Dec")
    (sight,) = records("--file", path, "who", "anna")
    assert [row["working_days"] for row in sight["unread"]] == [13]
    assert sight["mails"] == [
        "renewal reminder",
        "license key",
        "product change",
        "security notice",
    ]
    said = tmp_path / "settings.toml"
    said.write_text("unread_days = 13")
    assert "working days" not in printed("--file", path, "coverage", LICENSETUI_SETTINGS=str(said))


def test_coverage_of_nothing(tmp_path: Path) -> None:
    empty = a_file_of(tmp_path / "x.json", a_portfolio(a_license(archived=True)))
    assert "No licenses yet" in printed("--file", empty, "coverage")
    calm = a_portfolio(a_license(terms=(a_term(300),)))
    path = a_file_of(tmp_path / "y.json", calm)
    assert printed("--file", path, "coverage") == (
        "Every reminder within 90 days has at least two readers: 1 license.\n"
    )


def test_who_sees_a_license(file: str) -> None:
    title, _, *rows = printed("--file", file, "who", "jira").splitlines()
    assert title == "Jira (SEN-1001), portal checked 2026-11-22"
    assert rows[0].split("  ")[0] == "Anna"
    assert rows[0].endswith("technical, primary, on the portal")
    assert rows[1].endswith("deputy of Anna: technical, primary, on the portal")


def test_what_a_contact_sees(file: str) -> None:
    title, _, *rows = printed("--file", file, "who", "cleo@example.org").splitlines()
    assert title == "Cleo cleo@example.org"
    assert [row.split()[0] for row in rows] == ["Crowd", "Bamboo"]
    assert "member of admins@example.org: technical" in rows[0]
    first, _ = records("--file", file, "who", "cleo")
    assert (first["license"], first["gets_mail"]) == ("Crowd", True)
    assert first["why"] == [
        {
            "role": "technical",
            "primary": True,
            "on_portal": True,
            "wanted": True,
            "team": "Admins",
            "knows_password": False,
            "deputy_of": None,
        }
    ]


def test_what_was_imported_from_the_portal_was_looked_at(tmp_path: Path) -> None:
    shown = (SeenAssignment("anna.martin@example.org", Role.TECHNICAL, True),)
    path = a_file_of(tmp_path / "x.json", a_portfolio(a_license("Imported", on_portal=shown)))
    title, *_ = printed("--file", path, "who", "imported").splitlines()
    assert title == "Imported (SEN-1001), portal checked on an unknown date"


def test_who_is_meant_must_be_clear(file: str) -> None:
    both = refused(2, "--file", file, "who", "3")
    assert "3 Cleo <cleo@example.org>; 3 Bamboo (SEN-3)" in both
    assert both.endswith("give the id after --contact or --license")
    assert printed("--file", file, "who", "--license", "3").startswith("Bamboo (SEN-3)")
    assert printed("--file", file, "who", "--contact", "3").startswith("Cleo")
    nobody = refused(2, "--file", file, "who", "zzz")
    assert nobody.startswith("no contact or license with the name, address, number, or id 'zzz'")
    both_ways = refused(2, "--file", file, "who", "3", "--contact", "--license")
    assert "--license and --contact cannot be used together" in both_ways


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_shown_and_not_obeyed(text: str, tmp_path: Path) -> None:
    contact = a_contact(text, email="anna@example.org")
    path = a_file_of(tmp_path / "x.json", a_portfolio(a_license(text), contacts=(contact,)))
    for command in (("coverage", "--all"), ("who", "anna@example.org"), ("who", "SEN-1001")):
        assert "\x1b" not in printed("--file", path, *command)
