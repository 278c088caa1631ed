"""Migrations: files of earlier releases become what this release reads."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from licensetui.store.errors import DamagedError

Documents = dict[str, dict[str, Any]]
"""Documents by table and id, as plain JSON values."""

Migration = Callable[[Documents], Documents]
"""A pure function from the documents of one schema to those of the next."""


class _DocumentError(Exception):
    """One document cannot be migrated. Its text names it; the cause says why."""


def of_each(table: str, change: Callable[[dict[str, Any]], None]) -> Migration:
    """Return the migration that applies `change` to each document of a table, in place.

    A document at which that fails is named to the user.
    """

    def migrate(documents: Documents) -> Documents:
        changed = copy.deepcopy(documents.get(table, {}))
        for id, document in changed.items():
            try:
                change(document)
            except Exception as error:
                raise _DocumentError(f"{table} {id}") from error
        return {**documents, table: changed} if table in documents else documents

    return migrate


def _drop_key_text(license: dict[str, Any]) -> None:
    """Drop the text of a license key, for which there was a field that nothing ever filled."""
    if isinstance(license.get("key"), dict):
        license["key"].pop("text", None)


def _fields_added(documents: Documents) -> Documents:
    """Return what it is given: a release that does not know the new fields must not guess at them.

    Schema 3 has owners, weeks of notice and prices; schema 4 days of keys, and documents.
    """
    return documents


MIGRATIONS: tuple[Migration, ...] = (
    of_each("licenses", _drop_key_text),
    _fields_added,
    _fields_added,
)
"""The first one leads from schema 1 to schema 2. Never changed, only added to."""


def newest_schema(migrations: tuple[Migration, ...]) -> int:
    """Return the number of the schema to which all `migrations` lead."""
    return 1 + len(migrations)


def changes_documents(schema: int, migrations: tuple[Migration, ...] = MIGRATIONS) -> bool:
    """Say whether what leads from `schema` to the newest one changes any document.

    What only adds fields does not, and then a large file opens in two thirds of the time.
    """
    return any(migration is not _fields_added for migration in migrations[schema - 1 :])


def migrated(
    documents: Documents,
    schema: int,
    migrations: tuple[Migration, ...] = MIGRATIONS,
    place: str = "the file",
) -> Documents:
    """Return documents of `schema` as those of the newest one, or raise `DamagedError`."""
    for number, migration in enumerate(migrations[schema - 1 :], schema):
        try:
            documents = migration(documents)
        except Exception as error:
            raise DamagedError(
                f"{place} cannot be converted from schema {number} to schema "
                f"{number + 1}: {_problem(error)}. It was not changed, and still opens "
                "in the release that wrote it"
            ) from error
    return documents


def _problem(error: Exception) -> str:
    if isinstance(error, _DocumentError) and isinstance(error.__cause__, Exception):
        return f"{error}: {_problem(error.__cause__)}"
    return f"{type(error).__name__}: {error}"
