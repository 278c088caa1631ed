"""Our dataclasses are those of the standard library, made with less."""

from __future__ import annotations

import copy
import dataclasses
import operator
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from licensetui.domain.dataclass import dataclass

OPTIONS: tuple[dict[str, bool], ...] = (
    {},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"slots": True},
    {"frozen": True, "order": True},
    {"frozen": True, "kw_only": True},
    {"frozen": True, "eq": False},
)
CALLS: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    ((), {}),
    ((1,), {}),
    ((1, "x"), {}),
    ((), {"number": 1}),
    ((), {"number": 1, "word": "x", "kept": [1], "hidden": 3}),
    ((2, "x", [2], 5, 6), {}),
    ((), {"number": 1, "other": 2}),
    ((1,), {"number": 1}),
)


def made(decorate: Callable[..., Any], options: dict[str, bool]) -> Any:
    @decorate(**options)
    class Thing:
        """A thing."""

        number: int
        word: str = "a word"
        kept: list[int] = field(default_factory=list)
        hidden: int = field(default=0, compare=False, repr=False)

        def __post_init__(self) -> None:
            if self.number == 2:
                raise ValueError("no two")

    return Thing


def outcome(act: Callable[[], object]) -> object:
    """Return what comes of it, or the error."""
    try:
        return repr(act())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_instances_are_made_and_shown_alike(options: dict[str, bool]) -> None:
    ours, theirs = made(dataclass, options), made(dataclasses.dataclass, options)
    for values, named in CALLS:
        said = outcome(lambda: ours(*values, **named))  # noqa: B023  # called at once
        assert said == outcome(lambda: theirs(*values, **named))  # noqa: B023
        # What was compiled by the first is what makes the next.
        assert said == outcome(lambda: ours(*values, **named))  # noqa: B023


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_instances_are_compared_hashed_copied_and_kept_alike(options: dict[str, bool]) -> None:
    results = []
    for decorate in (dataclass, dataclasses.dataclass):
        thing = made(decorate, options)
        one, same = thing(number=1, kept=[1]), thing(number=1, kept=[1], hidden=7)
        other = thing(number=3, kept=[1])
        results.append(
            [
                one == same,
                one == other,
                one != other,
                one == 1,
                outcome(lambda: one < other),  # noqa: B023
                outcome(lambda: operator.ge(one, same)),  # noqa: B023
                outcome(lambda: hash(thing(number=1, kept=()))),  # noqa: B023
                repr(copy.copy(one)),
                repr(copy.deepcopy(one)),
                outcome(lambda: replace(one, word="y", hidden=4).hidden),  # noqa: B023
                outcome(lambda: setattr(one, "number", 5)),  # noqa: B023
                outcome(lambda: delattr(one, "number")),  # noqa: B023
                [x.name for x in fields(thing)],
                thing.__match_args__,
            ]
        )
    if not options.get("eq", True):  # the address of the object
        for result in results:
            result[6] = None
    assert results[0] == results[1]


def test_what_a_class_says_itself_stays() -> None:
    @dataclass(frozen=True)
    class Word:
        """A word, whatever its case."""

        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Word) and self.text.lower() == other.text.lower()

        def __hash__(self) -> int:
            return hash(self.text.lower())

        def __repr__(self) -> str:
            return self.text

    assert repr(Word("A")) == "A"
    assert len({Word("A"), Word("a")}) == 1


def test_one_kind_stands_on_another() -> None:
    @dataclass(frozen=True)
    class Base:
        """A base."""

        first: int = 1

    @dataclass(frozen=True)
    class Above(Base):
        """What has more."""

        second: int = 2

    class Plain(Above):
        """What adds no field."""

    assert (Base(5), Above(3, 4)) == (Base(5), Above(3, 4))
    assert Base(1) != Above(1)
    assert (Plain(7).first, Plain(7).second) == (7, 2)
    with pytest.raises(FrozenInstanceError):
        Above().first = 2  # type: ignore[misc]
