"""Mappings that are remembered by the headers of a list: looked up, and put into a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from licensetui.domain.change import Edit
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import ColumnChoice, RememberedMapping
from licensetui.imports.field_keys import KEYS, LEAVE_OUT
from licensetui.imports.fields import ImportField
from licensetui.imports.guessing import guess_mapping
from licensetui.imports.mapping import REMEMBERED, Mapping
from licensetui.reading.cells import folded
from licensetui.tables.table import Table


def mapping_for(table: Table, portfolio: Portfolio) -> Mapping:
    """Return the mapping of a table: as remembered of a list with its headers, or a guess."""
    guess = guess_mapping(table.headers, table.rows)
    known = _known(guess.headers, portfolio)
    return _as_remembered(guess, known) if known else guess


def remembering(
    mapping: Mapping, portfolio: Portfolio, today: date
) -> tuple[Edit[RememberedMapping], ...]:
    """Return the edit that remembers a mapping; nothing where the user said nothing new."""
    if not mapping.is_said:
        return ()
    known = _known(mapping.headers, portfolio)
    columns = tuple(
        ColumnChoice(header, _key(mapping, place), place in mapping.numbers)
        for place, header in enumerate(mapping.headers)
    )
    if known and known.columns == columns:
        return ()
    return (Edit(known, RememberedMapping(columns, today, known.id if known else -1)),)


def _known(headers: Iterable[str], portfolio: Portfolio) -> RememberedMapping | None:
    """Return what was said last of a list with these headers, in whatever order."""
    sought = _form(headers)
    for known in sorted(portfolio.mappings, key=lambda x: (x.said_on, x.id), reverse=True):
        if _form(column.header for column in known.columns) == sought:
            return known
    return None


def _form(headers: Iterable[str]) -> list[str]:
    return sorted(map(folded, headers))


def _key(mapping: Mapping, place: int) -> str:
    field = mapping.field(place)
    if field:
        return field.key
    return LEAVE_OUT if mapping.is_left_out(place) else ""


def _as_remembered(guess: Mapping, known: RememberedMapping) -> Mapping:
    """Return a mapping with the columns that are remembered, and nothing that is guessed."""
    choices: dict[str, list[ColumnChoice]] = defaultdict(list)
    for column in known.columns:
        choices[folded(column.header)].append(column)
    why = f"{REMEMBERED} from {known.said_on}"
    columns: dict[ImportField, int] = {}
    reasons: list[tuple[int, str]] = []
    numbers: list[int] = []
    for place, header in enumerate(guess.headers):
        choice = choices[folded(header)].pop(0)
        field = KEYS.get(choice.field)
        if field and field not in columns:
            columns[field] = place
            reasons.append((place, why))
        elif choice.field == LEAVE_OUT:
            reasons.append((place, why))
        if choice.number:
            numbers.append(place)
    return replace(
        guess, columns=tuple(columns.items()), reasons=tuple(reasons), numbers=tuple(numbers)
    )
