"""Delivery of a message to a mail server: what it takes, and how it can end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from licensetui.domain.dataclass import dataclass

Security = Literal["starttls", "tls", "none"]

USUAL_PORTS: Mapping[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
"""The port of a server that says nothing else (RFC 6409, RFC 8314, RFC 5321)."""


@dataclass(frozen=True)
class Login:
    """The login by which a server knows us."""

    user: str
    password: str = field(repr=False)
    """The password; it is in no text that is printed."""


@dataclass(frozen=True)
class Server:
    """A mail server, and the way to it."""

    host: str
    """Its name; the certificate must be for it."""
    port: int
    security: Security
    """`starttls` and `tls` are never given up for less."""
    ca_file: str = ""
    """Certificates to be trusted beside those of the system; empty for none."""
    patience: float = 60.0
    """Seconds that it may take to hand it one message, all its answers together."""
    most_said: int = 65_536
    """Bytes that one of its answers may have."""

    @property
    def label(self) -> str:
        """The name of the server."""
        return f"the mail server {self.host} (port {self.port})"


@dataclass(frozen=True)
class Refusal:
    """A recipient whom the server did not take."""

    address: str
    """Who."""
    code: int
    """What the server answered: 4xx for now, 5xx for good."""
    reason: str
    """Why, in the server's words."""

    @property
    def is_lasting(self) -> bool:
        """Whether to try again would not help."""
        return self.code >= 500


@dataclass(frozen=True)
class Delivery:
    """The outcome of a delivery."""

    accepted: tuple[str, ...]
    """The recipients it is answerable for from now on."""
    refused: tuple[Refusal, ...]
    """The others. If none is accepted, the message was not taken at all."""


class DeliveryError(Exception):
    """The message was not sent, and somebody has to look why. Its text is a sentence."""


class TryLaterError(DeliveryError):
    """The message was not sent, and to try again later may help."""


class UnsureError(TryLaterError):
    """The server broke off when it had been given the message: it may have sent it."""

    def __init__(self, sentence: str, recipients: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.recipients = recipients
        """Who may have got it; it is known that nobody else has."""


class LoginError(DeliveryError):
    """The server refused name and password, or there is no password."""


class UnreadError(Exception):
    """Nothing was sent: nobody would read it. Its text is a sentence."""
