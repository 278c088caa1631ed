"""What a change makes of a portfolio, without a file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.merge import resolved
from licensetui.store.errors import ConflictError
from licensetui.store.memory import MemoryStore
from licensetui.store.store import Store
from tests.builders import a_contact, a_license, a_portfolio
from tests.store.changes import new_license, note


def test_a_memory_store_keeps_changes_and_gives_ids() -> None:
    store = MemoryStore(a_portfolio(), "demo")
    seen: Store = store
    assert (seen.title, seen.is_writable, seen.why_read_only) == ("demo", True, "")
    saved = seen.commit(new_license("Confluence"))
    assert saved.licenses == {0: 2}
    assert saved.portfolio == seen.portfolio
    assert [license.name for license in seen.portfolio.licenses] == [
        "Jira Software DC 500",
        "Confluence",
    ]
    assert seen.commit(Change("nothing")).portfolio is seen.portfolio


def test_a_record_that_is_not_as_the_user_saw_it_is_a_conflict() -> None:
    store = MemoryStore(a_portfolio())
    stale = note(store, 1, notes="mine")
    store.commit(note(store, 1, notes="theirs"))
    with pytest.raises(ConflictError, match="changed the license 'Jira Software DC 500'"):
        store.commit(stale)
    contact = a_contact("Somebody else")
    with pytest.raises(ConflictError, match=r"changed the contact 'Mine'.*: name"):
        store.commit(Change("edit", contacts=(Edit(contact, a_contact("Mine")),)))
    assert store.portfolio.licenses[0].notes == "theirs"


def test_a_settled_conflict_refers_to_the_new_contact_and_to_nobody_who_came_meanwhile() -> None:
    store = MemoryStore(a_portfolio())
    before = store.portfolio.licenses[0]
    held = (Assignment(-1, Role.BILLING),)
    change = Change(
        "import",
        (Edit(before, replace(before, notes="mine", wanted=held)),),
        (Edit(None, a_contact("Mine", id=-1)),),
    )
    store.commit(note(store, 1, notes="theirs"))
    with pytest.raises(ConflictError) as refused:
        store.commit(change)
    store.commit(Change("add", contacts=(Edit(None, a_contact("Stranger", id=0)),)))
    conflicts = refused.value.conflicts
    store.commit(resolved(change, conflicts, lambda conflict: conflict.fields))
    (license,) = store.portfolio.licenses
    assert license.notes == "mine"
    assert [who.name for who in store.portfolio.holders(license, Role.BILLING)] == ["Mine"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Change(
                "x",
                (Edit(None, a_license("New", id=0, wanted=(_a := Assignment(9, Role.BILLING),))),),
            ),
            "'New' refers to the contact 9, which does not exist",
        ),
        (
            Change("x", (Edit(None, a_license("New", id=0, wanted=(), parent=-3)),)),
            "'New' refers to the license -3",
        ),
        (
            Change("x", contacts=(Edit(None, a_contact("New", id=0, members=(8,))),)),
            "'New' refers to the contact 8",
        ),
        (
            Change("x", contacts=(Edit(None, a_contact("New", id=0, sign_in_known_by=(6,))),)),
            "'New' refers to the contact 6",
        ),
        (
            Change("x", contacts=(Edit(None, a_contact("New", id=0, deputy=7)),)),
            "'New' refers to the contact 7",
        ),
    ],
)
def test_a_new_reference_must_lead_somewhere(change: Change, said: str) -> None:
    store = MemoryStore(a_portfolio())
    before = store.portfolio
    with pytest.raises(ConflictError, match=said):
        store.commit(change)
    assert store.portfolio is before


def test_no_license_belongs_to_itself_by_way_of_others_either() -> None:
    app, below = a_license("App", id=2, parent=1, wanted=()), a_license("Below", id=3, parent=2)
    store = MemoryStore(a_portfolio(a_license(), app, replace(below, wanted=())))
    with pytest.raises(ConflictError, match=r"would belong to itself$"):
        store.commit(note(store, 1, parent=1))
    with pytest.raises(ConflictError, match=r"would belong to itself by way of 'App'$"):
        store.commit(note(store, 1, parent=2))
    with pytest.raises(ConflictError, match=r"would belong to itself by way of 'App'$"):
        store.commit(note(store, 1, parent=3))
    store.commit(note(store, 3, parent=1))
    assert store.portfolio.children(1) == tuple(store.portfolio.licenses[1:])


def test_licenses_that_belonged_to_each_other_before_can_be_edited_and_parted() -> None:
    one, other = a_license("One", id=1, parent=2), a_license("Other", id=2, parent=1)
    alone = a_license("Alone", id=3, wanted=())
    store = MemoryStore(a_portfolio(replace(one, wanted=()), replace(other, wanted=()), alone))
    store.commit(note(store, 1, notes="edited"))
    store.commit(note(store, 3, parent=2))
    store.commit(note(store, 2, parent=None))
    assert [license.parent for license in store.portfolio.licenses] == [2, None, 2]


def test_an_old_reference_that_leads_nowhere_is_no_reason_to_refuse_an_edit() -> None:
    lost = a_license(wanted=(Assignment(9, Role.TECHNICAL),), parent=77)
    orphan = a_contact(members=(5,), deputy=6)
    store = MemoryStore(a_portfolio(lost, contacts=(orphan,)))
    store.commit(note(store, 1, notes="edited"))
    assert store.portfolio.licenses[0].notes == "edited"
    store.commit(note(store, 1, parent=None))
    assert store.portfolio.licenses[0].parent is None
    edited = a_contact(members=(5,), deputy=6, notes="edited")
    store.commit(Change("edit", contacts=(Edit(orphan, edited),)))
    assert store.portfolio.contacts == (edited,)


def _edits(*edits: Edit[License]) -> Change:
    return Change("x", edits)


@pytest.mark.parametrize(
    "change",
    [
        _edits(Edit(None, a_license(id=0)), Edit(None, a_license(id=0))),
        _edits(Edit(a_license(), a_license(id=2))),
        _edits(Edit(a_license(), a_license()), Edit(a_license(), a_license())),
    ],
)
def test_a_change_that_makes_no_sense_is_a_mistake_of_the_program(change: Change) -> None:
    with pytest.raises(ValueError, match="record"):
        MemoryStore(a_portfolio()).commit(change)
