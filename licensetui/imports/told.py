"""Words about one row, told on the way: what becomes of a license by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, TypeVar

from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.term import Term
from licensetui.imports.planned import FieldChange

Record = TypeVar("Record", License, Term)


class RowWords:
    """The words about one row: what changes, what is odd, how it was read."""

    __slots__ = ("changes", "contacts", "doubts", "notes", "place")

    def __init__(self, place: str) -> None:
        """Begin with nothing told; `place` is where the row stands."""
        self.place = place
        self.changes: list[FieldChange] = []
        """Field by field."""
        self.notes: list[str] = []
        """How the row is read, and what is left as it is although it says something else."""
        self.doubts: list[str] = []
        """What is odd, and worth a look before it is saved."""
        self.contacts: list[str] = []
        """The contacts that it adds, by their labels."""

    def change(self, label: str, before: object, after: object) -> None:
        """Tell that a field has another value."""
        self.changes.append(FieldChange(label, plain(in_words(before)), plain(in_words(after))))

    def add(self, label: str, after: str) -> None:
        """Tell what is added to what stays."""
        self.changes.append(FieldChange(label, "", plain(after)))


def with_values(record: Record, said: Mapping[str, Any], told: RowWords) -> Record:
    """Return a record with the values that differ, and tell each.

    `said` has values by field. Raises `StructureError` where they contradict each other.
    """
    different = {field: value for field, value in said.items() if value != getattr(record, field)}
    for field, value in different.items():
        told.change(field.replace("_", " "), getattr(record, field), value)
    return replace(record, **different) if different else record


def in_words(value: object) -> str:
    """Return a field's value as it stands in a message."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    return "nothing" if value in (None, "") else str(value)
