"""What is said of columns is remembered by the headers: in the file, for everybody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.history import RecordKind
from licensetui.domain.merge import resolved
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import ColumnChoice, RememberedMapping
from licensetui.domain.structure import StructureError
from licensetui.imports.field_keys import CHOICES
from licensetui.imports.fields import ImportField
from licensetui.imports.remembered import mapping_for, remembering
from licensetui.store import codec
from licensetui.store.contact_names import meant
from licensetui.store.errors import ConflictError, DamagedError
from licensetui.store.file import historyline
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.forget import forget, forget_keys, known_people
from licensetui.store.file.tablefile import TableFile
from licensetui.store.memory import MemoryStore
from licensetui.tables.table import Table
from licensetui.wording.conflicts import clashes
from tests.builders import TODAY, a_license
from tests.cli.program import printed, records, start
from tests.imports.planned import a_table
from tests.store.changes import all_new

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
WANN = RememberedMapping(
    (ColumnChoice("Tool", "name"), ColumnChoice("Wann", "end"), ColumnChoice("Egal", "-")),
    date(2026, 11, 27),
    -1,
)


def remembers(path: Path, mapping: RememberedMapping = WANN, *edits: Any) -> FileStore:
    """A store whose file remembers a mapping, with the edits of licenses or contacts in it."""
    store = FileStore.open(path)
    store.commit(Change("import list.csv", mappings=(Edit(None, mapping),), **dict(edits)))
    return store


def why(portfolio: Portfolio, *lines: str) -> dict[str, tuple[str, str]]:
    """Return for each column of a list the key of its field, and why."""
    table = a_table(*lines)
    mapping = mapping_for(table, portfolio)
    return {
        header: (found.key if (found := mapping.field(place)) else "-", mapping.why(place))
        for place, header in enumerate(table.headers)
    }


def test_a_later_file_with_the_same_headers_uses_it_and_says_so(tmp_path: Path) -> None:
    file = str(tmp_path / "licenses.json")
    (tmp_path / "a.csv").write_text("Tool,Wann,Egal\nFigma,2027-01-31,1\n")
    said = ("--map", "Wann=end", "--map", "Egal=-")
    text = printed("import", str(tmp_path / "a.csv"), "--file", file, *said, "--apply")
    assert "your column choices are remembered" in text
    (tmp_path / "b.csv").write_text("Egal,Wann,Tool\n2,2028-01-31,Sketch\n")
    text = printed("import", str(tmp_path / "b.csv"), "--file", file, "--apply")
    assert "Note: columns are read as remembered from 2026-11-22" in text
    assert "what is said" not in text
    ends = {x["name"]: x["terms"][0]["end"] for x in records("list", "--file", file)}
    assert ends == {"Figma": "2027-01-31", "Sketch": "2028-01-31"}
    shown = records("import", str(tmp_path / "b.csv"), "--file", file, "--show-mapping")
    assert {x["why"] for x in shown} == {"remembered from 2026-11-22"}


def test_nothing_is_remembered_of_what_was_only_guessed_or_not_saved(tmp_path: Path) -> None:
    file = tmp_path / "licenses.json"
    (tmp_path / "a.csv").write_text("Tool,End\nFigma,2027-01-31\n")
    said = ("--map", "End=end", "--map", "Tool=name")
    printed("import", str(tmp_path / "a.csv"), "--file", str(file), *said, "--apply")
    assert "mappings" not in json.loads(file.read_text())
    assert remembering(mapping_for(a_table("A,B"), Portfolio()), Portfolio(), TODAY) == ()


def test_a_file_of_which_every_row_is_refused_teaches_nothing(tmp_path: Path) -> None:
    file = tmp_path / "licenses.json"
    (tmp_path / "a.csv").write_text("Tool,Wann\nFigma,soon\n")
    said = ("--map", "Wann=end")
    result = start("import", str(tmp_path / "a.csv"), "--file", str(file), *said, "--apply")
    assert b"Nothing to save" in result.stdout
    assert not file.exists()


def test_the_headers_decide_and_not_their_order_nor_their_case() -> None:
    portfolio = Portfolio(mappings=(replace(WANN, id=1),))
    remembered = "remembered from 2026-11-27"
    assert why(portfolio, "wann,EGAL,Tool", "2027-01-31,1,Figma") == {
        "wann": ("end", remembered),
        "EGAL": ("-", remembered),
        "Tool": ("name", remembered),
    }
    others = why(portfolio, "Tool,Wann,Egal,Mehr", "Figma,2027-01-31,1,2")
    assert others["Wann"] == ("-", "unknown")


def test_of_two_columns_of_one_header_each_keeps_its_own() -> None:
    table = a_table("Name,Datum,Datum", "Jira,2026-01-31,2027-01-31")
    mapping = mapping_for(table, Portfolio())
    mapping = mapping.with_field(1, ImportField.START).with_field(2, ImportField.END)
    (edit,) = remembering(mapping, Portfolio(), TODAY)
    assert edit.after
    after = mapping_for(table, Portfolio(mappings=(edit.after,)))
    assert (after.field(1), after.field(2)) == (ImportField.START, ImportField.END)


@given(
    st.lists(st.text(max_size=4) | st.sampled_from(["Name", "End", "name", ""]), min_size=1),
    st.lists(st.tuples(st.integers(0, 9), st.none() | st.sampled_from(CHOICES)), min_size=1),
)
def test_what_was_said_of_any_headers_is_said_of_them_again(
    headers: list[str], said: list[tuple[int, ImportField | None]]
) -> None:
    table = Table(tuple(headers), ())
    mapping = mapping_for(table, Portfolio())
    for column, field in said:
        mapping = mapping.with_field(column % len(headers), field)
    edits = remembering(mapping, Portfolio(), TODAY)
    portfolio = Portfolio(mappings=tuple(edit.shown for edit in edits))
    again = mapping_for(table, portfolio)
    assert dict(again.columns) == dict(mapping.columns)
    places = range(len(headers))
    assert [*map(again.is_left_out, places)] == [*map(mapping.is_left_out, places)]
    assert not remembering(again, portfolio, TODAY)


def test_numbers_are_remembered_too() -> None:
    table = a_table("Name,Ref", "Jira,ABCDE-12345-FGHIJ-67890-KLMNO")
    mapping = mapping_for(table, Portfolio()).with_numbers([1])
    (edit,) = remembering(mapping, Portfolio(), TODAY)
    assert edit.after
    assert mapping_for(table, Portfolio(mappings=(edit.after,))).numbers == (1,)


def test_what_is_said_anew_takes_the_place_of_what_was_remembered(tmp_path: Path) -> None:
    store = remembers(tmp_path / "licenses.json")
    table = a_table("Tool,Wann,Egal", "Figma,2027-01-31,5")
    mapping = mapping_for(table, store.portfolio).with_field(2, ImportField.SEATS)
    edits = remembering(mapping, store.portfolio, date(2027, 1, 1))
    store.commit(Change("import list.csv", mappings=edits))
    (known,) = FileStore.open(tmp_path / "licenses.json").portfolio.mappings
    assert (known.id, known.said_on, known.columns[2].field) == (1, date(2027, 1, 1), "seats")


def test_a_field_of_a_later_release_is_kept_and_means_that_nobody_knows(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    later = replace(WANN, columns=(*WANN.columns, ColumnChoice("Neu", "carbon-footprint")))
    store = remembers(path, later)
    assert why(store.portfolio, "Tool,Wann,Egal,Neu")["Neu"] == ("-", "unknown")
    store.commit(Change("add", (Edit(None, a_license(id=0, wanted=())),)))
    assert "carbon-footprint" in path.read_text()


def test_its_document_stays_as_it_was_released() -> None:
    text = (
        '{"columns":[{"header":"Tool","field":"name"},{"header":"Ref","number":true},'
        '{"header":"","field":"-"}],"said_on":"2026-11-27"}'
    )
    raw = msgspec.Raw(text.encode())
    known = RememberedMapping(
        (ColumnChoice("Tool", "name"), ColumnChoice("Ref", number=True), ColumnChoice("", "-")),
        date(2026, 11, 27),
        7,
    )
    assert codec.portfolio({"mappings": {"7": raw}}, "x").mappings == (known,)
    assert bytes(codec.document(known)) == text.encode()


def test_unknown_fields_of_its_document_survive_an_edit() -> None:
    known = replace(WANN, id=1)
    raw = codec.document(known)
    values = {**json.loads(bytes(raw)), "color": "red"}
    values["columns"][0]["width"] = 7
    before = msgspec.Raw(msgspec.json.encode(values))
    after = json.loads(bytes(codec.document(replace(known, said_on=TODAY), before)))
    assert after["color"] == "red"
    assert after["columns"][0] == {"header": "Tool", "field": "name", "width": 7}


def test_undo_takes_it_back_with_the_import_and_redo_brings_it_again(tmp_path: Path) -> None:
    file = str(tmp_path / "licenses.json")
    (tmp_path / "a.csv").write_text("Tool,Wann\nFigma,2027-01-31\n")
    said = ("--map", "Wann=end")
    printed("import", str(tmp_path / "a.csv"), "--file", file, *said, "--apply")
    text = printed("undo", "--file", file)
    assert "removed mapping 1: Tool, Wann" in text
    assert "Columns: Wann: end" in text
    assert FileStore.open(Path(file)).portfolio == Portfolio()
    printed("redo", "--file", file)
    (known,) = FileStore.open(Path(file)).portfolio.mappings
    assert known.columns == (ColumnChoice("Tool", "name"), ColumnChoice("Wann", "end"))
    assert "Wann: end" in printed("history", "1", "--file", file)


@pytest.mark.parametrize("kind", [FileStore, MemoryStore])
def test_two_who_say_different_things_of_a_column_are_asked(kind: type, tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    first: Any = remembers(path) if kind is FileStore else MemoryStore(Portfolio())
    if kind is MemoryStore:
        first.commit(Change("import", mappings=(Edit(None, WANN),)))
    (before,) = first.portfolio.mappings
    other: Any = FileStore.open(path) if kind is FileStore else first
    mine, theirs = (_with(before, 1, field) for field in ("start", "notice"))
    elsewhere = _with(before, 2, "seats")
    other.commit(Change("import b.csv", mappings=(Edit(before, theirs),)))
    fits = Change("import c.csv", mappings=(Edit(before, elsewhere),))
    assert first.commit(fits).portfolio.mappings == (_with(theirs, 2, "seats"),)
    with pytest.raises(ConflictError, match="the mapping 'Tool, Wann'") as caught:
        first.commit(Change("import a.csv", mappings=(Edit(before, mine),)))
    assert caught.value.change
    (clash,) = clashes(caught.value.change, caught.value.conflicts, first.portfolio)
    assert clash.words.label == "Columns"
    assert "Wann: start" in "".join(clash.words.whole_mine)
    assert "Wann: notice" in "".join(clash.words.whole_theirs)
    settled = resolved(caught.value.change, caught.value.conflicts, lambda x: x.fields)
    (after,) = first.commit(settled).portfolio.mappings
    assert after.columns[1].field == "start"
    entry = first.history().entries[-1]
    assert entry.records[0].kind is RecordKind.MAPPING


def _with(mapping: RememberedMapping, place: int, field: str) -> RememberedMapping:
    columns = list(mapping.columns)
    columns[place] = replace(columns[place], field=field)
    return replace(mapping, columns=tuple(columns))


def test_an_earlier_release_reads_the_rest_of_the_line(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    license = Edit(None, a_license(id=0, wanted=()))
    store = remembers(path, WANN, ("licenses", (license,)))
    (line,) = (tmp_path / "licenses.json.d" / "history.jsonl").read_bytes().splitlines(True)
    values = json.loads(line)
    assert [one["kind"] for one in values["records"]] == ["license"]
    assert [one["kind"] for one in values["mappings"]] == ["mapping"]
    parsed = historyline.parsed(line)
    assert parsed
    assert parsed.entry() == store.history().entries[0]


def test_forget_takes_a_person_out_of_a_header(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    bruno = Contact("Bruno Durand", "bruno.durand@example.org")
    named = replace(WANN, columns=(*WANN.columns, ColumnChoice("bruno.durand@example.org")))
    remembers(path, named, ("contacts", (Edit(None, bruno),)))
    (who,) = meant("Bruno Durand", known_people(TableFile(path)))
    forget(TableFile(path), who, NOW, "anna@jira1")
    for file in (path, path.with_name("licenses.json.d") / "history.jsonl"):
        assert b"durand" not in file.read_bytes().lower(), file
    (known,) = FileStore.open(path).portfolio.mappings
    assert [column.header for column in known.columns[:3]] == ["Tool", "Wann", "Egal"]


def test_forget_keys_takes_a_key_out_of_a_header(tmp_path: Path) -> None:
    path, key = tmp_path / "licenses.json", "ABCDE-12345-FGHIJ-67890-KLMNO"
    remembers(path, replace(WANN, columns=(*WANN.columns, ColumnChoice(key))))
    forget_keys(TableFile(path), (), NOW, "anna@jira1")
    for file in (path, path.with_name("licenses.json.d") / "history.jsonl"):
        assert key.encode() not in file.read_bytes(), file


def test_a_key_that_stands_in_a_header_is_never_remembered() -> None:
    key = "ABCDE-12345-FGHIJ-67890-KLMNO"
    mapping = mapping_for(a_table(f"Jira,{key}"), Portfolio()).with_field(0, ImportField.NAME)
    (edit,) = remembering(mapping, Portfolio(), TODAY)
    assert edit.after
    assert key not in str(edit.after)
    assert (
        mapping_for(a_table(f"Jira,{key}"), Portfolio(mappings=(edit.after,))).column(
            ImportField.NAME
        )
        == 0
    )


def test_a_backup_from_before_takes_it_away_when_it_is_restored(tmp_path: Path) -> None:
    file = tmp_path / "licenses.json"
    FileStore.open(file).commit(all_new(Portfolio((a_license(wanted=()),), ())))
    printed("backup", "--file", str(file))
    remembers(file)
    backup, *_ = records("restore", "--file", str(file))
    printed("restore", backup["name"], "--apply", "--file", str(file))
    assert FileStore.open(file).portfolio.mappings == ()
    printed("undo", "--file", str(file))
    assert FileStore.open(file).portfolio.mappings == (replace(WANN, id=1),)


def test_doctor_names_one_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    remembers(path)
    path.write_text(path.read_text().replace('"2026-11-27"', '"soon"'))
    with pytest.raises(DamagedError, match="mappings 1: said_on"):
        FileStore.open(path)
    assert b"mappings 1" in start("doctor", "--file", str(path)).stdout


def test_another_session_sees_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    other = FileStore.open(path)
    remembers(path)
    assert other.refresh()
    assert other.portfolio.mappings == (replace(WANN, id=1),)


def test_a_list_has_a_column() -> None:
    with pytest.raises(StructureError, match="columns: a list has a column"):
        RememberedMapping((), TODAY)
    wrong: Any = 5
    with pytest.raises(StructureError, match="header: 5 has the wrong type"):
        ColumnChoice(wrong)
