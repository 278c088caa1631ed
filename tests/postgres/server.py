"""A PostgreSQL of the tests' own: in a temporary folder, started once by whoever needs it.

Nothing of it outlives a power cut, so it is quick; `tests.postgres.cluster` is the one to kill.
Without PostgreSQL on this machine, tests that need it are skipped: NOT TESTED.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import Database
from licensetui.store.postgres.schema import create, grants

OWNER, ANNA, BOB, RITA = "owner", "anna", "bob", "rita"
"""The owner of the tables, two who may save, and one who may only read."""
_EDITORS, _READER = (ANNA, BOB), RITA
_SETTINGS = """
listen_addresses = ''
fsync = off
full_page_writes = off
synchronous_commit = on
max_connections = 60
shared_buffers = '16MB'
autovacuum = off
log_statement = none
"""
_NEXT = count(1)


def programs() -> Path | None:
    """Return where the programs of PostgreSQL are, those of the newest; None without any."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: float(path.parent.parent.name)).parent
    on_path = shutil.which("initdb")
    return Path(os.path.realpath(on_path)).parent if on_path else None


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL that runs."""

    folder: Path
    """Where its data and its socket are."""

    def url(self, database: str, user: str) -> str:
        """Return the address of a database for a user."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder), safe='')}"


@cache
def cluster() -> Cluster:
    """Return the PostgreSQL of this process, started now if it was not before."""
    where = programs()
    if where is None:
        pytest.skip("NOT TESTED: PostgreSQL is not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="licensetui-pg-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    folder.chmod(0o755)
    data = folder / "data"
    # In C, as it is the only locale that is everywhere; texts are UTF-8.
    run(where / "initdb", "-D", data, "-U", OWNER, "-E", "UTF8", "--locale=C", "-N", "-A", "trust")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(f"{_SETTINGS}unix_socket_directories = '{folder}'\n")
    run(where / "pg_ctl", "-D", data, "-w", "-l", data / "log", "start")
    process = os.getpid()

    def end() -> None:
        if os.getpid() == process:  # and not a copy of it
            run(where / "pg_ctl", "-D", data, "-m", "immediate", "stop")
            shutil.rmtree(folder)

    atexit.register(end)
    made = Cluster(folder)
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


def run(*command: str | Path) -> None:
    """Run a program of PostgreSQL, which refuses to be run by root."""
    as_user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*as_user, *map(str, command)], capture_output=True, text=True, cwd="/", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


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
