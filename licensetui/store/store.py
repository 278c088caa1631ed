"""The seam: what the rest of the program asks of a store, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from licensetui.domain.change import Change
from licensetui.domain.draft import Draft
from licensetui.domain.history import Entry, History
from licensetui.domain.portfolio import Portfolio


@dataclass(frozen=True)
class Saved:
    """A change that has been confirmed: it is on the disk."""

    portfolio: Portfolio
    """Everything as it is now, changes of other sessions included."""
    licenses: Mapping[int, int]
    """Final ids of the new licenses by the ids they had in the change."""
    contacts: Mapping[int, int]
    """Final ids of the new contacts by the ids they had in the change."""
    number: int | None = None
    """Number of its entry in the history; None if there was nothing to save."""
    warning: str = ""
    """What went wrong although the change is saved, as a sentence; empty if nothing did."""


class Drafts(Protocol):
    """Drafts of the forms of this session, kept until they are saved or dropped."""

    def keep(self, draft: Draft, form: int) -> None:
        """Keep what stands in a form, instead of what was kept for it before.

        `form` tells the open forms of a session apart. Raises `StoreError`.
        """

    def drop(self, form: int) -> None:
        """Forget what was kept for a form: it was saved, or is not wanted."""

    def leave(self, form: int) -> None:
        """Offer what was kept for a form: it was left before it was saved."""

    @property
    def kept_in(self) -> str:
        """The holder of what is kept now and not offered elsewhere; empty if nothing is."""

    def left_behind(self) -> tuple[Draft, ...]:
        """Return the drafts of this user's sessions that ended without saving, the newest first.

        Those of forms that were left in this session are among them.
        """

    def take_over(self, draft: Draft) -> None:
        """Forget a draft that was left behind: a form has it now, or it is not wanted."""

    def close(self) -> None:
        """End the session; what is still kept counts as left behind."""


class Store(Protocol):
    """A place that keeps a portfolio. Nothing above it knows whether that is a file."""

    @property
    def title(self) -> str:
        """The name of the place on screen."""

    @property
    def is_writable(self) -> bool:
        """Whether changes can be saved at all."""

    @property
    def why_read_only(self) -> str:
        """The reason why changes cannot be saved, as a clause for the user; empty if they can."""

    @property
    def is_doubtful(self) -> bool:
        """Whether nobody vouches for it: another program or a newer release wrote it; it moved."""

    @property
    def went_back(self) -> bool:
        """Whether the last `refresh` that found something new found an older version put back."""

    @property
    def portfolio(self) -> Portfolio:
        """Everything as it was when last opened or saved, or when a commit last looked."""

    @property
    def author(self) -> str:
        """Under what name changes are recorded: `anna@jira1`."""

    @property
    def drafts(self) -> Drafts:
        """The drafts: typed and not saved."""

    def refresh(self) -> bool:
        """Look whether another session has saved; say whether `portfolio` has changed.

        Waits for nobody. Raises a `StoreError` if what is there now cannot be read; `portfolio`
        stays as it was. `UnreachableError` is raised as long as a server is gone.
        """

    def expect_commit(self) -> object:
        """Make ready what a commit waits for, as long as what is returned is kept.

        Another thread may call it. It raises nothing: what is wrong is said by the commit.
        """

    def commit(self, change: Change) -> Saved:
        """Save a change whole, or raise a `StoreError` and save nothing of it.

        What another session has saved in the meantime stays; `ConflictError` if both do not fit
        together. `NotDurableError` alone says that the change is there, but may not last;
        `UnconfirmedError`, that it may be: to commit an equal change settles that.
        """

    def begun(self) -> str:
        """Return when the first change was made (ISO 8601, UTC), by which others know it again.

        It is the same for ever, for copies too; empty where nobody knows. Raises a `StoreError`.
        """

    def history(self) -> History:
        """Return all confirmed changes. Raises a `StoreError` if they cannot be read."""

    def newest(self, after: int) -> tuple[Entry, ...]:
        """Return the changes above `after`, the last one after 0, or raise a `StoreError`."""

    def set_aside(self) -> tuple[Entry, ...]:
        """Return the changes in the history that are not there, of which nobody has decided yet.

        They were saved, and an older version was put back; or they were nearly saved. The oldest
        first. Raises a `StoreError` if that cannot be read.
        """
