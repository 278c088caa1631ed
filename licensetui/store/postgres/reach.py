"""Places outside the tables in which something may still be that was taken out of them."""

from __future__ import annotations

from collections.abc import Iterator

from licensetui.store.keeper import Unreached
from licensetui.store.postgres.connection import Connection

_STANDBYS = "SELECT coalesce(application_name, '') FROM pg_stat_replication ORDER BY 1"
_LOGGED = """
SELECT current_setting('log_statement') <> 'none'
  OR current_setting('log_min_duration_statement') <> '-1'
"""


def out_of_reach(conn: Connection, title: str) -> Iterator[Unreached]:
    """Yield places that only somebody on the server can clean. Raises `psycopg.Error`."""
    yield Unreached(
        f"write-ahead log, its archives, base backups, and dumps of {title}",
        "remove on the server what is older than this",
    )
    for (name,) in conn.execute(_STANDBYS):
        yield Unreached(f"standby {name}".rstrip(), "it erases the same once it has caught up")
    if conn.execute(_LOGGED).fetchone() == (True,):
        yield Unreached(f"the log of {title}", "the server logs statements, with what is in them")
