"""A mapping of the columns of a list, as a user said it: kept for the next list of that form."""

from __future__ import annotations

from datetime import date

from licensetui.domain.counting import listed
from licensetui.domain.dataclass import dataclass
from licensetui.domain.structure import MOST_ID, StructureError, check_most, check_types

_NAMED = 3
"""Columns that stand in its label."""


@dataclass(frozen=True)
class ColumnChoice:
    """One column of a list."""

    header: str
    """Its header, without the license key that may stand in it; empty if it has none."""
    field: str = ""
    """Key of the field that it holds, `-` if it is left out, empty if nobody knows.

    A field of a later release means that nobody here knows.
    """
    number: bool = False
    """Whether it holds numbers, though they look like license keys."""

    def __post_init__(self) -> None:
        """Refuse wrong types."""
        check_types(self)


@dataclass(frozen=True)
class RememberedMapping:
    """What all columns of a list hold. It is for lists with the same headers, in any order."""

    columns: tuple[ColumnChoice, ...]
    """In the order of the list in which it was said."""
    said_on: date
    """When somebody last said it."""
    id: int = 0

    def __post_init__(self) -> None:
        """Refuse wrong types, ids out of range, and a list without columns."""
        check_types(self)
        check_most("id", self.id, MOST_ID)
        if not self.columns:
            raise StructureError("columns", "a list has a column")

    @property
    def label(self) -> str:
        """The first columns that it has something to say of: `Software Name, Ends`."""
        known = [x.header for x in self.columns if x.header.strip() and x.field not in ("", "-")]
        return listed(known or [x.header for x in self.columns], _NAMED)
