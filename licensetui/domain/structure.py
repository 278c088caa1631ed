"""Rules for a well-formed record, bounds of its numbers, and the one error that says it is not.

Only structure is checked here: types, and values that contradict each other.
What is merely unwise is a finding, and never stops a file from opening.
"""

from __future__ import annotations

import threading
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, make_dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

Record = TypeVar("Record")

MOST_ID = 10**18 - 1
"""The highest id of a record or a term, and the highest number of a change."""
MOST_DAYS = 9_999_999
"""The most days of a notice period, or before or after an end."""
MOST_LEAD = 3650
"""The most days before an end by which to decide, or to order."""
MOST_SEATS = 10**25
"""The most seats."""
DIGITS = 40
"""Most digits of an amount before the point, and after it."""


def check_most(field: str, value: int, most: int) -> None:
    """Raise `StructureError` if a number is further from zero than `most`."""
    if not -most <= value <= most:
        raise StructureError(field, f"the number is too large: at most {most}")


def check_lead(field: str, days: int | None) -> None:
    """Raise `StructureError` for a lead time that is no number of days of ten years."""
    if days is not None and not 0 <= days <= MOST_LEAD:
        raise StructureError(field, f"must be a number of days from 0 to {MOST_LEAD}")


def check_amount(field: str, amount: Decimal) -> None:
    """Raise `StructureError` for an amount, finite, that nobody could print."""
    if 0 <= amount.adjusted() < DIGITS and len(str(amount)) <= DIGITS:
        return  # nearly all, and to take an amount apart takes five times as long
    _, digits, exponent = amount.as_tuple()
    if not (isinstance(exponent, int) and -DIGITS <= exponent <= DIGITS - len(digits)):
        raise StructureError(
            field,
            f"the amount is out of range: at most {DIGITS} digits before and after the point",
        )


class StructureError(ValueError):
    """A record that cannot be built. Its text is a sentence for the user."""

    def __init__(self, field: str, problem: str) -> None:
        """Say which `field` is wrong, and the `problem` as the rest of the sentence."""
        super().__init__(f"{field}: {problem}")
        self.field = field
        """Name of the field, as in the record."""
        self.problem = problem
        """What is wrong with it, in words."""


def check_types(record: object) -> None:
    """Raise `StructureError` unless every field of a dataclass has its declared type.

    Types are compared exactly: `True` is no number and a `datetime` no date.
    Items inside a tuple are checked where the item is built.
    """
    if _here.types_are_right:
        return
    record_class: Any = type(record)
    for name, allowed in _declared(record_class):
        value = getattr(record, name)
        if type(value) not in allowed and not _is_literal(value, allowed):
            raise StructureError(name, f"{value!r} has the wrong type ({type(value).__name__})")


@contextmanager
def types_are_right() -> Iterator[None]:
    """Let `check_types` trust the records that this thread builds meanwhile.

    For a decoder that has looked at every type itself: to look again would take a third of the
    time in which a file opens. All other rules of the records hold as ever.
    """
    before = _here.types_are_right
    _here.types_are_right = True
    try:
        yield
    finally:
        _here.types_are_right = before


class _Here(threading.local):
    """State of this thread."""

    types_are_right = False


_here = _Here()


def _is_literal(value: object, allowed: tuple[object, ...]) -> bool:
    return isinstance(value, str) and value in allowed


@cache
def _declared(record: type[Any]) -> tuple[tuple[str, tuple[object, ...]], ...]:
    """Field names of a record class with the types, or literal strings, each may hold."""
    hints = typing.get_type_hints(record)
    return tuple((name, tuple(_alternatives(hint))) for name, hint in hints.items())


def _alternatives(hint: object) -> typing.Iterator[object]:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        for part in typing.get_args(hint):
            yield from _alternatives(part)
    elif origin is typing.Literal:
        yield from typing.get_args(hint)
    else:
        yield origin or hint


def maker(record: type[Record]) -> Callable[[Sequence[Any]], Record]:
    """Return what makes records of their values, in the order of the fields, in half the time.

    A frozen one sets each field by a call. These are set before the object becomes a record, which
    checks itself then as ever.
    """
    names = [field.name for field in fields(record)]  # type: ignore[arg-type]
    mutable = make_dataclass(record.__name__, names, repr=False, eq=False, slots=True)
    check: Callable[[Any], None] = record.__post_init__  # type: ignore[attr-defined]

    def make(values: Sequence[Any]) -> Record:
        made = mutable(*values)
        made.__class__ = record
        check(made)
        return made  # type: ignore[no-any-return]

    return make


def replaced(record: Record, **values: object) -> Record:
    """Return what `dataclasses.replace` does of a record with slots, in a third of the time."""
    record_class: Any = type(record)
    names, of, make = _copier(record_class)
    copy: Record = make([*{**dict(zip(names, of(record), strict=True)), **values}.values()])
    return copy


@cache
def _copier(record: type[Any]) -> tuple[list[str], Callable[[Any], Any], Callable[..., Any]]:
    names = [field.name for field in fields(record)]
    return names, attrgetter(*names), maker(record)
