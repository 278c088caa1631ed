"""The one place where records become documents, and documents become records.

A document has the fields of its record under the same names; enums stand by value, days in ISO
form, amounts as strings. Its id is its key in the table and not a field.

What is empty (None, "", false, an empty list) is left out where empty is also the default: that
keeps lines short, and such a default cannot come to mean something else. Every other value is
written even if it is the default today, so that a default of tomorrow does not change old files.

Fields that this release does not know are kept, in nested documents too.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache, partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from licensetui.domain.change import Wanted
from licensetui.domain.contact import Away, Contact
from licensetui.domain.license import (
    Assignment,
    Document,
    License,
    LicenseKey,
    Portal,
    SeenAssignment,
)
from licensetui.domain.money import Money
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import ColumnChoice, RememberedMapping
from licensetui.domain.structure import MOST_ID, check_most, types_are_right
from licensetui.domain.term import Term
from licensetui.store.errors import DamagedError, NotSavedError
from licensetui.store.nesting import DEEPEST, is_too_deep
from licensetui.store.reading import LINE, Licenses
from licensetui.vendors import PORTALS

LICENSES = "licenses"
CONTACTS = "contacts"
MAPPINGS = "mappings"

Tables = Mapping[str, Mapping[str, msgspec.Raw]]
"""Documents by table and id, each as the bytes that are kept."""

Marks = Mapping[str, Mapping[str, bytes]]
"""What tells a document from another one, by table and id: its SHA-256."""
MARK_SIZE = hashlib.sha256().digest_size
"""Bytes of each of them."""

Record = TypeVar("Record", License, Contact, RememberedMapping)


class _NoPortalError(ValueError):
    """What stands in place of the key of a portal."""


def _portal(_: type, key: Any) -> Portal:
    """Return the portal that a file names by its key: the only value that is no plain one."""
    if isinstance(key, str) and key in PORTALS:  # which is asked of every license
        return PORTALS[key]
    try:
        raise _NoPortalError(f"Invalid enum value {msgspec.convert(key, str)!r}")
    except msgspec.ValidationError as error:
        raise _NoPortalError(str(error)) from error


_DECODERS: Mapping[type, msgspec.json.Decoder[Any]] = {
    record: msgspec.json.Decoder(record, dec_hook=_portal)
    for record in (License, Contact, RememberedMapping)
}
_LINES = msgspec.json.Decoder(LINE, dec_hook=_portal)
_NONE: Mapping[str, Any] = MappingProxyType({})
_LONGEST = 200
"""Characters in which it is said what is wrong with a document."""
_SAME: Mapping[type, tuple[str, ...]] = {
    Term: ("id",),
    Assignment: ("contact", "role"),
    SeenAssignment: ("address", "role"),
    Document: ("place",),
    LicenseKey: ("sha256",),
    Away: ("start",),
    ColumnChoice: ("header",),
    Money: (),
}
"""The fields by which a nested document is known again after an edit."""
_NESTED = frozenset({tuple, Portal, *_SAME})
"""Types of values that do not stand in a document as they are, as all others do."""


def portfolio(
    tables: Tables, place: str, before: tuple[Marks, Portfolio] | None = None
) -> Portfolio:
    """Return the records of the file `place`, or raise `DamagedError` for one that does not fit.

    `before` has the `marks` of an earlier version of the file, and its records: a document of the
    same bytes is the same record, and what has been derived from it still holds.
    """
    if before is not None:
        return _updated(tables, place, *before)
    found = Portfolio(
        _records(License, LICENSES, tables, place),
        _records(Contact, CONTACTS, tables, place),
        _records(RememberedMapping, MAPPINGS, tables, place),
    )
    # All of it counts as old from now on. The collector would look for garbage among the new next,
    # twice, and that takes as long as to read them did.
    gc.freeze()
    gc.unfreeze()
    return found


def _updated(tables: Tables, place: str, before: Marks, then: Portfolio) -> Portfolio:
    """Return `then` with the records of the documents that are not as they were `before`."""
    licenses, gone_licenses = _differing(License, LICENSES, tables, before, place)
    contacts, gone_contacts = _differing(Contact, CONTACTS, tables, before, place)
    mappings, gone = _differing(RememberedMapping, MAPPINGS, tables, before, place)
    if licenses or gone_licenses:
        then = then.with_licenses(licenses, gone_licenses)
    if contacts or gone_contacts:
        then = then.with_contacts(contacts, gone_contacts)
    return then.with_mappings(mappings, gone) if mappings or gone else then


def _differing(
    record_class: type[Record], name: str, tables: Tables, before: Marks, place: str
) -> tuple[tuple[Record, ...], list[int]]:
    """Return the records of a table that are new or changed, and the ids of those removed."""
    old, new = before.get(name, {}), tables.get(name, {})
    differing = {id: raw for id, raw in new.items() if old.get(id) != _mark(raw)}
    records = _records(record_class, name, {name: differing}, place)
    return records, [int(id) for id in old.keys() - new.keys()]


def marks(tables: Tables) -> Marks:
    """Return what tells each document of some tables from another one."""
    return {name: {id: _mark(raw) for id, raw in of.items()} for name, of in tables.items()}


def _mark(raw: msgspec.Raw) -> bytes:
    return hashlib.sha256(raw).digest()


class Writer:
    """What records that are written together share: many licenses have the same contacts."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self.licenses = Licenses()
        """By which each is read again."""
        self._wanted: dict[Wanted, msgspec.Raw] = {}

    def made(self, record: Record) -> Mapping[str, msgspec.Raw]:
        """Return parts of a document that is new, by their fields."""
        if not isinstance(record, License) or not record.wanted:
            return {}
        known = self._wanted.get(record.wanted)
        if known is None:
            known = msgspec.Raw(msgspec.json.encode(_value(record.wanted, None)))
            self._wanted[record.wanted] = known
        return {"wanted": known}


