"""The keeper of a database: what commands ask of it that a store cannot do.

What only one command needs is loaded when it asks, as for a file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from licensetui.domain.settings import SettingsError
from licensetui.door import load
from licensetui.store.check import Check
from licensetui.store.keeper import Righted, Survey, Traces
from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import PATIENCE, SCHEMA, Database
from licensetui.store.postgres.draftplace import DraftPlace
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.postgres.registry import (
    CHECKS,
    END,
    EXPORTED,
    FORGET,
    FORGET_KEYS,
    KNOWN_PEOPLE,
    SENT,
    SURVEY,
    SURVEY_KEYS,
    UPGRADE,
    VERSIONS,
    WHY_NO_FORGETTING,
)

if TYPE_CHECKING:
    from licensetui.store.contact_names import ContactNames
    from licensetui.store.postgres.exportedrows import ExportedRows
    from licensetui.store.postgres.moving import DatabaseEnd
    from licensetui.store.postgres.sentrows import SentRows
    from licensetui.store.postgres.versions import DatabaseVersions


class PostgresKeeper:
    """Looks after a database, as this user of it."""

    def __init__(
        self,
        address: str,
        now: Callable[[], datetime],
        schema: str = SCHEMA,
        wait: float = PATIENCE,
    ) -> None:
        """Ask the server nothing yet. `now` tells the time of backups.

        Raises `UnreadableError` for what is no address, or has a password in it.
        """
        self._database = Database(Address.of(address), schema=schema, wait=wait)
        self._now = now

    @property
    def title(self) -> str:
        """The database and its servers."""
        return self._database.title

    @property
    def is_there(self) -> bool:
        """Whether there is a portfolio; whoever opens none learns why."""
        return True

    def open(self, readonly: bool) -> PostgresStore:
        """Return the store in it. Raises as `PostgresStore.open` does."""
        return PostgresStore.open(replace(self._database, readonly=readonly))

    def own(self, path: Path) -> str:
        """Return that a path is among the drafts, as a clause; empty for any other."""
        with suppress(SettingsError):  # without a home there are no drafts
            drafts, real = self._drafts.drafts.resolve(), path.resolve()
            if drafts in (real, *real.parents):
                return f"in {drafts}, which has your drafts for {self.title}"
        return ""

    @cached_property
    def versions(self) -> DatabaseVersions:
        """Its backups."""
        versions: DatabaseVersions = load(VERSIONS)(self._database, self._now)
        return versions

    @cached_property
    def sent(self) -> SentRows:
        """The notes of mails about what is in it."""
        sent: SentRows = load(SENT)(self._database)
        return sent

    @cached_property
    def exported(self) -> ExportedRows:
        """The notes of what calendars were given."""
        exported: ExportedRows = load(EXPORTED)(self._database)
        return exported

    @property
    def end(self) -> DatabaseEnd:
        """The database as one of the two places of a move."""
        end: DatabaseEnd = load(END)(self._database)
        return end

    def upgrade(self, *, apply: bool) -> tuple[str, ...]:
        """Make or convert the tables, or only say so. Raises as `upgrade` there."""
        steps: tuple[str, ...] = load(UPGRADE)(self._database, apply=apply)
        return steps

    def checks(self) -> Iterator[Check]:
        """Yield what there is to say of the database. Nothing is changed."""
        yield from load(CHECKS)(self._database, self._drafts, self._now())

    def accept(self) -> Righted:
        """Have nothing to take over: only this program writes there."""
        return Righted(None, "", self.open(readonly=True).portfolio)

    def people(self) -> list[ContactNames]:
        """Return everybody who can be forgotten. Raises `UnreadableError` or `DamagedError`."""
        people: list[ContactNames] = load(KNOWN_PEOPLE)(self._database)
        return people

    @property
    def why_no_forgetting(self) -> str:
        """Who alone can, as a sentence, for everybody else. Raises `UnreadableError`."""
        why: str = load(WHY_NO_FORGETTING)(self._database)
        return why

    def forget(self, who: ContactNames, *, apply: bool) -> Survey:
        """Take somebody out, or say where he or she is unless `apply`. Raises as `forget` there."""
        found: Survey = load(FORGET if apply else SURVEY)(self._database, self._drafts, who)
        return found

    def forget_keys(self, numbers: Collection[str], *, apply: bool) -> Traces:
        """Take license keys out of all but the fields in `numbers`, or only say where they are.

        Raises as `forget` does.
        """
        do = load(FORGET_KEYS if apply else SURVEY_KEYS)
        found: Traces = do(self._database, self._drafts, numbers)
        return found

    @property
    def _drafts(self) -> DraftPlace:
        return DraftPlace(f"{self._database.address.mark}-{self._database.schema}")
