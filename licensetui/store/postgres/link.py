"""The connection of a session, and the search for another one when it is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psycopg

from licensetui.store.postgres.connection import Connection, first_line

_SHORTEST, _LONGEST = 0.05, 2.0
"""Seconds between two tries to connect."""


class Pause:
    """Seconds to wait before the next try, longer each time."""

    def __init__(self) -> None:
        """Begin with the shortest."""
        self._next = _SHORTEST

    def after_failure(self) -> float:
        """Return how long to wait now."""
        self._next, now = min(self._next * 2, _LONGEST), self._next
        return now


class Link:
    """A connection that is there, or is being looked for by a thread of its own."""

    def __init__(self, connect: Callable[[], Connection], conn: Connection) -> None:
        """Begin with a connection; `connect` returns another one, or raises `psycopg.Error`."""
        self._connect = connect
        self._conn: Connection | None = conn
        self._news = threading.Condition()
        self._is_seeking = self._is_over = False
        self.trouble = ""
        """Why none was found; empty if there is one, or the first try is not over."""
        self._why_lost = "no answer"

    @property
    def why_none(self) -> str:
        """The reason why there is no connection, as far as anybody knows."""
        return self.trouble or self._why_lost

    def living(self, until: float) -> Connection | None:
        """Return a connection, or None if there is none until a moment of `time.monotonic`."""
        with self._news:
            if self._conn is not None and not _is_alive(self._conn):
                self._drop()
            if self._conn is None:
                self._seek()
                self._news.wait_for(lambda: self._conn is not None, until - time.monotonic())
            return self._conn

    def lost(self, why: str) -> None:
        """Give the connection up: it broke, or leads to a server that is not the right one."""
        with self._news:
            self._why_lost = why
            self._drop()

    def close(self) -> None:
        """End it; no other one is looked for."""
        with self._news:
            self._is_over = True
            self._drop()
            self._news.notify_all()

    def _drop(self) -> None:
        if self._conn is not None:
            with suppress(psycopg.Error):
                self._conn.close()
            self._conn = None

    def _seek(self) -> None:
        if not self._is_seeking and not self._is_over:
            self._is_seeking = True
            threading.Thread(target=self._search, name="reconnect", daemon=True).start()

    def _search(self) -> None:
        pause = Pause()
        while True:
            try:
                conn, trouble = self._connect(), ""
            except psycopg.Error as error:
                conn, trouble = None, first_line(error)
            with self._news:
                self.trouble = trouble
                self._is_seeking = conn is None and not self._is_over
                if self._is_over and conn is not None:
                    conn.close()
                elif conn is not None:
                    self._conn = conn
                    self._news.notify_all()
                if not self._is_seeking:
                    return
                self._news.wait_for(lambda: self._is_over, pause.after_failure())


def _is_alive(conn: Connection) -> bool:
    """Say whether the server has not ended the connection, as far as this machine has heard."""
    if conn.closed:
        return False
    try:
        conn.pgconn.consume_input()
    except psycopg.Error:
        return False
    return True
