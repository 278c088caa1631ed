"""A move: all that one place keeps goes to another, and the first one is closed.

The new place must be empty. It gets everything at once, is read back and compared, and only then
is the old one closed, so that at every moment one of them is whole. A move that was interrupted
after that is done again: what is already there, and equal, is not written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import msgspec

from licensetui.store.codec import CONTACTS, LICENSES, MAPPINGS, Tables
from licensetui.store.errors import NotSavedError

OWN = ("check", "n", "at", "by", "via")
"""Fields of a line in a file that are no part of its rest."""
_FIRST = (LICENSES, CONTACTS, MAPPINGS)
"""Tables in the order in which a file has them."""


@dataclass(frozen=True)
class KeptLine:
    """A change in the history, as it is kept."""

    number: int
    at: datetime
    by: str
    via: str
    """The user of the machine, where `by` is somebody else; empty if that is the same."""
    rest: bytes
    """The other fields of its line, as a JSON object."""
    moment: str = field(default="", compare=False)
    """`at` as a file has it, with the hours of its place; empty where nobody noted it."""

    @classmethod
    def of(
        cls, number: int, at: datetime, by: str, via: str, rest: bytes, without: Iterable[str] = ()
    ) -> KeptLine:
        """Return a line of a database, where `rest` may have the moment of the line of a file.

        Fields in `without` are left out. Raises `msgspec.DecodeError`.
        """
        fields = msgspec.json.decode(rest, type=dict[str, msgspec.Raw])
        said = fields.pop("at", None)
        is_moment = said is not None and msgspec.json.decode(said, type=datetime) == at
        for name in (*OWN, *without):
            fields.pop(name, None)
        return cls(
            number,
            at,
            by,
            "" if via == by else via,
            msgspec.json.encode(fields),
            msgspec.json.decode(said, type=str) if said is not None and is_moment else "",
        )

    def with_moment(self) -> bytes:
        """Return `rest` with what a database could not note otherwise."""
        moment = {"at": self.moment} if self.moment else {}
        return msgspec.json.encode({**moment, **self.fields})

    @property
    def fields(self) -> dict[str, msgspec.Raw]:
        """The fields of `rest`, each as the bytes that are kept."""
        return msgspec.json.decode(self.rest, type=dict[str, msgspec.Raw])


@dataclass(frozen=True)
class Whole:
    """Everything that a place keeps of a portfolio; backups and drafts stay where they are."""

    documents: Mapping[str, Mapping[str, bytes]]
    """All documents by table and id, unknown tables included; no table is empty."""
    schema: int
    """Number of the schema that they follow."""
    generation: int
    """Number of the last change."""
    next: Mapping[str, int]
    """By table, an id that no document has ever had."""
    begun: str
    """Moment of the first change (ISO 8601, UTC)."""
    lines: tuple[KeptLine, ...]
    """The history."""
    sent: tuple[bytes, ...]
    """What reminder mails have told, a JSON object each."""
    exported: Mapping[str, datetime]
    """When calendars were first given an event, by its uid."""

    @property
    def tables(self) -> Tables:
        """The documents as a file has them."""
        names = sorted(self.documents, key=lambda name: (_place(name), name))
        return {
            name: {
                id: msgspec.Raw(self.documents[name][id]) for id in _sorted(self.documents[name])
            }
            for name in names
        }


def documents(tables: Tables) -> dict[str, dict[str, bytes]]:
    """Return the documents of some tables as plain bytes, which can be compared."""
    return {
        name: {id: bytes(raw) for id, raw in table.items()}
        for name, table in tables.items()
        if table
    }


class End(Protocol):
    """One of the two places of a move. All may raise a `StoreError`."""

    @property
    def title(self) -> str:
        """Its name on screen."""

    @property
    def whereabouts(self) -> str:
        """How somebody finds it who looks at the place that it has left."""

    @property
    def letting_in(self) -> tuple[str, ...]:
        """How its owner lets others in there, line by line; they are called `team`."""

    def held(self) -> AbstractContextManager[Whole]:
        """Return everything; meanwhile nobody else saves there, or sends mails."""

    def take(self, whole: Whole) -> None:
        """Keep everything from now on, all or nothing, if there is nothing; read it back.

        If just that is there already, there is nothing to do. Raises `NotSavedError` if there is
        something else.
        """

    def close(self, moved: str) -> None:
        """Note where it has moved to: nothing is saved here any more. Only while it is `held`."""


def move(source: End, target: End) -> Whole:
    """Move everything; return what was moved. Raises a `StoreError`, and then FROM is as it was."""
    with source.held() as whole:
        target.take(whole)
        source.close(target.whereabouts)
    return whole


def compare(whole: Whole, found: Whole, place: str) -> None:
    """Raise `NotSavedError` if what was read back is not what was written."""
    differing = [
        name for name in Whole.__match_args__ if getattr(whole, name) != getattr(found, name)
    ]
    if differing:
        raise NotSavedError(
            f"NOT MOVED: what was read back from {place} differs in: {', '.join(differing)}"
        )


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _sorted(table: Mapping[str, Any]) -> list[str]:
    return sorted(table, key=int)
