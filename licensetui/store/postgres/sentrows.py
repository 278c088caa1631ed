"""Notes of sent mails in the table `sent`, which all machines share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from licensetui.store.errors import LockedError
from licensetui.store.postgres.asking import note, reading, saving, writing
from licensetui.store.postgres.connection import Connection, Database
from licensetui.store.sentnotes import SentNotes

_SENDING = 0x6C696365
"""First half of the number of the lock; the second one is the schema's."""
_LOCK = "SELECT pg_try_advisory_lock((%s::bigint << 32) + %s::text::regnamespace::oid::bigint)"
_STAY = """
SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'
"""
"""Statement that keeps the server from ending a connection while a mail server takes its time."""


class SentRows(SentNotes):
    """Notes of mails about what is in a database."""

    def __init__(self, database: Database) -> None:
        """Ask nothing yet."""
        self._database = database
        self._conn: Connection | None = None

    def content(self) -> bytes:
        """Return all lines, the oldest first. Raises `UnreadableError`."""
        with reading(self._database) as conn:
            return sent_lines(conn)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep runs on all machines from sending, without waiting for one: raises `LockedError`.

        The lock is gone when its connection is, however that ended; then nothing can be noted
        either. Raises `NotSavedError` or `ReadOnlyError` where nothing could be noted.
        """
        with writing(self._database) as conn:
            if not lock_sending(conn, self._database):
                raise LockedError(
                    f"another run is sending reminders for {self._database.title} right now: "
                    "this run sent nothing"
                )
            conn.execute(_STAY)
            # Who may not, learns it before a mail is sent.
            note(conn, self._database, "SELECT note_sent(NULL)")
            try:
                self._conn = conn
                yield
            finally:
                self._conn = None

    def append(self, line: bytes) -> None:
        """Keep one more line. Raises `NotSavedError`."""
        if self._conn is None:
            raise RuntimeError("recording what was sent needs the lock")
        with saving(self._database):
            note(self._conn, self._database, "SELECT note_sent(%s)", line.decode())


def lock_sending(conn: Connection, database: Database) -> bool:
    """Keep others from sending as long as a connection lives; say whether nobody else does."""
    row = conn.execute(_LOCK, (_SENDING, database.schema)).fetchone()
    return row == (True,)


def sent_lines(conn: Connection) -> bytes:
    """Return all lines, the oldest first. Raises `psycopg.Error`."""
    rows = conn.execute("SELECT line FROM sent ORDER BY number")
    return b"".join(bytes(line) + b"\n" for (line,) in rows)


def rewrite_sent(conn: Connection, content: bytes) -> None:
    """Put other lines in the place of all. Needs the owner and the lock. Raises `psycopg.Error`."""
    conn.execute("DELETE FROM sent")
    with conn.cursor() as cursor:
        lines = [(line.decode(),) for line in content.splitlines()]
        cursor.executemany("INSERT INTO sent (line) VALUES (%s)", lines)
