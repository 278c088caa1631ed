"""Two sessions at one field, on the command line: both sides are shown, and somebody decides."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from licensetui.cli import conflicts
from licensetui.cli.conflicts import commit
from licensetui.cli.context import Context
from licensetui.cli.places import StorePlace
from licensetui.cli.results import Results
from licensetui.clock import Clock
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.store.errors import ConflictError, NotSavedError, UnconfirmedError
from licensetui.store.file.backups import Backups
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.keeper import FileKeeper
from licensetui.store.memory import MemoryStore
from licensetui.store.store import Saved
from tests.builders import a_contact, a_portfolio
from tests.cli.program import ROOT, a_file_of, printed, start
from tests.store.changes import note


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in which change 2 set seats and notes, and change 3 the notes again."""
    path = tmp_path / "licenses.json"
    a_file_of(path, a_portfolio())
    store = FileStore.open(path)
    store.commit(note(store, 1, seats=600, notes="mine"))
    store.commit(note(store, 1, notes="theirs [/x]\x1b"))
    return path


def _license(path: Path) -> tuple[object, str]:
    license = FileStore.open(path).portfolio.licenses[0]
    return license.seats, license.notes


def test_nobody_there_means_both_sides_and_the_way_out(path: Path) -> None:
    result = start("undo", "2", "--file", str(path))
    assert result.returncode == 75
    said = result.stderr.decode()
    assert said.startswith("licensetui: NOT SAVED: another session changed the license 'Jira")
    assert "--take mine" in said
    assert "--take theirs" in said
    assert result.stdout.decode().splitlines() == [
        "License 1 (Jira Software DC 500) was changed after the change you are undoing:",
        "  Notes, mine:   none",
        "  Notes, theirs: theirs [/x]\N{REPLACEMENT CHARACTER}",
    ]
    assert _license(path) == (600, "theirs [/x]\x1b")


def test_take_decides_and_what_is_given_up_is_kept(path: Path) -> None:
    text = printed("undo", "2", "--take", "theirs", "--file", str(path))
    assert "Undone: edit Jira" in text
    assert _license(path) == (500, "theirs [/x]\x1b")
    assert "discarded in favor of another session's changes" in printed(
        "history", "4", "--file", str(path)
    )


def test_take_mine(path: Path) -> None:
    printed("undo", "2", "--take", "mine", "--file", str(path))
    assert _license(path) == (500, "")


