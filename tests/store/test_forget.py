"""Forgetting: nothing of a person is left in any file, whatever happens on the way."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import unicodedata
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import ContactKind
from licensetui.domain.draft import Draft
from licensetui.domain.license import License, Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import CostBasis
from licensetui.store import spellings
from licensetui.store.contact_names import meant
from licensetui.store.errors import DamagedError, LockedError, NotSavedError
from licensetui.store.file.drafts import FileDrafts
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.forget import forget, known_people, survey
from licensetui.store.file.present import contents_of, present
from licensetui.store.file.restore import accept, back_up
from licensetui.store.file.sent import SentFile
from licensetui.store.file.tablefile import TableFile
from licensetui.store.keeper import Survey
from licensetui.store.person import Person
from licensetui.store.taking_back import reverting
from licensetui.store.traces import line_without
from tests.builders import a_contact, a_license, a_term
from tests.store.bruno import MARKS, bruno_everywhere
from tests.store.changes import all_new, names_in, note
from tests.store.test_filestore import HOLDER

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
"""A day on which the first save makes a backup, in which the person must not be either."""
BY = "root@jira1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in which Bruno is everywhere, with a history and two backups of earlier states."""
    path = tmp_path / "licenses.json"
    store = FileStore.open(path, now=lambda: NOON)
    store.commit(all_new(bruno_everywhere()))
    store.commit(_renamed(store, "Bruno Durand-Petit"))
    back_up(TableFile(path), NOON)
    store = FileStore.open(path, now=lambda: NOON)
    store.commit(_renamed(store, "Bruno Durand"))
    store.commit(note(store, 2, notes="nothing about anybody"))
    return path


def _renamed(store: FileStore, name: str) -> Change:
    bruno = store.portfolio.contacts[0]
    return Change(f"edit {bruno.name}", contacts=(Edit(bruno, replace(bruno, name=name)),))


def _forgotten(path: Path, text: str = "1") -> Survey:
    file = TableFile(path, wait=0.1)
    (who,) = meant(text, known_people(file))
    return forget(file, who, LATER, BY)


def _holding(path: Path) -> list[str]:
    """Return the files that hold one of the marks."""
    files = [path, *(file for file in path.with_name(f"{path.name}.d").rglob("*"))]
    return [
        str(file.relative_to(path.parent))
        for file in files
        if file.is_file() and any(mark in file.read_bytes().lower() for mark in MARKS)
    ]


def _licenses(path: Path) -> tuple[License, ...]:
    return FileStore.open(path).portfolio.licenses


def test_nothing_is_left_in_file_history_and_backups(path: Path) -> None:
    assert len(_holding(path)) == 4  # the file, the history, two backups
    found = _forgotten(path)
    assert _holding(path) == []
    assert "the contact itself (contacts 1)" in found.in_file
    assert TableFile(path).backups.all()[0].name == "2026-11-23T120000Z-g4-daily"
    store = FileStore.open(path)
    assert store.is_writable
    jira, tempo = store.portfolio.licenses
    assert jira.name == "Jira of [forgotten]"
    assert jira.notes == "Ask [forgotten]"
    assert [held.contact for held in jira.wanted] == [2]
    assert [seen.address for seen in jira.on_portal] == ["anna.martin@example.org"]
    assert jira.key is not None
    assert tempo.wanted == ()
    assert tempo.owner is None
    anna, team = store.portfolio.contacts
    assert anna.notes == "sits beside [forgotten], joanna.bruno.durands@example.org stays"
    assert anna.away[0].note == "with [forgotten]."
    assert anna.deputy is None
    assert (team.members, team.sign_in_known_by) == ((2,), (2,))


def test_everything_can_still_be_read_and_numbers_stay(path: Path) -> None:
    before = [entry.number for entry in FileStore.open(path).history().entries]
    _forgotten(path)
    file = TableFile(path)
    assert present(file).problem == ""
    entries = FileStore.open(path).history().entries
    assert [entry.number for entry in entries] == [*before, before[-1] + 1]
    assert entries[1].label == "edit [forgotten]"
    for backup in file.backups.all():
        assert len(contents_of(backup).tables["contacts"]) == 2


