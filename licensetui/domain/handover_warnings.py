"""Warnings about a hand-over that can be saved all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from licensetui.domain.contact import Contact
from licensetui.domain.counsel import Counsel
from licensetui.domain.counting import by_count
from licensetui.domain.handover import can_be_taken, needs_successor
from licensetui.domain.holdings import Holding, HoldingKind
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency, mail_days, urgency_of
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.prospect import HandoverWarning, Prospect, last_use, license_names, named_few
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_over
from licensetui.domain.successor_warnings import successor_warnings


def warnings(
    prospect: Prospect, today: date, settings: Settings, counsel: Counsel
) -> tuple[HandoverWarning, ...]:
    """Return what may go wrong, the worst first."""
    found = [
        *_without_reader(prospect, today),
        *_left(prospect),
        *_emptied(prospect),
        *_no_sign_in(prospect, today),
        *_closing(prospect, today, settings, counsel),
        *successor_warnings(prospect, today, settings, counsel),
    ]
    return tuple(sorted(found, key=lambda warning: warning.severity))


def _without_reader(prospect: Prospect, today: date) -> Iterator[HandoverWarning]:
    lost = [
        license
        for license in prospect.licenses
        if not is_over(license, today)
        and not prospect.after.readers(license)
        and (known := prospect.before.license(license.id))
        and prospect.before.readers(known)
    ]
    if lost:
        yield HandoverWarning(
            Urgency.OVERDUE,
            f"Nobody would get the reminders about {license_names(lost)}: choose somebody.",
        )


def _left(prospect: Prospect) -> Iterator[HandoverWarning]:
    """Yield what would stay with the leaver."""
    left = [row for row in prospect.rows if not row.taken and can_be_taken(row.holding)]
    lost = [row for row in left if row.successor is None and needs_successor(row.holding)]
    if lost:
        names = named_few([row.holding.name for row in lost])
        yield HandoverWarning(
            Urgency.URGENT,
            f"Nobody was found to replace the primary contact of {names}: choose somebody.",
        )
    others = [row.holding.name for row in left if row not in lost]
    if others:
        yield HandoverWarning(
            Urgency.SOON, f"{named_few(others)} would stay with {prospect.leaver.label}."
        )


def _emptied(prospect: Prospect) -> Iterator[HandoverWarning]:
    """Yield what would go to nobody, and have nobody then."""
    rows = (row for row in prospect.rows if row.taken and row.successor is None)
    gone = [row.holding for row in rows if not _is_held(row.holding, prospect.after)]
    if gone:
        names = named_few([f"{holding.name} ({holding.words})" for holding in gone])
        yield HandoverWarning(Urgency.SOON, f"Nobody would be left for {names}: choose somebody.")


def _is_held(holding: Holding, after: Portfolio) -> bool:
    """Say whether somebody is there for what somebody held."""
    if holding.license is not None:
        license = after.license(holding.license.id)
        if holding.role is None:
            return bool(license and license.owner)
        return bool(license and any(held.role is holding.role for held in license.wanted))
    contact = after.contact(holding.contact.id) if holding.contact else None
    match holding.kind:
        case HoldingKind.MEMBER:
            return bool(contact and contact.members)
        case HoldingKind.SIGN_IN:
            return bool(contact and contact.sign_in_known_by)
    return bool(contact and contact.deputy)


def _no_sign_in(prospect: Prospect, today: date) -> Iterator[HandoverWarning]:
    if not prospect.signs_in_alone:
        return
    names = license_names(prospect.signs_in_alone)
    leaver, last = prospect.leaver, last_use(prospect.leaver)
    if last is not None and last < today:
        yield HandoverWarning(
            Urgency.OVERDUE,
            f"Nobody is left who can sign in for {names}: ask vendor support.",
        )
    else:
        until = f" by {last}" if last else " before that changes"
        yield HandoverWarning(
            Urgency.URGENT,
            f"Only {leaver.label} can sign in for {names}: do these portal steps{until}.",
        )


def _closing(
    prospect: Prospect, today: date, settings: Settings, counsel: Counsel
) -> Iterator[HandoverWarning]:
    """Yield until when the steps must be done, and which mail comes too late."""
    leaver = prospect.leaver
    day = leaver.mailbox_closes or leaver.last_day
    if day is None or not prospect.step_count:
        return
    text = by_count(prospect.step_count, *_until_when(leaver, day, today), day=day)
    mail = _first_mail(prospect, max(day, today), settings, counsel)
    if mail:
        text += f". The first reminder after that: {mail[0]}, {mail[1].name}"
    yield HandoverWarning(urgency_of((day - today).days, settings), f"{text}.")


def _until_when(leaver: Contact, day: date, today: date) -> tuple[str, str]:
    """Return until when the step must be done, or the steps."""
    if leaver.mailbox_closes is None and day < today:
        return (
            "Last day was {day}: finish the portal step; the mailbox has no closing date",
            "Last day was {day}: finish the {count} portal steps; the mailbox has no closing date",
        )
    if leaver.mailbox_closes is None:
        return (
            "Last day {day}: finish the portal step; the mailbox has no closing date",
            "Last day {day}: finish the {count} portal steps; the mailbox has no closing date",
        )
    if day <= today:
        return (
            "Mailbox closed {day}: emails are lost until the portal step is done",
            "Mailbox closed {day}: emails are lost until the {count} portal steps are done",
        )
    return (
        "Mailbox closes {day}: finish the portal step before that day",
        "Mailbox closes {day}: finish the {count} portal steps before that day",
    )


def _first_mail(
    prospect: Prospect, day: date, settings: Settings, counsel: Counsel
) -> tuple[date, License] | None:
    """Return the first reminder mail from a day on that a step is about, with its license."""
    mails = [
        (mail, license)
        for license in prospect.unfinished
        for mail in mail_days(license, day, counsel.reminders(license, settings).days)
    ]
    return min(mails, key=lambda mail: mail[0], default=None)
