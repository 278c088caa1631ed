"""The health of what is kept in a database, and what to do where it is not well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import msgspec

from licensetui.domain.counting import counted
from licensetui.store.check import Check, State, limited
from licensetui.store.codec import Tables
from licensetui.store.errors import DamagedError, NewerError, StoreError
from licensetui.store.postgres.asking import reading
from licensetui.store.postgres.connection import Connection, Database
from licensetui.store.postgres.current import current
from licensetui.store.postgres.draftplace import DraftPlace
from licensetui.store.postgres.known import portfolio_of, read_head
from licensetui.store.postgres.past import Past
from licensetui.store.postgres.serverhealth import rights_checks, server_checks
from licensetui.store.postgres.states import backups
from licensetui.store.recordhealth import broken_records, record_checks

_EARLIER = "SELECT kind, id, document FROM version WHERE document IS NOT NULL"


def checks(database: Database, drafts: DraftPlace, now: datetime) -> Iterator[Check]:
    """Yield what there is to say of a database. Nothing is changed, and no lock is waited for."""
    try:
        with reading(database) as conn:
            yield from server_checks(conn, database)
            yield from _contents(conn, database)
            yield from rights_checks(conn, database, read_head(conn, database.title))
            yield from _history(conn, database)
            yield from _backups(conn, database, now)
    except NewerError as error:
        remedy = "Update licensetui: python -m pip install --upgrade licensetui"
        yield Check("contents", str(error), State.DAMAGED, remedy)
    except StoreError as error:
        remedy = "Check that the server runs, and that you have access."
        yield Check("server", str(error), State.FAILED, remedy)
    yield from _drafts(drafts)


def _contents(conn: Connection, database: Database) -> Iterator[Check]:
    found = current(conn, database.title)
    head, records = found.head, found.portfolio
    numbers = f"format {head.format}, schema {head.schema}, generation {head.generation}"
    if found.problem:
        yield from _broken(found.tables, "contents", State.DAMAGED)
        return
    counts = f"licenses {len(records.licenses)}, contacts {len(records.contacts)}"
    yield Check("contents", f"{numbers}, {counts}")
    yield from record_checks(found.tables, records)


def _broken(tables: Tables, subject: str, state: State) -> Iterator[Check]:
    remedy = "Restore a backup from before it (licensetui restore)."
    problems = broken_records(tables)
    yield from limited([Check(subject, problem, state, remedy) for problem in problems])


def _history(conn: Connection, database: Database) -> Iterator[Check]:
    try:
        past = Past()
        history = past.read(conn, database.title)
    except DamagedError as error:
        remedy = "The records themselves are not affected, but check the server's disk."
        yield Check("history", str(error), State.DAMAGED, remedy)
        return
    yield Check("history", counted(len(history.all), "change"))
    last = history.entries[-1].number if history.entries else 0
    if last < past.generation:
        text = f"it ends at change {last}, but the database is at {past.generation}"
        yield Check("history", text, State.DOUBTFUL, "Missing changes cannot be undone.")


def _backups(conn: Connection, database: Database, now: datetime) -> Iterator[Check]:
    """Yield what there is to say of earlier states, of which backups are names."""
    found = backups(conn, database.title)
    if found:
        newest = found[0].at.astimezone(now.tzinfo)
        yield Check("backups", f"{len(found)}, the newest of {newest:%Y-%m-%d %H:%M}")
    else:
        yield Check("backups", "none yet: the first change of each day leaves one")
    head = current(conn, database.title).head
    for tables in _earlier(conn):
        try:
            portfolio_of(tables, head, database.title)
        except DamagedError:
            yield from _broken(tables, "earlier state", State.DOUBTFUL)


def _earlier(conn: Connection) -> Iterator[Tables]:
    """Yield all documents that were, as few tables as will do: a record is in each once."""
    counts = Counter[tuple[str, int]]()
    layers: list[dict[str, dict[str, msgspec.Raw]]] = []
    for kind, id, raw in conn.execute(_EARLIER):
        layer = counts[kind, id]
        counts[kind, id] += 1
        if layer == len(layers):
            layers.append({})
        layers[layer].setdefault(kind, {})[str(id)] = raw
    yield from layers


def _drafts(drafts: DraftPlace) -> Iterator[Check]:
    count = len(drafts.gate.names(drafts.drafts))
    if count:
        text = f"of {counted(count, 'session')}; the app offers yours once their session is over"
        yield Check("drafts", text)
