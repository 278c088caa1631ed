"""Names that may be asked of a name server, and those that never leave this machine."""

from __future__ import annotations

import re

NEVER_ASKED = (
    "local",
    "localhost",
    "onion",
    "alt",
    "internal",
    "home.arpa",
    *("lan", "corp", "home", "localdomain", "intranet", "private", "mail"),
)
"""Endings that exist in no public DNS (RFC 6761, 6762, 7686, 8375, 9476; ICANN for `internal`).

The last line are names that companies use inside (RFC 6762, appendix G): who asks outside for them
tells how the own network is called.

`test`, `example` and `invalid` are asked as any other: a server may answer for them on purpose.
"""

LONGEST_NAME = 253
"""Characters of a domain name at most (RFC 1035: 255 bytes with the lengths of its labels)."""

_LABEL = re.compile(r"(?:[a-z0-9_-]|[^\x00-\x7f]){1,63}")


def asked_name(domain: str) -> str:
    """Return a domain as it is asked for: in lower case, trimmed, without a dot at its end."""
    return domain[: LONGEST_NAME * 4].strip().lower().removesuffix(".")


def why_never(name: str) -> str:
    """Return why a name, as `asked_name` gives it, is not asked; empty if it may be."""
    if not name:
        return "no domain"
    if len(name) > LONGEST_NAME:
        return f"more than {LONGEST_NAME} characters"
    labels = name.split(".")
    if (
        name.startswith("[")
        or ":" in name
        or (len(labels) == 4 and name.replace(".", "").isdigit())
    ):
        return "a number, not a domain"
    if not all(_LABEL.fullmatch(label) for label in labels):
        return "no name that DNS can know"
    if len(labels) == 1 or name.endswith(tuple(f".{ending}" for ending in NEVER_ASKED)):
        return "internal name"
    if labels[-1].isdigit():
        return "no name that DNS can know"
    return ""
