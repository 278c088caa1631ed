"""Commands that write: `add`, `edit`, `renew`, `done`, `tick`, `archive`, `assign`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import Assignment, Document, Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision, Progress
from licensetui.store.file.filestore import FileStore
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import a_contact, a_license, a_term
from tests.cli.program import a_file_of, fed, printed, records, refused, start
from tests.secrets_made import keys
from tests.vendors.keys_made import a_key


@pytest.fixture
def file(tmp_path: Path) -> str:
    contacts = (
        a_contact(),
        a_contact("Bert Klein", id=2, email="bert.klein@example.org"),
        a_contact("Jira admins", id=3, email="jira-admins@example.org"),
    )
    jira = a_license(
        wanted=(Assignment(1, Role.TECHNICAL, True),),
        on_portal=(SeenAssignment("anna.martin@example.org", Role.TECHNICAL, True),),
        terms=(a_term(9),),
    )
    return a_file_of(tmp_path / "licenses.json", Portfolio((jira,), contacts))


def the_license(file: str, id: int = 1) -> dict[str, Any]:
    return next(x for x in records("list", "--all", "--file", file) if x["id"] == id)


def the_contact(file: str, id: int) -> dict[str, Any]:
    return next(x for x in records("contacts", "--all", "--file", file) if x["id"] == id)


def change_count(file: str) -> int:
    return len(records("history", "--file", file))


def did(file: str, *arguments: str) -> tuple[str, str]:
    """Return what a command that must go well prints, and what it remarks."""
    result = start("--file", file, *arguments)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode(), result.stderr.decode()


def test_the_eight_tasks_are_done_by_commands_alone(file: str) -> None:
    """Due, find, an address, a contact, steps, a renewal, an absence, a leaver, new ones."""
    assert "Jira Software DC 500" in printed("due", "--file", file)
    (found,) = records("list", "--file", file)
    id = str(found["id"])

    did(file, "edit", "--contact", "2", "--set", "address=bert.klein@exampel.org")
    did(file, "edit", "Bert Klein", "--set", "address=bert.klein@example.com")
    assert the_contact(file, 2)["address"] == "bert.klein@example.com"

    out, _ = did(file, "assign", id, "bert.klein@example.com")
    assert "steps on the portal" in out
    assert {(x["id"], x["role"], x["primary"]) for x in the_license(file)["contacts"]} >= {
        (2, "technical", True)
    }

    for step in records("portal", "--file", file):
        did(file, "tick", step["code"])
    assert records("portal", "--file", file) == []

    did(file, "renew", id, "--set", "cost=22,500.00 EUR", "--set", "order_number=PO-7")
    term = the_license(file)["terms"][-1 if the_license(file)["terms"][-1]["current"] else 0]
    assert (term["cost"], term["currency"], term["end"]) == ("22500.00", "EUR", "2027-12-01")

    did(file, "edit", "bert", "--set", "away=20/12/2026 - 5 Jan 2027", "--set", "deputy=anna")
    assert the_contact(file, 2)["away"] == ["2026-12-20..2027-01-05"]
    assert the_contact(file, 2)["deputy"] == "Anna Martin"

    did(file, "handover", "bert", "anna")
    assert all(x["id"] != 2 for x in the_license(file)["contacts"])

    team = ("--set", "name=Wiki team", "--set", "address=wiki-team@example.org")
    did(file, "add", "contact", *team, "--set", "kind=team", "--set", "members=anna, 3")
    did(file, "add", "license", "--set", "name=Confluence", "--set", "end=2027-03-31")
    did(file, "assign", "Confluence", "Wiki team")
    assert the_license(file, 2)["contacts"][0]["name"] == "Wiki team"
    assert the_contact(file, 4)["members"] == ["Anna Martin", "Jira admins"]


def test_a_record_that_was_printed_can_be_changed_and_given_back(file: str) -> None:
    record = the_license(file)
    same = fed(json.dumps(record).encode(), "--file", file, "edit", "1", "--license", "--from", "-")
    assert same.stdout.decode() == "Already set: nothing to change.\n"
    changed = {**record, "seats": 600, "term": {"cost": "12.50", "currency": "USD"}}
    typed = json.dumps(changed).encode()
    result = fed(typed, "--file", file, "edit", "--license", "1", "--from", "-", "--json")
    after = json.loads(result.stdout)
    assert (after["seats"], after["terms"][0]["currency"]) == (600, "USD")
    assert after == the_license(file)


def test_one_command_is_one_change_and_one_undo_takes_it_back(file: str) -> None:
    before, count = the_license(file), change_count(file)
    out, _ = did(file, "edit", "Jira", "--license", "--set", "seats=600", "--set", "quote=Q-1")
    assert "Seats: 500 -> 600" in out
    assert out.endswith("change license Jira Software DC 500. To undo: licensetui undo\n")
    assert change_count(file) == count + 1
    did(file, "undo")
    assert the_license(file) == before


@pytest.mark.parametrize(
    "command",
    [
        ("edit", "--license", "1", "--set", "seats=600"),
        ("edit", "--contact", "1", "--set", "phone=1"),
        ("add", "license", "--set", "name=Wiki"),
        ("add", "contact", "--set", "address=team@example.org"),
        ("renew", "1"),
        ("done", "1"),
        ("archive", "--license", "1"),
        ("assign", "1", "2"),
    ],
)
def test_a_dry_run_shows_the_change_and_writes_nothing(file: str, command: tuple[str, ...]) -> None:
    before = Path(file).read_bytes()
    out, _ = did(file, *command, "--dry-run")
    assert out.endswith("Nothing was written. Without --dry-run, this is saved.\n")
    assert Path(file).read_bytes() == before
    out, _ = did(file, *command, "--dry-run", "--json")
    assert json.loads(out)
    assert Path(file).read_bytes() == before
    did(file, *command)
    assert Path(file).read_bytes() != before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("edit", "--license", "1", "--set", "seat=6"), "did you mean seats?"),
        (("edit", "--license", "1", "--set", "hosting=clod"), "did you mean cloud?"),
        (("edit", "--license", "1", "--set", "seats=many"), 'Seats: "many" is not a number'),
        (
            ("edit", "--license", "1", "--set", "end=2027-02-30"),
            "Ends: 2027-02-30 is not a calendar date",
        ),
        (("edit", "--license", "1", "--set", "start=2030-01-01"), "Ends: "),
        (("edit", "--license", "1", "--set", "name="), "Name: must not be empty"),
        (("edit", "--license", "1", "--set", "parent=1"), "is the record itself"),
        (("edit", "--license", "1", "--set", "archived=yes"), "not a field you can set"),
        (("edit", "--contact", "1", "--set", "address=anna@@example.org"), "Email: "),
        (("edit", "--contact", "1", "--set", "away=31 Dec 2026 - 1 Dec 2026"), "Away: "),
        (("add", "contact", "--set", "phone=1"), "a contact needs a name or an address"),
        (("renew", "1", "--set", "end=2020-01-01"), "Ends: "),
        (("renew", "1", "--set", "length=7 years"), "is not one of 1 month"),
        (("archive", "--contact", "1"), "Anna Martin is still contact of 1 license"),
    ],
)
def test_what_a_form_refuses_ends_with_65_and_changes_nothing(
    file: str, command: tuple[str, ...], said: str
) -> None:
    before = Path(file).read_bytes()
    assert said in refused(65, "--file", file, *command)
    assert Path(file).read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (b"{", "line 1, column 2: not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"seats": {"a": 1}}', "seats cannot be"),
        (b'{"seats": NaN}', "NaN is not a number"),
        (b'{"seats": 1, "seats": 2}', "'seats' appears twice"),
        (b'{"notice": "45 days", "notice_days": 45}', "the same"),
        (b"\xff", "not a JSON object in UTF-8"),
        (b"[" * 100_000, "not a JSON object"),
        (b'{"term": 3}', "term is not a JSON object"),
        (b'{"notes": "' + b"x" * 1_000_000 + b'"}', "too large for a record"),
    ],
)
def test_json_that_is_none_ends_with_a_sentence(file: str, typed: bytes, said: str) -> None:
    before = Path(file).read_bytes()
    result = fed(typed, "--file", file, "edit", "--license", "1", "--from", "-")
    assert result.returncode == 65
    assert said in result.stderr.decode()
    assert result.stderr.count(b"\n") == 1
    assert Path(file).read_bytes() == before


def test_a_doubtful_address_is_saved_with_a_remark(file: str) -> None:
    _, remark = did(file, "edit", "--contact", "2", "--set", "address=bert.klein@gmial.com")
    assert "Did you mean bert.klein@gmail.com?" in remark
    assert the_contact(file, 2)["address"] == "bert.klein@gmial.com"
    _, remark = did(file, "add", "contact", "--set", "address=anna.martin@example.org")
    assert "contact 1 Anna Martin" in remark
    _, silent = did(file, "edit", "--contact", "2", "--set", "phone=5")
    assert silent == ""


def test_a_misspelled_vendor_is_saved_with_a_question(file: str) -> None:
    _, remark = did(file, "add", "license", "--set", "name=Wiki", "--set", "vendor=Atlasian")
    assert "The vendor is Atlasian. Did you mean Atlassian?" in remark


def test_the_portal_follows_the_vendor_as_in_the_form(file: str) -> None:
    cloud = ("--set", "vendor=Atlassian", "--set", "hosting=cloud")
    did(file, "add", "license", "--set", "name=Jira Cloud", *cloud)
    assert the_license(file, 2)["portal"] == "Atlassian Cloud billing"
    did(file, "edit", "Jira Cloud", "--set", "portal=my.atlassian.com")
    assert the_license(file, 2)["portal"] == "my.atlassian.com"


def test_what_fits_several_records_changes_none_and_names_them(file: str) -> None:
    said = refused(2, "--file", file, "edit", "1", "--set", "notes=x")
    assert "1 Anna Martin" in said
    assert "1 Jira Software DC 500" in said
    assert "--license" in said


def test_an_archived_record_that_is_called_just_so_is_not_passed_over(file: str) -> None:
    did(file, "add", "license", "--set", "name=Jira")
    did(file, "archive", "--license", "2")
    said = refused(2, "--file", file, "done", "Jira")
    assert "2 Jira, archived" in said
    assert "1 Jira Software DC 500" in said


def test_done_is_the_state_that_the_screens_give_and_can_be_taken_back(file: str) -> None:
    did(file, "done", "1")
    (license,) = FileStore.open(Path(file)).portfolio.licenses
    assert license.term is not None
    assert license.term.progress is Progress.DONE
    assert did(file, "done", "1")[0] == "Already set: nothing to change.\n"
    did(file, "done", "1", "--reopen")
    assert the_license(file)["terms"][0]["progress"] == "open"


def test_what_renewed_itself_is_not_handled_before_that_is_confirmed(file: str) -> None:
    did(file, "edit", "--license", "1", "--set", "auto_renew=yes", "--set", "end=2026-11-01")
    said = refused(65, "--file", file, "done", "1")
    assert "auto-renewed" in said
    assert "licensetui renew 1" in said
    did(file, "edit", "--license", "1", "--set", f"decision={Decision.CANCEL.value}")
    did(file, "done", "1")


def test_a_step_keeps_its_code_until_it_is_ticked(file: str) -> None:
    did(file, "assign", "1", "3")
    first, *others = records("portal", "--file", file)
    assert first["code"] in printed("portal", "--file", file)
    did(file, "tick", first["code"])
    assert [x["code"] for x in records("portal", "--file", file)] == [x["code"] for x in others]
    said = refused(2, "--file", file, "tick", first["code"])
    assert others[0]["code"] in said


def test_a_portal_that_nobody_has_seen_is_not_ticked(file: str) -> None:
    did(file, "add", "license", "--set", "name=Wiki", "--set", "vendor=Atlassian")
    did(file, "assign", "2", "1")
    (look,) = (x for x in records("portal", "--file", file) if x["license_id"] == 2)
    assert "portal --seen 2 FILE" in refused(65, "--file", file, "tick", look["code"])


def test_a_renewal_counts_as_the_form_does(file: str) -> None:
    did(file, "renew", "1", "--set", "length=2 years")
    assert the_license(file)["end"] == "2028-12-01"
    did(file, "undo")
    did(file, "renew", "1", "--set", "end=2027-06-30", "--set", "currency=USD")
    assert the_license(file)["end"] == "2027-06-30"


def test_a_license_key_is_not_kept(file: str) -> None:
    ((_, key),) = keys(1)
    _, remark = did(file, "edit", "--license", "1", "--set", f"notes={key}")
    assert "only its last characters and a SHA-256 are kept" in remark
    assert key[:20].encode() not in Path(file).read_bytes()


def test_a_contact_with_the_id_of_a_license_may_own_it(file: str) -> None:
    did(file, "edit", "--license", "1", "--set", "owner=1")
    assert the_license(file)["owner"]["id"] == 1
    said = refused(65, "--file", file, "edit", "--contact", "1", "--set", "deputy=Anna Martin")
    assert "is the record itself" in said


def test_documents_are_named_and_taken_away(file: str) -> None:
    did(file, "edit", "--license", "1", "--set", "documents=/srv/contract.pdf")
    documents = [{"place": "/srv/contract.pdf", "title": ""}, {"place": "/q.pdf", "title": "Quote"}]
    typed = json.dumps({"documents": documents}).encode()
    fed(typed, "--file", file, "edit", "--license", "1", "--from", "-")
    assert the_license(file)["documents"] == documents
    did(file, "edit", "--license", "1", "--set", "documents=")
    assert the_license(file)["documents"] == []


def test_an_address_with_a_password_is_refused_and_one_in_the_file_is_neither_shown_nor_exported(
    tmp_path: Path, file: str
) -> None:
    place = "https://anna:secret@example.org/q"
    said = refused(65, "--file", file, "edit", "--license", "1", "--set", f"documents={place}")
    assert "that address has a password in it, which is not kept" in said
    assert "secret" not in said
    store = FileStore.open(Path(file))
    license = store.portfolio.licenses[0]
    after = replace(license, documents=(Document(place, "quote"),))
    store.commit(Change("a document", (Edit(license, after),)))
    assert the_license(file)["documents"][0]["place"] == "https://anna:***@example.org/q"
    exported = tmp_path / "all.json"
    did(file, "export", "json", "--output", str(exported))
    assert b"anna:***@" in exported.read_bytes()
    told = [printed("history", *more, "--file", file) for more in ((), ("--fields",), ("--json",))]
    told += [exported.read_text(), printed("list", "--json", "--file", file)]
    assert "anna:***@" in told[1]
    assert "anna:***@" in told[2]
    assert not any("secret" in text for text in told)
    found = start("--file", file, "doctor").stdout.decode()
    assert "password" in found
    assert "secret" not in found


def test_the_demo_and_readonly_are_not_written_to(file: str) -> None:
    assert "--demo" in refused(2, "--demo", "done", "1")
    assert "--readonly" in refused(2, "--readonly", "--file", file, "done", "1")


def test_a_text_of_several_lines_is_refused_and_not_joined(file: str) -> None:
    before = change_count(file)
    said = refused(65, "--file", file, "edit", "--license", "1", "--set", "notes=a\nb")
    assert "notes: it has several lines, but the field has only one" in said
    assert change_count(file) == before
    did(file, "edit", "--license", "1", "--set", "notes=a\n")
    assert the_license(file)["notes"] == "a"


def test_a_leaver_of_a_portal_without_primary_ones_can_go_as_the_refusal_says(
    tmp_path: Path,
) -> None:
    held = Assignment(1, Role.BILLING_ADMIN)
    jira = a_license("Jira", portal=CLOUD_BILLING, wanted=(held,))
    people = (a_contact("Anna Martin"), a_contact("Bo", id=2, email="bo@example.org"))
    file = a_file_of(tmp_path / "l.json", Portfolio((jira,), people))
    said = refused(65, "--file", file, "archive", "--contact", "1")
    assert "(licensetui handover 1 TO)" in said
    printed("--file", file, "handover", "1", "2")
    did(file, "archive", "--contact", "1")


@pytest.mark.parametrize("command", [("--set", "{}=x"), ("--set", "{}"), ()])
def test_a_license_key_in_the_wrong_place_is_not_said_again(
    file: str, command: tuple[str, ...]
) -> None:
    key = a_key().replace("\n", "").rstrip("=")
    named = "1" if command else key
    told = start("--file", file, "edit", named, "--contact", *(x.format(key) for x in command))
    assert told.returncode != 0
    assert key[60:90].encode() not in told.stderr + told.stdout


def test_a_missing_file_is_said_with_all_that_makes_one(tmp_path: Path) -> None:
    said = refused(74, "--file", str(tmp_path / "none.json"), "done", "1")
    assert "the app, add, or import --apply creates a new file" in said


def test_a_first_record_makes_the_file(tmp_path: Path) -> None:
    file = str(tmp_path / "new.json")
    did(file, "add", "license", "--set", "name=Wiki")
    assert the_license(file)["name"] == "Wiki"


def test_an_archived_license_is_brought_back_before_it_is_changed(file: str) -> None:
    did(file, "archive", "--license", "1")
    assert "archive --back --license 1" in refused(65, "--file", file, "renew", "1")
    did(file, "archive", "--back", "--license", "1")
    assert not the_license(file)["archived"]
