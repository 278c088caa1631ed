"""Two sessions that edit, undo, redo, reopen and look, against a model of what a user expects."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import License
from licensetui.domain.merge import WHOLE, resolved
from licensetui.store.errors import ConflictError
from licensetui.store.store import Store
from licensetui.store.taking_back import reverting
from tests.builders import a_license
from tests.store.places import POSTGRES, SHARED, Place, empty_place, filled, sees

Licenses = Mapping[int, License]

SESSION = st.sampled_from((0, 1))
FIELD = st.sampled_from(("notes", "site"))
TEXT = st.sampled_from(("", "a", "b", "c"))


@dataclass
class Session:
    """One open program, and what its user sees."""

    store: Store
    seen: Licenses


@dataclass
class Expected:
    """What a user expects: states to go back and forth in, and a list of what was done."""

    now: Licenses
    undo: list[tuple[str, Licenses]] = field(default_factory=list)
    redo: list[tuple[str, Licenses]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def change(self, label: str, licenses: Licenses) -> None:
        """Take note of a new change."""
        self.undo.append((label, self.now))
        self.redo.clear()
        self.now = licenses
        self.done.append(label)


class TwoSessions(RuleBasedStateMachine):
    """One place, two sessions of one user."""

    def __init__(self, kind: str, directory: Path) -> None:
        super().__init__()
        directory.mkdir()
        self.kind = kind
        self.until_over = ExitStack()
        self.place: Place = self.until_over.enter_context(empty_place(kind, directory))
        filled(self.place, "Jira", "Confluence")
        self.sessions = [self.opened(), self.opened()]
        self.expected = Expected(self.sessions[0].seen)
        self.before = len(self.sessions[0].store.history().entries)
        self.numbers = itertools.count(1)

    def opened(self) -> Session:
        store = self.place.open()
        return Session(store, _licenses(store))

    @rule(number=SESSION)
    def reopen(self, number: int) -> None:
        self.sessions[number] = self.opened()

    @rule(number=SESSION)
    def refresh(self, number: int) -> None:
        session = self.sessions[number]
        is_news = self.look(session)
        assert is_news == (session.seen != self.expected.now) or (
            _licenses(session.store) == self.expected.now  # there and back again
        )
        session.seen = self.expected.now

    def look(self, session: Session) -> bool:
        """Look until others' changes are seen; say whether there were any."""
        if self.kind != POSTGRES:
            return session.store.refresh()
        before, now = session.store.portfolio, self.expected.now
        assert sees(session.store, lambda seen: {x.id: x for x in seen.licenses} == now)
        return session.store.portfolio is not before

    def teardown(self) -> None:
        self.until_over.close()

    @rule(number=SESSION)
    def add(self, number: int) -> None:
        label = f"add {next(self.numbers)}"
        new = a_license(label, id=0, wanted=())
        saved = self.sessions[number].store.commit(Change(label, (Edit(None, new),)))
        id = saved.licenses[0]
        assert id not in self.expected.now
        self.saved(number, label, {**self.expected.now, id: replace(new, id=id)})

    @precondition(lambda self: any(session.seen for session in self.sessions))
    @rule(number=SESSION, data=st.data(), name=FIELD, text=TEXT, mine=st.booleans())
    def edit(self, number: int, data: st.DataObject, name: str, text: str, mine: bool) -> None:
        before = self.chosen(number, data)
        if before is None or getattr(before, name) == text:
            return
        label = f"edit {next(self.numbers)}"
        after = replace(before, **{name: text})  # type: ignore[arg-type]
        change = Change(label, (Edit(before, after),))
        now = self.expected.now.get(before.id)
        if now is None:
            self.settle(number, change, (WHOLE,), mine)
        elif getattr(now, name) == text:
            self.nothing(number, change)
        elif getattr(now, name) != getattr(before, name):
            self.settle(number, change, (name,), mine)
        else:
            self.sessions[number].store.commit(change)
            edited = replace(now, **{name: text})  # type: ignore[arg-type]
            self.saved(number, label, {**self.expected.now, now.id: edited})

    @precondition(lambda self: any(session.seen for session in self.sessions))
    @rule(number=SESSION, data=st.data(), mine=st.booleans())
    def remove(self, number: int, data: st.DataObject, mine: bool) -> None:
        before = self.chosen(number, data)
        if before is None:
            return
        change = Change(f"remove {next(self.numbers)}", (Edit(before, None),))
        now = self.expected.now.get(before.id)
        if now is None:
            self.nothing(number, change)
        elif now != before:
            self.settle(number, change, (WHOLE,), mine)
        else:
            self.sessions[number].store.commit(change)
            self.saved(number, change.label, _without(self.expected.now, before.id))

    def chosen(self, number: int, data: st.DataObject) -> License | None:
        seen = self.sessions[number].seen
        return data.draw(st.sampled_from(sorted(seen.values(), key=_id))) if seen else None

    def settle(self, number: int, change: Change, fields: tuple[str, ...], mine: bool) -> None:
        """See that a conflict is shown, and settle it."""
        store = self.sessions[number].store
        edit = change.licenses[0]
        try:
            store.commit(change)
        except ConflictError as error:
            conflicts = error.conflicts
        else:
            raise AssertionError(f"{change} went through unseen")
        (conflict,) = conflicts
        theirs = self.expected.now.get(edit.id)
        assert (conflict.before, conflict.mine, conflict.theirs) == (
            edit.before,
            edit.after,
            theirs,
        )
        assert conflict.fields == fields
        settled = resolved(change, conflicts, lambda _: fields if mine else ())
        store.commit(settled)
        entry = store.history().entries[-1]
        if not mine:  # nothing changed, but what was given up is kept
            assert entry.overruled
            assert not entry.records
            self.expected.done.append(change.label)
            self.sessions[number].seen = self.expected.now
            return
        assert not entry.overruled
        after = edit.after
        if after is None:
            self.saved(number, change.label, _without(self.expected.now, edit.id))
            return
        if theirs:
            after = replace(theirs, **{fields[0]: getattr(after, fields[0])})
        self.saved(number, change.label, {**self.expected.now, edit.id: after})

    def nothing(self, number: int, change: Change) -> None:
        """Save what is so already: no entry."""
        assert self.sessions[number].store.commit(change).number is None
        self.sessions[number].seen = self.expected.now

    def saved(self, number: int, label: str, licenses: Licenses) -> None:
        self.expected.change(label, licenses)
        self.sessions[number].seen = licenses

    @rule(number=SESSION)
    def undo(self, number: int) -> None:
        session, expected = self.sessions[number], self.expected
        self.look(session)
        entry = session.store.history().next_undo(session.store.author)
        if not expected.undo:
            assert entry is None or entry.number <= self.before
        else:
            label, licenses = expected.undo.pop()
            assert entry is not None
            assert entry.label == label
            session.store.commit(reverting(session.store, entry.number))
            expected.redo.append((label, expected.now))
            expected.done.append(f"undo: {label}")
            expected.now = licenses
        session.seen = expected.now

    @rule(number=SESSION)
    def redo(self, number: int) -> None:
        session, expected = self.sessions[number], self.expected
        self.look(session)
        entry = session.store.history().next_redo(session.store.author)
        if not expected.redo:
            assert entry is None
        else:
            label, licenses = expected.redo.pop()
            assert entry is not None
            assert entry.label == f"undo: {label}"
            session.store.commit(reverting(session.store, entry.number))
            expected.undo.append((label, expected.now))
            expected.done.append(f"redo: {label}")
            expected.now = licenses
        session.seen = expected.now

    @invariant()
    def everything_is_as_the_user_expects(self) -> None:
        fresh = self.place.open()
        entries = fresh.history().entries
        assert _licenses(fresh) == self.expected.now
        assert [entry.label for entry in entries[self.before :]] == self.expected.done
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        for session in self.sessions:
            assert _licenses(session.store) == session.seen


def _licenses(store: Store) -> Licenses:
    return {license.id: license for license in store.portfolio.licenses}


def _without(licenses: Licenses, id: int) -> Licenses:
    return {known: license for known, license in licenses.items() if known != id}


def _id(license: License) -> int:
    return license.id


@pytest.mark.parametrize("kind", SHARED)
def test_two_sessions_always_see_what_their_user_expects(kind: str, tmp_path: Path) -> None:
    numbers = itertools.count()

    class Here(TwoSessions):
        def __init__(self) -> None:
            super().__init__(kind, tmp_path / f"{next(numbers)}")

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=10 if kind == POSTGRES else 20,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
