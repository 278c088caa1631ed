"""Looks that an import of an earlier release made of a mere list, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import License, Role, SeenAssignment
from licensetui.exchange.unseen import imports, unseen
from licensetui.store.file.filestore import FileStore
from licensetui.store.taking_back import reverting
from tests.builders import TODAY, a_contact, a_license, a_portfolio
from tests.cli.program import printed
from tests.store.changes import all_new

ANNA = (SeenAssignment("anna@acme.example", Role.TECHNICAL, True),)
EARLIER = date(2026, 6, 1)
TICKED = date(2026, 11, 21)


def _stored(path: Path) -> FileStore:
    """Return a store in which an import took a list for the portal of five licenses."""
    store = FileStore.open(path)
    known = a_license("Known", id=1, on_portal=(), looked_on=EARLIER)
    dated = a_license("Dated", id=2, sen="SEN-2")
    untouched = a_license("Untouched", id=3, sen="SEN-3")
    store.commit(all_new(a_portfolio(known, dated, untouched, contacts=(a_contact(),))))
    known, dated, _ = store.portfolio.licenses
    today = store.history().entries[-1].at.date()
    edits = (
        Edit(known, replace(known, on_portal=ANNA, looked_on=today)),
        Edit(dated, replace(dated, on_portal=ANNA, looked_on=EARLIER)),
        Edit(None, a_license("New", id=0, sen="SEN-4", on_portal=ANNA, looked_on=today)),
        Edit(None, a_license("Ticked", id=-1, sen="SEN-5", on_portal=ANNA, looked_on=today)),
    )
    store.commit(Change("import list.csv", licenses=edits))
    ticked = _license(store, "Ticked")
    store.commit(Change("tick", licenses=(Edit(ticked, replace(ticked, looked_on=TICKED)),)))
    return store


def _license(store: FileStore, name: str) -> License:
    return next(license for license in store.portfolio.licenses if license.name == name)


def _looks(store: FileStore) -> dict[str, tuple[date | None, int]]:
    return {x.name: (x.looked_on, len(x.on_portal)) for x in store.portfolio.licenses}


def test_looks_of_the_day_of_an_import_are_taken_back_and_later_ones_stay(tmp_path: Path) -> None:
    store = _stored(tmp_path / "licenses.json")
    before = _looks(store)
    store.commit(unseen(store.portfolio, imports(store.history()), dated=False))
    assert _looks(store) == {
        **before,
        "Known": (EARLIER, 0),
        "New": (None, 0),
    }
    assert before["Ticked"] == (TICKED, 1)


def test_of_an_import_that_is_named_rows_with_a_day_of_their_own_too(tmp_path: Path) -> None:
    store = _stored(tmp_path / "licenses.json")
    change = unseen(store.portfolio, imports(store.history()), dated=True)
    assert [edit.shown.name for edit in change.licenses] == ["Known", "Dated", "New"]
    store.commit(change)
    assert _looks(store)["Dated"] == (None, 0)
    assert unseen(store.portfolio, imports(store.history()), dated=True).is_empty


def test_an_undone_import_made_no_looks(tmp_path: Path) -> None:
    store = FileStore.open(tmp_path / "licenses.json")
    saved = store.commit(
        Change("import a.csv", licenses=(Edit(None, a_license(looked_on=TODAY, wanted=())),))
    )
    store.commit(reverting(store, saved.number or 0))
    assert imports(store.history()) == ()


@pytest.mark.parametrize("number", ["", "2"])
def test_the_command_shows_it_saves_it_and_it_can_be_undone(tmp_path: Path, number: str) -> None:
    path = tmp_path / "licenses.json"
    before = _looks(_stored(path))
    asked = ["portal", "--file", str(path), "--unsee", *number.split()]
    plan = printed(*asked)
    assert "Known SEN-1001: checked" in plan
    assert "-> 2026-06-01" in plan
    assert "New SEN-4: checked" in plan
    assert "-> never" in plan
    assert ("Dated SEN-2" in plan) is bool(number)
    assert "Nothing was written. To apply, add --apply." in plan
    assert _looks(FileStore.open(path)) == before
    assert "licensetui undo" in printed(*asked, "--apply")
    assert _looks(FileStore.open(path))["New"] == (None, 0)
    printed("undo", "--file", str(path))
    assert _looks(FileStore.open(path)) == before
