"""Traces of a person in documents and histories, and the same without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any

import msgspec

from licensetui.domain.contact import Away, Contact, address_key
from licensetui.domain.license import Assignment, License, LicenseKey, SeenAssignment
from licensetui.domain.money import Money
from licensetui.domain.plain import plain
from licensetui.domain.remembered_mapping import ColumnChoice, RememberedMapping
from licensetui.domain.term import Term
from licensetui.store.codec import CONTACTS, LICENSES, Tables
from licensetui.store.errors import DamagedError
from licensetui.store.person import Person

_ESCAPED = re.compile(r'\\(?:u([0-9a-fA-F]{4})|[nrtbf"\\/])')
_FIXED = frozenset(
    (
        "id",
        "contact",
        "members",
        "sign_in_known_by",
        "deputy",
        "owner",
        "parent",
        "kind",
        "type",
        "hosting",
        "unit",
        "portal",
        "ends",
        "decision",
        "progress",
        "role",
        "seats",
        "cost",
        "cost_basis",
        "currency",
        "amount",
        "key",
        "email",
        "field",
    )
)
"""Fields in which nothing is replaced: words of the program, numbers, keys, others' addresses."""
PARTS = ("records", "overruled", "mappings", "overruled_mappings")
"""The parts of a line of the history that tell of records."""
_FIELDS = frozenset(
    field.name
    for record in (
        *(License, Contact, Term, Assignment, SeenAssignment, LicenseKey, Away, Money),
        *(RememberedMapping, ColumnChoice),
    )
    for field in fields(record)
)
"""The names of all fields: what else stands before a colon is a text like any other."""


def without(tables: Tables, person: Person) -> tuple[Tables, tuple[str, ...]]:
    """Return tables without a person, and a clause for each trace that was in them.

    Documents in which there is none stay as they are, byte for byte. Raises `DamagedError`.
    """
    found: list[str] = []
    clean: dict[str, dict[str, msgspec.Raw]] = {}
    for name, table in tables.items():
        clean[name] = {}
        for id, raw in table.items():
            if name == CONTACTS and id == str(person.id):
                found.insert(0, f"the contact itself (contacts {id})")
                continue
            clean[name][id] = raw
            if not person.may_be_in(bytes(raw)):
                continue
            scrub = _Scrub(person, is_contact=name == CONTACTS)
            try:
                after = scrub.document(msgspec.json.decode(raw))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise DamagedError(f"{name} {id}: {error}") from error
            if scrub.traces:
                what = "license" if name == LICENSES else name.removesuffix("s")
                shown = f" ({plain(str(after['name']))})" if after.get("name") else ""
                found += [f"{trace} {what} {id}{shown}" for trace in scrub.traces]
                clean[name][id] = msgspec.Raw(msgspec.json.encode(after))
    return clean, tuple(found)


def line_without(line: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """Return the fields of a line of the history without a person."""
    texts = {name: person.without(line[name]) for name in ("by", "via", "what") if name in line}
    after = {**line, **texts}
    for part in PARTS:
        if part in line:
            changes = (_change_without(change, person) for change in line[part])
            after[part] = [change for change in changes if change]
    return after


def _change_without(change: Mapping[str, Any], person: Person) -> dict[str, Any] | None:
    """Return what became of a record without a person, or None if nothing else did."""
    is_contact = change["kind"] == "contact"
    if is_contact and change["id"] == person.id:
        return None
    scrub = _Scrub(person, is_contact)
    name = scrub.document({"name": change["name"]})["name"]
    sides = {side: change[side] and scrub.document(change[side]) for side in ("before", "after")}
    before, after = sides["before"], sides["after"]
    if scrub.traces and before is not None and after is not None:
        same = {key for key in (*before, *after) if before.get(key) == after.get(key)}
        before, after = _left_out(before, same), _left_out(after, same)
        if not before and not after:
            return None
    return {**change, "name": name, "before": before, "after": after}


class _Scrub:
    """Takes a person out of documents, and remembers what there was."""

    def __init__(self, person: Person, is_contact: bool) -> None:
        self.traces: list[str] = []
        """A clause for each, to stand before the name of the document."""
        self._person = person
        self._is_contact = is_contact

    def document(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return a license or a contact, or some of its fields, without the person."""
        after = dict(document)
        self._drop(after, "wanted", self._is_held, "a contact of")
        self._drop(after, "on_portal", self._is_seen, "on the portal of")
        self._drop(after, "members", self._is_id, "a member of")
        self._drop(after, "sign_in_known_by", self._is_id, "knows the password of")
        for field in ("deputy", "owner"):
            if after.get(field) == self._person.id:
                del after[field]
                self.traces.append(f"the {field} of")
        return {self._key(name): self._text(name, value) for name, value in after.items()}

    def _drop(self, document: dict[str, Any], field: str, is_meant: Any, trace: str) -> None:
        items = document.get(field)
        if not isinstance(items, list):
            return
        kept = [item for item in items if not is_meant(item)]
        if len(kept) == len(items):
            return
        self.traces.append(trace)
        document[field] = kept
        if not kept:
            del document[field]  # as the codec writes what is empty

    def _is_held(self, item: Any) -> bool:
        return isinstance(item, dict) and item.get("contact") == self._person.id

    def _is_seen(self, item: Any) -> bool:
        address = item.get("address") if isinstance(item, dict) else None
        return isinstance(address, str) and address_key(address) in self._person.addresses

    def _is_id(self, item: Any) -> bool:
        return bool(item == self._person.id)

    def _text(self, field: str, value: Any) -> Any:
        """Return a value in which nobody is named, however deep a text stands in it."""
        if field in _FIXED:
            return value
        if isinstance(value, list):
            return [self._text(field, item) for item in value]
        if isinstance(value, dict):
            return {self._key(name): self._text(name, item) for name, item in value.items()}
        if not isinstance(value, str):
            return value
        if field == "name" and self._is_contact and self._person.is_named_by(value):
            return value  # somebody else of that name
        if field == "vendor" and self._person.is_named_by(value) and len(value.split()) == 1:
            return value  # a company more likely than not; it is said that it stays
        after = self._person.without(value)
        if after != value:
            self.traces.append(f"named in the {field.replace('_', ' ')} of")
        return after

    def _key(self, name: str) -> str:
        return name if name in _FIELDS else self._person.without(name)


def _left_out(values: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def texts_of_lines(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield all texts in lines of JSON, each with the name of its field.

    A line that is no JSON is one text, without its escapes.
    """
    for line in content.splitlines():
        try:
            values = [("", msgspec.json.decode(line))]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield "", _ESCAPED.sub(_unescaped, line.decode(errors="replace"))
            continue
        while values:
            field, value = values.pop()
            if isinstance(value, dict):
                values += [*(("", name) for name in value), *value.items()]
            elif isinstance(value, list):
                values += [(field, item) for item in value]
            else:
                yield field, str(value)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else " "
