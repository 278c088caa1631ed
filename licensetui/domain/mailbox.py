"""An address to which, or from which, this program itself sends mail."""

from __future__ import annotations

import re

from licensetui.domain.plain import plain

LONGEST = 254
"""Characters of an address at most (RFC 5321, with erratum 1690)."""

_ATOM = r"[^\s\x00-\x20\x7f-\x9f\"(),.:;<>@\[\\\]]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}")


def mailbox(text: str) -> str:
    """Return an address as a mail server takes it: its domain in ASCII and in lower case.

    An internal name (`root@localhost`) is one too. Nothing that could end a line or begin another
    address gets through, and neither do quoted parts, encoded words, names, or literal addresses.
    Raises `ValueError` with the rest of the sentence `TEXT ...`.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at:
        raise ValueError("is not an address: it has no @")
    if not _LOCAL.fullmatch(local) or "=?" in local or plain(local) != local:
        raise ValueError("is not a plain address such as anna@example.org")
    try:
        name = (domain if domain.isascii() else domain.encode("idna").decode("ascii")).lower()
    except UnicodeError:
        name = ""
    if not _DOMAIN.fullmatch(name):
        raise ValueError(f"is not an address: {plain(domain)!r} is not a domain")
    if len(local) + 1 + len(name) > LONGEST:
        raise ValueError(f"is not an address: it has more than {LONGEST} characters")
    return f"{local}@{name}"
