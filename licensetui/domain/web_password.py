"""Passwords inside addresses: `https://anna:secret@example.org/`."""

from __future__ import annotations

import re

NOT_KEPT = "That address has a password in it, which is not kept"
"""Said where one is refused."""
_MARK = "***"
_PASSWORD = re.compile(
    r"\A(\s*[A-Za-z][A-Za-z0-9+.-]*://[^/?#:@\[\s]*:)"
    r"(?!\d*(?:[/?#]|\Z))"  # that would be a port
    r"(?:[^/?#]*|.*?)@"  # a password may have what ends a host elsewhere
)


def has_password(place: str) -> bool:
    """Say whether an address has a password in it, or the `***` that is shown for one."""
    return _PASSWORD.match(place) is not None


def without_password(place: str) -> str:
    """Return an address with `***` for its password, if it has one."""
    return _PASSWORD.sub(rf"\g<1>{_MARK}@", place)
