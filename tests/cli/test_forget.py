"""`licensetui forget CONTACT`."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from licensetui.domain.license import Role, SeenAssignment
from licensetui.store.file.filestore import FileStore
from tests.builders import a_contact, a_license, a_portfolio
from tests.cli.program import a_file_of, printed, refused
from tests.store.changes import note


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Two contacts of one family name; Anna is the only reader of a license."""
    seen = SeenAssignment("anna.martin@example.org", Role.TECHNICAL)
    license = a_license(on_portal=(seen,), notes="Ask Anna Martin")
    contacts = (a_contact(), a_contact("Bert Martin", id=2, email="bert@example.org"))
    path = a_file_of(tmp_path / "my licenses.json", a_portfolio(license, contacts=contacts))
    printed("backup", "--file", path)
    store = FileStore.open(Path(path))
    store.commit(note(store, 1, seats=600))
    return path


def _holding(file: str) -> list[Path]:
    files = [Path(file), *Path(f"{file}.d").rglob("*")]
    marks = (b"anna.martin", b"anna martin")
    return [x for x in files if x.is_file() and any(m in x.read_bytes().lower() for m in marks)]


def test_what_would_go_is_shown_and_nothing_is_written(file: str) -> None:
    held = _holding(file)
    text = printed("forget", "anna.MARTIN@example.org", "--file", file)
    assert "To erase: contact 1 Anna Martin <anna.martin@example.org>\n" in text
    assert "  file: a contact of license 1 (Jira Software DC 500)\n" in text
    assert "  file: named in the notes of license 1" in text
    assert "  history: 1 line\n" in text
    assert "  backup: 2026-11-22T" in text
    assert "Nobody would read the vendor's reminders anymore for\n  1 Jira Software" in text
    assert "At the last check, the vendor's portal showed the address for" in text
    assert "undo cannot restore it" in text
    assert len(held) >= 3
    assert _holding(file) == held


def test_the_command_it_proposes_forgets(file: str) -> None:
    shown = printed("forget", "Anna Martin", "--file", file)
    text = printed(*shlex.split(shown.splitlines()[-1])[1:])
    assert text.startswith("Erased: contact 1 Anna Martin")
    assert "Nobody reads the vendor's reminders anymore" in text
    assert "the vendor's portal and the vendor's own files" in text
    assert _holding(file) == []
    assert "erase a contact" in printed("history", "--file", file)
    assert "Anna" not in printed("history", "--fields", "--file", file)
    assert "no current or former contact has the name, address, or id 'Anna Martin'" in refused(
        2, "forget", "Anna Martin", "--file", file
    )


def test_whoever_may_be_meant_is_listed(file: str) -> None:
    said = refused(2, "forget", "martin", "--file", file)
    assert "1 Anna Martin <anna.martin@example.org>; 2 Bert Martin <bert@example.org>" in said
    assert "give the id" in said


def test_wrong_use(file: str) -> None:
    held = _holding(file)
    assert "--demo" in refused(2, "forget", "1", "--demo")
    assert "--readonly" in refused(2, "forget", "1", "--apply", "--readonly", "--file", file)
    Path(file).write_bytes(b"{")
    assert str(file) in refused(65, "forget", "1", "--apply", "--file", file)
    assert [x for x in _holding(file) if x != Path(file)] == [x for x in held if x != Path(file)]
