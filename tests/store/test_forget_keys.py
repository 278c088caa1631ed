"""Forgetting license keys: none is left in any file, and what is no key stays."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from licensetui.domain.draft import Draft
from licensetui.domain.license import LicenseKey
from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.drafts import FileDrafts
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.forget import forget_keys, survey_keys
from licensetui.store.file.restore import back_up
from licensetui.store.file.tablefile import TableFile
from tests.builders import a_contact, a_license, a_term
from tests.cli.program import printed, refused
from tests.store.changes import all_new, note

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FIVES = "ABCDE-12345-FGHIJ-67890-KLMNO"
HEX = "9f86d081884c7d659a2feaa0c55ad015"
SEN = "SEN-1234567"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in which keys stand everywhere, as an earlier release wrote them."""
    path = tmp_path / "licenses.json"
    term = replace(a_term(), quote=FIVES)
    jira = a_license(sen=FIVES, notes=f"key: {FIVES}\nask Anna", terms=(term,))
    wiki = a_license("Wiki", id=2, sen=SEN, entitlement=HEX)
    anna = a_contact(notes=f"has {FIVES}")
    store = FileStore.open(path, now=lambda: NOON)
    store.commit(all_new(Portfolio((jira, wiki), (anna,))))
    back_up(TableFile(path), NOON)
    store = FileStore.open(path, now=lambda: NOON)
    store.commit(note(store, 1, site=FIVES.lower()))
    drafts = TableFile(path).beside.drafts
    (drafts / "1.jsonl").write_text(json.dumps({"texts": {"sen": FIVES}}))
    (drafts / "2.jsonl").write_text(json.dumps({"texts": {"sen": SEN}}))
    return path


def _holding(path: Path) -> list[str]:
    files = [path, *path.with_name(f"{path.name}.d").rglob("*")]
    marks = (FIVES.casefold().encode(), HEX.encode())
    read = {file.name: file.read_bytes().lower() for file in files if file.is_file()}
    return [name for name, content in read.items() if any(mark in content for mark in marks)]


def test_no_key_is_left_in_file_history_backups_and_drafts(path: Path) -> None:
    assert len(_holding(path)) == 5
    found = survey_keys(TableFile(path), ())
    assert set(found.in_file) == {
        "[key ...-KLMNO] in the sen of license 1 (Jira Software DC 500)",
        "[key ...-KLMNO] in the notes of license 1 (Jira Software DC 500)",
        "[key ...-KLMNO] in the quote of license 1 (Jira Software DC 500)",
        "[key ...-klmno] in the site of license 1 (Jira Software DC 500)",
        f"[key ...{HEX[-6:]}] in the entitlement of license 2 (Wiki)",
        "[key ...-KLMNO] in the notes of contact 1 (Anna Martin)",
    }
    assert len(_holding(path)) == 5, "to look changes nothing"
    assert forget_keys(TableFile(path), (), NOON, "me") == found
    assert _holding(path) == []
    store = FileStore.open(path)
    assert store.is_writable
    jira, wiki = store.portfolio.licenses
    assert (jira.sen, jira.notes) == ("", "key: [key ...-KLMNO]\nask Anna")
    assert jira.key == LicenseKey("-KLMNO", hashlib.sha256(FIVES.encode()).hexdigest())
    assert jira.term
    assert jira.term.quote == ""
    assert (wiki.sen, wiki.entitlement) == (SEN, "")
    assert [entry.label for entry in store.history().entries][-1] == "erase license keys"
    assert [x.name for x in TableFile(path).beside.drafts.iterdir()] == ["2.jsonl"]
    assert survey_keys(TableFile(path), ()).is_empty


def test_a_field_of_numbers_is_left(path: Path) -> None:
    forget_keys(TableFile(path), ("entitlement",), NOON, "me")
    assert FileStore.open(path).portfolio.licenses[1].entitlement == HEX


def test_the_text_of_a_key_in_an_old_backup_goes_too(tmp_path: Path) -> None:
    golden = Path(__file__).with_name("golden") / "schema-1.json"
    path = tmp_path / "licenses.json"
    path.write_bytes(golden.read_bytes())
    store = FileStore.open(path)
    store.commit(note(store, 3, notes="edited"))  # which keeps the old file as a backup
    backups = TableFile(path).backups.all()
    assert any(b"not a real key" in backup.path.read_bytes() for backup in backups)
    forget_keys(TableFile(path), (), NOON, "me")
    assert not any(b"not a real key" in backup.path.read_bytes() for backup in backups)


def test_the_command_and_the_doctor_name_keys_by_their_ends(path: Path) -> None:
    said = printed("doctor", "--file", str(path))
    assert "[key ...-KLMNO] in the sen of license 1" in said
    assert "licensetui forget --keys" in said
    shown = printed("forget", "--keys", "--file", str(path))
    assert f"licensetui forget --keys --file {path} --apply" in shown
    done = printed("forget", "--keys", "--file", str(path), "--apply")
    assert "  history: 2 lines\n" in done
    for text in (said, shown, done):
        assert FIVES not in text
        assert HEX not in text
    assert "license key  " not in printed("doctor", "--file", str(path))
    assert "name a contact, or use --keys" in refused(2, "forget", "--file", str(path))
    assert "name a contact, or use --keys" in refused(2, "forget", "1", "--keys")


def test_a_key_that_is_typed_sign_by_sign_leaves_no_draft_of_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    FileStore.open(path).commit(all_new(Portfolio((a_license(),), (a_contact(),))))
    drafts = FileDrafts(TableFile(path).beside)
    for end in range(1, len(FIVES) + 1):
        drafts.keep(Draft("license", "Licenses > x", NOON, {"sen": FIVES[:end], "name": "x"}), 1)
    (journal,) = TableFile(path).beside.drafts.iterdir()
    content = journal.read_bytes()
    assert FIVES[:8].encode() not in content
    assert b'"name":"x"' in content
    drafts.close()
