"""Headers that are known, by which the row of headers is found in a table with a title above it."""

from __future__ import annotations

from functools import cache

from licensetui.imports.fields import ImportField
from licensetui.imports.guessing import header_forms, known_headers
from licensetui.imports.profiles import PROFILES
from licensetui.reading.cells import folded


def is_known_header(text: str) -> bool:
    """Say whether a text is a header that is known."""
    return not _known().isdisjoint(header_forms(text))


@cache
def _known() -> frozenset[str]:
    own = (header for field in ImportField for header in known_headers(field))
    return frozenset((*own, *(folded(name) for form in PROFILES for name in form.columns)))
