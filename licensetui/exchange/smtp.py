"""Handing a message to a mail server: the one place where this program sends mail."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from licensetui.domain.plain import plain
from licensetui.exchange.conversation import Conversation, TooMuchError
from licensetui.exchange.delivery import (
    Delivery,
    DeliveryError,
    Login,
    LoginError,
    Refusal,
    Server,
    TryLaterError,
    UnsureError,
)

_LEAVE = 5.0
"""Seconds to wait for a goodbye."""
_LOGIN_REFUSED = (530, 534, 535, 538)
"""Answers that mean name and password, or the want of them (RFC 4954)."""


def deliver(
    message: EmailMessage,
    sender: str,
    recipients: Sequence[str],
    server: Server,
    login: Login | None = None,
) -> Delivery:
    """Hand a message to a server, and return who was accepted and who refused.

    All of it takes `server.patience` seconds at most. Raises `TryLaterError` where the server
    cannot be reached, is late, or puts us off; `LoginError`, or `DeliveryError` where it is not to
    be trusted or refuses the message. A server that breaks off when it has been given the message
    may have taken it all the same (RFC 5321, 4.5.3.2.6): then `UnsureError`.
    """
    with _met(server, login) as smtp:
        refused = _sent(smtp, message, sender, recipients)
    bad = {refusal.address for refusal in refused}
    return Delivery(tuple(one for one in recipients if one not in bad), refused)


def meet(server: Server, login: Login | None = None) -> None:
    """Go as far as to where a message could be handed over, and leave. Raises as `deliver`."""
    with _met(server, login) as smtp:
        smtp.ehlo_or_helo_if_needed()


@contextmanager
def _met(server: Server, login: Login | None) -> Iterator[Conversation]:
    """Give a conversation with a server that knows us, and take leave of it."""
    smtp = Conversation(_own_name(), server.patience, server.most_said)
    with _explained(server, smtp):
        try:
            _connect(smtp, server)
            if login:
                _log_in(smtp, login)
            yield smtp
        except BaseException:
            smtp.close()
            raise
        _take_leave(smtp)


def _connect(smtp: Conversation, server: Server) -> None:
    if server.security == "tls":
        smtp.open(server.host, server.port, _trust(server))
        return
    smtp.open(server.host, server.port, None)
    if server.security == "starttls":
        smtp.ehlo_or_helo_if_needed()
        if not smtp.has_extn("starttls"):
            raise DeliveryError(
                f"{server.label} does not offer STARTTLS, so nothing was sent, because "
                "the message would travel unencrypted. Ask for the right port, or try "
                'smtp_security = "tls"'
            )
        smtp.secure(_trust(server), server.host)


def _sent(
    smtp: Conversation, message: EmailMessage, sender: str, recipients: Sequence[str]
) -> tuple[Refusal, ...]:
    """Send, and return who was refused; all of them is no error here."""
    try:
        answers = smtp.send_message(message, sender, list(recipients))
    except smtplib.SMTPRecipientsRefused as error:
        answers = error.recipients
        if len(answers) < len(recipients):  # the server closed while it was told the recipients
            code, reason = next(iter(answers.values()))
            raise smtplib.SMTPResponseException(code, reason) from error
    return tuple(
        Refusal(address, code, _words(reason)) for address, (code, reason) in answers.items()
    )


def _log_in(smtp: Conversation, login: Login) -> None:
    if not f"{login.user}{login.password}".isascii():
        raise LoginError(
            "smtp_user and the password must be ASCII: mail servers accept nothing else"
        )
    smtp.login(login.user, login.password)


def _take_leave(smtp: Conversation) -> None:
    """Say goodbye; the server has the message, so whatever happens now is no failure."""
    with suppress(smtplib.SMTPException, OSError):
        smtp.hurry(_LEAVE)
        smtp.quit()
    smtp.close()


def _trust(server: Server) -> ssl.SSLContext:
    """Return what certificates and names are checked with: as the system does, and the own CA."""
    context = ssl.create_default_context()
    if server.ca_file:
        try:
            context.load_verify_locations(server.ca_file)
        except ssl.SSLError as error:
            raise DeliveryError(
                f"smtp_ca_file: {server.ca_file} contains no certificate"
            ) from error
        except OSError as error:
            raise DeliveryError(
                f"smtp_ca_file: {server.ca_file} cannot be read: {error.strerror}"
            ) from error
        except ValueError as error:  # a character that no path has, as NUL
            raise DeliveryError(f"smtp_ca_file: {plain(server.ca_file)}: {error}") from error
    return context


def _own_name() -> str:
    """Return how to greet a server, without asking a name server for it (RFC 5321, 4.1.4)."""
    name = os.uname().nodename
    return name if "." in name and name.isascii() else "[127.0.0.1]"


@contextmanager
def _explained(server: Server, smtp: Conversation) -> Iterator[None]:
    """Turn what smtplib and the network raise into a `DeliveryError` with a sentence."""
    try:
        yield
    except DeliveryError:
        raise
    except smtplib.SMTPResponseException as error:
        if smtp.is_handed_over and not 400 <= error.smtp_code < 600:
            what = f"sent an invalid answer ({_said(error)})"
            raise _unsure(server, smtp, what) from error
        raise _refused(server, error) from error
    except (smtplib.SMTPException, OSError) as error:
        if smtp.is_handed_over:
            raise _unsure(server, smtp, _broken(server, error)) from error
        raise _failed(server, error) from error


def _unsure(server: Server, smtp: Conversation, what: str) -> UnsureError:
    return UnsureError(
        f"{server.label} {what} after receiving the message: it may or may not have "
        f"reached {', '.join(smtp.taken)}",
        tuple(smtp.taken),
    )


def _failed(server: Server, error: Exception) -> DeliveryError:
    """Return the error for what came between us and a server before it had the message."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return DeliveryError(f"{server.label} lacks a required feature: {error}")
    if isinstance(error, smtplib.SMTPServerDisconnected | TimeoutError | TooMuchError):
        return TryLaterError(f"{server.label} {_broken(server, error)}: the message was not sent")
    if isinstance(error, ssl.SSLError):
        return _unsafe(server, error)
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return TryLaterError(
            f"{server.label} cannot be reached: {plain(error.strerror or str(error))}"
        )
    return DeliveryError(f"{server.label}: {plain(str(error))}")


