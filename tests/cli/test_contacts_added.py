"""`licensetui contacts --add`: whom a text names, shown first, one change, one undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensetui.domain.portfolio import Portfolio
from tests.builders import a_contact, a_license
from tests.cli.program import a_file_of, fed, printed, records, refused

TEXT = (
    "To: Anna Martin <anna.martin@example.org>; Zoe Zimmer <zoe@gmial.com>;\n"
    "it-licenses@example.org\n"
    "call Bob\n"
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A file with Anna."""
    return a_file_of(tmp_path / "licenses.json", Portfolio((a_license(),), (a_contact(),)))


def contacts(place: str) -> list[str]:
    return [one["address"] for one in records("contacts", "--file", place)]


def test_who_is_new_is_shown_with_what_the_checks_say_and_saved_as_one_change(place: str) -> None:
    text = fed(TEXT.encode(), "contacts", "--add", "-", "--file", place).stdout.decode()
    assert text.splitlines() == [
        "Contacts in standard input (list of addresses)",
        "New contacts:",
        "  Zoe Zimmer <zoe@gmial.com>: person?",
        "    Did you mean zoe@gmail.com? gmial.com looks like gmail.com",
        "  it-licenses@example.org: team?",
        "Already contacts, not changed:",
        "  Anna Martin <anna.martin@example.org>",
        "Skipped:",
        "  call Bob: no address",
        "3 in the list: 2 new contacts, 1 existing",
        "Nothing was written. To apply, add --apply.",
    ]
    assert contacts(place) == ["anna.martin@example.org"]
    saved = fed(TEXT.encode(), "contacts", "--add", "-", "--apply", "--file", place)
    assert b"Saved: add 2 contacts. To undo: licensetui undo" in saved.stdout
    assert len(contacts(place)) == 3
    printed("undo", "--file", place)
    assert contacts(place) == ["anna.martin@example.org"]


def test_as_json_each_is_a_record_and_so_is_what_is_left_out(place: str, tmp_path: Path) -> None:
    path = tmp_path / "my list.txt"
    path.write_text(TEXT, encoding="utf-8")
    found = records("contacts", "--add", str(path), "--file", place)
    assert [(x.get("state"), x.get("address"), x.get("suggestion")) for x in found] == [
        ("new", "zoe@gmial.com", "zoe@gmail.com"),
        ("new", "it-licenses@example.org", None),
        ("known", "anna.martin@example.org", None),
        (None, None, None),
    ]
    assert found[-1] == {"record": "left out", "text": "call Bob", "why": "no address"}
    again = printed("contacts", "--add", str(path), "--file", place).splitlines()[-1]
    assert again == f"  licensetui contacts --add '{path}' --file {place} --apply"


def test_a_list_that_names_nobody_and_options_without_a_list_are_refused(place: str) -> None:
    result = fed(b"hello\n", "contacts", "--add", "-", "--file", place)
    assert result.returncode == 65
    assert b'has no addresses: "hello", no address' in result.stderr
    assert "need --add FILE" in refused(2, "contacts", "--apply", "--file", place)
