"""The other seam: who looks after the place where a portfolio is kept.

A `Store` is opened only where all is sound. A keeper works on what is there, whatever it is: it
says what is wrong, goes back to an earlier version, takes things out, and knows what was mailed.
Paths, modes and locks are the keeper's own; what is told to the user of a place is text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from licensetui.domain.history import RecordChange
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.store.check import Check
from licensetui.store.contact_names import ContactNames
from licensetui.store.person import Person
from licensetui.store.store import Store
from licensetui.store.told import Told

if TYPE_CHECKING:
    from licensetui.store.moving import End


class Backup(Protocol):
    """An earlier version that is kept."""

    @property
    def name(self) -> str:
        """The name that the user gives it."""

    @property
    def place(self) -> str:
        """The place where it is."""

    @property
    def at(self) -> datetime:
        """The moment when it was made, in UTC."""

    @property
    def generation(self) -> int:
        """Generation of the version kept; 0 where nobody could read it."""

    @property
    def reason(self) -> str:
        """The reason why it was made, in a word."""

    def is_called(self, text: str) -> bool:
        """Say whether that is what it may be named by."""


@dataclass(frozen=True)
class Since:
    """Numbers of records that differ between a backup and the present."""

    added: int
    """Not in the backup."""
    removed: int
    """Only in the backup."""
    changed: int
    """Otherwise in the backup."""


@dataclass(frozen=True)
class Held:
    """Numbers of records in a backup."""

    licenses: int
    contacts: int
    since: Since | None
    """What has changed since; None where nobody can read what is there now."""


@dataclass(frozen=True)
class Comparison:
    """The effect of restoring a backup."""

    then: Portfolio
    """The records in the backup."""
    now: Portfolio
    """The records as they are; none if nobody can read them."""
    changes: tuple[RecordChange, ...]
    """What would become of each record that differs."""


@dataclass(frozen=True)
class Righted:
    """The outcome for a place that was put right."""

    number: int | None
    """Number of the new entry in the history; None if there was nothing to do."""
    kept_as: str
    """The place where what was there before is kept; empty if nothing was."""
    portfolio: Portfolio
    """The records as they are now."""
    later: int = 0
    """How many changes the history has that the restored backup does not know."""


class Versions(Protocol):
    """Earlier versions of what is kept. All may raise a `StoreError`."""

    @property
    def problem(self) -> str:
        """The reason to put right what is there, as a sentence without a full stop; or empty."""

    def all(self) -> Sequence[Backup]:
        """Return all backups, the newest first."""

    def back_up(self) -> tuple[str, Portfolio]:
        """Make one now; return where it is and what is in it."""

    def held(self, name: str) -> Held:
        """Return how much is in the backup of that name. Raises if it cannot be restored."""

    def comparison(self, name: str) -> Comparison:
        """Return what restoring one would change."""

    def restore(self, name: str) -> Righted:
        """Make one the present state: a change that is in the history."""


@dataclass(frozen=True)
class Unreached:
    """A place where what was sought may still be."""

    place: str
    why: str
    """The reason why it was left as it is, as a clause."""


@dataclass(frozen=True)
class Traces:
    """Places where something is, and those that cannot be reached."""

    in_file: tuple[str, ...]
    """A clause for each trace among the records."""
    lines: int
    """How many entries of the history have traces."""
    backups: tuple[Backup, ...]
    """The backups with traces."""
    drafts: tuple[Path, ...]
    """The journals of drafts with traces."""
    unreached: tuple[Unreached, ...]
    """Where it may still be."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no trace."""
        return not (self.in_file or self.lines or self.backups or self.drafts)


@dataclass(frozen=True)
class Survey(Traces):
    """Places where somebody is, and those that cannot be reached."""

    person: Person
    """Who, and by which words he or she is found."""
    shared: tuple[str, ...]
    """Words that are not looked for, because another contact or thing has them too."""
    left: tuple[str, ...]
    """A clause for each place among the records where such a word stays."""
    is_in_sent: bool
    """Whether it was noted what mails have told the person."""
    alone: tuple[License, ...]
    """Licenses of whose mails nobody else is a reader."""
    on_portal: tuple[License, ...]
    """Licenses for which the vendor's portal was seen to show the address."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no trace."""
        return super().is_empty and not self.is_in_sent


