"""Answers that are worked out once, and kept while they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from licensetui.domain.contact import Contact
from licensetui.domain.license import License

Subject = TypeVar("Subject", bound=License | Contact)
Answer = TypeVar("Answer")


class Kept(Generic[Subject, Answer]):
    """The answers to one question about records, by id, each worked out when first asked for."""

    def __init__(self, work_out: Callable[[Subject], Answer]) -> None:
        self._work_out = work_out
        self._answers: dict[int, Answer] = {}

    def of(self, subject: Subject) -> Answer:
        """Return the answer about a record of the portfolio."""
        answers = self._answers
        if subject.id not in answers:
            answers[subject.id] = self._work_out(subject)
        return answers[subject.id]

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

    def __init__(self, work_out: Callable[[Subject], Answer]) -> None:
        self._work_out = work_out
        self._last: tuple[Subject, Answer] | None = None

    def of(self, subject: Subject) -> Answer:
        """Return the answer about a record of the portfolio."""
        if self._last is None or self._last[0] is not subject:
            self._last = subject, self._work_out(subject)
        return self._last[1]
