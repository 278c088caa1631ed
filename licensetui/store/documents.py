"""Documents of the records that a change edits: what is written, and what is brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.history import Entry, RecordKind
from licensetui.store import codec

Documents = Mapping[str, msgspec.Raw]
"""Documents of one table by their ids."""


@dataclass(frozen=True)
class Former:
    """Documents of the records that a change brings back, with fields that nobody knows."""

    by_kind: Mapping[RecordKind, Documents] = field(default_factory=dict)

    def of(self, kind: RecordKind) -> Documents:
        """Return those of the records of a kind."""
        return self.by_kind.get(kind, {})


def former(change: Change, entry_of: Callable[[int], Entry | None]) -> Former:
    """Return what the history has of the records that a change brings back.

    `entry_of` returns the entry of a number; it is asked only of a change that brings back some.
    """
    is_applied = change.applies is not None
    number = change.applies if is_applied else change.reverts
    entry = entry_of(number) if number is not None else None
    found: dict[RecordKind, dict[str, msgspec.Raw]] = {}
    for record in entry.records if entry else ():
        gone, back = (record.before, record.after)[:: 1 if is_applied else -1]
        if gone is None:
            raw = msgspec.Raw(msgspec.json.encode(back))
            found.setdefault(record.kind, {})[str(record.id)] = raw
    return Former(found)


def written(
    edits: Iterable[Edit[Record]], known: Documents, former: Documents
) -> dict[str, msgspec.Raw | None]:
    """Return the documents of edited records by their ids, None for a removed one.

    `known` has what stands there before. Raises `NotSavedError` as `codec.document` does.
    """
    writer = codec.Writer()
    found: dict[str, msgspec.Raw | None] = {}
    for edit in edits:
        id = str(edit.id)
        if edit.after is None:
            found[id] = None
        else:
            found[id] = codec.document(edit.after, known.get(id, former.get(id)), writer)
    return found
