"""All records as one JSON file, to be taken away and read back: everything but secrets.

One document a line, as in the file of the program itself:

    {"licensetui":{"export":1,"schema":4},
    "licenses":{
    "1":{"name":"Jira Software",...}
    },
    "contacts":{
    ...
    }}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from licensetui.domain.change import Record
from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import RememberedMapping
from licensetui.domain.structure import MOST_ID
from licensetui.store import codec
from licensetui.store.codec import CONTACTS, LICENSES, MAPPINGS, Tables
from licensetui.store.errors import DamagedError
from licensetui.store.keytraces import Keys
from licensetui.store.migrations import MIGRATIONS, migrated, newest_schema
from licensetui.tables.table import TableError

EXPORT = 1
"""Number of this form of file."""
_HEAD = "licensetui"
_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"licensetui"\s*:')
_TABLES: Mapping[str, type[Any]] = {
    LICENSES: License,
    CONTACTS: Contact,
    MAPPINGS: RememberedMapping,
}
_ID = re.compile(rf"[1-9][0-9]{{0,{len(str(MOST_ID)) - 1}}}")


def exported(portfolio: Portfolio) -> bytes:
    """Return all records as the bytes of a file, but for license keys and passwords."""
    tables, _ = _without_keys(portfolio)
    head = {"export": EXPORT, "schema": newest_schema(MIGRATIONS)}
    pieces = [b'{"%b":%b' % (_HEAD.encode(), json.dumps(head, separators=(",", ":")).encode())]
    for name, documents in tables.items():
        lines = (b'"%b":%b' % (id.encode(), bytes(raw)) for id, raw in documents.items())
        pieces.append(b'"%b":{\n%b\n}' % (name.encode(), b",\n".join(lines)))
    return b",\n".join(pieces) + b"}\n"


def is_export(raw: bytes) -> bool:
    """Say whether the bytes of a file are such an export."""
    return _BEGINS.match(raw) is not None


def read_export(raw: bytes, source: str) -> tuple[Portfolio, tuple[str, ...]]:
    """Return the records of an export, and a clause for each license key that was left out.

    Passwords in addresses, which exports of earlier releases have, are left out, too. Raises a
    `TableError` that says what is wrong, and where.
    """
    source = plain(source)
    try:
        found = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise TableError(f"{source}, {where}: {plain(error.msg)}: is it the whole file?") from error
    except UnicodeDecodeError as error:
        raise TableError(
            f"{source} is not UTF-8, byte {error.start + 1}: is it damaged?"
        ) from error
    except (_TwiceError, RecursionError, ValueError) as error:
        raise TableError(f"{source}: {plain(str(error))}") from error
    documents = _documents(found, source)
    records = {name: _records(name, documents.get(name, {}), source) for name in _TABLES}
    licenses = tuple(map(_without_passwords, records[LICENSES]))
    return without_keys(Portfolio(licenses, records[CONTACTS], records[MAPPINGS]))


def without_keys(portfolio: Portfolio) -> tuple[Portfolio, tuple[str, ...]]:
    """Return all records without license keys, and a clause for each that was taken out."""
    tables, traces = _without_keys(portfolio)
    if not traces:
        return portfolio, ()
    clean = {
        name: _records(name, {id: json.loads(bytes(x)) for id, x in table.items()}, "the file")
        for name, table in tables.items()
    }
    return Portfolio(clean[LICENSES], clean[CONTACTS], clean[MAPPINGS]), traces


class _TwiceError(ValueError):
    """A name that stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(f'"{name[:40]}" appears twice in one object: keep one')
        found[name] = value
    return found


def _without_keys(portfolio: Portfolio) -> tuple[Tables, tuple[str, ...]]:
    """Return all records as documents without license keys, and a clause for each key."""
    tables = {
        LICENSES: {str(x.id): codec.document(_without_passwords(x)) for x in portfolio.licenses},
        CONTACTS: {str(x.id): codec.document(x) for x in portfolio.contacts},
        MAPPINGS: {str(x.id): codec.document(x) for x in portfolio.mappings},
    }
    return Keys().tables_without(tables)


def _without_passwords(license: License) -> License:
    documents = tuple(replace(x, place=x.shown) for x in license.documents)
    return license if documents == license.documents else replace(license, documents=documents)


def _documents(found: Any, source: str) -> dict[str, dict[str, Any]]:
    """Return the documents of an export as those of this schema, by table and id."""
    head = found.get(_HEAD) if isinstance(found, dict) else None
    export, schema = (_number(head, name) for name in ("export", "schema"))
    if not export or not schema:
        raise TableError(f"{source} has no export and schema number: it is damaged")
    newest = newest_schema(MIGRATIONS)
    if export > EXPORT or schema > newest:
        raise TableError(
            f"{source} has schema {schema}, this release knows schema {newest}: "
            "update licensetui to read it"
        )
    documents = {name: table for name, table in found.items() if name != _HEAD}
    for name, table in documents.items():
        _check_table(name, table, source)
    try:
        return migrated(documents, schema, place=source)
    except DamagedError as error:
        raise TableError(str(error)) from error


def _number(head: Any, name: str) -> int:
    """Return a number from 1 on of the head of a file; 0 if there is none."""
    number = head.get(name) if isinstance(head, dict) else None
    return number if type(number) is int and number > 0 else 0


def _check_table(name: str, table: Any, source: str) -> None:
    if name not in _TABLES:
        known = ", ".join(_TABLES)
        raise TableError(f'{source} has "{plain(name[:40])}" where only {known} may be')
    if not isinstance(table, dict):
        raise TableError(f"{source}: {name} are not documents by id")
    for id, document in table.items():
        if not _ID.fullmatch(id) or int(id) > MOST_ID:
            raise TableError(
                f'{source}: {name}: "{plain(id[:40])}" is not an id (1, 2, ... {MOST_ID})'
            )
        if not isinstance(document, dict):
            raise TableError(f"{source}: {name} {id}: not a document with fields")


def _records(name: str, documents: Mapping[str, Any], source: str) -> tuple[Any, ...]:
    return tuple(sorted(_read(name, documents, source), key=lambda record: record.id))


def _read(name: str, documents: Mapping[str, Any], source: str) -> Iterator[Record]:
    record_class = _TABLES[name]
    for id, document in documents.items():
        try:
            record = codec.record(record_class, int(id), document)
        except DamagedError as error:
            raise TableError(f"{source}: {name} {id}: {plain(str(error))}") from error
        except ValueError as error:  # half a character
            raise TableError(f"{source}: {name} {id}: a text cannot be read") from error
        if unknown := next(_unknown_fields(record, document), ""):
            raise TableError(
                f"{source}: {name} {id}: this release knows no field "
                f'"{plain(unknown[:40])}": update licensetui to read it, or fix the name'
            )
        yield record


def _unknown_fields(record: Any, document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of what would be lost in reading: of a newer release, or misspelled."""
    names = {field.name for field in fields(record)}
    for name, value in document.items():
        if name not in names:
            yield name
            continue
        read = getattr(record, name)
        parts = zip(read, value, strict=False) if isinstance(read, tuple) else ((read, value),)
        for part, written in parts:
            if is_dataclass(part) and isinstance(written, dict):
                yield from _unknown_fields(part, written)
