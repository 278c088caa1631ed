"""Where a run finds the licenses: a file or a database, and what names it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from licensetui.cli import places
from licensetui.cli.registry import DATABASE_KEEPER
from licensetui.domain.store_address import address_problem
from licensetui.door import load
from licensetui.store.memory import MemoryStore
from tests.builders import a_license, a_portfolio
from tests.cli.program import ROOT, a_file_of, printed, records, refused, start
from tests.postgres.server import RITA, emptied_database

DATABASE = "postgresql:///licenses"
SECRETS = (
    "postgresql://anna:s3cret@db1/licenses",
    "postgresql://anna:s3c/ret@db1/licenses",
    "postgresql://anna:s3c?ret@db1/licenses",
    "postgresql://db1/licenses?password=s3cret",
    "postgresql://db1/licenses?sslmode=require&PASSWORD=s3cret",
    "postgresql://db1/licenses?pass%77ord=s3cret",
    "postgres://db1/licenses?sslpassword=s3cret",
    "postgresql://db1/licenses?user=anna#&password=s3cret",
    "postgresql://anna#:s3cret@db1/licenses",
    "postgresql://db1/licenses?scram_server_key=s3cret",
)


class _Database:
    """A keeper of a database that is only pretended: its one license is named as its address."""

    is_there = True

    def __init__(self, address: str, now: Callable[[], datetime]) -> None:
        self.title = address

    def open(self, readonly: bool) -> MemoryStore:
        return MemoryStore(a_portfolio(a_license(self.title)), title=self.title)

    def own(self, path: Path) -> str:
        return ""


@pytest.fixture
def databases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each address have its database."""
    monkeypatch.setattr(
        places, "load", lambda what: _Database if what == DATABASE_KEEPER else load(what)
    )


def named(*arguments: str, **environ: str) -> str:
    """Return the name of the one license that a run finds."""
    (record,) = records("list", *arguments, **environ)
    return str(record["name"])


@pytest.mark.usefixtures("databases")
def test_an_option_wins_over_a_variable_and_that_over_the_settings(tmp_path: Path) -> None:
    file = a_file_of(tmp_path / "x.json", a_portfolio(a_license("in the file")))
    settings = tmp_path / "settings.toml"
    settings.write_text('store = "postgresql://db3/c"')
    environ = {"LICENSETUI_SETTINGS": str(settings)}
    assert named(**environ) == "postgresql://db3/c"
    environ["LICENSETUI_STORE"] = "postgresql://db2/b"
    assert named(**environ) == "postgresql://db2/b"
    assert named("--store", "postgresql://db1/a", **environ) == "postgresql://db1/a"
    assert named("--file", file, **environ) == "in the file"
    assert named(LICENSETUI_FILE=file, LICENSETUI_SETTINGS=str(settings)) == "in the file"
    assert "Jira" in printed("list", "--demo", **environ)


@pytest.mark.parametrize(
    ("arguments", "environ", "says"),
    [
        (("--file", "x", "--store", DATABASE), {}, "--file and --store cannot be used together"),
        (("--demo", "--store", DATABASE), {}, "--demo and --store cannot be used together"),
        (("--store", ""), {}, "--store needs an address"),
        (("--store", "x.json"), {}, "such as postgresql://db1/licenses; for a file use --file"),
        (("--file", DATABASE), {}, "--file names a file; for a database use --store"),
        ((), {"LICENSETUI_STORE": "x.json"}, "LICENSETUI_STORE must be the address of a database"),
        ((), {"LICENSETUI_FILE": DATABASE}, "LICENSETUI_FILE names a file"),
        (
            (),
            {"LICENSETUI_STORE": DATABASE, "LICENSETUI_FILE": "x"},
            "LICENSETUI_FILE and LICENSETUI_STORE are both set: unset one of them",
        ),
    ],
)
def test_what_names_two_places_or_none_is_wrong_use(
    arguments: tuple[str, ...], environ: dict[str, str], says: str
) -> None:
    assert says in refused(2, *arguments, "list", **environ)


