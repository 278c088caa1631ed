"""A primary and a synchronous standby of their own, for tests that stop, kill and promote them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.ports import free_port
from tests.postgres.programs import USER, begun, give, programs, run

_PATIENCE = 30.0
"""Seconds until a server that does not start, stop or follow is given up."""
_SETTINGS = """\
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{sockets}'
cluster_name = '{name}'
synchronous_standby_names = '{standbys}'
synchronous_commit = remote_apply
max_connections = 60
shared_buffers = 16MB
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 100ms
timezone = 'UTC'
"""
_WHO = "local all all trust\nlocal replication all trust\nhost all all 127.0.0.1/32 trust\n"
"""Anybody on this machine may be anybody: nothing is in there, and it is gone after the test."""


class Node:
    """One server: its data, and the port and the sockets by which it is reached."""

    def __init__(self, place: Path, name: str) -> None:
        """Make nothing yet. `place` belongs to whoever runs servers here."""
        self.name = name
        """By which its primary knows it, when it is a standby."""
        self.data = place / name
        """Its data directory."""
        self.sockets = place
        """The directory with its socket."""
        self.port = free_port()
        """The port on 127.0.0.1; also part of the socket's name."""
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make an empty one, which is not started."""
        run("initdb", "-D", self.data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-sync")
        self._configure("")

    def follow(self, primary: Node) -> None:
        """Make it a copy of another one and start it as its standby; what it was is gone."""
        shutil.rmtree(self.data, ignore_errors=True)
        at = f"host={primary.sockets} port={primary.port} user={USER}"
        run("pg_basebackup", "-D", self.data, "-d", at, "-R", "--checkpoint=fast", "--no-sync")
        self._configure("")
        self.start()

    def wait_for(self, standby: Node) -> None:
        """Confirm from now on only what that standby has too."""
        self._configure(standby.name)
        run("pg_ctl", "-D", self.data, "reload")
        until(lambda: self._state(standby) == "sync", f"{self.name} waits for its standby")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        deadline = time.monotonic() + _PATIENCE
        while not self._has_started():
            # After a kill, its processes may be there for a moment, and keep it from starting.
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name} does not start: see {self.data}.log")
            time.sleep(0.1)

    def _has_started(self) -> bool:
        # Our own child and not that of `pg_ctl`: a killed one is gone only when it is waited for.
        with Path(f"{self.data}.log").open("ab") as log:
            self._process = begun("postgres", "-D", self.data, log=log)
        while self._process.poll() is None:
            if self.answers():
                return True
            time.sleep(0.02)
        return False

    def answers(self) -> bool:
        """Say whether it answers questions."""
        try:
            return self.ask("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it, if it runs: at once, as a crash does, or by `SIGINT` in order."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(_PATIENCE)

    def kill(self) -> None:
        """Kill the first of its processes, with no chance to tell the others."""
        self.stop(signal.SIGKILL)

    def pause(self) -> None:
        """Stop all its processes where they are: it keeps its connections, and answers nothing."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after a `pause`."""
        self._send(signal.SIGCONT)

    def _send(self, how: signal.Signals) -> None:
        """Send a signal to all its processes, the first one first: it begins no others then."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            for process in _children(self._process.pid):
                with suppress(ProcessLookupError):
                    os.kill(process, how)

    def promote(self) -> None:
        """Make a standby a primary, which waits for nobody, and wait until it is."""
        run("pg_ctl", "-D", self.data, "-w", "promote")

    def backends(self) -> list[int]:
        """Return the processes that serve clients."""
        asked = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
        return [pid for (pid,) in self.ask(f"{asked} AND pid <> pg_backend_pid()")]

    def ask(self, question: str, database: str = USER) -> list[Any]:
        """Return the rows that answer a question of the superuser; each is a transaction."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            asked = connection.execute(question.encode())
            return asked.fetchall() if asked.description else []

    def address(self, database: str, user: str = USER) -> str:
        """Return how it is reached by its socket."""
        return f"postgresql:///{database}?host={self.sockets}&port={self.port}&user={user}"

    def _state(self, standby: Node) -> str | None:
        rows = self.ask("SELECT application_name, sync_state FROM pg_stat_replication")
        return dict(rows).get(standby.name)

    def _configure(self, standby: str) -> None:
        text = _SETTINGS.format(
            port=self.port, sockets=self.sockets, name=self.name, standbys=standby
        )
        # Both are there already, and stay whoever's they are.
        (self.data / "postgresql.conf").write_text(text)
        (self.data / "pg_hba.conf").write_text(_WHO)


class Cluster:
    """Two servers, of which one saves; the other, once it is protected, has all it confirms."""

    def __init__(self, place: Path) -> None:
        """Make nothing yet. `place` belongs to whoever runs servers here."""
        self.primary, self.standby = Node(place, "one"), Node(place, "two")
        """The server that saves, and the one that takes over."""

    def start(self) -> None:
        """Make and start the primary, which waits for nobody."""
        self.primary.make()
        self.primary.start()

    def protect(self) -> None:
        """Give the primary a standby, and let it confirm only what that has as well."""
        self.standby.follow(self.primary)
        self.primary.wait_for(self.standby)

    def fail_over(self) -> None:
        """Let the primary crash and its standby take over, which then waits for nobody."""
        self.primary.stop()
        self.standby.promote()
        self.primary, self.standby = self.standby, self.primary

    def address(self, database: str, user: str = USER) -> str:
        """Return an address by which whichever of the two saves is found."""
        nodes = sorted((self.primary, self.standby), key=lambda node: node.name)
        hosts, ports = (
            ",".join(str(getattr(node, name)) for node in nodes) for name in ("sockets", "port")
        )
        return f"postgresql:///{database}?host={hosts}&port={ports}&user={user}"

    def stop(self) -> None:
        """Stop all that runs."""
        for node in (self.primary, self.standby):
            node.resume()
            node.stop()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a primary in a directory of its own, and remove all of it afterwards.

    Raises `NotImplementedError` where PostgreSQL is not installed.
    """
    if programs() is None:
        raise NotImplementedError("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="licensetui-pg-") as place:
        give(Path(place))
        made = Cluster(Path(place))
        try:
            made.start()
            yield made
        finally:
            made.stop()


def until(is_so: Callable[[], object], what: str) -> None:
    """Wait until something is so. Raises `TimeoutError`, which says what was waited for."""
    deadline = time.monotonic() + _PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {_PATIENCE:.0f} seconds: {what}")
        time.sleep(0.05)


def _children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in path.read_text().split()]
