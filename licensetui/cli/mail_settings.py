"""The mail server by the settings, with a sentence where one of them is missing."""

from __future__ import annotations

from collections.abc import Iterable

from licensetui.cli.context import Context
from licensetui.domain.counting import by_count
from licensetui.domain.mailbox import mailbox
from licensetui.domain.plain import plain
from licensetui.domain.settings import SettingsError
from licensetui.exchange.delivery import USUAL_PORTS, Login, Server
from licensetui.exchange.password import password_from
from licensetui.home import expanded

_NEEDED = {"mail_from": "the sender's address", "smtp_host": "the mail server"}
"""Settings without which nothing can be sent, and what they are."""


def require_mail(context: Context) -> None:
    """Raise a `SettingsError` that names all settings without which nothing can be sent."""
    settings = context.settings
    held = {"mail_from": settings.mail_from or settings.me, "smtp_host": settings.smtp_host}
    missing = [name for name in _NEEDED if not held[name]]
    if held["mail_from"]:
        sender_of(context)
    if missing:
        raise _unset(context, *missing)


def sender_of(context: Context) -> str:
    """Return the address from which to write, or raise `SettingsError`."""
    settings = context.settings
    name = "mail_from" if settings.mail_from else "me"
    text = settings.mail_from or settings.me
    if not text:
        raise _unset(context, "mail_from")
    try:
        return mailbox(text)
    except ValueError as error:
        raise SettingsError(f"{context.settings_file}: {name}: {plain(text)!r} {error}") from error


def server_of(context: Context) -> Server:
    """Return the mail server, or raise `SettingsError`."""
    settings = context.settings
    if not settings.smtp_host:
        raise _unset(context, "smtp_host")
    security = settings.smtp_security
    port = settings.smtp_port or USUAL_PORTS[security]
    return Server(settings.smtp_host, port, security, _ca_file(context))


def _ca_file(context: Context) -> str:
    """Return the path of the CA, empty for none, or raise `SettingsError`."""
    path = context.settings.smtp_ca_file
    try:
        return str(expanded(path)) if path else ""
    except ValueError as error:
        raise SettingsError(f"{context.settings_file}: smtp_ca_file: {error}") from error


def login(context: Context) -> Login | None:
    """Return name and password, or None where the server asks for none. Raises `LoginError`."""
    settings = context.settings
    if not settings.smtp_user:
        return None
    return Login(settings.smtp_user, password_from(settings.smtp_password_command))


def _unset(context: Context, *names: str) -> SettingsError:
    told = by_count(len(names), "{names} is not set", "{names} are not set", names=_all(names))
    return SettingsError(
        f"{context.settings_file}: {told}: remind needs "
        f"{_all(_NEEDED[name] for name in names)}; use --dry-run to preview the message"
    )


def _all(words: Iterable[str]) -> str:
    return " and ".join(words)
