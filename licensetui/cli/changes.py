"""Changes of records in lines: each field as it was and as it is, in the screens' words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from licensetui.cli.context import Context
from licensetui.domain.history import RecordChange, RecordKind
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.web_password import without_password
from licensetui.wording.changes import ADDED, CHANGED, REMOVED, field_words

Verbs = tuple[str, str, str]
"""What to call it when a record comes, goes, or changes."""
HAPPENED: Verbs = (ADDED, REMOVED, CHANGED)
"""For what has been saved."""


def print_changes(
    context: Context, changes: Iterable[RecordChange], portfolio: Portfolio, verbs: Verbs = HAPPENED
) -> None:
    """Print each record, and its changed fields; `portfolio` knows what others are called."""
    for change in changes:
        print_name(context, change, verbs)
        for line in field_lines(change, portfolio):
            context.say(f"      {line}", under=8)


def print_name(context: Context, change: RecordChange, verbs: Verbs = HAPPENED) -> None:
    """Print which record it is, and whether it came, went, or changed."""
    verb = verbs[0 if change.before is None else 1 if change.after is None else 2]
    id = f" {change.id}" if change.id > 0 else ""
    context.say(f"  {verb} {change.kind.label}{id}: {plain(change.name)}")


def field_lines(change: RecordChange, portfolio: Portfolio) -> list[str]:
    """Return the changed fields, one or more lines each: `Seats: 500 -> 600`."""
    is_whole = change.before is None or change.after is None
    lines = []
    for words in field_words(change, portfolio):
        if words.before is None or words.after is None:
            sign = "" if is_whole else "+ " if words.before is None else "- "
            what = f"{sign}{words.place}{words.before or words.after}"
        else:
            what = words.pair
        lines.append(plain(f"{words.label}: {what}"))
    return lines


def field_value(kind: RecordKind, field: str, value: Any, portfolio: Portfolio) -> tuple[str, str]:
    """Return what a field of a record is called, and a JSON value of it in words."""
    words = field_words(RecordChange(kind, 0, "", None, {field: value}), portfolio)
    shown = "; ".join(each.after or "" for each in words)
    return plain(words[0].label if words else field), plain(shown)


def as_json(change: RecordChange) -> dict[str, Any]:
    """Return what became of a record as a JSON object."""
    return {
        "kind": change.kind.value,
        "id": change.id,
        "name": change.name,
        "before": _without_passwords(change.before),
        "after": _without_passwords(change.after),
    }


def _without_passwords(fields: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return the fields of a record with the places of documents as they are shown."""
    if not fields or not isinstance(documents := fields.get("documents"), list):
        return fields
    shown = [
        {**x, "place": without_password(str(x["place"]))}
        if isinstance(x, dict) and "place" in x
        else x
        for x in documents
    ]
    return {**fields, "documents": shown}
