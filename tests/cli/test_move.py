"""`licensetui move` and `licensetui upgrade`, as the owner of a database runs them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from licensetui.store.migrations import MIGRATIONS, newest_schema
from tests.builders import a_license, a_portfolio
from tests.cli.program import a_file_of, printed, start
from tests.postgres.server import ANNA, OWNER, RITA, OwnDatabase, a_database

_KEY = {"last": "abcdef", "sha256": "0" * 64}
_EDIT = ("edit", "--license", "1", "--set", "notes=here")


@pytest.fixture
def database() -> Iterator[OwnDatabase]:
    made = a_database(template="template1")
    yield made
    made.drop()


@pytest.fixture
def file(tmp_path: Path) -> str:
    portfolio = a_portfolio(a_license("Jira"), a_license("Confluence", id=2))
    return a_file_of(tmp_path / "licenses.json", portfolio)


def test_there_and_back(file: str, database: OwnDatabase, tmp_path: Path) -> None:
    before = printed("list", "--json", "--file", file)
    url, new = database.url(OWNER), str(tmp_path / "back.json")
    head, where, closed, _, command, to_let_in, *lines = printed("move", file, url).splitlines()
    assert head == "Moved 2 licenses and 1 contact, and the history of 1 change, to:"
    assert where.strip() == url.replace(f"{OWNER}@", "")
    assert closed.startswith(f"{file} is closed:")
    assert "Jira" in printed("list", *shlex.split(command)[1:]), "by the role that moved it"
    assert "as the owner" in to_let_in
    for line in lines:
        database.execute(line.replace('"team"', ANNA))
    printed(*_EDIT, "--store", database.url(ANNA))
    assert "NOT SAVED" in _refused(*_EDIT, "--file", file)
    said = printed("move", url, new)
    assert f"  {new} on " in said
    assert "chmod 660" in said
    after = printed("list", "--json", "--file", new)
    assert after.replace('"notes": "here"', '"notes": ""') == before
    assert after != before
    assert "NOT SAVED" in _refused(*_EDIT[:-1], "notes=late", "--store", database.url(ANNA))


def test_calendars_and_scripts_see_no_difference(
    file: str, database: OwnDatabase, tmp_path: Path
) -> None:
    asked = (("export", "ics"), ("list", "--json"), ("history", "--json"), ("due", "--json"))
    before = [printed(*words, "--file", file) for words in asked]
    assert "UID:" in before[0]
    url, new = database.url(OWNER), str(tmp_path / "back.json")
    printed("move", file, url)
    there = [printed(*words, "--store", url) for words in asked]
    printed("move", url, new)
    assert [printed(*words, "--file", new) for words in asked] == before
    assert there == before


def test_whoever_lists_what_has_moved_learns_where_it_is(file: str, database: OwnDatabase) -> None:
    printed("move", file, database.url(OWNER))
    result = start("list", "--file", file)
    assert result.returncode == 0
    assert b"Confluence" in result.stdout
    assert b"this file has moved to postgresql://" in result.stderr
    assert "has moved to" in start("doctor", "--file", file).stdout.decode()


def test_what_is_there_stays(file: str, database: OwnDatabase, tmp_path: Path) -> None:
    other = a_file_of(tmp_path / "other.json", a_portfolio(a_license("Other")))
    printed("move", file, database.url(OWNER))
    assert "is not empty" in _refused("move", other, database.url(OWNER))
    assert "exists already" in _refused("move", database.url(OWNER), other)
    printed(*_EDIT, "--file", other)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("postgresql://me:s3cret@db1/x", "new.json"), "FROM must not contain a password"),
        (("old.json", "postgresql://db1/x?password=s3cret"), "TO must not contain a password"),
        (("old.json", "new.json", "--file", "third.json"), "leave out --file and --store"),
        (("old.json", "new.json", "--demo"), "--demo"),
        (("old.json", "new.json", "--readonly"), "--readonly"),
        (("nothing.json", "new.json"), "nothing.json does not exist"),
    ],
)
def test_what_cannot_be_moved_is_refused_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    sentence = _refused("move", *words)
    assert said in sentence
    assert "s3cret" not in sentence


def test_tables_are_made_by_their_owner_and_open_to_whom_he_lets_in(database: OwnDatabase) -> None:
    url = database.url(OWNER)
    assert "make empty tables" in printed("upgrade", "--store", url)
    assert "no tables yet" in _refused("list", "--store", url)
    _, step, _, *lines = printed("upgrade", "--apply", "--store", url).splitlines()
    assert step == "  make empty tables"
    assert printed("upgrade", "--store", url) == "Nothing to upgrade.\n"
    for line in lines:
        database.execute(line.replace('"team"', ANNA))
    for line in lines[:2]:
        database.execute(line.replace('"team"', RITA))
    printed("add", "license", "--set", "name=Jira", "--store", database.url(ANNA))
    assert "Jira" in printed("list", "--store", database.url(RITA))
    assert "NOT SAVED" in _refused(*_EDIT, "--store", database.url(RITA))
    assert "NOT UPGRADED" in _refused("upgrade", "--apply", "--store", _older(database, ANNA))


def test_documents_of_an_earlier_release_are_converted_by_the_owner(
    file: str, database: OwnDatabase
) -> None:
    printed("move", file, database.url(OWNER))
    url, newest = _older(database, OWNER), newest_schema(MIGRATIONS)
    assert "licensetui upgrade --apply" in _refused(
        "edit", "Jira", "--set", "notes=x", "--store", url
    )
    due = printed("upgrade", "--store", url)
    assert f"convert the documents from schema 1 to schema {newest}" in due
    printed("upgrade", "--apply", "--store", url)
    assert database.execute("SELECT schema, rewritten FROM head") == [(newest, 1)]
    asked = "SELECT document::text FROM record WHERE kind = 'licenses' AND id = 1"
    ((kept,),) = database.execute(asked)
    assert msgspec.json.decode(str(kept))["key"] == _KEY
    printed(*_EDIT, "--store", url)


def _refused(*arguments: str) -> str:
    result = start(*arguments)
    assert result.returncode
    assert result.stdout == b""
    return result.stderr.decode()


def _older(database: OwnDatabase, user: str) -> str:
    """Make the tables those of schema 1, in which a license key had its text."""
    database.execute("UPDATE head SET schema = 1")
    database.execute(
        "UPDATE record SET document = (jsonb_set(document::jsonb, '{key}', %s))::json"
        " WHERE kind = 'licenses' AND id = 1",
        msgspec.json.encode({"text": "secret", **_KEY}).decode(),
    )
    return database.url(user)


def test_a_file_needs_no_upgrade(file: str) -> None:
    assert printed("upgrade", "--file", file) == "Nothing to upgrade.\n"
