"""The changes of a session that wait to be saved, the oldest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from licensetui.domain.change import Change
from licensetui.store.errors import (
    NotDurableError,
    NotRevertibleError,
    StoreError,
    UnconfirmedError,
    UnreadableError,
)
from licensetui.tui.unsaved import NOT_CONFIRMED, brief_reason


def nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Waiting:
    """A change that waits."""

    change: Change
    over: Callable[[], None] = nothing
    """Called once it waits no longer: it is saved, or given up."""


class WaitingChanges:
    """Changes that are not saved, or of which nobody knows: these can only be the first."""

    def __init__(self, title: str) -> None:
        """Begin with none. `title` is that of the store: of itself it need not be said."""
        self._title = title
        self._all: tuple[Waiting, ...] = ()
        self.is_unconfirmed = False
        """Whether the first may be saved already: the answer of the server was lost."""
        self.why = ""
        """Why they could not be saved, in a few words."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes."""
        return tuple(waiting.change for waiting in self._all)

    @property
    def unconfirmed(self) -> Change | None:
        """The change that may be saved already, or None."""
        return self._all[0].change if self.is_unconfirmed else None

    def add(self, change: Change, error: StoreError) -> None:
        """Let a change wait behind all others, because of `error`."""
        self._all += (Waiting(change),)
        self._note(error)

    def doubt(self, change: Change, error: UnconfirmedError, over: Callable[[], None]) -> None:
        """Let a change wait before all others: it may be saved, so nothing goes before it."""
        self._all = (Waiting(change, over), *self._all)
        self.is_unconfirmed = True
        self._note(error)

    def save_all(self, commit: Callable[[Change], object]) -> tuple[Change, ...]:
        """Save all in their order, and return them; or raise why the first of the rest waits."""
        saved = []
        while self._all:
            saved.append(self.save_first(commit))
        return tuple(saved)

    def save_first(self, commit: Callable[[Change], object]) -> Change:
        """Save the first, of which there must be one, and return it; or raise why it waits."""
        first = self._all[0].change
        try:
            commit(first)
        except NotDurableError:
            pass  # it is in the file; who commits says the rest
        except StoreError as error:
            self._failed(error)
            raise
        self._saved()
        return first

    def _failed(self, error: StoreError) -> None:
        """Note why the first could not be saved now.

        Only a store that was reached can say that it is not saved.
        """
        self._note(error)
        is_unknown = isinstance(error, UnconfirmedError)
        stays_so = self.is_unconfirmed and isinstance(error, UnreadableError)
        self.is_unconfirmed = is_unknown or stays_so

    def _note(self, error: StoreError) -> None:
        self.why = brief_reason(error).removeprefix(f"{self._title} ")

    def _saved(self) -> None:
        """Note that the first is saved."""
        first, self._all = self._all[0], self._all[1:]
        self.is_unconfirmed = False
        if not self._all:
            self.why = ""
        first.over()

    def settle(self, change: Change) -> None:
        """Put `change` in the place of the first, which is not saved."""
        self._all = (replace(self._all[0], change=change), *self._all[1:])

    def withdraw(self) -> Change:
        """Give up the last one, of which there must be one, and return it.

        Raises `NotRevertibleError` if it may be saved already.
        """
        last = self._all[-1]
        if self.is_unconfirmed and len(self._all) == 1:
            raise NotRevertibleError(
                f"{NOT_CONFIRMED}: {last.change.label} may be saved, so it cannot be undone yet"
            )
        self._all = self._all[:-1]
        last.over()
        return last.change
