"""Answers that are worked out once, and kept while they hold.

Their owner is known by a weak reference: an outlook that another one has followed goes at once,
with all its answers, and does not wait for the collector, which seldom looks for garbage.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from inspect import ismethod
from typing import Generic, TypeVar
from weakref import WeakMethod

from licensetui.domain.contact import Contact
from licensetui.domain.license import License

Subject = TypeVar("Subject", bound=License | Contact)
Answer = TypeVar("Answer")
RECENT = 100
"""Records at most of which an answer is remembered that is not kept: several rules in a row ask
the same about all records of a step."""


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

    def of_all(self, subjects: Collection[Subject]) -> list[Answer]:
        """Return the answers about some of these records, in their order."""
        for subject in self.missing(subjects):
            self.of(subject)
        answers = self._answers
        return [answers[subject.id] for subject in subjects]

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


class Recent(Generic[Subject, Answer]):
    """The answers to one question about the records that were asked about of late."""

    def __init__(self, work_out: Callable[[Subject], Answer]) -> None:
        """Answer by `work_out`, mostly a method of the owner."""
        self._work_out = _loosely(work_out)
        self._answers: dict[int, tuple[Subject, Answer]] = {}

    def of(self, subject: Subject) -> Answer:
        """Return the answer about a record, be it of the portfolio or as it would be."""
        known = self._answers.get(subject.id)
        if known is None or known[0] is not subject:
            if len(self._answers) >= RECENT:
                self._answers.clear()
            known = self._answers[subject.id] = subject, self._work_out()(subject)
        return known[1]


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
