"""A way to a server on which questions or answers are lost."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum


class Loss(Enum):
    """What is lost, with the connection."""

    QUESTION = "question"
    """The server never hears it."""
    ANSWER = "answer"
    """The server has answered, and the client never hears that."""
    MIDST = "midst"
    """The client is gone as soon as the server has heard it."""
    SILENCE = "silence"
    """The server never hears it, and the client is told nothing: the connection stays."""


class Proxy:
    """Forwards connections from a port of 127.0.0.1 to another, and loses what it is told to."""

    def __init__(self, port: int, choose: Callable[[bytes], Loss | None]) -> None:
        """Listen. `choose` says of what a client sends whether it is lost, and how.

        Nothing is forwarded before it is entered: processes may be forked until then.
        """
        self.target = port
        """The port of the server; another one holds for connections that are still to come."""
        self._choose = choose
        self._open = set[socket.socket]()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        """The port where it listens."""

    def __enter__(self) -> Proxy:
        """Begin to forward."""
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close everything."""
        _end(self._listener)
        for one in tuple(self._open):
            _end(one)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:  # closed
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:  # as if nobody listened there
                client.close()
                continue
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _Way(client, server, self._choose, self._open).begin()


class _Way:
    """One connection: what the client sends and what the server sends, a thread each."""

    def __init__(
        self,
        client: socket.socket,
        server: socket.socket,
        choose: Callable[[bytes], Loss | None],
        open: set[socket.socket],
    ) -> None:
        self._client = client
        self._server = server
        self._choose = choose
        self._open = open
        self._loss: Loss | None = None

    def begin(self) -> None:
        """Start both threads."""
        self._open.update((self._client, self._server))
        for run in (self._questions, self._answers):
            threading.Thread(target=run, daemon=True).start()

    def _questions(self) -> None:
        with suppress(OSError):
            while asked := self._client.recv(1 << 16):
                if self._loss is None:
                    self._loss = self._choose(asked)
                if self._loss is Loss.QUESTION:
                    break
                if self._loss is Loss.SILENCE:
                    continue
                self._server.sendall(asked)
                if self._loss is Loss.MIDST:
                    break
        if self._loss is not Loss.ANSWER:
            self._close()

    def _answers(self) -> None:
        with suppress(OSError):
            while answered := self._server.recv(1 << 16):
                if self._loss is not None:
                    break
                self._client.sendall(answered)
        if self._loss is not Loss.SILENCE:
            self._close()

    def _close(self) -> None:
        for one in (self._client, self._server):
            _end(one)
            self._open.discard(one)


def _end(one: socket.socket) -> None:
    """Close a socket, and wake up whoever waits for it."""
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