@pytest.mark.parametrize("address", SECRETS)
def test_an_address_with_a_password_is_refused_and_appears_nowhere(
    tmp_path: Path, address: str
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f"store = '{address}'")
    environ = {"LICENSETUI_SETTINGS": str(settings)}
    for command in ("list", "config", "backup"):
        for said in (
            refused(2, "--store", address, command),
            refused(2, command, LICENSETUI_STORE=address),
            refused(78, command, **environ),
        ):
            assert "must not contain a password" in said
            assert "s3c" not in said
    for result in (
        start("doctor", "--store", address),
        start("doctor", LICENSETUI_STORE=address),
        start("doctor", **environ),
    ):
        assert b"must not contain a password" in result.stdout + result.stderr
        assert b"s3c" not in result.stdout + result.stderr


def test_an_address_without_a_password_is_none_of_them() -> None:
    for address in (
        DATABASE,
        "postgresql://anna@db1:5432,db2:5433/licenses?sslmode=verify-full",
        "postgresql://[::1]:5432/licenses",
        "postgresql:///?service=licenses",
        "postgresql://db1:5432/licenses?user=anna@example.org",
        "postgresql:///licenses?host=/run/postgresql&passfile=/home/anna/.pgpass",
    ):
        assert address_problem(address) == ""


def test_without_its_driver_one_sentence_says_how_to_get_it_and_a_file_needs_none(
    tmp_path: Path,
) -> None:
    file = a_file_of(tmp_path / "x.json", a_portfolio(a_license("Jira")))

    def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the program where psycopg is not installed."""
        without = "import sys; sys.modules['psycopg'] = None\n"
        program = f"{without}from licensetui.cli import main\nsys.exit(main({arguments!r}))"
        return subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
        )

    result = ran("--store", DATABASE, "list")
    assert (result.returncode, result.stdout) == (74, "")
    assert result.stderr == (
        "licensetui: a database needs psycopg, and it is not installed: "
        "install licensetui[postgres] (licensetui help team)\n"
    )
    assert "Jira" in ran("--file", file, "list").stdout


def test_commands_do_on_a_database_what_they_do_on_a_file(tmp_path: Path) -> None:
    with emptied_database() as database:
        environ = {"LICENSETUI_STORE": database.url()}
        assert "No licenses yet" in printed("list", **environ)
        assert "Saved: add license Jira" in printed(
            "add", "license", "--set", "name=Jira", **environ
        )
        assert "Saved: " in printed("edit", "Jira", "--set", "seats=50", **environ)
        assert [x["seats"] for x in records("list", **environ)] == [50]
        assert "Undone: " in printed("undo", **environ)
        assert [x["seats"] for x in records("list", **environ)] == [None]
        written = tmp_path / "x.ics"
        assert start("export", "ics", "-o", str(written), **environ).returncode == 0
        assert written.exists()
        said = refused(74, "edit", "Jira", "--set", "seats=5", "--store", database.url(RITA))
        assert said == "NOT SAVED: the database lets rita only read"


@pytest.mark.usefixtures("databases")
def test_a_command_to_be_copied_names_the_place_again(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("Name,End\nConfluence,2027-01-31\n")
    shown = printed("--store", DATABASE, "import", str(rows))
    assert f"licensetui import {rows} --store {DATABASE} --apply" in shown
    assert "--store" not in printed("import", str(rows), LICENSETUI_STORE=DATABASE)
    calendar = tmp_path / "away.ics"
    calendar.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        b"DTSTAMP:20261122T000000Z\r\nDTSTART;VALUE=DATE:20261214\r\n"
        b"DTEND;VALUE=DATE:20261219\r\nSUMMARY:Vacation\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    shown = printed("--store", DATABASE, "absences", str(calendar), "--of", "1")
    assert f"licensetui absences {calendar} --store {DATABASE} --of 1 --apply" in shown


def test_the_settings_that_hold_say_what_named_the_place(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('store = "postgresql://db3/c"')
    environ = {"LICENSETUI_SETTINGS": str(settings)}

    def told(*arguments: str, **more: str) -> tuple[str, str]:
        found = records("config", *arguments, **environ, **more)
        return next((x["value"], x["from"]) for x in found if x["name"] == "store")

    assert told() == ("postgresql://db3/c", "settings file, line 1")
    usual = 'without it "postgresql://db3/c"'
    assert told("--store", DATABASE) == (DATABASE, f"--store; {usual}")
    assert told("--file", "x") == ("", f"--file; {usual}")
    assert told(LICENSETUI_STORE=DATABASE) == (DATABASE, f"LICENSETUI_STORE; {usual}")
