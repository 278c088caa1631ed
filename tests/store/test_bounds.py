"""What is written can be read: numbers out of range are refused where a record is made."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.table import Document

from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.money import Money
from licensetui.domain.structure import DIGITS, MOST_DAYS, MOST_ID, MOST_SEATS, StructureError
from licensetui.domain.term import Term
from licensetui.store.errors import DamagedError, NotSavedError
from licensetui.store.file import layout
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.restore import accept
from licensetui.store.file.tablefile import TableFile
from licensetui.store.storage import AtomicStorage
from tests.store.changes import a_file, new_license, note

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _cost(amount: str) -> Term:
    return Term(1, cost=Money(Decimal(amount), "EUR"))


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("cost", lambda: _cost("1e999999999")),
        ("cost", lambda: _cost("-1e40")),
        ("cost", lambda: _cost("0e999999999")),
        ("cost", lambda: _cost("1e-999999999")),
        ("cost", lambda: _cost(f"1.{'1' * 41}")),
        ("notice_days", lambda: Term(1, notice_days=MOST_DAYS + 1)),
        ("id", lambda: Term(MOST_ID + 1)),
        ("id", lambda: License("x", id=MOST_ID + 1)),
        ("id", lambda: Contact(id=MOST_ID + 1, name="x")),
        ("seats", lambda: License("x", seats=MOST_SEATS + 1)),
        ("seats_in_use", lambda: License("x", seats_in_use=MOST_SEATS + 1)),
        ("parent", lambda: License("x", parent=MOST_ID + 1)),
        ("reminders", lambda: License("x", reminders=(1, -MOST_DAYS - 1))),
        ("contact", lambda: Assignment(MOST_ID + 1, Role.TECHNICAL)),
        ("deputy", lambda: Contact(name="x", deputy=MOST_ID + 1)),
        ("members", lambda: Contact(name="x", members=(1, MOST_ID + 1))),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_field(
    field: str, make: Callable[[], object]
) -> None:
    with pytest.raises(StructureError) as raised:
        make()
    assert raised.value.field == field


def test_what_is_just_in_range_is_written_and_read(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    amount = f"{'9' * DIGITS}.{'9' * DIGITS}"
    assert Decimal(amount).as_tuple().exponent == -DIGITS
    store.commit(
        note(
            store, 1,
            seats=MOST_SEATS, seats_in_use=MOST_SEATS, reminders=(MOST_DAYS, -MOST_DAYS),
            terms=(Term(MOST_ID, notice_days=MOST_DAYS, cost=Money(Decimal("1e39"), "EUR")),),
        )
    )  # fmt: skip
    assert FileStore.open(path).portfolio == store.portfolio


def _sealed(path: Path, old: bytes, new: bytes) -> None:
    """Replace something in a file, with a checksum that fits."""
    content = path.read_bytes()
    assert old in content
    content = content.replace(old, new, 1)
    right = layout.checksum(content)
    before, found, after = content.partition(b'"checksum":"')
    path.write_bytes(before + found + (right or "").encode() + after[64:])


def test_no_id_follows_on_the_highest(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    _sealed(path, b'"1":{"name":"Jira"', b'"%d":{"name":"Jira"' % MOST_ID)
    store, before = FileStore.open(path), path.read_bytes()
    with pytest.raises((NotSavedError, StructureError), match="id: the number is too large"):
        store.commit(new_license("Confluence"))
    assert path.read_bytes() == before
    store.commit(note(store, MOST_ID, notes="still of use"))
    assert FileStore.open(path).portfolio == store.portfolio


def test_no_generation_follows_on_the_highest(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    _sealed(path, b'"generation":1', b'"generation":%d' % MOST_ID)
    store, before = FileStore.open(path), path.read_bytes()
    with pytest.raises(NotSavedError, match=f"generation: there is no number above {MOST_ID}"):
        store.commit(note(store, 1, notes="x"))
    assert path.read_bytes() == before
    _sealed(path, b'"generation":%d' % MOST_ID, b'"generation":%d' % (MOST_ID + 1))
    with pytest.raises(DamagedError, match="generation"):
        FileStore.open(path)


@pytest.mark.parametrize("id", [0, -1, 10**18])
def test_a_script_writes_no_id_that_cannot_be_read(tmp_path: Path, id: int) -> None:
    path = a_file(tmp_path)
    before = path.read_bytes()
    with (
        TinyDB(path, storage=AtomicStorage) as script,
        pytest.raises(NotSavedError, match=r"not a document id|belonged to a removed"),
    ):
        script.table("others").insert(Document({"name": "x"}, doc_id=id))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("unknown", "why"),
    [
        (b"1e400", "out of range"),
        (b"1" * 5000, "out of range"),
        (b"[" * 60 + b"]" * 60, "lists or objects nested"),
    ],
)
def test_a_field_of_another_release_that_cannot_be_kept_keeps_its_record_from_being_saved(
    tmp_path: Path, unknown: bytes, why: str
) -> None:
    path = a_file(tmp_path)
    _sealed(path, b'"1":{"name":"Jira"', b'"1":{"new":%b,"name":"Jira"' % unknown)
    before = path.read_bytes()
    store = FileStore.open(path)
    with pytest.raises(NotSavedError, match=f"'Jira' has a field that this release.*{why}"):
        store.commit(note(store, 1, notes="x"))
    assert path.read_bytes() == before


def test_accept_names_the_field_that_is_out_of_range(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    name = b'"name":"Jira"'
    content = path.read_bytes().replace(name, name + b',"reminders":[10000000]')
    path.write_bytes(content)
    with pytest.raises(
        DamagedError, match="licenses 1: reminders: the number is too large: at most 9999999"
    ):
        accept(TableFile(path), NOON, "anna@jira1")
    assert path.read_bytes() == content


def test_a_line_of_the_history_with_a_number_out_of_range_is_a_damaged_one(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    history = path.with_name("licenses.json.d") / "history.jsonl"
    line = json.loads(history.read_bytes())
    del line["check"]
    told = json.dumps({**line, "n": MOST_ID + 1}).encode()[1:]
    history.write_bytes(history.read_bytes() + b'{"check":"%08x",%b\n' % (zlib.crc32(told), told))
    store = FileStore.open(path)
    assert store.commit(note(store, 1, notes="x")).number == 2
    assert FileStore.open(path).portfolio == store.portfolio


def test_a_long_wrong_value_is_not_repeated_whole(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    _sealed(path, b'"hosting":"data center"', b'"hosting":"%b"' % (b"9" * 5000))
    with pytest.raises(DamagedError, match="hosting: Invalid enum value") as raised:
        FileStore.open(path)
    assert len(str(raised.value)) < 500
