"""What is chosen in a hand-over, as text: to be kept in a draft, and to be read back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from licensetui.addresses.syntax import check_syntax
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.handover import HandoverRow, given_to, left_out
from licensetui.domain.handover_warnings import HandoverWarning
from licensetui.domain.plain import folded
from licensetui.domain.structure import StructureError
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.widgets.cells import wrapped

ROWS, NEW = "rows", "new contacts"
"""In a draft: who takes what, and the addresses of new contacts."""
_NOBODY = "nobody"
_OUT = "left out"


def rows_text(rows: Iterable[HandoverRow]) -> str:
    """Return who takes what, one line a row."""
    return "\n".join(f"{_key(row)}|{_choice(row)}" for row in rows)


def with_choices(
    rows: Iterable[HandoverRow], text: str, known: Collection[int]
) -> tuple[HandoverRow, ...]:
    """Return rows with the choices of a text, as far as they still fit.

    `known` are the ids of the contacts who may follow.
    """
    lines = (line.rpartition("|") for line in text.splitlines())
    choices = {key: choice for key, _, choice in lines}
    return tuple(_chosen(row, choices.get(_key(row), ""), known) for row in rows)


def new_contact(typed: str, id: int) -> Contact:
    """Return a new contact with the address that was typed. Raises `TypedError`."""
    syntax = check_syntax(typed)
    if not syntax.ok:
        raise TypedError(f"A new contact needs a whole address: {syntax.problem}")
    return Contact(email=syntax.normalized, id=id, kind=ContactKind.UNKNOWN)


def new_contacts(text: str) -> tuple[Contact, ...]:
    """Return the new contacts of a draft, by their addresses; what is none is left out."""
    found: list[Contact] = []
    for address in text.split():
        with suppress(TypedError):
            found.append(new_contact(address, -len(found) - 1))
    return tuple(found)


def note_path(directory: Path, leaver: Contact) -> Path:
    """Return a file for the note on a hand-over that is not there yet: `handover-anna-martin.md`.

    The next is `handover-anna-martin-2.md`.
    """
    name = re.sub(r"[^a-z0-9]+", "-", folded(leaver.label)).strip("-")[:60] or str(leaver.id)
    names = (f"handover-{name}{f'-{n}' if n > 1 else ''}.md" for n in count(1))
    return next(path for each in names if not (path := directory / each).exists())


def warning_lines(warning: HandoverWarning, width: int) -> list[str]:
    """Return a warning behind its mark, folded."""
    first, *others = wrapped(warning.sentence, width)
    return [f"{warning.severity.mark} {first}", *(f"  {line}" for line in others)]


def _key(row: HandoverRow) -> str:
    return "|".join(map(str, row.holding.key))


def _choice(row: HandoverRow) -> str:
    if not row.taken:
        return _OUT
    return _NOBODY if row.successor is None else str(row.successor)


def _chosen(row: HandoverRow, choice: str, known: Collection[int]) -> HandoverRow:
    try:
        if choice == _OUT:
            return left_out(row)
        if choice == _NOBODY:
            return given_to(row, None)
        return given_to(row, int(choice)) if choice in map(str, known) else row
    except StructureError:  # the holding is another one by now
        return row
