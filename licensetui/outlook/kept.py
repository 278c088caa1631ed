"""Answers that are worked out once, and kept while they hold.

Their owner is known by a weak reference: an outlook that another one has followed goes at once,
with all its answers, and does not wait for the collector, which seldom looks for garbage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import ismethod
from typing import Generic, TypeVar
from weakref import WeakMethod

from licensetui.domain.contact import Contact
from licensetui.domain.license import License

Subject = TypeVar("Subject", bound=License | Contact)
Answer = TypeVar("Answer")


class Kept(Generic[Subject, Answer]):
    """The answers to one question about records, by id, each worked out when first asked for."""

    def __init__(self, work_out: Callable[[Subject], Answer]) -> None:
        """Answer by `work_out`, mostly a method of the owner."""
        self._work_out = _loosely(work_out)
        self._answers: dict[int, Answer] = {}

    def of(self, subject: Subject) -> Answer:
        """Return the answer about a record of the portfolio."""
        answers = self._answers
        if subject.id not in answers:
            answers[subject.id] = self._work_out()(subject)
        return answers[subject.id]

    def keep(self, subject: Subject, answer: Answer) -> None:
        """Keep an answer that was found otherwise."""
        self._answers[subject.id] = answer

    def missing(self, subjects: Iterable[Subject]) -> list[Subject]:
        """Return those about which nothing has been worked out yet."""
        answers = self._answers
        return [subject for subject in subjects if subject.id not in answers]

    def all_known(self) -> Iterable[Answer]:
        """Return all answers that have been worked out."""
        return self._answers.values()

    def known(self, id: int) -> Answer | None:
        """Return the answer about a record if it has been worked out already."""
        return self._answers.get(id)

    def after(
        self, work_out: Callable[[Subject], Answer], stale: Iterable[int]
    ) -> Kept[Subject, Answer]:
        """Return the answers that still hold; others are worked out by `work_out`."""
        after = Kept(work_out)
        after._answers = answers = self._answers.copy()
        for id in stale:
            answers.pop(id, None)
        return after


class Last(Generic[Subject, Answer]):
    """The answer to one question about the record that was asked about last."""

    def __init__(
        self,
        work_out: Callable[[Subject], Answer],
        by: Callable[[Subject], object] | None = None,
    ) -> None:
        """Answer by `work_out`, mostly a method of the owner.

        The answer is the same for records of which the same can be said in `by`.
        """
        self._work_out = _loosely(work_out)
        self._by = by
        self._last: tuple[object, Answer] | None = None

    def of(self, subject: Subject) -> Answer:
        """Return the answer about a record of the portfolio."""
        here = subject if self._by is None else self._by(subject)
        last = self._last
        if last is None or not (last[0] is here if self._by is None else last[0] == here):
            last = self._last = here, self._work_out()(subject)
        return last[1]


def _loosely(
    work_out: Callable[[Subject], Answer],
) -> Callable[[], Callable[[Subject], Answer]]:
    """Return what returns a function; a method as long as its object is there for others."""
    if not ismethod(work_out):
        return lambda: work_out
    method = WeakMethod(work_out)

    def found() -> Callable[[Subject], Answer]:
        there = method()
        assert there is not None  # noqa: S101  # the owner asks
        return there

    return found
