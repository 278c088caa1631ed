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
from urllib.parse import unquote_plus, urlsplit

from psycopg import conninfo, pq

from licensetui.home import home
from licensetui.store.errors import UnreadableError

_SCHEMES = ("postgresql://", "postgres://")
_EXAMPLE = "postgresql://db1,db2/licenses"
_SECRETS = ("password", "sslpassword", "oauth_client_secret", "scram_client_key")
_SAFE = "verify-full"
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Red Hat
    "/etc/ssl/ca-bundle.pem",  # SUSE
    "/etc/ssl/cert.pem",  # macOS, Alpine
)
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
        _refuse_secrets(given)
        try:
            parameters = conninfo.conninfo_to_dict(given)
        except Exception as error:  # whose text may repeat all of the address
            raise _no_address() from error
        said = {name: str(value) for name, value in parameters.items()}
        _refuse_open_passwords(said)
        found = _resolved(said)
        hosts, place = _hosts(found), said.get("service") or found.get("host", "")
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


def is_address(text: str) -> bool:
    """Say whether a text is meant as the address of a database."""
    return text.startswith(_SCHEMES)


def _no_address() -> UnreadableError:
    return UnreadableError(f"not an address of a database: write one like {_EXAMPLE}")


def _refuse_secrets(given: str) -> None:
    """Raise `UnreadableError` for a password: everybody on this machine can read it in `ps`."""
    if not is_address(given):
        raise _no_address()
    try:
        parts = urlsplit(given)
        user = parts.netloc.rpartition("@")[0]
        names = [unquote_plus(one.partition("=")[0]) for one in parts.query.split("&")]
    except ValueError as error:
        raise _no_address() from error
    if ":" in user or any(name in _SECRETS for name in names):
        raise UnreadableError(
            "a password in an address can be read by others: remove it, and put it in ~/.pgpass, "
            "or log in by peer, Kerberos or a certificate"
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
            raise UnreadableError(_problem(begun.error_message))
        return {
            one.keyword.decode(): one.val.decode(errors="replace")
            for one in begun.info
            if one.val is not None
        }
    finally:
        begun.finish()


def _problem(message: bytes) -> str:
    said = message.decode(errors="replace").strip().splitlines()
    return f"not an address of a database: {said[0]}" if said else str(_no_address())


def _hosts(found: Mapping[str, str]) -> list[str]:
    """Return what is connected to: of each server its address, or else its name."""
    names = found.get("host", "").split(",")
    numbers = found.get("hostaddr", "").split(",")
    if len(numbers) < len(names):
        numbers += [""] * (len(names) - len(numbers))
    names += [""] * (len(numbers) - len(names))
    return [number or name for name, number in zip(names, numbers, strict=True)]


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
