"""Profiles: lists of which the columns are known, as vendors and inventories export them."""

from __future__ import annotations

from collections.abc import Sequence

from licensetui.imports.field_keys import field_called
from licensetui.imports.fields import ImportField
from licensetui.reading.cells import folded
from licensetui.vendors import list_facts
from licensetui.vendors.list_facts import ListForm

PROFILES = (
    list_facts.MARKETPLACE.value,
    list_facts.SNIPE_IT_IMPORT.value,
    list_facts.SNIPE_IT_LIST.value,
    list_facts.WALLOS.value,
    list_facts.GLPI.value,
    list_facts.GLPI_IN_FRENCH.value,
    list_facts.MICROSOFT_365.value,
    list_facts.MICROSOFT_ENTRA.value,
    list_facts.JETBRAINS.value,
    list_facts.GOOGLE_WORKSPACE.value,
    list_facts.ADOBE.value,
)
"""All that are known; of several that fit, the first counts."""


def profile_of(headers: Sequence[str]) -> ListForm | None:
    """Return the profile of a table by its headers; None for a list that is somebody's own."""
    there = {folded(header) for header in headers}
    return next((one for one in PROFILES if there.issuperset(map(folded, one.known_by))), None)


def profile_columns(
    profile: ListForm, headers: Sequence[str]
) -> tuple[dict[ImportField, int], set[int]]:
    """Return the columns of a profile's fields, and those that it leaves out, counted from 0."""
    held = {folded(name): field_called(key) for name, key in profile.columns.items()}
    columns: dict[ImportField, int] = {}
    left_out: set[int] = set()
    for column, header in enumerate(headers):
        field = held.get(folded(header))
        if field is not None:
            columns.setdefault(field, column)
        elif folded(header) in held:
            left_out.add(column)
    return columns, left_out