def _broken(server: Server, error: Exception) -> str:
    """Return how a conversation ended before its end, as a predicate."""
    for one in (error, error.__context__):
        if isinstance(one, TimeoutError):
            return f"did not finish within {server.patience:g} s"
        if isinstance(one, TooMuchError):
            return str(one)
    return "closed the connection"


def _unsafe(server: Server, error: ssl.SSLError) -> DeliveryError:
    """Return the error for a line that cannot be made safe."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return DeliveryError(
            f"{server.label} has an untrusted certificate, so nothing was sent: "
            f"{error.verify_message}. If its certificate is your own organization's, "
            "name the CA in smtp_ca_file"
        )
    reason = (error.reason or str(error)).replace("_", " ").lower()
    return DeliveryError(
        f"{server.label} failed the TLS handshake ({reason}): check smtp_security and smtp_port"
    )


def _refused(server: Server, error: smtplib.SMTPResponseException) -> DeliveryError:
    """Return the error for an answer that refuses the login, the sender or the whole message."""
    answer = _said(error)
    if error.smtp_code in _LOGIN_REFUSED:
        return LoginError(
            f"{server.label} rejected the login ({answer}): check smtp_user and the "
            "output of smtp_password_command"
        )
    if 400 <= error.smtp_code < 500:
        return TryLaterError(f"{server.label} asked to try again later: {answer}")
    if error.smtp_code < 500:
        return DeliveryError(
            f"{server.label} does not answer like a mail server ({answer}), so nothing "
            "was sent: check smtp_host and smtp_port"
        )
    return DeliveryError(f"{server.label} rejected the message: {answer}")


def _said(error: smtplib.SMTPResponseException) -> str:
    """Return an answer with its code, if it has one."""
    code = f"{error.smtp_code} " if error.smtp_code >= 0 else ""
    return f"{code}{_words(error.smtp_error)}".rstrip()


def _words(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return plain(text).strip()[:300]
