"""Changes that could not be saved: kept in memory, shown, and tried again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.merge import Conflict, merge
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import ConflictError

NOT_SAVED = "NOT SAVED"
"""What the user reads wherever something is not on the disk."""
NOT_CONFIRMED = "NOT CONFIRMED"
"""What the user reads where something may be saved, and nobody knows."""
THEIRS_KEPT = "Kept the other session's values; yours are in the history."
"""Said when the user has given up all of a change for another session's values."""


@runtime_checkable
class KeepsTyped(Protocol):
    """A screen in which something may be typed that is not saved: a form."""

    has_begun: bool
    """Whether anything can have been typed yet."""

    @property
    def draft_trouble(self) -> str:
        """Why what is typed is not on the disk, as a clause; empty if it is."""

    def keep_draft(self) -> None:
        """Put on the disk what is typed, now."""

    def put_away(self) -> None:
        """Be ready to be closed: what was typed is there to be opened again."""

    def complain(self, sentence: str) -> None:
        """Say what is wrong."""


def with_changes(portfolio: Portfolio, changes: Iterable[Change]) -> Portfolio:
    """Return a portfolio as it will be once `changes` are saved; the same one if there are none.

    Where another session is in the way, the user's own value is shown until that is settled. What
    makes a new record is not shown: that has no id yet by which it could be opened, and it may be
    there already.
    """
    for change in changes:
        if _makes_new(change):
            continue
        licenses = {edit.id: _outcome(edit, portfolio.license(edit.id)) for edit in change.licenses}
        contacts = {edit.id: _outcome(edit, portfolio.contact(edit.id)) for edit in change.contacts}
        mappings = {edit.id: _outcome(edit, portfolio.mapping(edit.id)) for edit in change.mappings}
        portfolio = portfolio.with_licenses(*_split(licenses)).with_contacts(*_split(contacts))
        if mappings:
            portfolio = portfolio.with_mappings(*_split(mappings))
    return portfolio


def _makes_new(change: Change) -> bool:
    ids = (edit.id for edits in (change.licenses, change.contacts) for edit in edits)
    return any(id <= 0 for id in ids)


def _split(outcomes: Mapping[int, Record | None]) -> tuple[list[Record], set[int]]:
    """Return the records that there will be, and the ids of those that will be gone."""
    kept = [record for record in outcomes.values() if record is not None]
    return kept, {id for id, record in outcomes.items() if record is None}


def _outcome(edit: Edit[Record], now: Record | None) -> Record | None:
    result = merge(edit, now)
    if result is None:
        return now
    return edit.after if isinstance(result, Conflict) else result.after


def brief_reason(error: Exception) -> str:
    """Return why something was not saved, in the few words that fit the status line.

    `NOT SAVED: disk full: /home/anna/licenses.json. What...` becomes `disk full`.
    """
    if isinstance(error, ConflictError) and error.conflicts:
        return "changed by others"
    sentence = str(error).removeprefix(f"{NOT_SAVED}: ").removeprefix(f"{NOT_CONFIRMED}: ")
    return re.split(r": |\. ", sentence, maxsplit=1)[0]


def after_conflict(settled: Change, done: str) -> str:
    """Return what to say once the user has chosen: `done`, or that nothing of it was left."""
    is_left = settled.licenses or settled.contacts or settled.mappings
    return done if is_left else THEIRS_KEPT
