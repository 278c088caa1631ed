"""Deadlines of portal steps: the next day on which they would matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licensetui.domain.auto_renewal import present_end
from licensetui.domain.counsel import Counsel
from licensetui.domain.days import day_after
from licensetui.domain.license import License
from licensetui.domain.milestones import mail_days
from licensetui.domain.portals import SignIn
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import sign_ins


@dataclass(frozen=True)
class Deadline:
    """A day, and what happens on it."""

    day: date
    """The day, today or later."""
    why: str
    """What happens, in a few words: `mailbox of Anna Martin closes`."""


def deadline(
    license: License, portfolio: Portfolio, today: date, settings: Settings, counsel: Counsel
) -> Deadline | None:
    """Return the first day from which it is too late, or None if none is known.

    Whoever can sign in has left, a mailbox of somebody on the portal closes, the vendor's next
    reminder goes to whoever is there, or the term ends. On the same day the worse comes first, in
    this order.
    """
    found = [
        *_leaving(license, portfolio, today),
        *_closing(license, portfolio, today),
        *_dated(license, today, settings, counsel),
    ]
    return min(found, key=lambda each: each.day, default=None)


def closing(license: License, portfolio: Portfolio, today: date) -> Deadline | None:
    """Return when the next mailbox of somebody on the portal closes, if one will."""
    return min(_closing(license, portfolio, today), key=lambda each: each.day, default=None)


def _closing(license: License, portfolio: Portfolio, today: date) -> Iterator[Deadline]:
    for seen in license.on_portal:
        contact = portfolio.contact_at(seen.address) if seen.address.strip() else None
        if contact and contact.mailbox_closes and contact.mailbox_closes > today:
            yield Deadline(contact.mailbox_closes, f"mailbox of {contact.label} closes")


def _leaving(license: License, portfolio: Portfolio, today: date) -> Iterator[Deadline]:
    """Yield the day after the last day of those who can sign in, if all of them leave."""
    if license.portal.sign_in is not SignIn.CONTACTS:
        return
    able = sign_ins(license, portfolio, today)
    days = [one.last_day for one in able if one.last_day]
    if able and len(days) == len(able):
        last = max(able, key=lambda one: one.last_day or today)
        yield Deadline(day_after(max(days)), f"nobody can sign in: {last.label} has left")


def _dated(
    license: License, today: date, settings: Settings, counsel: Counsel
) -> Iterator[Deadline]:
    end = present_end(license, today)
    if end and end >= today:
        yield Deadline(end, "end")
    for day in mail_days(license, today, counsel.reminders(license, settings).days):
        yield Deadline(day, "reminder")
