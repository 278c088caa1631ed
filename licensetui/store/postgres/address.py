"""An address of a database: what it says, what it must not say, and how safe the way there is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from shlex import quote

from psycopg import conninfo, pq

from licensetui.domain.store_address import EXAMPLE, address_problem
from licensetui.home import home
from licensetui.store.errors import UnreadableError

_SAFE = "verify-full"
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Red Hat
    "/etc/ssl/ca-bundle.pem",  # SUSE
    "/etc/ssl/cert.pem",  # macOS, Alpine
)
_USUAL = ("", "5432")
"""Ports that no title names."""
_NO_MODE = "prefer"
"""What libpq does where nobody has said anything."""


@dataclass(frozen=True)
class Address:
    """A database, by the address that the user gave. Make one with `Address.of`."""

    given: str
    """The address; there is no password in it."""
    title: str
    """The name on screen: `licenses@db1,db2`."""
    parameters: Mapping[str, str]
    """What libpq is asked to connect to, without what it finds out by itself."""
    mark: str
    """Letters and digits that tell it from every other database."""
    is_elsewhere: bool
    """Whether one of its servers is on another machine."""

    @classmethod
    def of(cls, given: str) -> Address:
        """Understand an address. Raises `UnreadableError`, whose text repeats no password."""
        if why := address_problem(given):
            raise UnreadableError(f"the address {why}")
        try:
            parameters = conninfo.conninfo_to_dict(given)
        except Exception as error:  # whose text may repeat all of the address
            raise _not_one(f"write one like {EXAMPLE}") from error
        said = {name: str(value) for name, value in parameters.items()}
        _refuse_open_passwords(said)
        found = _resolved(said)
        hosts, place = _hosts(found), said.get("service") or _place(found)
        far = any(map(_is_elsewhere, hosts))
        if far and found.get("sslmode", _NO_MODE) == _NO_MODE and "sslmode" not in said:
            said |= _safe(found)
        name = found.get("dbname") or found.get("user", "")
        known = "\n".join((name, *hosts, found.get("port", "")))
        return cls(
            given,
            f"{name}@{place}" if place else name,
            said,
            hashlib.sha256(known.encode()).hexdigest()[:16],
            far,
        )


def _refuse_open_passwords(said: Mapping[str, str]) -> None:
    """Raise `UnreadableError` for a password file that others can read.

    libpq does not use it, and writes a warning across the screen at each connection.
    """
    ours = home()
    named = said.get("passfile") or os.environ.get("PGPASSFILE")
    path = Path(named) if named else ours and ours / ".pgpass"
    with suppress(OSError):
        if path and path.is_file() and path.stat().st_mode & 0o077:
            raise UnreadableError(
                f"{path} can be read by others, so it is not used: chmod 600 {quote(str(path))}"
            )


def _resolved(said: Mapping[str, str]) -> Mapping[str, str]:
    """Return all parameters, also those of a service file and of the environment, as libpq does.

    It looks for them when a connection is begun. With a word that it does not know it ends there,
    and nothing has gone over the network.
    """
    asked = {**said, "target_session_attrs": "none of them"}
    begun = pq.PGconn.connect_start(conninfo.make_conninfo("", **asked).encode())
    try:
        if not begun.error_message or b"target_session_attrs" not in begun.error_message:
            message = begun.error_message.decode(errors="replace").strip()
            raise _not_one(message.partition("\n")[0])
        return {
            one.keyword.decode(): one.val.decode(errors="replace")
            for one in begun.info
            if one.val is not None
        }
    finally:
        begun.finish()


def _not_one(why: str) -> UnreadableError:
    return UnreadableError(f"not an address of a database: {why}")


def _hosts(found: Mapping[str, str]) -> list[str]:
    """Return what is connected to: of each server its address, or else its name."""
    names = found.get("host", "").split(",")
    numbers = found.get("hostaddr", "").split(",")
    if len(numbers) < len(names):
        numbers += [""] * (len(names) - len(numbers))
    names += [""] * (len(numbers) - len(names))
    return [number or name for name, number in zip(names, numbers, strict=True)]


def _place(found: Mapping[str, str]) -> str:
    """Return the servers for a title, with the ports that are not the usual one: `db1:5433,db2`."""
    hosts, ports = found.get("host", "").split(","), found.get("port", "").split(",")
    if len(ports) < len(hosts):
        ports = ports[:1] * len(hosts)
    named = zip(hosts, ports, strict=False)
    return ",".join(f"{host}:{port}" if port not in _USUAL else host for host, port in named)


def _is_elsewhere(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return False
    try:
        return not ip_address(host.partition("%")[0]).is_loopback
    except ValueError:  # a name
        return True


def _safe(found: Mapping[str, str]) -> dict[str, str]:
    """Return what makes libpq talk only to a server that shows who it is."""
    ours = home()
    has_own = ours is not None and (ours / ".postgresql" / "root.crt").exists()
    if found.get("sslrootcert") or has_own:
        return {"sslmode": _SAFE}
    return {"sslmode": _SAFE, "sslrootcert": _authorities()}


def _authorities() -> str:
    """Return where the certificates are that this machine trusts.

    The library that comes with psycopg looks for them where they are on no machine.
    """
    said = os.environ.get("SSL_CERT_FILE")
    return said or next((path for path in _BUNDLES if Path(path).exists()), "system")
