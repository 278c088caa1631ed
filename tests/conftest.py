"""What holds for every test: no settings or data of this machine, and no network."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest

LOOPBACK = ("127.0.0.1", "::1", "localhost")

# Started in the background, or by nohup, this process ignores signals, and so would its children.
for _number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.SIG_DFL)

# Where compiled code is not kept, each worker and each process that a test starts compiles all of
# the program and the tests again: half a minute in all.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# CI looks at each property a hundred times; at the keyboard twenty-five are enough, and quicker.
# How long examples take, to make or to look at, says how busy the machine is, and nothing of the
# program.
_SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile(
    "here",
    max_examples=100 if os.environ.get("CI") else 25,
    deadline=None,
    suppress_health_check=_SLOW,
)
hypothesis.settings.load_profile("here")

# Screens make much that lives as long as their test: collecting as often as Python does by itself
# takes a sixth of the whole run.
gc.set_threshold(100_000, 20, 100)


def pytest_collection_finish() -> None:
    """Look no more at what was imported: it stays."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the next home; `tmp_path` looks at all others before it makes one."""
    homes = tmp_path_factory.mktemp("homes")
    return (homes / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep the machine's files and environment out."""
    home = next(_homes)
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("LICENSETUI_")]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "SSH_CONNECTION", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    yield home
    with suppress(OSError):  # something is kept in it
        home.rmdir()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Let nothing be asked of a name server, and nothing leave this machine."""
    connect = socket.socket.connect
    send = socket.socket.sendto
    lookup = socket.getaddrinfo

    def local_connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    def local_send(self: socket.socket, *arguments: Any) -> int:
        if isinstance(arguments[-1], tuple) and arguments[-1][0] not in LOOPBACK:
            raise AssertionError(f"a test tried to send something to {arguments[-1]}")
        return send(self, *arguments)

    def local_lookup(host: Any, *arguments: Any, **options: Any) -> Any:
        if host not in LOOPBACK:
            raise AssertionError(f"a test tried to look up {host}")
        return lookup(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", local_connect)
        patch.setattr(socket.socket, "sendto", local_send)
        patch.setattr(socket, "getaddrinfo", local_lookup)
        yield
