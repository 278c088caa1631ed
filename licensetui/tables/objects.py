"""Lists of objects (JSON) as tables: fields become headers, those of objects within `a.b`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from licensetui.domain.counting import listed
from licensetui.domain.plain import plain
from licensetui.reading.cells import quoted
from licensetui.tables.headers import MAX_COLUMNS, Known, with_headers
from licensetui.tables.license_answers import app_license, is_app_license, is_own, own_license
from licensetui.tables.table import Table, TableError, TableRow
from licensetui.tables.typed_cells import unmistakable

_DEEPEST = 6
"""Objects within each other that are looked into."""
_MOST_PARTS = 20
"""Objects of a list within an object that become headers of their own."""
Item = Mapping[str, Any]


def read_json(text: str, source: str, encoding: str, known: Known) -> Table:
    """Return the table in a text of JSON, or of one JSON object a line, or raise a `TableError`."""
    content, unit = _loaded(text, source)
    found, where, remarks = _items(content, known)
    if found is None and _is_grid(content):
        rows = tuple(
            TableRow(place, tuple(_text(cell) for cell in row))
            for place, row in enumerate(content, 1)
            if any(_text(cell).strip() for cell in row)
        )
        return with_headers(Table((), rows, source, encoding, "", "JSON", "item"), known)
    if not any(isinstance(item, dict) and item for item in found or ()):
        raise TableError(f"{source} is JSON without a list of objects: nothing to read")
    assert found is not None  # noqa: S101  # something is in it
    form = f"JSON, the list {quoted(where)}" if where else "JSON"
    places = [place for place, item in enumerate(found, 1) if isinstance(item, dict) and item]
    items = [found[place - 1] for place in places]
    if len(items) < len(found):
        left_out = len(found) - len(items)
        remarks = (
            *remarks,
            f"{left_out} of {len(found)} entries are not objects and were skipped",
        )
    if all(map(is_own, items)):
        form, (items, more) = "JSON of licensetui", own_license(items)
        remarks = (*remarks, *more)
    elif all(map(is_app_license, items)):
        form, items = "JSON, an application's license", [app_license(item) for item in items]
        remarks = (*remarks, "it has only the app's key, which is used as the name")
    records = [dict(_flat(item)) for item in items]
    headers = tuple(dict.fromkeys(key for record in records for key in record))
    if len(headers) > MAX_COLUMNS:
        raise TableError(f"{source} has {len(headers)} fields; the limit is {MAX_COLUMNS}")
    rows = tuple(
        TableRow(place, tuple(record.get(header, "") for header in headers))
        for place, record in zip(places, records, strict=True)
        if any(value.strip() for value in record.values())
    )
    return Table(headers, rows, source, encoding, "", form, unit, remarks=remarks)


def _loaded(text: str, source: str) -> tuple[Any, str]:
    """Return what a text says, and what a place in it is called."""
    try:
        return _load(text), "item"
    except json.JSONDecodeError as error:
        whole = error
    except RecursionError as error:
        raise TableError(f"{source} is JSON with too many nested lists") from error
    # Line feeds alone end a line: JSON may have what Unicode calls line separators in its texts.
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        found = [_load(line) if line.strip() else {} for line in text.rstrip().split("\n")]
    except (json.JSONDecodeError, RecursionError):
        found = []
    if len(lines) > 1 and found and all(isinstance(item, dict) for item in found):
        return found, "line"
    raise TableError(
        f"{source}, line {whole.lineno}: this JSON is broken or cut off here "
        f"({whole.msg}): export it again"
    )


def _load(text: str) -> Any:
    # Digits as they stand there: an id keeps them all, and an amount its cents.
    return json.loads(text, parse_float=unmistakable, parse_int=str, parse_constant=lambda _: "")


def _items(content: Any, known: Known) -> tuple[list[Any] | None, str, tuple[str, ...]]:
    """Return the entries of the list that is meant, what it is called, and remarks."""
    if isinstance(content, list):
        return (content if any(isinstance(x, dict) for x in content) else None), "", ()
    if not isinstance(content, dict):
        return None, "", ()
    if is_own(content) or is_app_license(content) or sum(map(known, content)) > 1:
        return [content], "", ()
    lists = sorted(_lists(content, ""), key=lambda one: -len(one[1]))
    if lists:
        where, items = lists[0]
        others = [quoted(plain(name)) for name, _ in lists[1:]]
        remarks = (f"other lists in it are not read: {listed(others, 3)}",) if others else ()
        return items, where, remarks
    if len(content) > 1 and all(isinstance(value, dict) and value for value in content.values()):
        return [{"id": key, **value} for key, value in content.items()], "", ()
    if any(value == [] for value in content.values()):
        return [], "", ()
    return [content], "", ()


def _lists(
    content: Mapping[str, Any], path: str, depth: int = 0
) -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists of objects in an object, each with the names that lead to it."""
    for key, value in content.items():
        where = f"{path}.{key}" if path else key
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield where, value
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _lists(value, where, depth + 1)


def _is_grid(content: Any) -> bool:
    """Say whether it is a list of lists of plain values, as a sheet is."""
    return (
        isinstance(content, list)
        and len(content) > 0
        and all(
            isinstance(row, list) and not any(isinstance(cell, dict | list) for cell in row)
            for row in content
        )
        and any(row for row in content)
    )


def _flat(item: Item, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the fields of an object and of those within it, with their headers."""
    for key, value in item.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, name, depth + 1)
        elif _is_objects(value) and depth < _DEEPEST:
            for place, part in enumerate(value[:_MOST_PARTS], 1):
                yield from _flat(part, name if len(value) == 1 else f"{name}.{place}", depth + 1)
        else:
            yield name, _text(value)


def _is_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, dict) for x in value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence) and all(isinstance(x, str | bool | None) for x in value):
        return ", ".join(_text(x) for x in value)
    return json.dumps(value, ensure_ascii=False)
