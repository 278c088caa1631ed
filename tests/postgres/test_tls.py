"""A server elsewhere is talked to only if its certificate is trusted and has its name."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import trustme

from licensetui.store.postgres import address
from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import Database
from tests.postgres.cluster import until
from tests.postgres.server import ANNA, OWNER, cluster

NAME = "db.example.org"


@pytest.fixture(scope="module")
def authority() -> Iterator[trustme.CA]:
    """Yield who made the certificate of the tests' server."""
    made = cluster()
    authority = trustme.CA()
    certificate = authority.issue_cert(NAME)
    key, chain = made.folder / "key.pem", made.folder / "cert.pem"
    certificate.private_key_pem.write_to_path(key)
    certificate.cert_chain_pems[0].write_to_path(chain)
    for path in (key, chain):
        path.chmod(0o600)
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(path, account.pw_uid, account.pw_gid)
    settings = {"ssl": "on", "ssl_cert_file": str(chain), "ssl_key_file": str(key)}
    with psycopg.connect(made.url("postgres", OWNER), autocommit=True) as conn:
        for name, value in settings.items():
            conn.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        conn.execute("SELECT pg_reload_conf()")
        until(lambda: conn.execute("SHOW ssl").fetchall() == [("on",)], "it speaks TLS")
        yield authority
        for name in settings:
            conn.execute(f"ALTER SYSTEM RESET {name}".encode())
        conn.execute("SELECT pg_reload_conf()")


@pytest.fixture(autouse=True)
def _this_machine_counts_as_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "_is_elsewhere", lambda _: True)


def is_encrypted(name: str) -> bool:
    url = f"postgresql://{ANNA}@{name}:{cluster().port}/made?hostaddr=127.0.0.1"
    with Database(Address.of(url)).connect() as conn:
        asked = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        return bool(conn.execute(asked.encode()).fetchall()[0][0])


def test_a_server_that_shows_who_it_is_is_talked_to(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    assert is_encrypted(NAME)
    with pytest.raises(psycopg.OperationalError, match="does not match host name"):
        is_encrypted("other.example.org")


def test_a_stranger_is_not(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(psycopg.OperationalError, match="certificate"):
        is_encrypted(NAME)
