"""Talking to a mail server that may be slow, silent or endless: never longer than agreed."""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from collections.abc import Sequence
from concurrent.futures import Future
from threading import Thread
from typing import Any

_PIECE = 16_384
"""Bytes that are read or sent at once: what fits into one record of TLS."""
_LONGEST_LINE = 8_192
"""Bytes of a line that smtplib takes; RFC 5321 (4.5.3.1.5) allows 512."""


class TooMuchError(OSError):
    """The server says more than anybody has to listen to. Its text is a clause."""


class Conversation(smtplib.SMTP):
    """A conversation with one server, in which everything together ends in time.

    smtplib's own timeout holds for each byte, so that a server which sends one a minute is never
    late. Here `OSError` includes `TimeoutError` at the end of the time, and `TooMuchError`; while
    commands are exchanged smtplib makes `SMTPServerDisconnected` of both, with them as context.
    """

    def __init__(self, own_name: str, seconds: float, most_said: int) -> None:
        """Connect to nobody yet. `most_said` is how many bytes one answer may have."""
        super().__init__(local_hostname=own_name)
        self._end = time.monotonic() + seconds
        self._most_said = most_said
        self.is_handed_over = False
        """Whether the text of a message has begun to go out, so that the server may have it."""
        self.taken: list[str] = []
        """The recipients whom the server has taken so far."""

    def left(self) -> float:
        """Return how many seconds are left. Raises `TimeoutError` if none are."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("timed out")
        return seconds

    def hurry(self, seconds: float) -> None:
        """Let at most so many seconds be left from now on."""
        self._end = min(self._end, time.monotonic() + seconds)

    def open(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        """Connect, by TLS if given, and hear the greeting; raises `OSError` or `SMTPException`."""
        self.sock = self._connected(host, port)
        if tls:
            self.sock = self._secured(self.sock, tls, host)
        code, said = self.getreply()
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)

    def secure(self, tls: ssl.SSLContext, host: str) -> None:
        """Go on by TLS, on a server that offers STARTTLS. Raises as `open` does."""
        code, said = self.docmd("STARTTLS")
        if code != 220 or self.sock is None:
            raise smtplib.SMTPResponseException(code, said)
        self.sock = self._secured(self.sock, tls, host)
        # What was said in the clear holds no more (RFC 3207, 4.2), least of all what came in
        # together with the answer: anybody on the way can have added it.
        self.file = None
        self.ehlo_resp = self.helo_resp = None
        self.esmtp_features, self.does_esmtp = {}, False

    def getreply(self) -> tuple[int, bytes]:
        """Return an answer: its code, and its lines without codes."""
        if self.file is None and self.sock is not None:
            self.file = _Answers(self, self.sock, self._most_said)
        if isinstance(self.file, _Answers):
            self.file.begin()
        return super().getreply()

    def send(self, s: Any) -> None:
        """Send a command, which is text, or a message, which is bytes."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("please run connect() first")
        self.is_handed_over |= not isinstance(s, str)
        rest = memoryview(s.encode(self.command_encoding) if isinstance(s, str) else s)
        try:
            while rest:
                self.sock.settimeout(self.left())
                rest = rest[self.sock.send(rest[:_PIECE]) :]
        except OSError as error:
            self.close()
            raise smtplib.SMTPServerDisconnected("Server not connected") from error

    def rcpt(self, recip: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        """Name a recipient, and return the answer."""
        code, said = super().rcpt(recip, options)
        if code in (250, 251):
            self.taken.append(recip)
        return code, said

    def _connected(self, host: str, port: int) -> socket.socket:
        """Return a connection to the first of the server's addresses that takes one."""
        failed: OSError = OSError(f"{host} was not found in DNS")
        for family, kind, protocol, _name, address in self._addresses(host, port):
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(self.left())
                sock.connect(address)
            except OSError as error:
                sock.close()
                failed = error
            else:
                return sock
        raise failed

    def _addresses(self, host: str, port: int) -> list[Any]:
        """Return what the system knows of a host; nothing but a thread can stop waiting for it."""
        found: Future[list[Any]] = Future()

        def look_up() -> None:
            try:
                found.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except BaseException as error:
                found.set_exception(error)

        Thread(target=look_up, name="look-up", daemon=True).start()
        try:
            return found.result(self.left())
        except UnicodeError as error:  # a label of the name is too long
            raise OSError("not a host name") from error

    def _secured(self, sock: socket.socket, tls: ssl.SSLContext, host: str) -> ssl.SSLSocket:
        sock.settimeout(self.left())  # holds for the handshake as a whole
        return tls.wrap_socket(sock, server_hostname=host)


class _Answers:
    """The lines that a server sends; takes the place of smtplib's file."""

    def __init__(self, of: Conversation, sock: socket.socket, most_said: int) -> None:
        self._of = of
        self._sock = sock
        self._most_said = most_said
        self._said = 0
        self._waiting = b""

    def begin(self) -> None:
        """Count from here: the next line is the first of an answer."""
        self._said = 0

    def readline(self, _limit: int) -> bytes:
        """Return a line with its end; what there is of one where the server has closed."""
        while b"\n" not in self._waiting and len(self._waiting) <= _LONGEST_LINE:
            self._sock.settimeout(self._of.left())
            piece = self._sock.recv(_PIECE)
            if not piece:
                break
            self._waiting += piece
        line, end, self._waiting = self._waiting.partition(b"\n")
        if len(line) >= _LONGEST_LINE:
            raise TooMuchError(f"sent a line longer than {_LONGEST_LINE:,} bytes")
        self._said += len(line) + len(end)
        if self._said > self._most_said:
            raise TooMuchError(f"sent more than {self._most_said:,} bytes at once")
        return line + end

    def close(self) -> None:
        """Do nothing: the socket is closed by itself."""