class Sent(Protocol):
    """Notes of what reminder mails have told. All that notes something needs the lock."""

    def read(self) -> Told:
        """Return what was told. Takes no lock. Raises `UnreadableError`."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep other runs from sending. Raises `LockedError` at once, or `NotSavedError`."""

    def about_to_send(self, id: str, recipients: Sequence[str], at: datetime) -> None:
        """Note that the message `id` is about to be sent. Raises `NotSavedError`."""

    def accepted(
        self, id: str, recipients: Sequence[str], told: Mapping[str, int], at: datetime
    ) -> None:
        """Note that a server has taken the message for `recipients`, and what it tells them.

        Raises `NotSavedError`: then it will be sent again.
        """

    def failed(self, id: str, at: datetime) -> None:
        """Note that nobody else has got the message. Raises `NotSavedError`."""

    def unsure(self, id: str, recipients: Sequence[str], at: datetime) -> None:
        """Note that `recipients` alone may have got the message. Raises `NotSavedError`."""

    def over(self, recipient: str, keys: Sequence[str], at: datetime) -> None:
        """Note that what one was told holds no more: it is news again. Raises `NotSavedError`."""


class Exported(Protocol):
    """Notes of the events that calendars were given."""

    def known(self, begun: date | None) -> frozenset[str] | None:
        """Return the uids of all that were ever exported; None if nobody knows.

        `begun` is the day of the first change. Raises `UnreadableError`.
        """

    def note(self, uids: Iterable[str], at: datetime) -> None:
        """Note that events are about to be exported. Raises `NotSavedError`."""


class Keeper(Protocol):
    """The keeper of a place. Changes are recorded as this user's, at the time they are made."""

    @property
    def title(self) -> str:
        """The name of the place, as the store there has it."""

    @property
    def is_there(self) -> bool:
        """Whether anything has been saved there; nothing is an empty portfolio."""

    def open(self, readonly: bool) -> Store:
        """Return the store that is kept there. Raises a `StoreError` if it is not sound."""

    def own(self, path: Path) -> str:
        """Return what a path is to the place, as a clause; empty if it does not belong to it."""

    @property
    def versions(self) -> Versions:
        """Earlier versions."""

    @property
    def sent(self) -> Sent:
        """The notes of sent mails."""

    @property
    def exported(self) -> Exported:
        """The notes of what calendars were given."""

    @property
    def end(self) -> End:
        """The place as one of the two of a move."""

    def upgrade(self, *, apply: bool) -> Sequence[str]:
        """Bring the place up to this release, or only say what is due unless `apply`.

        Returns what is done, each as a clause. Raises a `StoreError`.
        """

    def checks(self) -> Iterator[Check]:
        """Yield what there is to say of the place. Nothing is changed, no lock is waited for."""

    def accept(self) -> Righted:
        """Take over what another program wrote. Raises a `StoreError` if it cannot be read."""

    def people(self) -> list[ContactNames]:
        """Return everybody who can be forgotten. Raises a `StoreError` if it is not sound."""

    @property
    def why_no_forgetting(self) -> str:
        """The reason why this user cannot take anything out, as a sentence; empty if possible.

        Raises a `StoreError`.
        """

    def forget(self, who: ContactNames, *, apply: bool) -> Survey:
        """Take somebody out of everything, or only say where he or she is unless `apply`.

        Nothing takes that back. Raises a `StoreError`; then it is to be done again, which finishes
        the rest.
        """

    def forget_keys(self, numbers: Collection[str], *, apply: bool) -> Traces:
        """Take license keys out of everything but the fields in `numbers`, or say where they are.

        Raises as `forget` does.
        """
