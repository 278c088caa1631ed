"""A PostgreSQL of the tests' own: in a temporary folder, started once by whoever needs it.

Nothing of it outlives a power cut, so it is quick; `tests.postgres.cluster` is the one to kill.
Without PostgreSQL on this machine, tests that need it are skipped: NOT TESTED.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import Database
from licensetui.store.postgres.schema import grants
from tests.ports import free_port
from tests.postgres.programs import AS_USER, give, programs, run
from tests.postgres.tables import create

OWNER, ANNA, BOB, RITA = "owner", "anna", "bob", "rita"
"""The owner of the tables, two who may save, and one who may only read."""
_EDITORS, _READER = (ANNA, BOB), RITA
_SETTINGS = """
listen_addresses = '127.0.0.1'
fsync = off
full_page_writes = off
synchronous_commit = on
max_connections = 60
shared_buffers = '16MB'
autovacuum = off
log_statement = none
"""
_NEXT = count(1)
_GUARDS: list[subprocess.Popen[bytes]] = []
_FREE: list[OwnDatabase] = []


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL that runs."""

    folder: Path
    """Where its data and its socket are."""
    port: int
    """The port on 127.0.0.1, which is also part of the name of the socket."""

    def url(self, database: str, user: str) -> str:
        """Return the address of a database for a user, by the socket."""
        folder = quote(str(self.folder), safe="")
        return f"postgresql://{user}@/{database}?host={folder}&port={self.port}"


@cache
def cluster() -> Cluster:
    """Return the PostgreSQL of this process, started now if it was not before."""
    where = programs()
    if where is None:
        pytest.skip("NOT TESTED: PostgreSQL is not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="licensetui-pg-"))
    give(folder)
    folder.chmod(0o755)
    data, port = folder / "data", free_port()
    # In C, as it is the only locale that is everywhere; texts are UTF-8.
    run("initdb", "-D", data, "-U", OWNER, "-E", "UTF8", "--locale=C", "-N", "-A", "trust")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(f"{_SETTINGS}port = {port}\nunix_socket_directories = '{folder}'\n")
    run("pg_ctl", "-D", data, "-w", "-l", data / "log", "start")
    _GUARDS.append(_guard(where, folder))
    made = Cluster(folder, port)
    with psycopg.connect(made.url("postgres", OWNER), autocommit=True) as conn:
        for user in (*_EDITORS, _READER):
            conn.execute(f"CREATE ROLE {user} LOGIN".encode())
        conn.execute("CREATE DATABASE made")
    with psycopg.connect(made.url("made", OWNER), autocommit=True) as conn:
        create(conn)
        for user in (*_EDITORS, _READER):
            for statement in grants(user, editor=user in _EDITORS):
                conn.execute(statement.encode())
    return made


def _guard(where: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Begin what ends the server once this process is gone, whichever way: a killed one as well."""
    stop = (where / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    return subprocess.Popen(
        ["sh", "-c", 'cat; rest=$1; shift; "$@" >/dev/null; rm -rf "$rest"', "sh", folder, *stop],
        stdin=subprocess.PIPE,  # which we have open as long as we live
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        **AS_USER,
    )


@dataclass(frozen=True)
class OwnDatabase:
    """A database with the tables, empty, and nobody else's."""

    name: str

    def url(self, user: str = ANNA) -> str:
        """Return its address for a user."""
        return cluster().url(self.name, user)

    def seen_by(self, user: str = ANNA, *, readonly: bool = False, wait: float = 5.0) -> Database:
        """Return how a user gets there."""
        return Database(Address.of(self.url(user)), readonly=readonly, wait=wait)

    def execute(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Return the rows of a statement that the owner makes."""
        with self.seen_by(OWNER).connect() as conn:
            cursor = conn.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def empty(self) -> None:
        """Make it as it was when it was new, and end all who are connected."""
        tables = "record, version, history, backup, sent, exported"
        with self.seen_by(OWNER).connect() as conn, conn.transaction():
            conn.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            conn.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())
            conn.execute(
                "UPDATE head SET generation = 0, rewritten = 0, begun = '', next = '{}', moved = ''"
            )

    def drop(self) -> None:
        """Remove it, whoever is connected."""
        with psycopg.connect(cluster().url("postgres", OWNER), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE {self.name} WITH (FORCE)".encode())


def a_database(*, template: str = "made") -> OwnDatabase:
    """Return a new database; the template `template1` has no tables in it."""
    name = f"test{next(_NEXT)}"
    with psycopg.connect(cluster().url("postgres", OWNER), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy".encode())
    return OwnDatabase(name)


@contextmanager
def emptied_database() -> Iterator[OwnDatabase]:
    """Yield an empty database, quicker than a new one: what is done to its tables stays."""
    database = _FREE.pop() if _FREE else a_database()
    try:
        yield database
    finally:
        database.empty()
        _FREE.append(database)
