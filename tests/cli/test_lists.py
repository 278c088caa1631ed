"""What the printed twins of the screens say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from licensetui.cli import main
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import Assignment, Hosting, LicenseKey, Role, SeenAssignment
from licensetui.domain.money import Money
from licensetui.domain.plain import width
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision, Ending, Progress, Term, TermKind
from tests.builders import (
    HOSTILE,
    TODAY,
    a_contact,
    a_portfolio,
    a_sound_portfolio,
    a_term,
)
from tests.builders import a_reminded_license as a_license
from tests.cli.program import a_file_of, printed, records, refused, start

LATER = TODAY + timedelta(60)
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


def test_of_what_is_sold_no_more_nothing_is_to_be_ordered_nor_renewed(tmp_path: Path) -> None:
    term = a_term(20, perpetual=True, ends=Ending.MAINTENANCE)
    server = a_license(hosting=Hosting.SERVER, terms=(term,))
    later = replace(server, id=2, name="Later", sen="SEN-2", terms=(replace(term, end=LATER),))
    exempt = replace(later, id=3, name="Fisheye", product="Fisheye", sen="SEN-3")
    file = a_file_of(tmp_path / "l.json", a_portfolio(server, later, exempt))
    due = [(row["license"], row["what"]) for row in records("--file", file, "due", "--json")]
    assert [what for name, what in due if name == "Later"] == ["ends"]
    assert [what for name, what in due if name == "Fisheye"] == ["order by", "ends"]
    nexts = {x["name"]: x["next"]["what"] for x in records("--file", file, "list", "--json")}
    assert (nexts["Later"], nexts["Fisheye"]) == ("ends", "order by")
    mail = printed("--file", file, "remind", "--mail", "x@acme.example", "--dry-run", "--anyway")
    assert "to do: it cannot be renewed: archive it, or record the outcome" in mail
    assert "renew its maintenance" not in mail.partition("Fisheye")[0]
    events = printed("--file", file, "export", "ics").split("BEGIN:VEVENT")
    assert not any("SUMMARY:Order by: Later" in x for x in events)
    assert any("SUMMARY:Order by: Fisheye" in x for x in events)
    (end,) = (x for x in events if "SUMMARY:Maintenance ends: Later" in x)
    assert "it cannot be renewed" in end.replace("\n ", "")


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_last_day_to_cancel_that_is_to_be_asked_for_is_given_nowhere(
    tmp_path: Path, is_confirmed: bool
) -> None:
    day, start = TODAY - timedelta(400), TODAY - timedelta(300)
    before = Term(1, start - timedelta(365), start, auto_renew=True, notice_day=day)
    after = Term(2, start, start + timedelta(365), auto_renew=True)
    license = a_license(terms=(before, after) if is_confirmed else (before,))
    file = a_file_of(tmp_path / "l.json", a_portfolio(license))
    assert f"{day}, was for the previous term: ask for the new" in printed(
        "--file", file, "findings"
    )
    due = records("--file", file, "due", "--json", "--within", "900")
    assert "cancel by" not in {row["what"] for row in due} >= {"ends"}
    (listed,) = records("--file", file, "list", "--json")
    assert listed["terms"][-1]["cancel_by"] == (None if is_confirmed else str(day))
    assert is_confirmed or listed["renewed_itself"]["cancel_by"] is None
    open_events = printed("--file", file, "export", "ics").split("BEGIN:VEVENT")
    assert not [x for x in open_events if "SUMMARY:Cancel by" in x and "CONFIRMED" in x]


def test_who_gets_the_mails_for_billing_is_no_technical_contact(tmp_path: Path) -> None:
    billing = a_license(wanted=(Assignment(1, Role.BILLING, True),))
    file = a_file_of(tmp_path / "l.json", a_portfolio(billing))
    (row,) = printed("--file", file, "list").splitlines()[1:]
    assert row.split()[-2:] == ["NONE", "anna.martin@example.org"]
    assert "has no technical contact" in printed("--file", file, "findings")


def test_due_says_how_many_days_and_who_reads_the_next_mail(file: str) -> None:
    head, *rows = printed("--file", file, "due").splitlines()
    assert head.split() == [
        "days",
        "date",
        "what",
        "license",
        "cost",
        "next",
        "reminder",
        "goes",
        "to",
    ]
    assert [re.split(r"  +", row) for row in rows] == [
        ["x", "-2", "2026-11-20", "ends", "Comptabilité", "NOBODY"],
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
        "owner": None,
        "cost": "21000.00",
        "currency": "EUR",
        "cost_basis": "term",
        "per_seat": False,
        "cost_of_term": "21000.00",
        "cost_a_year": "21000.00",
        "readers": ["anna.martin@example.org"],
        "next_mail": {
            "date": "2026-12-01",
            "nobody": False,
            "verified": False,
            "to": [{"address": "anna.martin@example.org", "read": True, "note": None}],
            "people": ["Anna Martin"],
        },
    }


def test_due_within_days(file: str) -> None:
    assert [r["days"] for r in records("due", "--file", file, "--within", "8")] == [-2]
    assert [r["days"] for r in records("due", "--file", file, "--within", "9")] == [-2, 9]
    assert "Later: 1 more, the next on 2026-12-01" in printed(
        "due", "--file", file, "--within", "3"
    )


def test_due_in_plain_has_one_line_each_with_all_of_it_between_tabs(tmp_path: Path) -> None:
    name = "A name\twith a tab and more letters than any column of a table has " + "x" * 60
    wanted = (Assignment(1, Role.TECHNICAL, True), Assignment(2, Role.TECHNICAL))
    licenses = (
        a_license(name, terms=(SOON,), wanted=wanted),
        *(a_license("Old", id=id, sen="", wanted=(), terms=(a_term(-900),)) for id in (2, 3)),
    )
    contacts = (a_contact(), a_contact("Karel", id=2, email="karel@example.org"))
    path = a_file_of(tmp_path / "x.json", a_portfolio(*licenses, contacts=contacts))
    *old, line = printed("due", "--file", path, "--plain").splitlines()
    assert [one.split("\t") for one in old] == [
        ["overdue", "-900", "2024-06-05", "ends", "Old", "-", "-", "no reminder"]
    ] * 2
    assert line.split("\t") == [
        "urgent", "9", "2026-12-01", "ends", name.replace("\t", " "), "SEN-1001", "21000.00 EUR",
        "anna.martin@example.org, karel@example.org",
    ]  # fmt: skip
    assert printed("due", "--file", path, "--plain", "--within", "0").splitlines() == old


def test_in_cron_due_is_silent_until_something_is(tmp_path: Path) -> None:
    later = a_file_of(tmp_path / "x.json", a_portfolio(a_license(terms=(a_term(400),))))
    quiet = ("due", "--file", later, "--quiet", "--exit-code")
    assert printed(*quiet) == ""
    result = start(*quiet, "--within", "400")
    assert (result.returncode, result.stderr) == (1, b"")
    assert len(result.stdout.splitlines()) == 4  # a heading, decide by, order by, ends
    for form in ("--json", "--plain"):
        assert start(*quiet, form, "--within", "400").returncode == 1
        assert printed(*quiet, form) == ""
    assert printed("due", "--file", later, "--exit-code").startswith("Nothing is due within 90")
    assert "licensetui/licenses.json does not exist" in refused(74, "due", "--quiet")
    assert "licensetui/licenses.json does not exist" in refused(74, "due", "--exit-code")


def test_an_archived_reader_is_no_reader(tmp_path: Path) -> None:
    portfolio = a_portfolio(a_license(), contacts=(a_contact(archived=True),))
    path = a_file_of(tmp_path / "x.json", portfolio)
    assert records("--file", path, "due")[0]["readers"] == []
    assert "NOBODY: anna.martin@example.org (archived)\n" in printed("--file", path, "due")


def test_who_is_away_or_gone_reads_nothing_and_the_portal_counts(tmp_path: Path) -> None:
    """The next mail goes out on 2026-12-01, whoever is wanted."""
    away = a_contact(away=(Away(date(2026, 11, 25), date(2026, 12, 4)),))
    left = a_contact("Bert", id=2, email="bert@example.org", last_day=TODAY)
    reading = a_contact("Carl", id=3, email="carl@example.org")
    wanted = tuple(Assignment(id, Role.TECHNICAL, id == 1) for id in (1, 2, 3))
    seen = tuple(
        SeenAssignment(address, Role.TECHNICAL) for address in ("bert@example.org", "old@x.org")
    )
    licenses = (
        a_license("All", wanted=wanted),
        a_license("Two", id=2, wanted=wanted[:2]),
        a_license("Seen", id=3, wanted=wanted, on_portal=seen, looked_on=TODAY),
    )
    contacts = (away, left, reading)
    path = a_file_of(tmp_path / "x.json", a_portfolio(*licenses, contacts=contacts))
    anna = "anna.martin@example.org (away until 2026-12-04)"
    bert = "bert@example.org (left 2026-11-22)"
    brief = {
        "All": "carl@example.org",
        "Two": f"NOBODY: {anna}",
        "Seen": "old@x.org (no contact has it)",
    }
    for command in ("due", "list"):
        for row in printed(command, "--file", path).splitlines()[1:]:
            cells = re.split("  +", row)
            name = cells[4] if command == "due" else cells[2]
            assert brief[name] in cells
    whole = {
        "All": f"carl@example.org; not {anna}, {bert}",
        "Two": f"NOBODY: {anna}, {bert}",
        "Seen": f"old@x.org (no contact has it); not {bert}",
    }
    lines = printed("due", "--file", path, "--plain").splitlines()
    assert {line.split("\t")[4]: line.split("\t")[7] for line in lines} == whole
    report = printed("report", "--file", path)
    mail = printed("remind", "--mail", "x@example.org", "--dry-run", "--file", path)
    events = printed("export", "ics", "--file", path).replace("\r\n ", "").replace("\\", "")
    for words in whole.values():
        assert words in report
        assert f"next vendor email goes to: {words}\n" in mail
        assert f"Next reminder goes to: {words}" in events
    found = {record["license"]: record["next_mail"] for record in records("due", "--file", path)}
    assert {name: (mail["nobody"], mail["people"]) for name, mail in found.items()} == {
        "All": (False, ["Carl"]),
        "Two": (True, []),
        "Seen": (False, []),
    }
    days = [record for record in records("calendar", "--file", path) if record["whose"] == "Two"]
    assert [(record["what"], record["date"], record["readers"]) for record in days] == [
        ("reminder mail", "2026-12-01", []),
        ("ends", "2026-12-01", []),
        ("reminder mail", "2026-12-16", ["anna.martin@example.org"]),
    ]


def test_years_of_lapsed_licenses_do_not_hide_what_comes_next(tmp_path: Path) -> None:
    ends = (-900, -700, -31, -5, 9)
    licenses = [a_license(f"L{end}", id=id, terms=(a_term(end),)) for id, end in enumerate(ends, 1)]
    path = a_file_of(tmp_path / "x.json", a_portfolio(*licenses))
    first, _, *rows = printed("--file", path, "due").splitlines()
    assert first.startswith("x  3 ended by 2026-10-22 and are still open")
    assert [row.split()[1] for row in rows] == ["-5", "9"]
    assert len(records("--file", path, "due")) == 5


def test_list_prints_what_is_current_by_its_end(file: str) -> None:
    rows = printed("--file", file, "list").splitlines()[1:]
    assert [row[:2].strip() for row in rows] == ["x", "!"]
    assert "Comptabilité" in rows[0]
    assert re.split(r"  +", rows[1])[2:] == [
        "Jira Software DC 500", "SEN-1001", "2026-12-01", "9", "ends", "500", "21000.00 EUR",
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
            "since": None,
            "waiting_since": None,
        }
    ]
    assert (jira["end"], jira["days"], jira["number"]) == ("2026-12-01", 9, "SEN-1001")
    assert jira["next"] == {"what": "ends", "date": "2026-12-01", "days": 9}
    assert jira["planned"] is None
    assert jira["terms"][0]["end"] == "2026-12-01"
    assert jira["terms"][0]["cost"] == "21000.00"
    assert jira["seats"] == 500
    assert set(found) == {"Jira Software DC 500", "Comptabilité"}


def test_list_as_json_has_all_that_the_screens_show_of_terms(tmp_path: Path) -> None:
    cost = SOON.cost
    assert cost is not None
    first = a_term(-356, cost=Money(Decimal(20000), "EUR"), order_number="PO-1")
    second = replace(
        SOON, id=2, start=first.end, progress=Progress.ORDERED, decision=Decision.RENEW
    )
    planned = Term(3, SOON.end, date(2027, 6, 30), TermKind.CO_TERM, cost=cost)
    license = a_license(terms=(first, second), planned=planned, reminders=(30, 7))
    path = a_file_of(tmp_path / "x.json", a_portfolio(license))
    [record] = records("list", "--file", path)
    old, new = record["terms"]
    assert [term["id"] for term in (old, new)] == [1, 2]
    assert (old["order_number"], old["current"], old["cost_a_year"]) == ("PO-1", False, "20000")
    assert (new["decision"], new["progress"], new["current"]) == ("renew", "ordered", True)
    assert (new["cost_a_year"], new["change_percent"]) == ("21000.00", "5.0")
    kept = ("start", "end", "kind", "cost", "currency")
    assert [record["planned"][name] for name in kept] == [
        "2026-12-01", "2027-06-30", "co-term", "21000.00", "EUR",
    ]  # fmt: skip
    assert record["reminders"] == [30, 7]


def test_a_license_key_is_never_printed(tmp_path: Path) -> None:
    key = LicenseKey("X02abc", "1234abcd")
    path = a_file_of(tmp_path / "x.json", a_portfolio(a_license(key=key, wanted=())))
    for command in ("due", "list", "contacts", "findings", "calendar"):
        for line in (printed(command, "--file", path), *map(str, _json(command, path))):
            assert not re.search("X02abc|1234abcd", line)


def _json(command: str, path: str) -> list[object]:
    return [*records(command, "--file", path)]


def test_contacts_say_how_much_depends_on_them_and_what_is_wrong(tmp_path: Path) -> None:
    contacts = (a_contact(), a_contact("Karel Novák", id=2, email="karel@example..org"))
    wanted = (Assignment(1, Role.TECHNICAL, True), Assignment(1, Role.BILLING))
    licenses = (a_license(wanted=wanted), a_license(id=2), a_license(id=3, archived=True))
    path = a_file_of(tmp_path / "x.json", Portfolio(licenses, contacts))
    anna, karel = (
        re.split("  +", row) for row in printed("contacts", "--file", path).splitlines()[1:]
    )
    assert anna == ["*", "1", "Anna Martin", "anna.martin@example.org", "person", "2", "one person"]
    assert karel == ["*", "2", "Karel Novák", "karel@example..org", "person", "0", "bad addr"]
    found = {record["name"]: record for record in records("contacts", "--file", path)}
    assert (found["Karel Novák"]["kind"], found["Karel Novák"]["kind_by_words"]) == ("person", None)
    assert found["Karel Novák"]["findings"] == ["broken-address"]
    assert [use["role"] for use in found["Anna Martin"]["licenses"]] == [
        "technical",
        "billing",
        "technical",
        "technical",
    ]


def test_contacts_stand_as_people_sort_them_with_the_words_of_the_screens(tmp_path: Path) -> None:
    unsaid = ContactKind.UNKNOWN
    contacts = (
        Contact("Zoe", "zoe.miller@example.org", 1, unsaid),
        Contact("Émile", "emile.durand@example.org", 2, unsaid),
        Contact("eva", "it-support@example.org", 3, unsaid),
        Contact("Xaver", "", 4, unsaid),
    )
    path = a_file_of(tmp_path / "x.json", Portfolio((), contacts))
    rows = [re.split("  +", row) for row in printed("contacts", "--file", path).splitlines()[1:]]
    assert [row[2] for row in rows] == ["Émile", "eva", "Xaver", "Zoe"]
    assert [row[4] for row in rows] == ["person?", "team?", "unknown", "person?"]
    by_words = [record["kind_by_words"] for record in records("contacts", "--file", path)]
    assert by_words[:2] == ["person", "team"]


def test_findings(file: str) -> None:
    lines = printed("--file", file, "findings").splitlines()
    assert lines == [
        "x  Comptabilité has no technical contact (SEN-1002)",
        "x  Comptabilité ended 2 d ago, on 2026-11-20: "
        "Jira creates no new issues until it is renewed (SEN-1002)",
        "!  Jira Software DC 500 ends in 9 d, on 2026-12-01 (SEN-1001)",
        "*  Only Anna Martin reads the reminders for 1 license: use a team address",
        ".  Portal never checked: Comptabilité and 1 other",
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


def test_calendar_has_all_that_falls_on_the_days(tmp_path: Path) -> None:
    leaving = a_contact(
        away=(Away(date(2026, 12, 10), date(2026, 12, 12)), Away(date(2026, 11, 1), TODAY)),
        last_day=date(2026, 12, 31),
        mailbox_closes=date(2027, 1, 15),
    )
    license = a_license(terms=(a_term(40, auto_renew=True, notice_days=20),))
    path = a_file_of(tmp_path / "x.json", a_portfolio(license, contacts=(leaving,)))
    found = records("calendar", "--file", path, "--months", "3")
    assert [(x["mark"], x["date"], x["until"], x["what"]) for x in found] == [
        ("a", "2026-11-01", "2026-11-22", "away"),
        ("m", "2026-12-02", "2026-12-02", "reminder mail"),
        ("a", "2026-12-10", "2026-12-12", "away"),
        ("!", "2026-12-12", "2026-12-12", "cancel by"),
        ("m", "2026-12-17", "2026-12-17", "reminder mail"),
        ("a", "2026-12-31", "2026-12-31", "last day"),
        ("m", "2027-01-01", "2027-01-01", "reminder mail"),
        ("*", "2027-01-01", "2027-01-01", "ends"),
        ("a", "2027-01-15", "2027-01-15", "mailbox closes"),
        ("m", "2027-01-16", "2027-01-16", "reminder mail"),
    ]
    assert {x["what"]: x["whose"] for x in found}["away"] == "Anna Martin"
    text = printed("calendar", "--file", path, "--months", "1")
    assert "[22a" in text
    assert "until 2026-11-22" in text
    assert "2026-12" not in text
    ends = records("calendar", "--file", path, "--months", "36", LICENSETUI_TODAY="2027-01-01")
    of_vendor = [(x["mark"], x["date"], x["whose"]) for x in ends if x["what"] == "end of life"]
    assert of_vendor == [
        ("e", "2028-03-30", "Data Center: last purchase, 1 license"),
        ("e", "2029-03-28", "Data Center: ends, 1 license"),
    ]


def test_calendar_is_80_columns_wide_whatever_the_names(tmp_path: Path) -> None:
    contacts = (a_contact(email=f"{'a' * 40}@example.org"),)
    licenses = (a_license("日本語" * 20, terms=(SOON,)), a_license("Short", id=2))
    path = a_file_of(tmp_path / "x.json", a_portfolio(*licenses, contacts=contacts))
    lines = printed("calendar", "--file", path, COLUMNS="80").splitlines()
    assert max(map(width, lines)) == 80
    assert any("Short" in line and "aaaa..." in line for line in lines)
    for whole in (
        printed("calendar", "--file", path),
        printed("calendar", "--file", path, COLUMNS="240"),
    ):
        assert f"{'a' * 40}@example.org" in whole
        assert "日本語" * 20 in whole


def test_currencies_stand_in_the_order_of_the_settings(tmp_path: Path) -> None:
    costs = (Money(Decimal(9), "USD"), Money(Decimal(5), "CHF"), Money(Decimal(1), "EUR"))
    licenses = [a_license(id=id, terms=(a_term(9, cost=x),)) for id, x in enumerate(costs, 1)]
    path = a_file_of(tmp_path / "x.json", a_portfolio(*licenses))
    settings = tmp_path / "settings.toml"
    settings.write_text('currency_order = ["USD"]\ncurrency = "EUR"\n')
    for environ, order in (
        ({}, "EUR CHF USD"),
        ({"LICENSETUI_SETTINGS": str(settings)}, "USD EUR CHF"),
    ):
        text = printed("calendar", "--file", path, **environ)
        assert f"ends {order}" in re.sub(" +", " ", text)
        said = printed("coterm", "2027-06-30", "--file", path, **environ)
        total = next(line for line in said.splitlines() if line.startswith("Total until"))
        assert re.findall("[A-Z]{3}", total) == order.split()


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
    from licensetui.tui.commands.sections import sections

    text = printed("keys")
    for title, commands in sections():
        assert title in text.splitlines()
        for command in commands:
            assert command.keys_shown in text
            assert command.help in text


@pytest.mark.parametrize("command", ["due", "list", "contacts", "calendar", "findings"])
def test_an_empty_file_says_what_to_do(command: str) -> None:
    assert (
        "To see sample data: licensetui --demo. To import a list: licensetui import FILE.csv"
        in printed(command)
    )
    assert records(command) == []


@pytest.mark.parametrize("command", ["due", "list", "contacts", "calendar", "findings"])
def test_the_demo_shows_something_everywhere(command: str) -> None:
    assert len(printed("--demo", command).splitlines()) > 8


def test_nothing_due_is_said(tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "x.json", a_sound_portfolio(terms=(a_term(400),)))
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
    head, row = printed("--file", path, "due", "--quiet").splitlines()
    assert len(head) < 130
    assert "x" * 5000 in row
    assert max(map(len, printed("--file", path, "due", COLUMNS="100").splitlines())) <= 100
    assert records("--file", path, "due")[0]["license"] == "x" * 5000


def test_a_terminal_without_utf8_gets_signs_and_json_loses_nothing(file: str) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert "Comptabilit?" in printed("--file", file, "due", **ascii_only)
    names = [record["license"] for record in records("--file", file, "due", **ascii_only)]
    assert "Comptabilité" in names
    assert "Comptabilité" in printed("--file", file, "due", "--json")


def test_wide_characters_keep_the_columns_in_line(tmp_path: Path) -> None:
    licenses = (a_license("日本語", terms=(a_term(1),)), a_license("e\u0301", id=2))
    path = a_file_of(tmp_path / "x.json", a_portfolio(*licenses))
    rows = printed("--file", path, "due").splitlines()
    starts = {width(row[: row.index("anna.martin")]) for row in rows[1:]}
    assert len(starts) == 1


def test_what_renewed_itself_is_listed_with_its_present_term(
    tmp_path: Path,
) -> None:
    last = Term(
        1, date(2025, 8, 29), date(2026, 8, 28), auto_renew=True, notice_months=2, cost=None
    )
    path = a_file_of(tmp_path / "x.json", a_portfolio(a_license("Tacit", terms=(last,))))
    (license,) = records("list", "--file", path)
    assert (license["end"], license["next"]["what"]) == ("2027-08-28", "renewed itself")
    assert license["renewed_itself"] == {
        "date": "2026-08-29",
        "times": 1,
        "end": "2027-08-28",
        "cancel_by": "2027-06-28",
        "assumed": False,
        "to_be_canceled": False,
    }
    (term,) = license["terms"]
    assert (term["end"], term["notice_days"], term["notice"]) == ("2026-08-28", None, "2 months")
    assert term["cancel_by"] == "2026-06-28"
    due = records("due", "--file", path, "--within", "400")
    assert [(x["mark"], x["what"], x["date"]) for x in due] == [
        ("!", "renewed itself", "2026-08-29"),
        (".", "decide by", "2027-05-30"),
        (".", "cancel by", "2027-06-28"),
        (".", "ends", "2027-08-28"),
    ]
    for command in ("due", "findings", "report", "list", "calendar"):
        text = printed(command, "--file", path)
        assert "auto-renewed" in text, command
        assert "ended" not in text.replace("Ended before", ""), command
