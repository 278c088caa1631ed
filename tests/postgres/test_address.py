"""An address: where it leads, that nobody listens on the way, and that it has no password."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensetui.store.errors import UnreadableError
from licensetui.store.postgres.address import Address


@pytest.fixture(autouse=True)
def _nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGSERVICE", "PGSSLMODE", "PGDATABASE", "PGSERVICEFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://anna:s3cret@db1/licenses",
        "postgresql://anna:s3cret@db1:5432,db2/licenses?sslmode=require",
        "postgresql://db1/licenses?password=s3cret",
        "postgresql://db1/licenses?sslmode=require&pass%77ord=s3cret",
        "postgresql://db1/licenses?sslpassword=s3cret",
        "postgresql://anna:s3cret@[db1/licenses",
        "postgresql://db1/licenses?s3cret",
        "host=db1 password=s3cret",
        "mysql://anna:s3cret@db1/licenses",
        "postgresql://:s3cret@/licenses",
        "postgresql://db1/licenses?user=anna#&password=s3cret",
        "postgresql://anna#:s3cret@db1/licenses",
        "postgresql://db1/licenses?scram_server_key=s3cret",
    ],
)
def test_a_password_is_refused_and_not_repeated(given: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        Address.of(given)
    assert "s3cret" not in str(raised.value)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("postgresql://db1,db2/licenses", "licenses@db1,db2"),
        ("postgresql://anna@db1:5433/licenses", "licenses@db1:5433"),
        ("postgresql://anna@db1:5432/licenses", "licenses@db1"),
        ("postgresql://db1,db2:5433/licenses", "licenses@db1,db2:5433"),
        ("postgresql://db1,db2/licenses?port=5433", "licenses@db1:5433,db2:5433"),
        ("postgresql:///licenses?host=/run/postgresql&port=5433", "licenses@/run/postgresql:5433"),
        ("postgres://anna@db1", "anna@db1"),
        ("postgresql:///licenses", "licenses"),
        ("postgresql:///licenses?host=/run/postgresql", "licenses@/run/postgresql"),
        ("postgresql:///?service=team", "licenses@team"),
    ],
)
def test_the_title_says_which_database_is_where(
    given: str, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services(tmp_path, monkeypatch, "host=db1.example.org")
    assert Address.of(given).title == title


def services(directory: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    path = directory / "services.conf"
    path.write_text("\n".join(("[team]", "dbname=licenses", *lines)))
    monkeypatch.setenv("PGSERVICEFILE", str(path))


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://db1/licenses",
        "postgresql://localhost,db2/licenses",
        "postgresql://10.1.2.3/licenses",
        "postgresql:///licenses?hostaddr=10.1.2.3",
        "postgresql://localhost/licenses?hostaddr=10.1.2.3",
        "postgresql:///?service=team",
    ],
)
def test_a_server_elsewhere_has_to_show_who_it_is(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services(tmp_path, monkeypatch, "host=db1.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/ours.pem")
    found = Address.of(given)
    assert found.is_elsewhere
    assert found.parameters["sslmode"] == "verify-full"
    assert found.parameters["sslrootcert"] == "/etc/ours.pem"


def test_the_certificates_of_this_machine_are_those_that_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    trusted = Address.of("postgresql://db1/licenses").parameters["sslrootcert"]
    assert trusted == "system" or Path(trusted).stat().st_size


def test_a_certificate_of_ones_own_is_used_where_there_is_one(home: Path) -> None:
    (home / ".postgresql").mkdir()
    (home / ".postgresql" / "root.crt").touch()
    found = Address.of("postgresql://db1/licenses")
    assert found.parameters["sslmode"] == "verify-full"
    assert "sslrootcert" not in found.parameters
    (home / ".postgresql" / "root.crt").unlink()
    (home / ".postgresql").rmdir()


def test_whoever_says_otherwise_is_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Address.of("postgresql://db1/x?sslmode=prefer").parameters["sslmode"] == "prefer"
    services(tmp_path, monkeypatch, "host=db1.example.org", "sslmode=require")
    assert "sslmode" not in Address.of("postgresql:///?service=team").parameters
    monkeypatch.setenv("PGSSLMODE", "verify-ca")
    assert "sslmode" not in Address.of("postgresql://db1/x").parameters


@pytest.mark.parametrize("host", ["/run/postgresql", "localhost", "127.0.0.1", "::1", ""])
def test_this_machine_is_not_elsewhere(host: str) -> None:
    found = Address.of(f"postgresql:///licenses?host={host}")
    assert not found.is_elsewhere
    assert "sslmode" not in found.parameters


def test_databases_are_told_apart_by_their_mark_and_known_again_by_it() -> None:
    given = ("/licenses?host=/a", "/licenses?host=/b", "/other?host=/a", "/licenses?host=/a&port=7")
    marks = [Address.of(f"postgresql://{one}").mark for one in given]
    assert len(set(marks)) == len(marks)
    assert Address.of("postgresql://bob@/licenses?host=/a").mark == marks[0]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o600])
def test_a_password_file_that_others_can_read_is_refused_before_libpq_warns_of_it(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "passwords"
    path.write_text("db1:5432:licenses:anna:s3cret")
    path.chmod(mode)
    monkeypatch.setenv("PGPASSFILE", str(path))
    if mode == 0o600:
        assert Address.of("postgresql://anna@db1/licenses")
    else:
        with pytest.raises(UnreadableError, match=f"can be read by others.*chmod 600 {path}"):
            Address.of("postgresql://anna@db1/licenses")
    assert capfd.readouterr().err == "", "it would stand across the screen"


def test_a_service_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services(tmp_path, monkeypatch)
    with pytest.raises(UnreadableError, match='definition of service "tema" not found'):
        Address.of("postgresql:///?service=tema")
