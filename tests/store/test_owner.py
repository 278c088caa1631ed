"""The owner of a license in the file: never one who is not there, told in the history, merged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.history import RecordChange, RecordKind
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import ConflictError
from licensetui.store.file.filestore import FileStore
from licensetui.store.recordhealth import dangling
from licensetui.wording.changes import field_words
from licensetui.wording.conflicts import clashes
from tests.builders import a_contact, a_license, a_portfolio
from tests.store.changes import all_new, note

ANNA = a_contact("Anna Martin")
LEA = a_contact("Léa Petit", id=2, email="lea@example.org")
PORTFOLIO = Portfolio((a_license("Jira", wanted=(), owner=1),), (ANNA, LEA))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in which Anna owns Jira and is contact of nothing."""
    path = tmp_path / "licenses.json"
    FileStore.open(path).commit(all_new(PORTFOLIO))
    return path


def test_who_owns_a_license_cannot_be_removed(path: Path) -> None:
    store = FileStore.open(path)
    with pytest.raises(ConflictError, match="'Anna Martin' cannot be removed: it is the owner of"):
        store.commit(Change("remove", contacts=(Edit(store.portfolio.contact(1), None),)))
    store.commit(note(store, 1, owner=2))
    store.commit(Change("remove", contacts=(Edit(store.portfolio.contact(1), None),)))
    assert [x.name for x in FileStore.open(path).portfolio.contacts] == ["Léa Petit"]


def test_an_owner_must_be_a_contact_of_the_file(path: Path) -> None:
    store = FileStore.open(path)
    with pytest.raises(ConflictError, match="'Jira' refers to the contact 9, which does not exist"):
        store.commit(note(store, 1, owner=9))
    broken = a_portfolio(a_license("Jira", owner=9))
    assert dangling(broken) == ("licenses 1: owner: there is no contact 9",)


def test_a_new_contact_and_the_license_it_owns_are_one_change(path: Path) -> None:
    store = FileStore.open(path)
    license = store.portfolio.licenses[0]
    new = a_contact("Zoé Lefèvre", id=-1, email="zoe@example.org")
    edits = (Edit(license, replace(license, owner=-1)),)
    store.commit(Change("own", edits, (Edit(None, new),)))
    portfolio = FileStore.open(path).portfolio
    owner = portfolio.owner(portfolio.licenses[0])
    assert owner is not None
    assert owner.name == "Zoé Lefèvre"


def test_the_history_and_a_conflict_name_both_owners(path: Path) -> None:
    change = RecordChange(RecordKind.LICENSE, 1, "Jira", {"owner": 1}, {"owner": 2})
    (words,) = field_words(change, PORTFOLIO)
    assert (words.label, words.pair) == ("Owner", "Anna Martin -> Léa Petit")
    store, other = FileStore.open(path), FileStore.open(path)
    other.commit(note(other, 1, owner=2))
    with pytest.raises(ConflictError) as caught:
        store.commit(note(store, 1, owner=None))
    (clash,) = clashes(Change("edit"), caught.value.conflicts, PORTFOLIO)
    said = clash.words
    assert (said.label, said.mine, said.theirs) == ("Owner", "none", "Léa Petit")
    store.commit(
        Change(
            "edit", (Edit(PORTFOLIO.licenses[0], a_license("Jira", wanted=(), owner=1, notes="n")),)
        )
    )
    assert FileStore.open(path).portfolio.licenses[0].owner == 2
