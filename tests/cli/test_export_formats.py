"""`licensetui export csv|json|vcard|report`: files to be taken away, and brought back."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest

from licensetui.domain.contact import ContactKind
from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.filestore import FileStore
from tests.builders import a_contact, a_license, a_portfolio, a_term
from tests.cli.program import a_file_of, fed, printed, refused, start

HOSTILE = "=HYPERLINK(1)"
BO = Portfolio((), (a_contact("Bo", email="b@x.example"),))


@pytest.fixture
def portfolio() -> Portfolio:
    """Two licenses, one with two terms, and two contacts."""
    terms = (a_term(-356), a_term(9, id=2))
    jira = a_license("Jira", terms=terms, notes=HOSTILE)
    team = a_contact("Admins", id=2, email="admins@example.org", kind=ContactKind.TEAM)
    anna = a_contact("Martin; Anna", phone="+49 30 1")
    return a_portfolio(jira, a_license("Old", id=2, archived=True), contacts=(anna, team))


@pytest.fixture
def file(tmp_path: Path, portfolio: Portfolio) -> str:
    return a_file_of(tmp_path / "licenses.json", portfolio)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as read:
        return list(csv.DictReader(read))


def test_csv_has_a_row_per_term_and_contacts_beside_it(file: str, tmp_path: Path) -> None:
    said = printed("--file", file, "export", "csv", "-o", str(tmp_path / "l.csv"))
    assert "l.csv: 1 license with 2 terms.\n" in said
    assert "contacts.csv: 2 contacts.\n" in said
    assert "Only JSON includes archived records" in said
    rows = rows_of(tmp_path / "l.csv")
    assert [row["licensetui term"] for row in rows] == ["1", "2"]
    assert {row["Notes"] for row in rows} == {f"'{HOSTILE}"}
    phones = [row["Phone"] for row in rows_of(tmp_path / "contacts.csv")]
    assert phones == ["'+49 30 1", ""]


def test_csv_goes_to_standard_output_for_a_script(file: str) -> None:
    result = start("--file", file, "export", "csv")
    assert result.stderr == b""
    assert result.stdout.startswith(b"Name,Vendor,")


def test_csv_leaves_anybody_elses_contacts_alone(file: str, tmp_path: Path) -> None:
    other = tmp_path / "contacts.csv"
    other.write_text("mine\n")
    target = str(tmp_path / "l.csv")
    assert "is not a licensetui export" in refused(2, "--file", file, "export", "csv", "-o", target)
    assert other.read_text() == "mine\n"
    assert not (tmp_path / "l.csv").exists()
    itself = str(tmp_path / "contacts.csv")
    assert "choose another file" in refused(2, "--file", file, "export", "csv", "-o", itself)


def test_an_export_replaces_one_and_keeps_its_mode(file: str, tmp_path: Path) -> None:
    target = tmp_path / "l.csv"
    for _ in range(2):
        printed("--file", file, "export", "csv", "-o", str(target))
        target.chmod(0o640)
    printed("--file", file, "export", "csv", "-o", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_json_comes_back_equal_by_a_plan_and_one_change(
    file: str, tmp_path: Path, portfolio: Portfolio
) -> None:
    export, other = str(tmp_path / "all.json"), str(tmp_path / "other.json")
    said = printed("--file", file, "export", "json", "-o", export)
    assert said == f"{export}: 2 licenses and 2 contacts.\n"
    plan = printed("--file", other, "import", export)
    assert "4 rows: 4 new, 0 changed, 0 unchanged, 0 rejected" in plan
    assert "licensetui import" in plan
    assert not Path(other).exists()
    printed("--file", other, "import", export, "--apply")
    assert FileStore.open(Path(other)).portfolio == portfolio
    assert "Nothing to save" in printed("--file", other, "import", export)
    assert "Undone: import all.json" in printed("--file", other, "undo")
    assert FileStore.open(Path(other)).portfolio == Portfolio()


def test_json_goes_through_a_pipe(file: str, tmp_path: Path, portfolio: Portfolio) -> None:
    content = start("--file", file, "export", "json", "-o", "-").stdout
    assert json.loads(content)["licensetui"]["schema"] == 4
    other = tmp_path / "other.json"
    assert fed(content, "--file", str(other), "import", "-", "--apply").returncode == 0
    assert FileStore.open(other).portfolio == portfolio


def test_json_is_read_alone_and_as_it_is(file: str, tmp_path: Path) -> None:
    export = str(tmp_path / "all.json")
    printed("--file", file, "export", "json", "-o", export)
    assert "must be imported alone" in refused(2, "--file", file, "import", export, export)
    assert "--dates is for lists" in refused(2, "--file", file, "import", export, "--dates", "dmy")
    Path(export).write_bytes(Path(export).read_bytes()[:-40])
    assert "is it the whole file?" in refused(65, "--file", file, "import", export)


def test_csv_comes_back_as_terms_of_one_license(file: str, tmp_path: Path) -> None:
    printed("--file", file, "export", "csv", "-o", str(tmp_path / "l.csv"))
    other = tmp_path / "other.json"
    printed("--file", str(other), "import", str(tmp_path / "l.csv"), "--apply")
    (license,) = FileStore.open(other).portfolio.licenses
    assert len(license.terms) == 2
    assert license.notes == HOSTILE


def test_the_contacts_of_an_export_become_no_licenses(file: str, tmp_path: Path) -> None:
    said = printed("--file", file, "export", "csv", "-o", str(tmp_path / "l.csv"))
    assert "licensetui contacts --add reads only names and addresses from contacts.csv" in said
    assert "dates and traces of license keys" in said
    contacts = str(tmp_path / "contacts.csv")
    told = refused(65, "--file", file, "import", str(tmp_path / "l.csv"), contacts, "--apply")
    assert "contacts.csv has exported contacts but no licenses" in told


def test_vcards_are_read_by_what_reads_vcards(file: str, tmp_path: Path) -> None:
    cards = tmp_path / "contacts.vcf"
    said = printed("--file", file, "export", "vcard", "-o", str(cards))
    assert said == f"{cards}: 2 contacts.\n"
    content = cards.read_bytes()
    assert content.count(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:") == 2
    assert b"FN:Martin\\; Anna\r\nN:Martin\\; Anna;;;;\r\n" in content
    other = a_file_of(
        tmp_path / "other.json", Portfolio((), (a_contact("Bo", email="b@x.example"),))
    )
    printed("--file", other, "contacts", "--add", str(cards), "--apply")
    names = {contact.name for contact in FileStore.open(Path(other)).portfolio.contacts}
    assert names == {"Bo", "Martin; Anna", "Admins"}


def test_contacts_csv_is_read_by_what_adds_contacts(file: str, tmp_path: Path) -> None:
    printed("--file", file, "export", "csv", "-o", str(tmp_path / "l.csv"))
    other = a_file_of(
        tmp_path / "other.json", Portfolio((), (a_contact("Bo", email="b@x.example"),))
    )
    printed("--file", other, "contacts", "--add", str(tmp_path / "contacts.csv"), "--apply")
    emails = {contact.email for contact in FileStore.open(Path(other)).portfolio.contacts}
    assert emails == {"b@x.example", "anna.martin@example.org", "admins@example.org"}


def test_report_is_the_report(file: str) -> None:
    assert printed("--file", file, "export", "report") == printed("--file", file, "report")


def test_reminders_are_of_the_calendar_alone(file: str) -> None:
    assert "only with export ics" in refused(2, "--file", file, "export", "csv", "--reminders")
