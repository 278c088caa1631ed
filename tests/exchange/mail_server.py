"""A real mail server on 127.0.0.1, with certificates of its own."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from licensetui.exchange.delivery import Security
from tests.ports import free_port

HOST = "127.0.0.1"
USER, PASSWORD = "reminders", "s3cret pass"


@dataclass(frozen=True)
class Received:
    """A message that the server has taken."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class MailServer:
    """The server as a test sees it, and what it shall do."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Answers to those who are not accepted as recipients."""
    answer: str = "250 taken"
    """The answer to a whole message."""
    on_message: Callable[[], None] = lambda: None
    """Is called when a message is there, and not yet answered."""
    breaks_off: bool = False
    """Whether it closes instead of answering a whole message."""

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        received = Received(str(envelope.mail_from), tuple(envelope.rcpt_tos), content)
        if self.answer.startswith("2"):
            self.received.append(received)
        await asyncio.get_running_loop().run_in_executor(None, self.on_message)
        if self.breaks_off:
            server.transport.close()
        return self.answer


@cache
def authority() -> trustme.CA:
    """Return the one who signs the certificates of the tests, trusted by nobody else."""
    return trustme.CA()


def ca_file(directory: Path) -> str:
    """Write the certificate of that authority into a directory, and return its path."""
    path = directory / "ca.pem"
    authority().cert_pem.write_to_path(str(path))
    return str(path)


@contextmanager
def mail_server(
    security: Security = "none",
    *,
    users: Mapping[str, str] | None = None,
    name: str = HOST,
    takes_utf8: bool = True,
) -> Iterator[MailServer]:
    """Run a server that offers one way to make the line safe, and asks `users` to log in.

    Its certificate is for `name`. `takes_utf8`: whether it knows addresses outside ASCII.
    """
    mine = MailServer(port=free_port())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority().issue_cert(name).configure_cert(context)
    options: dict[str, Any] = {}
    if security == "tls":
        options["ssl_context"] = context
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if users is not None:
        options |= {
            "authenticator": lambda *given: AuthResult(
                success=_is_known(users, given[-1]), handled=False
            ),
            "auth_required": security == "starttls",  # this server takes no other TLS for one
            "auth_require_tls": security == "starttls",
        }
    controller = Controller(
        mine, hostname=HOST, port=mine.port, enable_SMTPUTF8=takes_utf8, **options
    )
    controller.start()
    try:
        yield mine
    finally:
        controller.stop()


def _is_known(users: Mapping[str, str], given: object) -> bool:
    assert isinstance(given, LoginPassword)
    return users.get(given.login.decode()) == given.password.decode()


@contextmanager
def silent_server() -> Iterator[int]:
    """Yield the port of a server that takes connections and never says a word."""
    with socket.create_server((HOST, 0)) as listening:
        yield int(listening.getsockname()[1])