def document(
    record: Record, known: msgspec.Raw | None = None, writer: Writer | None = None
) -> msgspec.Raw:
    """Return a record as a document, with the unknown fields of the document it had before.

    Whoever writes many has one `writer` for all.
    Raises `NotSavedError` for a record that could not be read again.
    """
    before, writer = _known(record, known), writer or Writer()
    try:
        check_most("id", record.id, MOST_ID)
        made = {} if before else writer.made(record)
        written = msgspec.Raw(msgspec.json.encode(_document(record, before, made)))
        read = _read_again(record, written, writer.licenses)
    except UnicodeEncodeError as error:
        raise NotSavedError(
            f"NOT SAVED: {plain(record.label)!r} contains half a character "
            f"({error.object[error.start]!r}): remove it"
        ) from error
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        problem = _problem(error)
        raise NotSavedError(f"NOT SAVED: {plain(record.label)!r}: {problem}") from error
    if read != record:
        raise NotSavedError(f"NOT SAVED: {plain(record.label)!r} would read differently")
    return written


class Written(Mapping[str, Any]):
    """The JSON values of a document, read when somebody asks: a long change has many thousands."""

    __slots__ = ("raw",)

    def __init__(self, raw: msgspec.Raw) -> None:
        """Read nothing yet."""
        self.raw = raw
        """The document."""

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = msgspec.json.decode(self.raw)
        return values


def values(
    record: License | Contact | RememberedMapping, known: msgspec.Raw | None = None
) -> dict[str, Any]:
    """Return a record as JSON values with a document's unknown fields, or raise `NotSavedError`."""
    before = _known(record, known)
    written: dict[str, Any] = msgspec.to_builtins(_document(record, before))
    return written


def record(record_class: type[Record], id: int, values: Mapping[str, Any]) -> Record:
    """Return the record of some JSON values, or raise `DamagedError`."""
    try:
        return _record(record_class, msgspec.Raw(msgspec.json.encode(values)), id)
    except (msgspec.ValidationError, RecursionError) as error:
        raise DamagedError(_problem(error)) from error


def _read_again(record: Record, written: msgspec.Raw, licenses: Licenses) -> Record:
    """Return a record as it will be read from its document when the file is opened."""
    with types_are_right():
        if isinstance(record, License):
            return _license(licenses, written, record.id)  # type: ignore[return-value]
        return _record(type(record), written, record.id)


