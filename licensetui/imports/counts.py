"""Whole numbers as people and programs write them: seats, days."""

from __future__ import annotations

import re
from collections.abc import Container

from licensetui.domain.license import Seats, Unit
from licensetui.domain.structure import MOST_LEAD
from licensetui.reading.cells import CellError, content, folded, one_line, quoted

_NUMBER = r"([0-9]{1,3}(?:[ .,'\N{RIGHT SINGLE QUOTATION MARK}][0-9]{3})+|[0-9]+)(?:[.,]0{1,2})?"
_COUNT = re.compile(
    rf"(?:(?:up to|jusqu.?[a\xe0]|bis(?: zu)?|hasta) )?{_NUMBER}\s*([^0-9]*)", re.IGNORECASE
)
_MAX_DIGITS = 9
_UNLIMITED = re.compile("unlimited|illimite|unbegrenzt|unbeschrankt|ilimitad")
_TRIAL = frozenset({"evaluation", "eval", "trial", "essai", "test"})
"""Tiers that say how it was sold, not how large it is."""
_UNITS = {
    Unit.USERS: "user users utilisateur utilisateurs benutzer nutzer usuario usuarios",
    Unit.AGENTS: "agent agents agenten agente agentes",
    Unit.NODES: "node nodes noeud noeuds knoten nodo nodos",
    None: "seat seats poste postes place places platz platze lizenz lizenzen license licenses"
    " licence licences licencia licencias",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_DAYS = frozenset({"day", "days", "d", "jour", "jours", "j", "tag", "tage", "dia", "dias"})


def read_seats(text: str) -> tuple[Seats, Unit | None]:
    """Return the seats in a cell with their unit where it is named, or raise a `CellError`.

    Empty, or the tier of an evaluation: no seats are known.
    """
    written = one_line(content(text))
    word = folded(written)
    if not written or word in _TRIAL:
        return None, None
    if _UNLIMITED.search(word) or written in ("-1", "\N{INFINITY}"):
        return "unlimited", next(
            (unit for name, unit in _UNIT.items() if unit and name in word), None
        )
    number, words = _count(text)
    if words and words not in _UNIT:
        raise CellError(f"{quoted(text)} is not a number of seats")
    return number, _UNIT.get(words)


def read_count(text: str) -> int | None:
    """Return the whole number in a cell, None for an empty one, or raise a `CellError`."""
    return _counted(text, _UNIT, "a whole number")


def read_days(text: str) -> int | None:
    """Return the number of days in a cell, None for an empty one, or raise a `CellError`."""
    return _counted(text, _DAYS, "a number of days")


def read_lead(text: str) -> int | None:
    """Return such a number that can be a lead time."""
    days = read_days(text)
    if days is not None and days > MOST_LEAD:
        raise CellError(f"{quoted(text)} is more than {MOST_LEAD} days")
    return days


def _counted(text: str, units: Container[str], what: str) -> int | None:
    if not content(text):
        return None
    number, words = _count(text)
    if words and words not in units:
        raise CellError(f"{quoted(text)} is not {what}")
    return number


def _count(text: str) -> tuple[int, str]:
    """Return a number and the folded words after it."""
    written = one_line(content(text))
    found = _COUNT.fullmatch(written) if len(written) <= 60 else None
    digits = re.sub("[^0-9]", "", found[1]) if found else ""
    if found is None or len(digits) > _MAX_DIGITS:
        raise CellError(f"{quoted(text)} is not a whole number")
    return int(digits), folded(found[2])