def test_who_saved_it_from_which_machine_goes_from_lines_that_a_database_had() -> None:
    bruno = Person(1, ("Bruno Durand",), (), ("bruno.durand",))
    line = {"n": 1, "by": "team", "via": "bruno.durand@db1", "what": "edit x", "records": []}
    assert line_without(line, bruno) == {**line, "via": "[forgotten]@db1"}


def test_it_cannot_be_undone_but_other_changes_can(path: Path) -> None:
    _forgotten(path)
    store = FileStore.open(path)
    entry = store.history().entries[-1]
    assert (entry.label, entry.records) == ("erase a contact", ())
    mine = store.history().next_undo(store.author)
    assert mine is not None
    store.commit(reverting(store, mine.number))
    assert _licenses(path)[1].notes == ""
    assert FileStore.open(path).commit(Change("x", contacts=(Edit(None, a_contact(id=0)),))
    ).contacts == {0: 4}  # fmt: skip


def test_the_survey_tells_all_and_changes_nothing(path: Path) -> None:
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    file = TableFile(path)
    (who,) = meant("bruno durand", known_people(file))
    found = survey(file, who)
    assert found.person.names == ("Bruno Durand", "Bruno Durand-Petit")
    assert found.person.addresses == ("bruno.durand@example.org",)
    assert set(found.in_file) == {
        "the contact itself (contacts 1)",
        "a contact of license 1 (Jira of [forgotten])",
        "on the portal of license 1 (Jira of [forgotten])",
        "named in the name of license 1 (Jira of [forgotten])",
        "named in the notes of license 1 (Jira of [forgotten])",
        "a contact of license 2 (Tempo)",
        "the owner of license 2 (Tempo)",
        "the deputy of contact 2 (Anna Martin)",
        "named in the notes of contact 2 (Anna Martin)",
        "named in the note of contact 2 (Anna Martin)",
        "a member of contact 3 (Jira team)",
        "knows the password of contact 3 (Jira team)",
    }
    assert found.lines == 3
    assert len(found.backups) == 2
    assert [license.id for license in found.alone] == [1, 2]
    assert [license.id for license in found.on_portal] == [1]
    assert {file: file.read_bytes() for file in before} == before


def test_somebody_who_was_removed_long_ago_is_found_in_the_history(path: Path) -> None:
    store = FileStore.open(path)
    one, two = store.portfolio.licenses
    anna, team = store.portfolio.contacts[1:]
    store.commit(
        Change(
            "remove",
            (
                Edit(one, replace(one, wanted=(), on_portal=(), name="Jira", notes="")),
                Edit(two, replace(two, wanted=(), owner=None)),
            ),
            (
                Edit(store.portfolio.contacts[0], None),
                Edit(anna, replace(anna, deputy=None, notes="", away=())),
                Edit(team, replace(team, members=(2,), sign_in_known_by=())),
            ),
        )
    )
    generation = TableFile(path).read().contents.generation
    assert _forgotten(path, "durand-petit").in_file == ()
    assert _holding(path) == []
    assert TableFile(path).read().contents.generation == generation


def test_words_of_another_contact_are_left_alone(tmp_path: Path) -> None:
    """Two entries of one address, and two people of one name: nobody knows who is meant."""
    path = tmp_path / "licenses.json"
    double = a_contact("A. Martin", id=2)
    namesake = a_contact("Anna Martin", id=3, email="anna@example.com")
    seen = SeenAssignment("anna.martin@example.org", Role.TECHNICAL)
    license = a_license(notes="Anna Martin knows", on_portal=(seen,))
    store = FileStore.open(path)
    store.commit(all_new(Portfolio((license,), (a_contact(), double, namesake))))
    found = _forgotten(path)
    assert found.shared == ("Anna Martin", "anna.martin@example.org")
    (after,) = _licenses(path)
    assert after.notes == "Anna Martin knows"
    assert after.on_portal == (seen,)
    assert after.wanted == ()
    _forgotten(path, "2")
    assert _licenses(path)[0].on_portal == ()


