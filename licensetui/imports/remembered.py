"""Mappings that are remembered by the headers of a file."""

from __future__ import annotations

from licensetui.domain.portfolio import Portfolio
from licensetui.imports.guessing import guess_mapping
from licensetui.imports.mapping import Mapping
from licensetui.tables.table import Table


def mapping_for(table: Table, portfolio: Portfolio) -> Mapping:
    """Return the mapping of a table: that of an earlier file with its headers, or a guess."""
    del portfolio  # which will have them
    return guess_mapping(table.headers, table.rows)
