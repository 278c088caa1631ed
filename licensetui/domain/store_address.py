"""Addresses of databases, as the command line, the environment, and the settings name them."""

from __future__ import annotations

import re

EXAMPLE = "postgresql://db1/licenses"
"""An address, for those who have to write one."""
_SCHEMES = ("postgresql://", "postgres://")
_SECRET = (
    "password",
    "sslpassword",
    "oauth_client_secret",
    "scram_client_key",
    "scram_server_key",
)
"""Parameters of an address that are passwords; no name needs a `%`, which could hide one."""
_IPV6 = re.compile(r"\[[^]]*\]")
_NO_PORT = re.compile(r":(?!\d*(?:[,/]|$))")
"""What stands after a host and is no port: a password with a character that ends it too early."""


def is_address(text: str) -> bool:
    """Return whether a text means a database, well written or not."""
    return text.startswith(_SCHEMES)


def address_problem(address: str) -> str:
    """Return why an address cannot be used, as a clause that does not repeat it; empty if it can.

    A password would be seen by others, in the list of processes and in files that many can read.
    """
    if not is_address(address):
        return f"must be the address of a database, such as {EXAMPLE}"
    hosts, _, query = address.split("://", 1)[1].partition("?")
    user = hosts.rpartition("@")[0]
    if ":" in user or _NO_PORT.search(_IPV6.sub("", hosts)) or any(map(_is_secret, _parts(query))):
        return (
            "must not contain a password, which others could see: use ~/.pgpass, a service file, "
            "or a login without one"
        )
    return ""


def _parts(query: str) -> list[str]:
    return query.split("&") if query else []


def _is_secret(part: str) -> bool:
    name, sign, _ = part.partition("=")
    return not sign or "%" in name or name.lower() in _SECRET