def test_words_of_the_program_and_names_of_companies_stay(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    vendor = a_contact("Atlassian", email="", kind=ContactKind.UNKNOWN)
    kind = a_contact("technical", id=2, email="")
    team = a_contact("Jira Software", id=3, kind=ContactKind.TEAM, email="")
    month = a_contact("Month", id=4, email="")
    license = a_license(
        notes="Jira Software and Atlassian, technical", terms=(a_term(cost_basis=CostBasis.MONTH),)
    )
    FileStore.open(path).commit(all_new(Portfolio((license,), (vendor, kind, team, month))))
    for id in "1234":
        _forgotten(path, id)
    (after,) = _licenses(path)
    assert (after.vendor, after.product) == ("Atlassian", "Jira Software")
    assert after.notes == "Jira Software and [forgotten], [forgotten]"


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("Élodie Noël", "ask ÉLODIE NOËL", "ask [forgotten]"),
        ("Élodie Noël", "ask \u00e9lodie\tno\u00ebl, please", "ask [forgotten], please"),
        ("Zoë", "zoë's list", "[forgotten]'s list"),
        ("Max", "Maximum of Max", "Maximum of [forgotten]"),
        ("D'Arcy (Ann)", "D'ARCY (ANN) left", "[forgotten] left"),
        ("Ann", "Joann, ann@example.org, ANN", "Joann, [forgotten]@example.org, [forgotten]"),
    ],
)
@pytest.mark.parametrize("escaped", [False, True])
def test_names_are_found_in_any_case_and_script(
    tmp_path: Path, name: str, text: str, after: str, escaped: bool
) -> None:
    documents = {
        "contacts": {"1": {"name": name}, "2": {"name": "Other"}},
        "licenses": {"1": {"name": "Jira", "notes": text, "color": [text]}},
    }
    path = tmp_path / "licenses.json"
    path.write_text(json.dumps(documents, ensure_ascii=escaped), encoding="utf-8")
    accept(TableFile(path), NOON, BY)
    assert json.loads(path.read_bytes())["licenses"]["1"]["notes"] == text
    _forgotten(path)
    license = json.loads(path.read_bytes())["licenses"]["1"]
    assert (license["notes"], license["color"]) == (after, [after])


_WORDS = st.text("abcdefgéßöXYZ", min_size=3, max_size=9)
_WRITTEN = st.sampled_from(
    (
        lambda name, address: f"ask {name}.",
        lambda name, address: f"{name.upper()}, or {address.upper()}",
        lambda name, address: ", ".join(reversed(name.split(" ", 1))),
        lambda name, address: unicodedata.normalize("NFD", f"<{name}>"),
        lambda name, address: name.replace(" ", "  \t"),
        lambda name, address: f"[mail](mailto:{quote(address)})",
        lambda name, address: f"https://example.net/?to={quote(address, safe='')}&n={quote(name)}",
        lambda name, address: f"{address.partition('@')[0]}'s desk",
        lambda name, address: f"account {address.partition('@')[0]}",
    )
)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), first=_WORDS, last=_WORDS)
def test_whoever_is_forgotten_is_in_no_byte(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, first: str, last: str
) -> None:
    """In any field of any record, in any of these forms: afterwards nothing tells who it was."""
    name, address = f"Q{first} W{last}", f"q{first}.w{last}@Example.org"
    path = tmp_path_factory.mktemp("forget") / "licenses.json"
    text = st.lists(_WRITTEN, min_size=1, max_size=2).map(
        lambda forms: " ".join(form(name, address) for form in forms)
    )
    texts = {field: data.draw(text) for field in _TEXT_FIELDS}
    term = replace(a_term(), quote=data.draw(text), order_number=data.draw(text))
    license = a_license(data.draw(text), terms=(term,), wanted=(), **texts)
    other = a_contact("Other", id=2, email="o@example.org", notes=data.draw(text), phone=name)
    store = FileStore.open(path, now=lambda: NOON)
    store.commit(all_new(Portfolio((license,), (a_contact(name, email=address), other))))
    back_up(TableFile(path), NOON)
    store = FileStore.open(path, now=lambda: NOON)
    store.commit(note(store, 1, notes=data.draw(text)))
    sent = SentFile(TableFile(path).beside)
    with sent.locked():
        sent.about_to_send("<1@example.org>", [address, "o@example.org"], NOON)
        sent.accepted("<1@example.org>", [address], {"x": 1}, NOON)
    drafts = FileDrafts(TableFile(path).beside)
    drafts.keep(Draft("license", "Licenses > Tempo", NOON, {"notes": data.draw(text)}), 1)
    drafts.close()
    _forgotten(path)
    files = [path, *(x for x in path.with_name("licenses.json.d").rglob("*") if x.is_file())]
    content = b"\n".join(x.read_bytes() for x in files).decode()
    shown = spellings.letters(unquote(content))
    for word in (name, address, address.partition("@")[0], f"w{last}"):
        assert spellings.letters(word) not in shown
    digest = hashlib.sha256(address.casefold().encode()).hexdigest()
    assert digest[:12] not in content
    assert hashlib.sha256(b"o@example.org").hexdigest() in content
    assert FileStore.open(path).is_writable