def _known(
    record: License | Contact | RememberedMapping, raw: msgspec.Raw | None
) -> Mapping[str, Any]:
    """Return the fields of the document that a record had; what nobody reads may be anything."""
    try:
        known: Mapping[str, Any] = msgspec.json.decode(raw) if raw is not None else {}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotSavedError(
            f"NOT SAVED: {plain(record.label)!r} has a field that this release does not know "
            f"and cannot keep: {error}"
        ) from error
    if is_too_deep(known):
        raise NotSavedError(
            f"NOT SAVED: {plain(record.label)!r} has a field that this release does not "
            f"know and cannot keep: lists or objects nested more than {DEEPEST} deep"
        )
    return known


def _records(
    record_class: type[Record], name: str, tables: Tables, place: str
) -> tuple[Record, ...]:
    found, id = [], ""
    read: Any = partial(_record, record_class)
    if record_class is License:
        read = partial(_license, Licenses())
    try:
        with types_are_right():
            for id, raw in tables.get(name, {}).items():
                found.append(read(raw, int(id)))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError(f"{place}: {name} {id}: {_problem(error)}") from error
    return tuple(sorted(found, key=attrgetter("id")))


def _license(licenses: Licenses, raw: msgspec.Raw, id: int) -> License:
    """Return the license of a document: what `_record` returns, but for what is shared."""
    try:
        return licenses.read(_LINES.decode(raw), id)
    except (ValueError, RecursionError):
        return _record(License, raw, id)  # which says what is wrong with it, and where


def _record(record_class: type[Record], raw: msgspec.Raw, id: int) -> Record:
    record: Record = _DECODERS[record_class].decode(raw)
    # It was built a line ago and nobody has seen it yet. Building it again with its id would
    # double the time it takes to open a file.
    object.__setattr__(record, "id", id)
    return record


def _document(
    record: Any, known: Mapping[str, Any], made: Mapping[str, msgspec.Raw] = _NONE
) -> dict[str, Any]:
    """Return the fields of a record as JSON values, then what `known` has besides.

    Nested ones that are `made` already are taken as they are.
    """
    record_class: Any = type(record)
    names, defaults, of = _fields(record_class)
    written = {
        name: made.get(name) or _value(value, known.get(name)) if type(value) in _NESTED else value
        for name, value, default in zip(names, of(record), defaults, strict=True)
        if value or value != default
    }
    if isinstance(record, License | Contact | RememberedMapping):
        written.pop("id", None)
    if known:
        written |= {name: value for name, value in known.items() if name not in names}
    return written


@cache
def _fields(
    record_class: type[Any],
) -> tuple[tuple[str, ...], tuple[object, ...], Callable[[Any], tuple[object, ...]]]:
    """Return the names of a record's fields, their defaults, and what returns their values."""
    both = {field.name: field.default for field in fields(record_class)}
    return tuple(both), tuple(both.values()), attrgetter(*both)


def _value(value: object, known: object) -> object:
    if isinstance(value, tuple):
        return [_value(item, known) for item in value]
    if isinstance(value, Portal):
        return value.key
    if type(value) not in _NESTED:
        return value
    return _document(value, _before(value, known if isinstance(known, list) else [known]))


def _before(nested: object, known: list[object]) -> Mapping[str, Any]:
    """Return the document, among those `known`, that a nested record was before the edit."""
    documents = [document for document in known if isinstance(document, dict)]
    if not documents:
        return {}  # as of all that is new
    same = {name: msgspec.to_builtins(getattr(nested, name)) for name in _SAME[type(nested)]}
    return next((document for document in documents if same.items() <= document.items()), {})


def _problem(error: Exception) -> str:
    """Return what is wrong with a document, the field first: `terms[0].end: ...`."""
    found = re.fullmatch(r"(.*) - at `\$\.?(.*)`", str(error), re.DOTALL)
    if not found:
        return _brief(str(error))
    problem, path = _brief(found[1]), found[2]
    # A record that refused itself has named its field already.
    is_named = error.__cause__ and not isinstance(error.__cause__, _NoPortalError)
    return f"{path}.{problem}" if is_named else f"{path}: {problem}"


def _brief(problem: str) -> str:
    """Return a problem without the midst of a value that is too long to be read."""
    if len(problem) <= _LONGEST:
        return problem
    return f"{problem[: _LONGEST // 2]} ... {problem[-_LONGEST // 2 :]}"
