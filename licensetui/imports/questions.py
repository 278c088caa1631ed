"""Questions that a file leaves open: each is asked once, however many rows it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licensetui.domain.settings import Settings
from licensetui.imports.fields import ImportField
from licensetui.imports.mapping import Mapping
from licensetui.imports.planned import PlanAnswers, Question, QuestionKind
from licensetui.reading.cells import quoted
from licensetui.reading.dates import DateEvidence, is_ambiguous, readings

_CONTACTS = tuple(field for field in ImportField if field.to == ("contacts",))


def date_question(
    dates: Sequence[str], evidence: DateEvidence, answers: PlanAnswers, refused: int
) -> Iterator[Question]:
    """Yield the question which number of a date is the month, if nothing tells."""
    if answers.date_order or evidence.order:
        return
    example = next((cell for cell in dates if is_ambiguous(cell)), None)
    if example is None:
        return
    day_first, month_first = readings(example)
    text = f"is {quoted(example)} {day_first} or {month_first}?"
    if evidence.day_first:
        both = f"{quoted(evidence.day_first)} and {quoted(evidence.month_first)}"
        text = f"{both} are in different orders: {text}"
    choices = (("dmy", f"day first: {day_first}"), ("mdy", f"month first: {month_first}"))
    yield Question(QuestionKind.DATES, text, choices, "--dates", refused)


def currency_question(
    has_assumed: bool, answers: PlanAnswers, settings: Settings
) -> Iterator[Question]:
    """Yield the question in which currency amounts without one are."""
    if has_assumed and answers.currency is None:
        text = f"in which currency are amounts without one? They are read as {settings.currency}"
        yield Question(QuestionKind.CURRENCY, text, option="--currency")


def seen_question(mapping: Mapping, answers: PlanAnswers) -> Iterator[Question]:
    """Yield the question whether the file is a look at the portal."""
    has_contacts = any(mapping.column(field) is not None for field in _CONTACTS)
    if has_contacts and not mapping.is_portal_export and answers.seen is None:
        text = "did the portal show these contacts, and on which date? They are assigned only"
        yield Question(QuestionKind.SEEN, text, option="--seen")
