"""The dated points of a license's current term, and how urgent they make it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache, partial
from typing import NamedTuple

from licensetui.domain.auto_renewal import auto_renewal, cancel_by, present_term
from licensetui.domain.labels import Labeled
from licensetui.domain.license import License
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Progress, Term


class Urgency(IntEnum):
    """The nearness of a day, the worst first. Its mark is a letter first, a color second."""

    OVERDUE = 0
    URGENT = 1
    SOON = 2
    LATER = 3

    @property
    def mark(self) -> str:
        """The letter on screens and in print."""
        return "x!*."[self]

    @property
    def word(self) -> str:
        """The word for it in JSON."""
        return ("overdue", "urgent", "soon", "later")[self]


class MilestoneKind(Labeled):
    """The kind of a milestone."""

    RENEWED = "renewed itself"
    UNCONFIRMED = "canceled?"
    DECIDE_BY = "decide by"
    CANCEL_BY = "cancel by"
    ORDER_BY = "order by"
    REMINDER = "reminder mail"
    ENDS = "ends"


KIND_ORDER = {kind: place for place, kind in enumerate(MilestoneKind)}
"""The order of milestones on the same day: what must come first."""


ALWAYS = {MilestoneKind.RENEWED: Urgency.URGENT, MilestoneKind.UNCONFIRMED: Urgency.OVERDUE}
"""What is as urgent on whatever day: it waits for somebody to say what has become of a license."""


class Milestone(NamedTuple):  # thousands are made at each start, in half the time of a dataclass
    """One dated point of a term."""

    day: date
    """The day; deadlines have no time."""
    kind: MilestoneKind
    """What must have happened, or happens, on it."""


def urgency_of(days: int, settings: Settings) -> Urgency:
    """Return the urgency of something `days` from today; negative days are in the past."""
    return urgency_within(days, settings.urgent_days, settings.soon_days)


def urgency_within(days: int, urgent: int, soon: int) -> Urgency:
    """Return the same where days up to `urgent` are urgent, and up to `soon` are soon."""
    if days < 0:
        return Urgency.OVERDUE
    if days <= urgent:
        return Urgency.URGENT
    return Urgency.SOON if days <= soon else Urgency.LATER


def milestones(
    license: License, settings: Settings, mails: Iterable[int] = ()
) -> tuple[Milestone, ...]:
    """Return all milestones of the current term by day, handled or not; none without an end.

    `mails` are the days before it on which the vendor writes. Each stands once, however often it is
    among these.
    """
    term = license.term
    if term is None or term.end is None:
        return ()
    tasks = _tasks(term.end, cancel_by(license, term), *_leads(license, settings))
    return _dated(term.end, [*tasks, *((days, MilestoneKind.REMINDER) for days in mails)])


def _leads(license: License, settings: Settings) -> tuple[int, int]:
    decision, order = license.decision_lead_days, license.order_lead_days
    return (
        settings.decision_lead_days if decision is None else decision,
        settings.order_lead_days if order is None else order,
    )


def _tasks(
    end: date, until: date | None, decision: int, order: int
) -> list[tuple[int, MilestoneKind]]:
    """Return what somebody has to do about a term, with days before its end."""
    found = [
        (decision, MilestoneKind.DECIDE_BY),
        (order, MilestoneKind.ORDER_BY),
        (0, MilestoneKind.ENDS),
    ]
    if until:
        found.append(((end - until).days, MilestoneKind.CANCEL_BY))
    return found


def _dated(end: date, found: list[tuple[int, MilestoneKind]]) -> tuple[Milestone, ...]:
    dated = {Milestone(_before(end, days), kind) for days, kind in found}
    return tuple(sorted(dated, key=_order))


def _order(point: Milestone) -> tuple[date, int]:
    return point.day, KIND_ORDER[point.kind]


def open_milestones(license: License, today: date, settings: Settings) -> tuple[Milestone, ...]:
    """Return the milestones of a license at which something is still to be done, by day.

    A day that has passed is out of reach and no longer open, but for the end: a license that
    has ended stays open until it is renewed, archived or done, or was meant to be canceled.
    What renews itself does not end: the points are those of the present term, computed, after one
    that waits for somebody to confirm that, or the cancellation.
    Reminder mails are the vendor's to send and never open. An order settles the decision; and fewer
    seats, too, must be asked for before the last day to cancel, but for those ordered already.
    """
    term = _heard_of(license, today)
    if term is None or term.end is None:
        return ()
    until = cancel_by(license, term)
    course = _course((term.end, until, term.auto_renew, term.decision, term.progress))
    points = _open(course, today, _leads(license, settings))
    if term is license.terms[-1] or term.start is None:
        return points
    is_leaving = term.decision is Decision.CANCEL
    kind = MilestoneKind.UNCONFIRMED if is_leaving else MilestoneKind.RENEWED
    return (Milestone(term.start, kind), *points)


def _heard_of(license: License, today: date) -> Term | None:
    """Return the term of which somebody wants to hear, if any."""
    if not license.terms or license.archived:
        return None
    term = license.terms[-1]
    if term.auto_renew and auto_renewal(license, today):
        return present_term(license, today)
    return None if term.progress is Progress.DONE else term


class _Course(NamedTuple):
    """What counts of a term."""

    end: date
    until: date | None
    """The last day to cancel."""
    auto_renew: bool
    decision: Decision
    progress: Progress


_course = partial(tuple.__new__, _Course)  # in a third of the time of its own constructor


@lru_cache(maxsize=16_384)  # many licenses end on the same day, and nothing else is said of them
def _open(course: _Course, today: date, leads: tuple[int, int]) -> tuple[Milestone, ...]:
    found = []
    for days, kind in _tasks(course.end, course.until, *leads):
        day = _before(course.end, days)
        if _is_open(kind, course, is_ahead=day >= today):
            found.append(Milestone(day, kind))
    found.sort(key=_order)
    return tuple(found)


def mail_days(license: License, today: date, mails: tuple[int, ...]) -> tuple[date, ...]:
    """Return the days from today on of the vendor's mails about the current term, in order.

    `mails` are days before its end, as `ReminderDays` has them. They come as long as the end is
    open: to a license that was renewed, or canceled, no more.
    """
    term = _heard_of(license, today)
    if term is None or term.end is None:
        return ()
    if term.end < today and term.ends_by_itself:
        return ()
    return _from(today, term.end, mails)


@lru_cache(maxsize=16_384)  # many licenses end on the same day
def _from(today: date, end: date, reminders: tuple[int, ...]) -> tuple[date, ...]:
    found = {_before(end, days) for days in reminders}
    return tuple(day for day in sorted(found) if day >= today)


def mails_to_come(license: License, today: date, mails: tuple[int, ...]) -> tuple[Milestone, ...]:
    """Return these mails as milestones."""
    days = mail_days(license, today, mails)
    return tuple(Milestone(day, MilestoneKind.REMINDER) for day in days)


def is_snoozed(license: License, today: date) -> bool:
    """Say whether nobody wants to hear of a license yet."""
    term = license.term
    return bool(term and term.snoozed_until and today < term.snoozed_until)


def next_milestone(license: License, today: date, settings: Settings) -> Milestone | None:
    """Return the first open milestone, unless the license is snoozed or has none."""
    if is_snoozed(license, today):
        return None
    return next(iter(open_milestones(license, today, settings)), None)


def urgency(license: License, today: date, settings: Settings) -> Urgency | None:
    """Return how urgent a license is by its first open milestone; None if nothing is open."""
    point = next_milestone(license, today, settings)
    if point is None:
        return None
    return ALWAYS.get(point.kind, urgency_of((point.day - today).days, settings))


def _is_open(kind: MilestoneKind, term: _Course, *, is_ahead: bool) -> bool:
    is_leaving = term.decision is Decision.CANCEL
    if kind is MilestoneKind.ENDS:
        return is_ahead or not is_leaving or term.auto_renew  # as `Term.ends_by_itself`
    if not is_ahead:
        return False
    unordered = term.progress in (Progress.OPEN, Progress.QUOTED)
    match kind:
        case MilestoneKind.DECIDE_BY:
            return unordered and term.decision is Decision.UNDECIDED
        case MilestoneKind.CANCEL_BY:  # sent is not received: open until done
            return is_leaving or (unordered and term.decision is not Decision.RENEW)
        case MilestoneKind.ORDER_BY:
            is_bought = not term.auto_renew or term.progress is Progress.QUOTED
            return unordered and is_bought and not is_leaving
    return False


@lru_cache(maxsize=16_384)
def _before(end: date, days: int) -> date:
    """Return the day `days` before `end`, kept within what a calendar can hold."""
    try:
        return end - timedelta(days)
    except OverflowError:
        return date.min if days > 0 else date.max


def in_days(day: date, today: date) -> str:
    """Return how far `day` is, in exact days: `in 9 d`, `today`, `2 d ago`."""
    days = (day - today) // timedelta(days=1)
    if days == 0:
        return "today"
    return f"in {days} d" if days > 0 else f"{-days} d ago"
