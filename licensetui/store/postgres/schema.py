"""The tables in the database: made by their owner, in one transaction."""

from __future__ import annotations

from importlib.resources import files

from psycopg.sql import Identifier

from licensetui.store.migrations import MIGRATIONS, newest_schema
from licensetui.store.postgres.connection import SCHEMA


def statements(schema: str = SCHEMA) -> str:
    """Return what makes the tables and the functions, empty. Needs a transaction around it."""
    text = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    documents = str(newest_schema(MIGRATIONS))
    return text.replace("%schema%", schema).replace("%documents%", documents)


def grants(role: str, schema: str = SCHEMA, *, editor: bool) -> tuple[str, ...]:
    """Return the statements that let a role read, and save too if it is that of an editor."""
    name, to = Identifier(schema).as_string(), Identifier(role).as_string()
    read = (
        f"GRANT USAGE ON SCHEMA {name} TO {to}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO {to}",
    )
    save = f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {name} TO {to}"
    return (*read, save) if editor else read
