"""A store that keeps a portfolio only as long as the program runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from licensetui.domain.change import Change
from licensetui.domain.draft import Draft
from licensetui.domain.history import Entry, History
from licensetui.domain.portfolio import Portfolio
from licensetui.store.apply import applied
from licensetui.store.author import author
from licensetui.store.record_changes import entry_of, record_changes
from licensetui.store.store import Saved


def local_time() -> datetime:
    """Return the time, aware, in the local time zone."""
    return datetime.now().astimezone()


class NoDrafts:
    """Drafts that are not kept: nothing is left behind when the program ends."""

    def keep(self, draft: Draft, form: int) -> None:
        """Keep nothing."""

    def drop(self, form: int) -> None:
        """Have nothing to forget."""

    def leave(self, form: int) -> None:
        """Have nothing to offer."""

    @property
    def kept_in(self) -> str:
        """Nothing is kept."""
        return ""

    def left_behind(self) -> tuple[Draft, ...]:
        """Return nothing."""
        return ()

    def take_over(self, draft: Draft) -> None:
        """Have nothing to forget."""

    def close(self) -> None:
        """Leave nothing."""


class MemoryStore:
    """A store for demonstrations and tests. Nothing touches the disk."""

    is_writable = True
    """Changes are always accepted."""
    why_read_only = ""
    """Nothing to explain."""

    is_doubtful = False
    """Nobody else can reach it."""
    went_back = False
    """Nobody can put back what was never kept."""

    def __init__(
        self, portfolio: Portfolio, title: str = "demo", now: Callable[[], datetime] = local_time
    ) -> None:
        """Begin with a portfolio; `now` tells the time of changes."""
        self.portfolio = portfolio
        """Everything as it is now."""
        self.title = title
        """What to call it on screen."""
        self.author = author()
        """Who changes it."""
        self.drafts = NoDrafts()
        """Not kept."""
        self._now = now
        self._next = (
            max((license.id for license in portfolio.licenses), default=0) + 1,
            max((contact.id for contact in portfolio.contacts), default=0) + 1,
            max((mapping.id for mapping in portfolio.mappings), default=0) + 1,
        )
        self._history = History()

    def refresh(self) -> bool:
        """Say that nobody else has changed anything."""
        return False

    def expect_commit(self) -> object:
        """Make nothing ready: a commit waits for nothing that could be."""
        return None

    def commit(self, change: Change) -> Saved:
        """Keep a change, or raise `ConflictError`."""
        result = applied(change, self.portfolio, *self._next)
        if result.is_empty and not change.is_noted:
            return Saved(self.portfolio, {}, {})
        licenses, contacts, mappings = self._next
        self._next = (
            licenses + len(result.license_ids),
            contacts + len(result.contact_ids),
            mappings + sum(edit.before is None for edit in result.mappings),
        )
        self.portfolio = result.portfolio
        records = record_changes(result, {})
        number = len(self._history.entries) + 1
        entry = entry_of(change, number, self._now(), self.author, records)
        self._history = replace(self._history, entries=(*self._history.entries, entry))
        return Saved(result.portfolio, result.license_ids, result.contact_ids, entry.number)

    def begun(self) -> str:
        """Return nothing: it is another one each time."""
        return ""

    def history(self) -> History:
        """Return all changes since the start."""
        return self._history

    def newest(self, after: int) -> tuple[Entry, ...]:
        """Return the changes numbered above `after`; after 0 the last one alone."""
        entries = self._history.entries
        return tuple(x for x in entries if x.number > after) if after else entries[-1:]

    def set_aside(self) -> tuple[Entry, ...]:
        """Return nothing: every change is there."""
        return ()