_TEXT_FIELDS = (
    "vendor",
    "product",
    "sen",
    "entitlement",
    "organization",
    "site",
    "server_id",
    "partner",
    "notes",
)


def test_a_local_part_that_means_something_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    jira = a_contact("Bruno Durand", email="jira@example.org")
    other = a_contact("Bruno Petit", id=2, email="bpetit@example.org")
    double = a_contact("B. Petit", id=3, email="bpetit@example.com")
    notes = "jira@example.org, jira, bpetit"
    store = FileStore.open(path)
    store.commit(all_new(Portfolio((a_license(notes=notes),), (jira, other, double))))
    assert _forgotten(path, "1").shared == ("jira",)
    assert _forgotten(path, "2").shared == ("bpetit",)
    assert _licenses(path)[0].notes == "[forgotten], jira, bpetit"
    assert _licenses(path)[0].product == "Jira Software"
    _forgotten(path, "3")
    assert _licenses(path)[0].notes == "[forgotten], jira, [forgotten]"


def test_unknown_fields_and_bytes_of_other_documents_stay(path: Path) -> None:
    before = path.read_bytes()
    line = before.split(b"\n")[3]
    assert b"nothing about anybody" in line
    _forgotten(path, "2")  # Anna has nothing to do with Tempo
    assert line.rstrip(b",") in path.read_bytes()


def test_what_killed_sessions_left_is_removed(path: Path) -> None:
    left = (path.with_name(".licenses.json.new"), TableFile(path).beside.backups / ".x.json.new")
    for file in left:
        file.write_bytes(b"Bruno Durand")
    (path.with_name("licenses.json.d") / ".history.jsonl.new").write_bytes(b"Bruno Durand")
    _forgotten(path)
    assert not any(file.exists() for file in left)
    _all_gone(path)


def test_backups_that_nobody_can_read_are_named(path: Path) -> None:
    file = TableFile(path)
    broken = file.backups.all()[0].path
    broken.write_bytes(broken.read_bytes().replace(b"Tempo", b"Tampo"))
    found = _forgotten(path)
    assert [one.place for one in found.unreached] == [str(broken)]
    assert _holding(path) == [str(broken.relative_to(path.parent))]


@pytest.fixture
def drafts(path: Path) -> FileDrafts:
    """Drafts of a session: one about Bruno, one about nobody."""
    session = FileDrafts(TableFile(path).beside)
    about_nobody = Draft("license", "Licenses > Tempo", NOON, {"notes": "later"})
    session.keep(about_nobody, 1)
    session.keep(replace(about_nobody, texts={"notes": "see\nBruno Durand"}), 2)
    return session


def test_drafts_about_the_person_go_and_others_stay(path: Path, drafts: FileDrafts) -> None:
    drafts.close()  # as the kernel does for a session that was killed
    found = _forgotten(path)
    assert len(found.drafts) == 1
    assert found.unreached == ()
    assert _holding(path) == []
    (left,) = FileDrafts(TableFile(path).beside).left_behind()
    assert left.texts == {"notes": "later"}


def test_while_somebody_types_about_the_person_nothing_is_done(
    path: Path, drafts: FileDrafts
) -> None:
    before = _holding(path)
    with pytest.raises(LockedError, match="an open session"):
        _forgotten(path)
    assert _holding(path) == before
    drafts.drop(2)
    drafts.close()
    _forgotten(path)
    _all_gone(path)


def test_what_is_torn_or_no_draft_at_all_is_not_kept_either(path: Path) -> None:
    place = TableFile(path).beside.drafts
    (place / "1.jsonl").write_bytes(b'{"texts":{"notes":"see\\nBruno Dur\\u0061nd')
    (place / "notes.txt").write_bytes(b"BRUNO DURAND")
    (place / "2.jsonl").write_bytes(b"about nobody")
    _forgotten(path)
    assert [file.name for file in place.iterdir()] == ["2.jsonl"]


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED: only root can give a file away")
def test_drafts_of_other_users_are_named(path: Path) -> None:
    theirs = TableFile(path).beside.drafts / "1.jsonl"
    theirs.write_bytes(b'{"notes": "Bruno Durand"}')
    os.chown(theirs, 1234, 5678)
    (one,) = _forgotten(path).unreached
    assert (one.place, one.why) == (str(theirs), "it is unsaved text by user1234")


