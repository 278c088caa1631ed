"""A change of many records: what is written once must be read, told and taken back as ever."""

from dataclasses import replace
from datetime import date

import msgspec

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment, License, Role
from licensetui.store import codec

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
