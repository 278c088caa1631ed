"""Many licenses read at once: what several of them say is read once, and is one object.

The licenses of an instance have the same contacts, thousands of them the same vendor, and terms
begin and end on the same days. What is kept of a large file is half as much that way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import partial
from typing import Any, TypeVar, get_type_hints

import msgspec

from licensetui.domain.license import Assignment, License, SeenAssignment
from licensetui.domain.money import Money
from licensetui.domain.structure import maker
from licensetui.domain.term import Term

Key = TypeVar("Key")
Value = TypeVar("Value")
Record = TypeVar("Record")


def _line(record: type[Any], parts: Mapping[str, Any]) -> type[msgspec.Struct]:
    """Return a struct with the fields of a record, in their order; `parts` are of other types.

    It is read several times as fast as a record. Nothing but types is checked then.
    """
    types = {**get_type_hints(record), **parts}
    defaults = {name: msgspec.Raw() for name, type in parts.items() if type is msgspec.Raw}
    wanted = [
        (x.name, types[x.name])
        if x.default is MISSING
        else (x.name, types[x.name], defaults.get(x.name, x.default))
        for x in fields(record)
    ]
    return msgspec.defstruct(record.__name__, wanted, gc=False)


def _places(record: type[Any], *names: str) -> tuple[int, ...]:
    found = [field.name for field in fields(record)]
    return tuple(map(found.index, names))


_TERM = _line(Term, {"cost": msgspec.Raw})
LINE = _line(
    License,
    {"wanted": msgspec.Raw, "on_portal": msgspec.Raw, "terms": tuple[_TERM, ...]},  # type: ignore[valid-type]
)
"""What a document of a license is decoded to, to be read by `Licenses`."""

_ID, _WANTED, _ON_PORTAL, _TERMS = _places(License, "id", "wanted", "on_portal", "terms")
_OFTEN_SAME = _places(
    License,
    *("name", "vendor", "product", "organization", "site", "server_id", "partner", "looked_on"),
    *("seats", "seats_in_use", "parent"),
)
_START, _END, _COST = _places(Term, "start", "end", "cost")

_license, _term, _assignment = maker(License), maker(Term), maker(Assignment)
_seen_assignment = maker(SeenAssignment)

_WANTED_READER = msgspec.json.Decoder(tuple[_line(Assignment, {}), ...])  # type: ignore[misc]
_SEEN_READER = msgspec.json.Decoder(tuple[_line(SeenAssignment, {}), ...])  # type: ignore[misc]
_COST_READER = msgspec.json.Decoder(Money | None)

_values_of = msgspec.structs.astuple


class Licenses:
    """Makes licenses of lines, one after the other."""

    def __init__(self) -> None:
        self._same = _Known[Any, Any](lambda value: value)
        self._wanted = _Known[bytes, tuple[Assignment, ...]](_read_wanted)
        # A function of its own, not a method: what is only needed to read goes when all is read,
        # and does not wait for the collector, which is off then.
        addresses = _Known[tuple[Any, ...], SeenAssignment](_seen_assignment)
        self._seen = _Known[bytes, tuple[SeenAssignment, ...]](partial(_read_seen, addresses))
        self._costs = _Known[bytes, Money | None](_COST_READER.decode)
        self._wanted[b""], self._seen[b""], self._costs[b""] = (), (), None

    def read(self, line: msgspec.Struct, id: int) -> License:
        """Return the license of a `LINE`.

        Raises a `ValueError` that does not say where in the document something is wrong, for what
        is no license, and for a line with an id of its own, which no release has written.
        """
        values = [*_values_of(line)]
        if values[_ID]:
            raise ValueError("a line with an id of its own")
        values[_ID] = id
        same = self._same
        for place in _OFTEN_SAME:
            values[place] = same[values[place]]
        values[_WANTED] = self._wanted[bytes(values[_WANTED])]
        values[_ON_PORTAL] = self._seen[bytes(values[_ON_PORTAL])]
        terms = []
        for term_line in values[_TERMS]:
            term = [*_values_of(term_line)]
            term[_START] = same[term[_START]]
            term[_END] = same[term[_END]]
            term[_COST] = self._costs[bytes(term[_COST])]
            terms.append(_term(term))
        values[_TERMS] = tuple(terms)
        return _license(values)


def _read_wanted(written: bytes) -> tuple[Assignment, ...]:
    return tuple([_assignment(_values_of(line)) for line in _WANTED_READER.decode(written)])


def _read_seen(
    addresses: Mapping[tuple[Any, ...], SeenAssignment], written: bytes
) -> tuple[SeenAssignment, ...]:
    return tuple([addresses[_values_of(line)] for line in _SEEN_READER.decode(written)])


class _Known(dict[Key, Value]):
    """What is made of each key, once."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._make(key)
        return value
