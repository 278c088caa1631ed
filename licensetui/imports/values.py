"""New values for some fields of a record, with what changed in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, TypeVar

from licensetui.domain.license import License
from licensetui.domain.term import Term

Record = TypeVar("Record", License, Term)


def with_values(record: Record, said: Mapping[str, Any]) -> tuple[Record, tuple[str, ...]]:
    """Return a record with the values that differ, and each in words: `end nothing -> 2027-10-18`.

    `said` has values by field. Raises `StructureError` where they contradict each other.
    """
    different = {field: value for field, value in said.items() if value != getattr(record, field)}
    changes = tuple(
        f"{field.replace('_', ' ')} {in_words(getattr(record, field))} -> {in_words(value)}"
        for field, value in different.items()
    )
    return (replace(record, **different) if different else record), changes


def in_words(value: object) -> str:
    """Return a field's value as it stands in a message."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    return "nothing" if value in (None, "") else str(value)
