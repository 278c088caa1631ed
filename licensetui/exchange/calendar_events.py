"""Events for a calendar: the milestones of all terms, still open or called off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from licensetui.domain.auto_renewal import as_present, auto_renewal
from licensetui.domain.license import License
from licensetui.domain.milestones import (
    Milestone,
    MilestoneKind,
    mails_to_come,
    milestones,
    open_milestones,
)
from licensetui.domain.term import Progress
from licensetui.exchange.event_words import Facts, description_of, facts_of, summary_of
from licensetui.findings.ends_of_life import is_sold_on
from licensetui.outlook import Outlook

KEPT_DAYS = 90
"""For how many days after its end a term with nothing left to do is still told of.

Whoever exports more often than that loses no cancellation; and years of old terms, which no
calendar ever had, stay out of it.
"""

PUT_OFF_DAYS = 7
"""For how many days ahead an end may be one that was put off after it had passed."""
NOT_CONFIRMED = "This term is assumed: the license auto-renewed, and nobody has confirmed it yet."


@dataclass(frozen=True)
class CalendarEvent:
    """One milestone of one term, for a calendar."""

    uid: str
    """By what a calendar knows it again: the same for ever, whatever is renamed or moved."""
    day: date
    """The day; it takes all of it."""
    kind: MilestoneKind
    """What is to be done by then, or happens then."""
    summary: str
    """Its title, on one line."""
    description: str
    """All there is to know, on several lines."""
    address: str
    """Where the vendor's portal is; empty if that is not known."""
    is_open: bool
    """Whether it still stands; if not, calendars shall take it off."""
    rings: bool
    """Whether somebody is to be reminded of it."""


Had = Callable[[str, date], bool]
"""Says of the uid and the day of an event whether a calendar may have it."""


def calendar_events(
    outlook: Outlook, file: str, *, with_mails: bool = False, had: Had = lambda _uid, _day: True
) -> tuple[CalendarEvent, ...]:
    """Return the events of all licenses, by license and term; `file` is a `file_mark`.

    Open is what is open in the agenda, of snoozed licenses too: a date stays a date, but nothing
    before the end of the snooze rings. All else is there to be taken off the calendars that have
    it: what is done or has passed, former terms, and what is archived. Of what none has `had` that
    is left out, and each day that has passed: many show what is canceled like all else.
    With `with_mails` also the vendors' reminder mails: they never ring, and those to come stand
    as long as the end does.
    """
    return tuple(
        event
        for license in outlook.portfolio.licenses
        for event in _events(license, outlook, file, with_mails, had)
    )


def had_since(begun: date | None, exported: Container[str] | None) -> Had:
    """Return what tells the events that a calendar may have.

    That is what was `exported`; None if nobody knows. Then it may be all, but what had passed when
    the file was `begun`: that was open in no export.
    """
    if exported is not None:
        return lambda uid, _day: uid in exported
    return lambda _uid, day: begun is None or day >= begun


def file_mark(begun: str) -> str:
    """Return what tells the events of one file from those of another.

    It comes from the moment of the first change, which nothing alters later: not a new place or
    name of the file, not a copy of it alone, not a restored backup, not `forget`. Where that moment
    is not known there is none.
    """
    return hashlib.sha256(begun.encode()).hexdigest()[:16] if begun else ""


def _events(
    license: License, outlook: Outlook, file: str, with_mails: bool, had: Had
) -> Iterator[CalendarEvent]:
    today, settings = outlook.today, outlook.settings
    known = as_told(license, today)
    current = len(license.terms) + bool(auto_renewal(license, today))
    for count in range(1, len(known.terms) + 1):
        is_whole = count == len(license.terms)
        as_of_then = license if is_whole else replace(license, terms=known.terms[:count])
        is_current = count == current
        still_open = set(open_milestones(license, today, settings)) if is_current else set()
        if not still_open and _is_long_over(as_of_then, today):
            continue
        if is_current:
            if not is_sold_on(license):
                still_open = {x for x in still_open if x.kind is not MilestoneKind.ORDER_BY}
            still_open.update(mails_to_come(license, today, outlook.reminders(license).days))
        mails = outlook.reminders(as_of_then).days if with_mails else ()
        facts: Facts | None = None
        for point in milestones(as_of_then, settings, mails):
            is_open, uid = point in still_open, _uid(as_of_then, point, file)
            if (not is_open or point.day < today) and not had(uid, point.day):
                continue
            mail = outlook.next_mail(license, point.day)
            facts = facts or facts_of(as_of_then)
            words = description_of(as_of_then, facts, mail, point, today, is_open)
            event = _event(as_of_then, uid, words, point, today, is_open)
            if count > len(license.terms):
                event = replace(event, description=f"{event.description}\n{NOT_CONFIRMED}")
            yield event


def as_told(license: License, today: date) -> License:
    """Return a license with its terms, and the one that calendars may have as computed.

    What is archived, or was canceled after all, has not renewed itself, nor has what ends later
    than it was said to; but until somebody said so, calendars were told that it had.
    """
    if not license.terms:
        return license
    *former, last = license.terms
    before = license
    if license.archived or last.progress is not Progress.OPEN:  # else it would be made anew
        open_again = replace(last, progress=Progress.OPEN)
        before = replace(license, archived=False, terms=(*former, open_again))
    renewal = auto_renewal(before, today)
    if renewal is None:
        return _put_off(before, license, today)
    if renewal.times > 1 and not auto_renewal(license, today):
        return license  # it is too long ago that it ended
    return replace(license, terms=(*license.terms, as_present(before, today).terms[-1]))


def _put_off(before: License, license: License, today: date) -> License:
    """Return a license with the term after an end that may have been another one lately."""
    last = before.terms[-1]
    if not last.auto_renew or last.end is None or not 0 <= (last.end - today).days <= PUT_OFF_DAYS:
        return license
    follows = as_present(before, last.end + timedelta(days=1)).terms
    return replace(license, terms=(*license.terms, *follows[len(before.terms) :]))


def _is_long_over(license: License, today: date) -> bool:
    return license.end is not None and (today - license.end).days > KEPT_DAYS


def _event(
    license: License, uid: str, words: str, point: Milestone, today: date, is_open: bool
) -> CalendarEvent:
    snoozed_until = license.term.snoozed_until if license.term else None
    rings = (
        is_open
        and point.kind is not MilestoneKind.REMINDER
        and point.day >= today
        and (snoozed_until is None or point.day >= snoozed_until)
    )
    return CalendarEvent(
        uid,
        point.day,
        point.kind,
        summary_of(license, point),
        words,
        license.portal.page,
        is_open,
        rings,
    )


def _uid(license: License, point: Milestone, file: str) -> str:
    """Return an id of what never changes; a mail is known by its distance from the end.

    RFC 7986 advises against names of hosts and persons in it.
    """
    word = point.kind.value.replace(" ", "-")
    if point.kind is MilestoneKind.REMINDER and license.end:
        word += f"-{(license.end - point.day).days}"
    term = license.term.id if license.term else 0
    return "-".join(["licensetui", *([file] if file else []), f"{license.id}-{term}-{word}"])
