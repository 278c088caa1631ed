"""Addresses of databases, as the command line, the environment, and the settings name them."""

from __future__ import annotations

SCHEMES = ("postgresql://", "postgres://")
"""How an address begins."""
EXAMPLE = "postgresql://db1/licenses"
_SECRET = ("password", "sslpassword", "oauth_client_secret", "scram_client_key")
"""Parameters of an address that are passwords; no name needs a `%`, which could hide one."""


def is_address(text: str) -> bool:
    """Return whether a text means a database, well written or not."""
    return text.startswith(SCHEMES)


def address_problem(address: str) -> str:
    """Return why an address cannot be used, as a clause that does not repeat it; empty if it can.

    A password would be seen by others, in the list of processes and in files that many can read.
    """
    if not is_address(address):
        return f"must be the address of a database, such as {EXAMPLE}"
    rest = address.split("://", 1)[1]
    named = [part.partition("=")[0].lower() for part in rest.partition("?")[2].split("&")]
    is_secret = any(name in _SECRET or "%" in name for name in named)
    if is_secret or ":" in rest.rpartition("@")[0]:
        return (
            "must not contain a password, which others could see: use ~/.pgpass, a service file, "
            "or a login without one"
        )
    return ""
