"""Rows about one license: terms of it that follow each other, or rows that contradict each other.

Lists with a row a year are common. But two licenses never become one: rows without a number are
terms of one license only where each begins when the one before has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from licensetui.domain.term import Term
from licensetui.imports.shifts import is_about_a_term
from licensetui.imports.statement import Statement
from licensetui.reading.cells import text_key

_GAP = 31
"""Days between two terms of a license without a number: more, and they may be two licenses."""


def place_in(chain: Sequence[Statement], stated: Statement) -> int | None:
    """Return at which place of a chain of terms a row stands; None if it is no term of it.

    The chain is in the order of time; a license that fits has one name, vendor and organization.
    """
    if stated.place is not None and all(one.place is not None for one in chain):
        places = [one.place or 0 for one in chain]
        same = chain[0].record == stated.record and stated.place not in places
        return sum(place < stated.place for place in places) if same else None
    day = _day(stated)
    if day is None or not _is_one(chain[0], stated):
        return None
    place = sum((_day(one) or day) <= day for one in chain)
    before, after = chain[:place][-1:], chain[place : place + 1]
    fits = all(_follows(one, stated) for one in before) and all(
        _follows(stated, one) for one in after
    )
    return place if fits else None


def _day(stated: Statement) -> date | None:
    """Return the day by which terms are in order."""
    return stated.end or stated.start


def _is_one(one: Statement, other: Statement) -> bool:
    """Say whether rows agree in what a license is called, as far as both say it."""
    if text_key(one.name) != text_key(other.name):
        return False
    pairs = ((one.vendor, other.vendor), (one.organization, other.organization))
    return all("" in pair or text_key(pair[0]) == text_key(pair[1]) for pair in pairs)


def _follows(one: Statement, other: Statement) -> bool:
    """Say whether a row is the term after that of another."""
    if one.end is None or _has_other_number(one, other):
        return False
    has_number = bool(one.number and other.number)
    if other.start:
        days = (other.start - one.end).days
        return days >= 0 and (has_number or days <= _GAP)
    return has_number and is_about_a_term(Term(1, one.start, one.end), other.end)


def _has_other_number(one: Statement, other: Statement) -> bool:
    pairs = ((one.sen, other.sen), (one.entitlement, other.entitlement))
    return any(all(pair) and text_key(pair[0]) != text_key(pair[1]) for pair in pairs)
