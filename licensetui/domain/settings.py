"""The user's settings, as a frozen value that is read once and handed down."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import Literal

from licensetui.domain.mailbox import mailbox
from licensetui.domain.store_address import address_problem
from licensetui.domain.structure import StructureError, check_lead, check_types

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of a week, as in `weekend`; the place of each is its `date.weekday`."""
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
_DOMAIN = re.compile(rf"(?=.{{4,253}}$)(?:{_LABEL}\.)+(?=[^\W\d])(?=..){_LABEL}")
_COUNTS = (
    "urgent_days",
    "soon_days",
    "order_lead_days",
    "decision_lead_days",
    "unread_days",
)
_CURRENCY = re.compile("[A-Z]{3}")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*|[0-9a-f:]+:[0-9a-f:.]*")

ThemeName = Literal[
    "dark",
    "light",
    "terminal",
    "textual-dark",
    "textual-light",
    "ansi-dark",
    "ansi-light",
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "tokyo-night",
]
"""Ours, and those of Textual by its names, which nobody loads to read settings."""


@dataclass(frozen=True)
class Settings:
    """All settings, each with the value that holds where the file says nothing."""

    store: str = ""
    """The address of the database that is used; if empty, it is a file."""
    me: str = ""
    """The user's own e-mail address among the contacts."""
    week_start: Literal["monday", "sunday", "saturday"] = "monday"
    """First day of the week in month grids."""
    urgent_days: int = 30
    """A milestone this near is marked `!`."""
    soon_days: int = 90
    """A milestone this near is marked `*`."""
    order_lead_days: int = 30
    """Days an order takes before the end of a term."""
    decision_lead_days: int = 90
    """Days before the end by which to decide whether to renew."""
    reminder_days: tuple[int, ...] | None = None
    """Days before the end (negative: after) of all vendors' reminders; None: as each does."""
    unread_days: int = 3
    """So many working days in a row may pass on which nobody reads an address."""
    weekend: tuple[str, ...] = ("saturday", "sunday")
    """The days of a week on which nobody works."""
    currency: str = "EUR"
    """ISO code for amounts that come without a currency."""
    currency_order: tuple[str, ...] = ()
    """The currencies to be shown first; then comes `currency`, then all others by name."""
    theme: ThemeName = "dark"
    """Colors of our own, on dark or on light; those of the terminal, which are few; or a theme of
    Textual's."""
    keys: tuple[tuple[str, str], ...] = ()
    """Ids of commands, each with the keys that the user gives it; `licensetui keys` lists both."""
    mouse: bool = True
    """Whether the screens listen to the mouse."""
    output: Literal["changes", "plain"] = "changes"
    """What is sent to the terminal: only what changes, or all that is painted, as Textual does."""
    ask_dns: bool = True
    """Whether name servers are asked if a domain takes mail; only the domain leaves the machine."""
    own_domains: tuple[str, ...] = ()
    """The mail domains of the user's organization; if empty, those of most contacts count."""
    mail_from: str = ""
    """The address from which `licensetui remind` writes; if empty, `me`."""
    smtp_host: str = ""
    """The mail server that takes reminders; without one none is sent."""
    smtp_port: int = 0
    """Its port; 0 for the usual one of `smtp_security`: 587, 465 or 25."""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the way to it is made safe: by STARTTLS, by TLS from the first byte, or not at all."""
    smtp_user: str = ""
    """The name to log in with; empty where the server asks for none."""
    smtp_password_command: str = ""
    """A command, run without a shell, that prints the password on its first line."""
    smtp_ca_file: str = ""
    """A file of certificates (PEM) to be trusted beside those of the system."""

    def __post_init__(self) -> None:
        """Refuse wrong types and limits that contradict each other."""
        check_types(self)
        for name in _COUNTS:
            check_lead(name, getattr(self, name))
        if self.store and (why := address_problem(self.store)):
            raise StructureError("store", why)
        if self.soon_days < self.urgent_days:
            raise StructureError("soon_days", "must not be less than urgent_days")
        if not all(type(days) is int and abs(days) <= 3650 for days in self.reminder_days or ()):
            raise StructureError("reminder_days", "must be whole numbers of days")
        self._check_weekend()
        for domain in self.own_domains:
            if not (isinstance(domain, str) and _DOMAIN.fullmatch(domain)):
                problem = f'must be domains such as "acme.com"; {domain!r} is not one'
                raise StructureError("own_domains", problem)
        if not _CURRENCY.fullmatch(self.currency):
            raise StructureError("currency", "must be an ISO code of three capital letters")
        for code in self.currency_order:
            if not (isinstance(code, str) and _CURRENCY.fullmatch(code)):
                problem = f'must be ISO codes such as "EUR"; {code!r} is not one'
                raise StructureError("currency_order", problem)
        self._check_mail()

    def _check_weekend(self) -> None:
        for day in self.weekend:
            if day not in WEEKDAYS:
                problem = f'must be days such as "saturday"; {day!r} is not one'
                raise StructureError("weekend", problem)
        if len(set(self.weekend)) == len(WEEKDAYS):
            raise StructureError("weekend", "must leave at least one working day")

    def _check_mail(self) -> None:
        if self.mail_from:
            try:
                mailbox(self.mail_from)
            except ValueError as error:
                raise StructureError("mail_from", f"{self.mail_from!r} {error}") from error
        if self.smtp_host and not _HOST.fullmatch(self.smtp_host):
            problem = f'must be a name such as "mail.acme.com"; {self.smtp_host!r} is not one'
            raise StructureError("smtp_host", problem)
        if not 0 <= self.smtp_port <= 65535:
            raise StructureError("smtp_port", "must be from 1 to 65535, or 0 for the default")
        try:
            command = shlex.split(self.smtp_password_command)
        except ValueError as error:
            raise StructureError("smtp_password_command", "has an unclosed quote") from error
        if bool(self.smtp_user) is not bool(command):
            missing = "smtp_password_command" if self.smtp_user else "smtp_user"
            other = "smtp_user" if self.smtp_user else "smtp_password_command"
            raise StructureError(other, f"needs {missing} as well")
        if self.smtp_user and self.smtp_security == "none":
            problem = 'must be "starttls" or "tls": otherwise the password is sent as plain text'
            raise StructureError("smtp_security", problem)


class SettingsError(Exception):
    """A setting cannot be used. Its text is a sentence that says where, and what to do."""
