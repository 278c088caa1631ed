"""Scripts that work on the file through TinyDB, and files of earlier schemas."""

from __future__ import annotations

import copy
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from licensetui.domain.history import Entry
from licensetui.store import codec
from licensetui.store.errors import (
    ConflictError,
    DamagedError,
    NewerError,
    NotSavedError,
    ReadOnlyError,
)
from licensetui.store.file import layout
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.tablefile import TableFile
from licensetui.store.migrations import Documents, migrated
from licensetui.store.storage import AtomicStorage
from tests.store.changes import a_file, note

AT = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)


def test_a_script_reads_and_writes_what_the_program_reads(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    store = FileStore.open(path)
    with TinyDB(path, storage=AtomicStorage) as script:
        assert script.tables() == {"licenses", "contacts"}
        assert script.table("licenses").count(where("vendor") == "Atlassian") == 2
        script.table("licenses").update({"notes": "by a script"}, doc_ids=[2])
        assert script.table("licenses").insert({"name": "Bamboo"}) == 3
    store.commit(note(store, 1, notes="by the program"))
    assert [(x.name, x.notes) for x in FileStore.open(path).portfolio.licenses] == [
        ("Jira", "by the program"),
        ("Confluence", "by a script"),
        ("Bamboo", ""),
    ]
    assert store.is_writable


def test_a_script_can_begin_a_file_and_empty_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "licenses.json"
    with TinyDB(path, storage=AtomicStorage) as script:
        assert script.tables() == set()
        script.table("licenses").insert({"name": "Jira"})
        assert len(FileStore.open(path).portfolio.licenses) == 1
        script.drop_tables()
    store = FileStore.open(path)
    assert store.is_writable
    assert store.portfolio.licenses == ()
    with TinyDB(path) as plain:
        assert len(plain.table("licenses")) == 0
    with (
        TinyDB(path, storage=AtomicStorage) as script,
        pytest.raises(NotSavedError, match=r"doc_id=2"),
    ):
        script.table("licenses").insert({"name": "Jira again"})


def test_a_session_that_saves_between_reading_and_writing_is_not_overwritten(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)

    def meanwhile(document: Any) -> None:
        if threading.current_thread() is threading.main_thread():
            other = threading.Thread(target=store.commit, args=(note(store, 1, notes="first"),))
            other.start()
            other.join()
        document["notes"] = "second"

    with (
        TinyDB(path, storage=AtomicStorage) as script,
        pytest.raises(ConflictError, match="Try again"),
    ):
        script.table("licenses").update(meanwhile, doc_ids=[1])
    assert FileStore.open(path).portfolio.licenses[0].notes == "first"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"name": 5}, "licenses 2: name: Expected `str`, got `int`"),
        ({"nmae": "Jira"}, "licenses 2: Object missing required field `name`"),
        ({"name": "\ud800"}, "surrogates not allowed"),
        ({"name": "Jira", "notes": object()}, "object"),
    ],
)
def test_a_script_cannot_write_what_the_program_could_not_read(
    tmp_path: Path, document: dict[str, Any], said: str
) -> None:
    path = a_file(tmp_path)
    before = path.read_bytes()
    with (
        TinyDB(path, storage=AtomicStorage) as script,
        pytest.raises(NotSavedError, match=said),
    ):
        script.table("licenses").insert(document)
    assert path.read_bytes() == before


def test_a_script_cannot_use_the_id_of_a_removed_document(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    with TinyDB(path, storage=AtomicStorage) as script:
        script.table("licenses").remove(doc_ids=[2])
    with TinyDB(path, storage=AtomicStorage) as script:
        with pytest.raises(NotSavedError, match="the id 2 of licenses belonged to a removed"):
            script.table("licenses").insert({"name": "Bamboo"})
        script.table("licenses").insert(Document({"name": "Bamboo"}, doc_id=3))
    assert [x.id for x in FileStore.open(path).portfolio.licenses] == [1, 3]


def test_a_script_cannot_write_over_another_programs_work_or_our_notes(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with (
        TinyDB(path, storage=AtomicStorage) as script,
        pytest.raises(NotSavedError, match="the table meta is reserved"),
    ):
        script.table("meta").insert({"generation": 9})
    with TinyDB(path) as plain:
        plain.table("licenses").update({"notes": "x"}, doc_ids=[1])
    before = path.read_bytes()
    with TinyDB(path, storage=AtomicStorage) as script, pytest.raises(ReadOnlyError):
        script.table("licenses").update({"notes": "y"}, doc_ids=[1])
    assert path.read_bytes() == before


def _rename_vendor(documents: Documents) -> Documents:
    after = copy.deepcopy(documents)
    for document in after["licenses"].values():
        document["vendor"] = document.pop("seller")
    return after


def _shout(documents: Documents) -> Documents:
    after = copy.deepcopy(documents)
    for document in after["licenses"].values():
        document["vendor"] = document["vendor"].upper()
    return after


def _rest(documents: Documents) -> Documents:
    return documents


def test_migrations_run_in_order_from_the_schema_of_the_file(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    content = path.read_bytes().replace(b'"vendor"', b'"seller"')
    path.write_bytes(content.replace(b'"schema":4', b'"schema":1'))
    before = path.read_bytes()
    file = TableFile(path, migrations=(_rename_vendor, _shout, _rest, _rest))
    version = file.read()
    contents = version.contents
    assert (contents.schema, version.schema) == (5, 1)
    assert codec.portfolio(contents.tables, "test").licenses[0].vendor == "ATLASSIAN"
    assert path.read_bytes() == before, "only a save writes the new schema"
    with file.locked():
        after = file.following(version, contents.tables)
        file.write(version, after, Entry(after.generation, AT, "anna@jira1", "migrate"))
    again = file.read().contents
    assert again.schema == 5
    assert codec.portfolio(again.tables, "test").licenses[0].vendor == "ATLASSIAN"
    with pytest.raises(NewerError, match="schema 5, this release knows schema 4"):
        TableFile(path).read()
    assert not FileStore.open(path).is_writable


def test_migrations_that_a_file_has_had_are_left_out() -> None:
    documents: Documents = {"licenses": {"1": {"vendor": "x"}}}
    assert migrated(documents, 2, (_rename_vendor, _shout))["licenses"]["1"]["vendor"] == "X"
    assert migrated(documents, 3, (_rename_vendor, _shout)) == documents


def test_an_unreadable_document_in_an_unknown_table_is_named(tmp_path: Path) -> None:
    tables = layout.parse(b'{"knowledge":{"3":{"a":"\xff"}}}', "test").tables
    with pytest.raises(DamagedError, match="knowledge 3"):
        layout.documents(tables, "test")


def test_the_checksum_can_be_checked_by_hand(tmp_path: Path) -> None:
    import json

    path = a_file(tmp_path)
    digits = 'sed -E "s/[0-9a-f]{64}/$(printf %064d 0)/"'
    command = f"(tail -n +2 {path}; head -n 1 {path} | {digits}) | sha256sum"
    assert layout.__doc__
    assert command.replace(str(path), "FILE") in layout.__doc__
    by_hand = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    noted = json.loads(path.read_bytes())["meta"]["1"]
    assert noted == {
        "format": 1,
        "schema": 4,
        "generation": 1,
        "checksum": by_hand.stdout.split()[0],
        "next": {"licenses": 2, "contacts": 2},
        "begun": noted["begun"],
    }


def test_the_default_file_is_in_the_users_data_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from licensetui.home import default_path

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = default_path()
    assert (path.name, path.parent.name) == ("licenses.json", "licensetui")
    assert not path.parent.exists()
