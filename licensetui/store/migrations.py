"""How files of earlier releases become what this release reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Documents = dict[str, dict[str, Any]]
"""Documents by table and id, as plain JSON values."""

Migration = Callable[[Documents], Documents]
"""A pure function from the documents of one schema to those of the next."""

MIGRATIONS: tuple[Migration, ...] = ()
"""The first one leads from schema 1 to schema 2. Never changed, only added to."""


def newest_schema(migrations: tuple[Migration, ...]) -> int:
    """Return the number of the schema to which all `migrations` lead."""
    return 1 + len(migrations)


def migrated(
    documents: Documents, schema: int, migrations: tuple[Migration, ...] = MIGRATIONS
) -> Documents:
    """Return documents of `schema` as those of the newest one."""
    for migration in migrations[schema - 1 :]:
        documents = migration(documents)
    return documents
