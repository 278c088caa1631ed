"""Files that are not what they should be: told apart, explained, and never touched."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from licensetui.store.errors import (
    DamagedError,
    NewerError,
    ReadOnlyError,
    StoreError,
    UnreadableError,
)
from licensetui.store.file import disk
from licensetui.store.file.filestore import FileStore
from tests.store.changes import a_file, names_in, new_license, note


def _refused(path: Path, kind: type[StoreError]) -> str:
    """Open a file that must be refused, see that it stays as it is, and return what is said."""
    before = path.read_bytes()
    with pytest.raises(StoreError) as raised:
        FileStore.open(path)
    assert type(raised.value) is kind
    assert path.read_bytes() == before
    assert set(names_in(path.parent)) <= {path.name, "licenses.json.d"}
    assert str(path) in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n", "line 2, column 1"),
        (b"garbage", "line 1, column 1"),
        (b'{"meta":{},\n"licenses":{"1":{"name":"\xc3\xbc", oops}}}', "line 2, column 30"),
        (b"\x00\xff\x1f\x8b" * 99, "line 1, column 1"),
        (b"[]", "contains no tables"),
        (b"null", "contains no tables"),
        (b'{"name":"left-pad"}', "contains no tables"),
        (b'{"licenses":[]}', "contains no tables"),
        (b'{"licenses":{"one":{"name":"x"}}}', "'one' is not a document id"),
        (b'{"licenses":{"01":{"name":"x"}}}', "'01' is not a document id"),
        (b'{"licenses":{"0":{"name":"x"}}}', "'0' is not a document id"),
        (b'{"a":' * 100_000, "not a licensetui file"),
        (b'{"meta":{"1":{}}}', "table meta, document 1: Object missing required field `format`"),
        (b'{"meta":{"1":{"format":"1"}}}', "Expected `int`, got `str` - at `$.format`"),
        (b'{"meta":{"1":{"format":1,"schema":0}}}', "Expected `int` >= 1 - at `$.schema`"),
    ],
)
def test_what_is_not_our_layout_is_refused_with_the_place(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "licenses.json"
    path.write_bytes(content)
    assert said in _refused(path, DamagedError)


def test_a_file_cut_anywhere_is_noticed(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    whole = path.read_bytes()
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        said = _refused(path, DamagedError)
        assert re.search(r"is empty|line \d+, column \d+", said)
    # Without its last line break it is whole, but not as we write it.
    path.write_bytes(whole[:-1])
    assert "checksum" in FileStore.open(path).why_read_only


TERM = {"id": 1, "start": "2026-01-01", "end": "2026-12-31"}


@pytest.mark.parametrize(
    ("table", "fields", "said"),
    [
        ("licenses", {"name": 5}, "licenses 1: name: Expected `str`, got `int`"),
        ("licenses", {"name": " "}, "licenses 1: name: a license needs a name"),
        ("licenses", {"name": None}, "licenses 1: name: Expected `str`, got `null`"),
        ("licenses", {"hosting": "moon"}, "licenses 1: hosting: Invalid enum value 'moon'"),
        ("licenses", {"portal": "moon"}, "licenses 1: portal: Invalid enum value 'moon'"),
        ("licenses", {"portal": 5}, "licenses 1: portal: Expected `str`, got `int`"),
        ("licenses", {"portal": []}, "licenses 1: portal: Expected `str`, got `array`"),
        ("licenses", {"archived": 1}, "licenses 1: archived: Expected `bool`, got `int`"),
        ("licenses", {"looked_on": "31/12/2026"}, "licenses 1: looked_on: Invalid"),
        ("licenses", {"terms": [{**TERM, "end": "2025-01-01"}]}, "licenses 1: terms[0].end: "),
        ("licenses", {"terms": [TERM, TERM]}, "licenses 1: terms: two terms have the same id"),
        ("licenses", {"terms": [{}]}, "terms[0]: Object missing required field `id`"),
        (
            "licenses",
            {"terms": [{**TERM, "cost": {"amount": "much", "currency": "EUR"}}]},
            "licenses 1: terms[0].cost.amount: Invalid decimal",
        ),
        (
            "licenses",
            {"terms": [{**TERM, "cost": {"amount": "1", "currency": "euro"}}]},
            "licenses 1: terms[0].cost.currency: ",
        ),
        ("contacts", {"members": [1, "2"]}, "contacts 1: members[1]: Expected `int`, got `str`"),
        ("contacts", {"name": "", "email": ""}, "contacts 1: name: a contact needs a name"),
        (
            "contacts",
            {"away": [{"start": "2026-02-02", "end": "2026-02-01"}]},
            "contacts 1: away[0].end: 2026-02-01 is before the start 2026-02-02",
        ),
    ],
)
def test_a_document_that_does_not_fit_is_named_with_its_field(
    tmp_path: Path, table: str, fields: dict[str, Any], said: str
) -> None:
    path = a_file(tmp_path)
    tables = json.loads(path.read_bytes())
    tables[table]["1"].update(fields)
    path.write_text(json.dumps(tables))
    assert said in _refused(path, DamagedError)


@pytest.mark.parametrize("document", [b"5", b"[]", b'{"name":"\xff"}'])
def test_a_document_that_is_none_is_refused(tmp_path: Path, document: bytes) -> None:
    path = tmp_path / "licenses.json"
    path.write_bytes(b'{"licenses":{"7":%b}}' % document)
    assert "licenses 7: " in _refused(path, DamagedError)


def test_half_a_character_is_refused_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    path.write_bytes(b'{"licenses":{\n"7":{"name":"\\ud800"},\n"8":{"name":"x"}}}')
    assert "line 2, column " in _refused(path, DamagedError)


def test_a_file_of_a_later_format_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2'))
    said = _refused(path, NewerError)
    assert "format 2" in said
    assert "update licensetui" in said


def _of_schema_5(path: Path, word: bytes = b"", later: bytes = b"") -> None:
    content = path.read_bytes().replace(b'"schema":4', b'"schema":5')
    content = content.replace(word, later) if word else content
    first, _, lines = content.partition(b"\n")
    blank = re.sub(b"[0-9a-f]{64}", b"0" * 64, first)
    digest = hashlib.sha256(lines + blank + b"\n").hexdigest().encode()
    path.write_bytes(re.sub(b"[0-9a-f]{64}", digest, first) + b"\n" + lines)


def test_a_file_of_a_later_schema_can_be_read_and_not_saved(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    _of_schema_5(path)
    before = path.read_bytes()
    store = FileStore.open(path)
    assert store.portfolio.licenses[0].vendor == "Atlassian"
    why = "this file has schema 5, this release knows schema 4: update licensetui"
    assert store.why_read_only == why
    with pytest.raises(ReadOnlyError, match="NOT SAVED: this file has schema 5"):
        store.commit(note(store, 1, notes="edited"))
    assert path.read_bytes() == before


def test_words_of_a_later_schema_are_no_damage(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    _of_schema_5(path, b'"data center"', b'"data bunker"')
    assert "has schema 5, this release knows schema 4" in _refused(path, NewerError)


def test_a_release_that_updates_the_file_ends_the_saving_of_an_older_one(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    change = note(store, 1, notes="edited")
    _of_schema_5(path, b'"Atlassian"', b'"Atlassian Pty Ltd"')
    with pytest.raises(ReadOnlyError, match="has schema 5"):
        store.commit(change)
    assert store.portfolio.licenses[0].vendor == "Atlassian Pty Ltd"
    assert b"edited" not in path.read_bytes()


def test_a_later_format_may_have_notes_that_we_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    path.write_text('{"meta":{"1":{"format":2,"schema":"two"}}}')
    _refused(path, NewerError)


def test_a_directory_and_a_pipe_are_not_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(UnreadableError, match="is not a file"):
            FileStore.open(path)


def test_a_loop_of_links_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "loop"
    path.symlink_to(path)
    with pytest.raises(UnreadableError, match="cannot be read"):
        FileStore.open(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="NOT TESTED as root, who may read everything")
def test_a_file_without_permission_cannot_be_read(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    path.chmod(0)
    with pytest.raises(UnreadableError, match="Permission denied"):
        FileStore.open(path)


@pytest.mark.parametrize("name", ["open", "fstat"])
def test_a_disk_that_cannot_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = a_file(tmp_path)

    def fail(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, name, fail)
        with pytest.raises(UnreadableError, match=re.escape(f"{path} cannot be read: Permission")):
            disk.read(path)


def _by_tinydb(path: Path) -> None:
    from tinydb import TinyDB

    with TinyDB(path) as plain:
        plain.table("licenses").update({"notes": "by a script"}, doc_ids=[1])


def _by_editor(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"Jira"', b'"Jira 2"'))


def _without_meta(path: Path) -> None:
    path.write_text('{"licenses": {"1": {"name": "Jira", "sen": "SEN-1"}}}')


@pytest.mark.parametrize("change", [_by_tinydb, _by_editor, _without_meta])
def test_what_another_program_wrote_is_shown_and_not_touched(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = a_file(tmp_path)
    change(path)
    before = path.read_bytes()
    store = FileStore.open(path)
    assert len(store.portfolio.licenses) == 1
    assert not store.is_writable
    assert "another program changed this file" in store.why_read_only
    with pytest.raises(ReadOnlyError, match=r"^NOT SAVED: another program changed this file"):
        store.commit(new_license("Confluence"))
    assert path.read_bytes() == before


def _is_noticed(path: Path, content: bytes) -> bool:
    """Put `content` in place of a file, and say whether it is refused, or kept from being saved."""
    path.write_bytes(content)
    try:
        return not FileStore.open(path).is_writable
    except (DamagedError, NewerError):
        return path.read_bytes() == content


def _flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_a_flipped_bit_of_each_byte_of_a_small_file_is_noticed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    whole = path.read_bytes()
    assert not _is_noticed(path, whole)
    for bit in range(0, len(whole) * 8, 7):  # of each byte one, and not always the same
        assert _is_noticed(path, _flipped(whole, bit)), f"bit {bit} of {whole!r}"


def test_flipped_bits_and_cuts_of_a_large_file_are_noticed(tmp_path: Path) -> None:
    path = a_file(tmp_path, *(f"Jira {number}" for number in range(300)))
    whole = path.read_bytes()
    chance = random.Random(3)  # noqa: S311
    for _ in range(200):
        bit = chance.randrange(len(whole) * 8)
        assert _is_noticed(path, _flipped(whole, bit)), f"bit {bit}"
        length = chance.randrange(len(whole))
        assert _is_noticed(path, whole[:length]), f"cut to {length} bytes"
    assert not _is_noticed(path, whole)


@pytest.mark.parametrize(
    "change",
    [
        lambda digits: digits.upper(),
        lambda digits: digits[:-1],
        lambda digits: digits + "0",
        lambda _: "",
        lambda _: "0" * 64,
    ],
)
def test_a_checksum_that_is_written_differently_does_not_count(
    tmp_path: Path, change: Callable[[str], str]
) -> None:
    path = a_file(tmp_path, "Jira A")  # the digits must have a letter among them
    whole = path.read_bytes()
    found = re.search(rb'"checksum":"([0-9a-f]{64})"', whole)
    assert found
    digits = found[1].decode()
    assert not digits.isdigit()
    path.write_bytes(whole.replace(found[1], change(digits).encode()))
    assert "its checksum does not match" in FileStore.open(path).why_read_only


def test_a_file_without_room_for_the_checksum_does_not_fit_an_empty_one(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    spaced = re.sub(rb'"checksum":"[0-9a-f]{64}"', b'"checksum" : ""', path.read_bytes())
    path.write_bytes(spaced)
    assert "its checksum does not match" in FileStore.open(path).why_read_only
