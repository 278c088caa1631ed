"""Ends that move: by how much, and whether that is about a term."""

from __future__ import annotations

from datetime import date

from licensetui.domain.costs import SHORTEST
from licensetui.domain.counting import counted
from licensetui.domain.periods import months_between
from licensetui.domain.term import CostBasis, Term

_MOST_TERMS = 3
"""So many terms may have passed, or are paid at once."""
_YEAR, _MONTH = 365, 30
_FEW, _NEARLY = 3, 27
"""Days that are no part of a difference in months, and those that are nearly a month."""
_SLACK = 0.08
"""The share of a term by which an end may differ from a whole number of them: a year's month."""


def is_about_a_term(term: Term, end: date | None) -> bool:
    """Say whether another end is about a term later: by the term's length, a year, or its months.

    Two or three of them are, too: who did not import for a year has missed one.
    """
    if term.end is None or end is None:
        return False
    days = (end - term.end).days
    return any(
        abs(days - count * length) <= max(length * _SLACK, 3)
        for length in _lengths(term)
        for count in range(1, _MOST_TERMS + 1)
    )


def _lengths(term: Term) -> set[int]:
    """Return how many days a term of this license may have."""
    lengths = {_YEAR}
    if term.start and term.end and (own := (term.end - term.start).days) >= SHORTEST:
        lengths.add(own)
    if term.cost_basis is CostBasis.MONTH:
        lengths.add(_MONTH)
    return lengths


def shift_words(one: date, other: date) -> str:
    """Return by how much two days differ: `by a year`, `by 3 months`, `by 12 days`.

    A few days more or less of whole months are not said.
    """
    first, last = sorted((one, other))
    months, days = months_between(first, last)
    if days >= _NEARLY:
        months, days = months + 1, 0
    if months and days <= _FEW:
        years, rest = divmod(months, 12)
        if not rest:
            return f"by {counted(years, 'year')}" if years > 1 else "by a year"
        return f"by {counted(months, 'month')}" if months > 1 else "by a month"
    return f"by {counted((last - first).days, 'day')}"
