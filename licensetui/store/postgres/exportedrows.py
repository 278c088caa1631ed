"""Notes of exported events in the table `exported`, which all machines share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from licensetui.store.exportednotes import ALL_NOTED, were_all_noted
from licensetui.store.postgres.asking import note, reading, writing
from licensetui.store.postgres.connection import Database

_IS_NOTED = """
SELECT has_function_privilege(pg_proc.oid, 'EXECUTE')
FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
WHERE nspname = %s AND proname = 'note_exported'
"""


class ExportedRows:
    """Notes of exported events of what is in a database."""

    def __init__(self, database: Database) -> None:
        """Ask nothing yet."""
        self._database = database

    def known(self, begun: date | None) -> frozenset[str] | None:
        """Return the uids of all events that were ever exported; None if nobody knows.

        Nobody does where the portfolio was `begun` when none were noted, nor of a reader, whose
        exports are noted nowhere. Raises `UnreadableError`.
        """
        with reading(self._database) as conn:
            if (False,) in conn.execute(_IS_NOTED, (self._database.schema,)).fetchall():
                return None
            uids = frozenset(uid for (uid,) in conn.execute("SELECT uid FROM exported"))
        return uids - {ALL_NOTED} if uids or were_all_noted(begun) else None

    def note(self, uids: Iterable[str], at: datetime) -> None:
        """Note that events are about to be exported. Raises `NotSavedError`.

        To note nothing is to note that it is known from now on what was exported.
        """
        with writing(self._database) as conn:
            note(conn, self._database, "SELECT note_exported(%s, %s)", [ALL_NOTED, *uids], at)
