"""The pages of the tables, written anew: the server leaves on them what was there before."""

from __future__ import annotations

import re
import time

from psycopg import sql
from psycopg.errors import Diagnostic

from licensetui.store.errors import LockedError
from licensetui.store.postgres.asking import writing
from licensetui.store.postgres.connection import Connection, Database

_TABLES = ("record", "version", "history", "backup", "sent")
"""The tables in which somebody may be."""
_PAUSE = 0.2


def rewrite_pages(database: Database) -> None:
    """Write the pages anew, without what was removed. Needs the owner.

    Raises `LockedError` where something may still look at what was there, or `NotSavedError`; all
    else is done then.
    """
    deadline = time.monotonic() + database.wait
    try:
        with writing(database) as conn:
            for table in _TABLES:
                while _rows_kept(conn, database, table):
                    if time.monotonic() > deadline:
                        raise LockedError("rows had to stay")
                    time.sleep(_PAUSE)
    except LockedError as error:  # or nothing was rewritten: somebody reads the table all the time
        raise LockedError(
            f"Erased from {database.title}, but still on the disk of its server: a transaction, a "
            "dump, or a standby can still read what was erased. Once it has ended, run this again"
        ) from error


def _rows_kept(conn: Connection, database: Database, table: str) -> int:
    """Write the pages of a table anew; return how many removed rows had to stay."""
    said: list[str] = []

    def note(notice: Diagnostic) -> None:
        said.append(notice.message_detail or "")

    conn.add_notice_handler(note)
    try:
        names = sql.Identifier(database.schema), sql.Identifier(table)
        # It counts them in its first remark, whatever its language; statistics have values, too.
        conn.execute(sql.SQL("VACUUM (FULL, VERBOSE, ANALYZE) {}.{}").format(*names))
    finally:
        conn.remove_notice_handler(note)
    counts = (found for detail in said if (found := re.match(r"\D*(\d+)", detail)))
    return sum(int(found[1]) for found in counts)
