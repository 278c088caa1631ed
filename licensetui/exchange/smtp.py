"""Handing a message to a mail server: the one place where this program sends mail."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from licensetui.domain.plain import plain
from licensetui.exchange.delivery import (
    Delivery,
    DeliveryError,
    Login,
    LoginError,
    Refusal,
    Server,
    TryLaterError,
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

    Raises `TryLaterError` where the server cannot be reached, does not answer in time, or puts us
    off; `LoginError`, or `DeliveryError` where it is not to be trusted or refuses the message. A
    server that breaks off after it has the whole message may have taken it all the same (RFC 5321,
    4.5.3.2.6): that counts as not sent.
    """
    with _explained(server):
        smtp = _connected(server)
        try:
            if login:
                _log_in(smtp, login)
            refused = _sent(smtp, message, sender, recipients)
        except BaseException:
            smtp.close()
            raise
        _take_leave(smtp)
    bad = {refusal.address for refusal in refused}
    return Delivery(tuple(one for one in recipients if one not in bad), refused)


def _connected(server: Server) -> smtplib.SMTP:
    name = _own_name()
    if server.security == "tls":
        return smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=server.timeout, context=_trust(server)
        )
    smtp = smtplib.SMTP(server.host, server.port, name, timeout=server.timeout)
    if server.security == "starttls":
        try:
            smtp.ehlo_or_helo_if_needed()
            if not smtp.has_extn("starttls"):
                raise DeliveryError(
                    f"{server.label} offers no STARTTLS, so nothing was sent: without it anybody "
                    "on the way could read the mail. Ask for the right port, or try smtp_security "
                    '= "tls"'
                )
            smtp.starttls(context=_trust(server))
        except BaseException:
            smtp.close()
            raise
    return smtp


def _sent(
    smtp: smtplib.SMTP, message: EmailMessage, sender: str, recipients: Sequence[str]
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


def _log_in(smtp: smtplib.SMTP, login: Login) -> None:
    if not f"{login.user}{login.password}".isascii():
        raise LoginError("smtp_user and the password must be ASCII: mail servers take nothing else")
    smtp.login(login.user, login.password)


def _take_leave(smtp: smtplib.SMTP) -> None:
    """Say goodbye; the server has the message, so whatever happens now is no failure."""
    with suppress(smtplib.SMTPException, OSError):
        if smtp.sock and smtp.timeout > _LEAVE:
            smtp.sock.settimeout(_LEAVE)
        smtp.quit()
    smtp.close()


def _trust(server: Server) -> ssl.SSLContext:
    """Return what certificates and names are checked with: as the system does, and the own CA."""
    context = ssl.create_default_context()
    if server.ca_file:
        try:
            context.load_verify_locations(server.ca_file)
        except ssl.SSLError as error:
            raise DeliveryError(f"smtp_ca_file: {server.ca_file} holds no certificate") from error
        except OSError as error:
            raise DeliveryError(
                f"smtp_ca_file: {server.ca_file} cannot be read: {error.strerror}"
            ) from error
    return context


def _own_name() -> str:
    """Return how to greet a server, without asking a name server for it (RFC 5321, 4.1.4)."""
    name = os.uname().nodename
    return name if "." in name and name.isascii() else "[127.0.0.1]"


@contextmanager
def _explained(server: Server) -> Iterator[None]:
    """Turn what smtplib and the network raise into a `DeliveryError` with a sentence."""
    try:
        yield
    except DeliveryError:
        raise
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryError(f"{server.label} cannot do what is needed: {error}") from error
    except smtplib.SMTPServerDisconnected as error:
        if isinstance(error.__context__, TimeoutError):
            raise _late(server) from error
        raise TryLaterError(f"{server.label} broke off: the mail was not sent") from error
    except smtplib.SMTPResponseException as error:
        raise _refused(server, error) from error
    except smtplib.SMTPException as error:
        raise DeliveryError(f"{server.label}: {plain(str(error))}") from error
    except ssl.SSLError as error:
        raise _unsafe(server, error) from error
    except TimeoutError as error:
        raise _late(server) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise TryLaterError(f"{server.label} cannot be reached: {reason}") from error


def _unsafe(server: Server, error: ssl.SSLError) -> DeliveryError:
    """Return the error for a line that cannot be made safe."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return DeliveryError(
            f"{server.label} is not to be trusted, so nothing was sent: {error.verify_message}. "
            "If its certificate is your own organization's, name the CA in smtp_ca_file"
        )
    reason = (error.reason or str(error)).replace("_", " ").lower()
    return DeliveryError(
        f"{server.label} speaks no TLS as it should ({reason}): look at smtp_security and smtp_port"
    )


def _late(server: Server) -> TryLaterError:
    return TryLaterError(
        f"{server.label} did not answer within {server.timeout:g} s: the mail was not sent"
    )


def _refused(server: Server, error: smtplib.SMTPResponseException) -> DeliveryError:
    """Return the error for an answer that refuses the login, the sender or the whole message."""
    answer = f"{error.smtp_code} {_words(error.smtp_error)}".rstrip()
    if error.smtp_code in _LOGIN_REFUSED:
        return LoginError(
            f"{server.label} refuses the login ({answer}): look at smtp_user and what "
            "smtp_password_command prints"
        )
    if 400 <= error.smtp_code < 500:
        return TryLaterError(f"{server.label} puts us off: {answer}")
    return DeliveryError(f"{server.label} refuses the mail: {answer}")


def _words(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return plain(text).strip()[:300]
