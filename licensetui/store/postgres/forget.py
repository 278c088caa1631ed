"""Forgetting a person, or license keys, in a database: all that rewrites what was.

The owner alone can do that. It is one transaction. Then the pages of the tables are written anew,
because the server leaves on them what was there before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from licensetui.store.codec import CONTACTS
from licensetui.store.contact_names import ContactNames, people, person
from licensetui.store.errors import DamagedError, LockedError, ReadOnlyError
from licensetui.store.forgetting import Someone, survey_of
from licensetui.store.keeper import Survey, Traces
from licensetui.store.keytraces import Keys
from licensetui.store.postgres.asking import reading
from licensetui.store.postgres.connection import Connection, Database
from licensetui.store.postgres.current import Current, current
from licensetui.store.postgres.draftplace import DraftPlace
from licensetui.store.postgres.erasing import Erasing, look
from licensetui.store.postgres.known import read_head
from licensetui.store.postgres.owner import owning
from licensetui.store.postgres.pages import rewrite_pages
from licensetui.store.postgres.past import Past
from licensetui.store.postgres.sentrows import lock_sending, rewrite_sent, sent_lines
from licensetui.store.senttraces import sent_without

_OWNER = """
SELECT pg_get_userbyid(nspowner)::text, pg_has_role(session_user, nspowner, 'USAGE')
FROM pg_namespace WHERE nspname = %s
"""
_EARLIER = "SELECT id, document FROM version WHERE kind = %s ORDER BY generation DESC"


def known_people(database: Database) -> list[ContactNames]:
    """Return everybody who can be forgotten. Raises `UnreadableError` or `DamagedError`."""
    with reading(database) as conn:
        now = _sound(conn, database)
        history = Past().read(conn, database.title)
        earlier = conn.execute(_EARLIER, (CONTACTS,)).fetchall()
    tables = ({CONTACTS: {str(id): raw}} for id, raw in earlier if raw is not None)
    return people(now.portfolio, history, tables)


def why_not(database: Database) -> str:
    """Return who alone can forget, as a sentence; empty for whoever can. Raises as `survey`."""
    with reading(database) as conn:
        owner, is_ours = conn.execute(_OWNER, (database.schema,)).fetchall()[0]
    return "" if is_ours else f"Only the owner of {database.title}, {owner}, can erase it."


def survey(database: Database, drafts: DraftPlace, who: ContactNames) -> Survey:
    """Return what `forget` would do. Changes nothing."""
    with reading(database) as conn:
        return _of_person(conn, database, drafts, who)[0]


def forget(database: Database, drafts: DraftPlace, who: ContactNames) -> Survey:
    """Remove somebody from the records, all that was, the history and what was mailed.

    Also from this user's drafts on this machine. Nothing takes that back. Returns what was done.
    Raises `ReadOnlyError` for everybody but the owner, `DamagedError`, `LockedError` (also while
    a program is open in which something about the person is typed, or reminders are sent),
    `NotSavedError` or `NotDurableError`; then it is to be done again, which finishes the rest.
    """
    with _locked(database) as conn:
        found, erasing = _of_person(conn, database, drafts, who)
        if found.is_in_sent:
            if not lock_sending(conn, database):
                raise LockedError(
                    f"NOT ERASED: reminders for {database.title} are being sent right now. "
                    "Try again"
                )
            rewrite_sent(conn, sent_without(sent_lines(conn), found.person))
        erasing.do(conn, database, drafts)
    rewrite_pages(database)
    return found


def survey_keys(database: Database, drafts: DraftPlace, numbers: Collection[str]) -> Traces:
    """Return what `forget_keys` would do. Changes nothing."""
    with reading(database) as conn:
        return look(conn, database, drafts, Keys(frozenset(numbers)), _sound(conn, database)).traces


def forget_keys(database: Database, drafts: DraftPlace, numbers: Collection[str]) -> Traces:
    """Take license keys out of everything but the fields in `numbers`. Raises as `forget` does."""
    keys = Keys(frozenset(numbers))
    with _locked(database) as conn:
        erasing = look(conn, database, drafts, keys, _sound(conn, database))
        erasing.do(conn, database, drafts)
    rewrite_pages(database)
    return erasing.traces


@contextmanager
def _locked(database: Database) -> Iterator[Connection]:
    """Give a transaction in which nobody saves. Raises `ReadOnlyError` if nobody can at all."""
    with owning(database, "NOT ERASED") as conn:
        conn.execute("SELECT FROM head FOR UPDATE")
        if why := read_head(conn, database.title).why_closed:
            raise ReadOnlyError(f"NOT ERASED: {why}")
        yield conn


def _of_person(
    conn: Connection, database: Database, drafts: DraftPlace, who: ContactNames
) -> tuple[Survey, Erasing]:
    now = _sound(conn, database)
    sought, shared = person(who, now.portfolio)
    erasing = look(conn, database, drafts, Someone(sought), now)
    is_in_sent = sent_without(content := sent_lines(conn), sought) != content
    found = survey_of(erasing.traces, who, sought, shared, now.portfolio, is_in_sent=is_in_sent)
    return found, erasing


def _sound(conn: Connection, database: Database) -> Current:
    now = current(conn, database.title)
    if now.problem:
        raise DamagedError(now.problem)
    return now