@pytest.mark.parametrize("content", [b"", b"{", b'{"contacts":{"1":{"name":"Bruno"}}}'])
def test_a_file_that_is_not_sound_is_put_right_first(path: Path, content: bytes) -> None:
    (who,) = meant("1", known_people(TableFile(path)))
    path.write_bytes(content)
    with pytest.raises(DamagedError):
        forget(TableFile(path), who, NOON, BY)
    assert path.read_bytes() == content


def test_another_session_that_saves_is_named(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, path], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"locked\n"
        with pytest.raises(LockedError, match=f"process {holder.pid}"):
            _forgotten(path)
        holder.kill()
    assert len(_holding(path)) == 4


def test_other_sessions_see_it_and_go_on(path: Path) -> None:
    other = FileStore.open(path)
    assert len(other.history().entries) == 4
    _forgotten(path)
    assert other.refresh()
    assert len(other.portfolio.contacts) == 2
    assert other.history().entries[1].label == "edit [forgotten]"
    other.commit(note(other, 2, notes="later"))
    assert [entry.number for entry in other.history().entries] == [1, 2, 3, 4, 5, 6]


def _copy(path: Path, place: Path) -> Path:
    place.mkdir()
    subprocess.run(["cp", "-a", path, f"{path}.d", place], check=True)
    return place / path.name


def test_after_a_full_disk_it_is_done_again(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.write, 0

    def fail(descriptor: int, content: Any) -> int:
        nonlocal calls
        calls -= 1
        if calls == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, content)

    for at in range(1, 60):
        copy, calls = _copy(path, tmp_path / str(at)), at
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", fail)
            with suppress(NotSavedError):
                _forgotten(copy)
        _all_whole(copy)
        _again(copy)
        _all_gone(copy)
        if calls > 0:  # it took fewer writes than that
            break
    assert 6 < at < 59


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from licensetui.store.file.forget import forget, known_people
from licensetui.store.contact_names import meant
from licensetui.store.file.tablefile import TableFile
at, name, calls = int(sys.argv[2]), sys.argv[3], 0
real = getattr(os, name)
def kill(*args, **kwargs):
    global calls
    calls += 1
    if calls == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
file = TableFile(Path(sys.argv[1]))
(who,) = meant("1", known_people(file))
setattr(os, name, kill)
forget(file, who, datetime(2026, 11, 23, 12, tzinfo=UTC), "me")
print(calls)
"""


@pytest.mark.parametrize("name", ["rename", "fsync"])
def test_killed_at_any_step_each_file_is_whole_and_the_next_try_finishes(
    path: Path, tmp_path: Path, name: str
) -> None:
    for at in range(1, 30):
        copy = _copy(path, tmp_path / str(at))
        run = subprocess.run(
            [sys.executable, "-c", KILLED, copy, str(at), name], capture_output=True, check=False
        )
        if run.returncode == 0:
            assert int(run.stdout) == at - 1
            break
        assert run.returncode == -signal.SIGKILL, run.stderr
        _all_whole(copy)
        _again(copy)
        _all_gone(copy)
        assert names_in(copy.parent) == ["licenses.json", "licenses.json.d"]
    assert at >= 5


def _again(path: Path) -> None:
    """Forget what is left; if it was the last step that failed, there is nobody left."""
    if meant("1", known_people(TableFile(path))):
        _forgotten(path)


def _all_whole(path: Path) -> None:
    file = TableFile(path)
    assert present(file).problem == ""
    for backup in file.backups.all():
        contents_of(backup)
    assert len(FileStore.open(path).history().entries) >= 4


def _all_gone(path: Path) -> None:
    _all_whole(path)
    assert _holding(path) == []
    assert not list(path.with_name(f"{path.name}.d").rglob(".*.new"))
    history = path.with_name(f"{path.name}.d") / "history.jsonl"
    assert all(json.loads(line) for line in history.read_bytes().splitlines())
