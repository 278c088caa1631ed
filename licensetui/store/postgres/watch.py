"""The watch for changes of others: a thread that reads them, so that no look has to wait."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psycopg
from psycopg import sql

from licensetui.store.errors import StoreError, UnreadableError
from licensetui.store.postgres.connection import Connection, Database, first_line, is_lost, limited
from licensetui.store.postgres.known import Known, read_since
from licensetui.store.postgres.link import Pause

_UNTOLD = 1.0
"""Seconds between looks at a standby, where nobody tells of changes."""
_TOLD = 5.0
"""Seconds after which to look although nobody has told of one: it shows that the server lives."""

_LASTED = 10.0
"""Seconds after which a connection that breaks was a good one."""


class Watch:
    """A thread on a connection of its own, which has ready what others have saved."""

    def __init__(self, database: Database, latest: Callable[[], Known | None]) -> None:
        """Begin. `latest` returns what the session knows, None once it is gone."""
        self._database = database
        self._latest = latest
        self._conn: Connection | None = None
        self._over = threading.Event()
        self.ready: Known | None = None
        """The newest state that was read."""
        self.trouble = ""
        """Why the server cannot be reached; empty if it can."""
        self.problem: StoreError | None = None
        """What is wrong with what is there now."""
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def close(self) -> None:
        """End it, without waiting for it."""
        self._over.set()
        conn = self._conn
        if conn is not None:  # it may wait for the server
            with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(conn.fileno())) as x:
                x.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        pause = Pause()
        while not self._over.is_set():
            began = time.monotonic()
            try:
                with self._database.connect() as self._conn:
                    self._follow(self._conn)
            except psycopg.Error as error:
                self._note(error)
            except StoreError as error:
                self.problem = error
            self._conn = None
            if time.monotonic() - began > _LASTED:
                pause = Pause()
            self._over.wait(pause.after_failure())

    def _note(self, error: psycopg.Error) -> None:
        """Take note of why nothing could be read."""
        title, why = self._database.title, first_line(error)
        if self._conn is None:
            self.trouble = why
        elif not is_lost(self._conn, error):
            self.problem = UnreadableError(f"{title} cannot be read: {why}")
        # A connection that broke is no trouble yet: most often there is another one at once.

    def _follow(self, conn: Connection) -> None:
        """Read what others save until the connection breaks, or nobody wants to know any more."""
        seconds = _TOLD if self._listens(conn) else _UNTOLD
        while not self._over.is_set():
            known = self._newest()
            if known is None:
                self._over.set()
                return
            with limited(conn, self._database.wait):
                self.ready = read_since(conn, known, self._database.title)
            self.trouble, self.problem = "", None
            del known
            for _ in conn.notifies(timeout=seconds, stop_after=1):
                pass

    def _listens(self, conn: Connection) -> bool:
        """Ask to be told of changes; say whether that is possible."""
        try:
            conn.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._database.channel)))
        except psycopg.errors.ReadOnlySqlTransaction:
            return False
        return True

    def _newest(self) -> Known | None:
        known, ready = self._latest(), self.ready
        if known is None or ready is None:
            return known
        return max(known, ready, key=lambda one: one.age)
