"""A change of many records: what is written once must be read, told and taken back as ever."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment, License, Role
from licensetui.store import codec
from licensetui.store.file.filestore import FileStore

TODAY = date(2026, 11, 27)


def _change(count: int) -> Change:
    held = (
        Assignment(-1, Role.TECHNICAL, True, since=TODAY),
        Assignment(-2, Role.BILLING, True, since=TODAY),
    )
    licenses = [
        License(f"App {n}", -n, wanted=held if n % 3 else held[:1]) for n in range(1, count + 1)
    ]
    contacts = [Contact("Ana", "ana@acme.example", -1), Contact("Bo", "bo@acme.example", -2)]
    return Change("import a.csv", _new(licenses), _new(contacts))


def _new(records: list) -> tuple:  # type: ignore[type-arg]
    return tuple(Edit(None, record) for record in records)


def test_the_history_tells_each_record_as_it_was_added(tmp_path: Path) -> None:
    store = FileStore.open(tmp_path / "a.json")

    saved = store.commit(_change(50)).portfolio

    told = [dict(record.after or {}) for record in store.history().entries[0].records]
    assert told == [codec.values(record) for record in (*saved.licenses, *saved.contacts)]


def test_it_is_read_as_it_was_saved_and_taken_back_whole(tmp_path: Path) -> None:
    store = FileStore.open(tmp_path / "a.json")
    saved = store.commit(_change(50)).portfolio
    again = FileStore.open(tmp_path / "a.json")
    assert again.portfolio == saved

    again.commit(again.reverting(1))
    assert not again.portfolio.licenses
    assert not again.portfolio.contacts

    again.commit(again.reverting(2))
    assert again.portfolio == saved


def test_licenses_of_the_same_contacts_are_written_with_the_same_bytes() -> None:
    writer = codec.Writer()
    licenses = [edit.shown for edit in _change(9).licenses]

    for license in (replace(x, id=-x.id) for x in licenses):
        written = codec.document(license, None, writer)
        assert bytes(written) == bytes(codec.document(license))
        assert msgspec.json.decode(written) == codec.values(license)


def test_what_nobody_knows_stays_where_contacts_are_the_same() -> None:
    writer = codec.Writer()
    license = replace(_change(1).licenses[0].shown, id=1)
    codec.document(license, None, writer)
    values = codec.values(license)
    values["wanted"][0]["of_tomorrow"] = 1

    again = codec.document(license, msgspec.Raw(msgspec.json.encode(values)), writer)

    assert msgspec.json.decode(again)["wanted"][0]["of_tomorrow"] == 1
