"""Settings in words: what each means, for the manual, and for a file to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from textwrap import wrap

from licensetui.domain.settings import Settings

MEANINGS: Mapping[str, str] = {
    "store": (
        'the database to use instead of a file, as in "postgresql://db1/licenses"; no password '
        "may be in it"
    ),
    "me": 'your own address: the filters "mine" (you own it) and "my mail" (you are its contact)',
    "week_start": 'first day of the week; or "sunday", "saturday"',
    "urgent_days": "a date this near is marked `!`",
    "soon_days": "a date this near is marked `*`",
    "order_lead_days": "an order takes this long",
    "decision_lead_days": "decide this long before the end",
    "reminder_days": (
        "all vendors' reminders, before and after the end; otherwise each vendor's own"
    ),
    "unread_days": "an address may be unread for this many working days in a row",
    "weekend": "the days on which nobody works",
    "currency": "for amounts that name none",
    "currency_order": 'listed first, as in ["CHF", "EUR"]; then comes currency, then the others',
    "theme": (
        'or "light", "terminal" (its own colors, which are few), or one of Textual\'s, such as '
        '"nord", "gruvbox", "solarized-light"; `C` in the app shows all'
    ),
    "keys": (
        "your own keys, by the ids that `licensetui keys --ids` prints; several keys with "
        'commas, as in "f5, ctrl+t"'
    ),
    "mouse": "`false`: the mouse is left to the terminal",
    "output": 'send the terminal only what changes; or "plain": everything that is painted',
    "ask_dns": "ask whether a domain accepts email; --no-dns: not this time",
    "own_domains": 'your organization\'s, as in ["acme.com"]; empty: the ones of most contacts',
    "mail_from": "sender of `remind`; empty: me",
    "smtp_host": "the mail server that accepts reminders",
    "smtp_port": "0: 587 for starttls, 465 for tls, 25 for none",
    "smtp_security": 'or "tls", "none" (then no password is sent)',
    "smtp_user": "empty: no login",
    "smtp_password_command": "prints the password on its first line",
    "smtp_ca_file": "your organization's CA (PEM), trusted in addition to the system's",
}
"""What each setting means, in the order of the settings."""

_EXAMPLES: Mapping[str, str] = {
    "reminder_days": "reminder_days = [90, 30, 0, -15]",
    "keys": 'keys = { renew = "f5" }',
}
# Of what has no value by itself.


def toml(value: object) -> str:
    """Return a value of a setting as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def setting_lines() -> Iterator[tuple[str, str, bool]]:
    """Yield each setting as a line of the file, what it means, and whether that is its value."""
    usual = Settings()
    for field in fields(Settings):
        example = _EXAMPLES.get(field.name)
        line = example or f"{field.name} = {toml(getattr(usual, field.name))}"
        yield line, MEANINGS[field.name], example is None


def settings_file() -> str:
    """Return a settings file that changes nothing: all is commented out, and explained."""
    lines = [
        "# Settings of licensetui. Remove the # before a line to change its value.",
        "# What holds, and where each value comes from: licensetui config",
    ]
    for line, meaning, _ in setting_lines():
        if not line.startswith("keys ="):
            lines += ["", *_wrapped(meaning.replace("`", ""), "# "), f"#{line}"]
    keys = MEANINGS["keys"].replace("`", "")
    # A table ends what stands before it, so it is the last one.
    lines += ["", *_wrapped(keys, "# "), "#[keys]", '#renew = "f5"']
    return "\n".join(lines) + "\n"


def _wrapped(text: str, margin: str) -> list[str]:
    """Return a text in lines that begin with a margin."""
    return wrap(
        f"{text[0].upper()}{text[1:]}.", 80, initial_indent=margin, subsequent_indent=margin
    )
