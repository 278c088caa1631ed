"""A server on 127.0.0.1 that says to each connection what a test lets it say, however odd."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

HOST = "127.0.0.1"
Said = Callable[[socket.socket], None]
"""Talks to one connection; what fails because the other side has left is no matter."""


@contextmanager
def raw_server(talk: Said) -> Iterator[int]:
    """Yield the port of a server that lets `talk` speak on each connection, and closes it then."""
    with socket.create_server((HOST, 0)) as listening:

        def answer(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                connection.settimeout(20)
                talk(connection)

        def serve() -> None:
            with suppress(OSError):  # the test is over
                while True:
                    connection, _ = listening.accept()
                    Thread(target=answer, args=(connection,), daemon=True).start()

        Thread(target=serve, daemon=True).start()
        yield int(listening.getsockname()[1])


def dripping(content: bytes, seconds: float = 0.02) -> Said:
    """Send one byte after the other, from the beginning again and again."""

    def talk(connection: socket.socket) -> None:
        while True:
            for byte in content:
                connection.sendall(bytes([byte]))
                time.sleep(seconds)

    return talk


def endless(content: bytes) -> Said:
    """Send the same as fast as it is taken, for ever."""

    def talk(connection: socket.socket) -> None:
        while True:
            connection.sendall(content * 100)

    return talk


def answering(*answers: bytes | Said) -> Said:
    """Greet, and answer line by line; the last answer may be a talk of its own."""

    def talk(connection: socket.socket) -> None:
        lines = connection.makefile("rb")
        for place, answer in enumerate(answers):
            if place and not lines.readline():
                return
            if callable(answer):
                answer(connection)
                return
            connection.sendall(answer)

    return talk