def _at_terminal(path: Path, typed: bytes) -> tuple[int, str]:
    """Take change 2 back in a terminal, type, and return the exit code and what was shown."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "licensetui", "undo", "2", "--file", path],
        cwd=ROOT,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        close_fds=True,
    ) as process:
        os.close(follower)
        os.write(leader, typed)
        shown = b""
        while True:
            try:
                part = os.read(leader, 4096)
            except OSError:  # what Linux says when the other end is closed
                break
            if not part:
                break
            shown += part
        code = process.wait(timeout=20)
    os.close(leader)
    return code, shown.decode()


@pytest.mark.parametrize(
    ("typed", "code", "after"),
    [
        (b"t\n", 0, (500, "theirs [/x]\x1b")),
        (b"what?\nMine\n", 0, (500, "")),
        (b"\n", 75, (600, "theirs [/x]\x1b")),
        (b"\x04", 75, (600, "theirs [/x]\x1b")),
    ],
)
def test_somebody_at_a_terminal_is_asked(
    path: Path, typed: bytes, code: int, after: tuple[int, str]
) -> None:
    ended, shown = _at_terminal(path, typed)
    assert "Notes, theirs: theirs [/x]" in shown
    assert "[m]ine or [t]heirs (Enter: cancel)? " in shown
    assert (ended, _license(path)) == (code, after)
    if code:
        assert "NOT SAVED: canceled, so nothing was changed" in shown


def _context(path: Path, answers: str | None) -> Context:
    return Context(
        find_place=lambda _settings: StorePlace(
            FileKeeper(path, Clock().now),
            lambda readonly: FileStore.open(path, readonly=readonly),
            str(path),
            is_named=True,
        ),
        no_dns=True,
        environ={},
        clock=Clock(),
        out=Results(StringIO()),
        err=StringIO(),
        answers=None if answers is None else StringIO(answers),
    )


def _shown(context: Context) -> str:
    assert isinstance(context.out.stream, StringIO)
    return context.out.stream.getvalue()


def test_a_record_that_was_removed_elsewhere_is_asked_about_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    a_file_of(path, a_portfolio(contacts=(a_contact(), a_contact("Bert", id=2))))
    mine, theirs = FileStore.open(path), FileStore.open(path)
    bert = mine.portfolio.contacts[1]
    theirs.commit(Change("remove Bert", contacts=(Edit(bert, None),)))
    change = Change("edit Bert", contacts=(Edit(bert, replace(bert, phone="1")),))
    context = _context(path, "m\n")
    commit(context, mine, change, None)
    assert "  mine:   kept, as 'Bert'\n  theirs: removed\n" in _shown(context)
    assert "the whole record: [m]ine" in _shown(context)
    assert FileStore.open(path).portfolio.contacts[1] == replace(bert, phone="1")


def test_contacts_have_their_own_words(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    a_file_of(path, a_portfolio())
    mine, theirs = FileStore.open(path), FileStore.open(path)
    anna: Contact = mine.portfolio.contacts[0]
    theirs.commit(Change("x", contacts=(Edit(anna, replace(anna, phone="1")),)))
    context = _context(path, None)
    with pytest.raises(ConflictError, match="--take mine"):
        commit(context, mine, Change("y", contacts=(Edit(anna, replace(anna, phone="2")),)), None)
    assert "Contact 1 (Anna Martin)" in _shown(context)
    assert "Phone, mine:   2\n  Phone, theirs: 1\n" in _shown(context)


def test_values_that_do_not_fit_together_are_refused_in_a_sentence(tmp_path: Path) -> None:
    """One removes the name and the other the address: a contact needs one of them."""
    path = tmp_path / "x.json"
    a_file_of(path, a_portfolio())
    mine, theirs = FileStore.open(path), FileStore.open(path)
    anna = mine.portfolio.contacts[0]
    theirs.commit(Change("x", contacts=(Edit(anna, replace(anna, email="")),)))
    change = Change("y", contacts=(Edit(anna, replace(anna, name="")),))
    with pytest.raises(ConflictError, match=r"^NOT SAVED: the chosen values conflict"):
        commit(_context(path, None), mine, change, "mine")
    assert FileStore.open(path).portfolio.contacts == (replace(anna, email=""),)


def test_a_third_session_in_between_asks_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, theirs = FileStore.open(path), FileStore.open(path)
    license = mine.portfolio.licenses[0]
    theirs.commit(note(theirs, 1, notes="first"))
    context = _context(path, "t\nm\n")
    answer = context.answers
    assert isinstance(answer, StringIO)
    readline = answer.readline

    def while_asked(*_: object) -> str:
        if answer.tell() == 0:
            theirs.commit(note(theirs, 1, notes="second", seats=7))
        return readline()

    monkeypatch.setattr(answer, "readline", while_asked)
    change = Change("y", (Edit(license, replace(license, notes="mine too", seats=8)),))
    commit(context, mine, change, None)
    assert _license(path) == (8, "second")
    assert _shown(context).count("[m]ine or [t]heirs") == 2


class _Deaf(MemoryStore):
    """A store on a server of which the first answers are lost, though it saves."""

    lost = 2
    saved: Saved | None = None

    def commit(self, change: Change) -> Saved:
        self.saved = self.saved or super().commit(change)
        self.lost -= 1
        if self.lost >= 0:
            raise UnconfirmedError("NOT CONFIRMED: no answer from db1. Save again")
        return self.saved


def test_a_lost_answer_is_asked_for_until_it_is_known(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflicts, "PAUSE", 0.001)
    store, context = _Deaf(a_portfolio()), _context(path, None)
    change = Change("add Bert", contacts=(Edit(None, a_contact("Bert", id=0)),))
    assert commit(context, store, change, None).number == 1
    assert len(store.portfolio.contacts) == 2
    assert isinstance(context.err, StringIO)
    said = "licensetui: NOT CONFIRMED: no answer from db1. Asking again...\n"
    assert context.err.getvalue() == 2 * said


def test_what_stays_unknown_must_not_simply_be_run_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflicts, "PATIENCE", -1)
    store, context = _Deaf(a_portfolio()), _context(path, None)
    with pytest.raises(UnconfirmedError, match=r"may save it twice\. Look first: licensetui hist"):
        commit(context, store, Change("x", contacts=(Edit(None, a_contact("B", id=0)),)), None)


def test_an_import_keeps_a_backup_and_can_be_decided(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("Name;SEN;Expiration date;Seats\nJira;SEN-1001;2026-12-01;700\n")
    path = a_file_of(tmp_path / "x.json", a_portfolio())
    text = printed("import", str(source), "--file", path, "--take", "mine", "--apply")
    assert "Saved: import list.csv." in text
    (backup,) = Path(f"{path}.d/backups").iterdir()
    assert backup.name.endswith("-g1-import.json")


def test_a_backup_of_the_day_that_could_not_be_made_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise NotSavedError("NOT SAVED: disk full")

    shutil.rmtree(path.with_name("licenses.json.d") / "backups")
    monkeypatch.setattr(Backups, "_linked", fail)  # the program runs in a copy of this process
    result = start("undo", "--file", str(path))
    assert result.returncode == 0
    assert result.stdout.startswith(b"Undone: ")
    assert b"licensetui: Today's backup could not be made: " in result.stderr
