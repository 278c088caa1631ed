"""Days of the dashboard in words, and the line under its cursor."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.audience import Cover
from licensetui.domain.counting import by_count, counted, listed
from licensetui.domain.coverage_words import day_words, missing_list
from licensetui.domain.day_events import DayEvent, OtherKind
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, Urgency, in_days
from licensetui.domain.months import long_date
from licensetui.domain.next_mail import NextMail
from licensetui.domain.plain import capitalized, plain
from licensetui.outlook import Outlook
from licensetui.tui.commands import records
from licensetui.tui.commands.dashboard import OPEN_DAY
from licensetui.tui.describe import dates_line
from licensetui.tui.widgets.cells import shortened

UNKNOWN = "nobody knows"
"""What stands for readers where mail goes out and nobody knows who reads it."""
NAMED = 3
"""So many readers are named."""


_TO_DO = {
    MilestoneKind.RENEWED: ((records.RENEW, "confirm"),),
    MilestoneKind.UNCONFIRMED: ((records.RENEW, "renew"), (records.HANDLE, "done")),
    MilestoneKind.DECIDE_BY: ((records.DECIDE, "decide"),),
    MilestoneKind.CANCEL_BY: ((records.DECIDE, "decide"), (records.HANDLE, "done")),
    MilestoneKind.ORDER_BY: ((records.PROCEED, "status"), (records.RENEW, "renew")),
    MilestoneKind.ENDS: ((records.RENEW, "renew"), (records.HANDLE, "done")),
}
"""The keys that do what is due, by its kind, and what each does."""


def to_do(entry: AgendaEntry | DayEvent) -> str:
    """Return what to press about what is due: `r renew  x done`; empty for what only happens."""
    if not isinstance(entry, AgendaEntry):
        return ""
    return "  ".join(f"{key.key_names[0]} {word}" for key, word in _TO_DO.get(entry.kind, ()))


def due_words(outlook: Outlook) -> str:
    """Return how much is due by when: `1 overdue, 6 in 30 days, 11 in 90`, those of 30 too."""
    settings, agenda = outlook.settings, outlook.agenda
    place = bisect_right(agenda, settings.soon_days, key=lambda entry: entry.days)
    counts = Counter(entry.urgency for entry in agenda[:place])
    near, later = counts[Urgency.URGENT], len(agenda) - place
    soon = near + counts[Urgency.SOON]
    parts = [f"{counts[Urgency.OVERDUE]} overdue"] if counts[Urgency.OVERDUE] else []
    parts += [f"{near} in {counted(settings.urgent_days, 'day')}"] if near else []
    if counts[Urgency.SOON]:
        days = str(settings.soon_days) if near else counted(settings.soon_days, "day")
        parts += [f"{soon} in {days}"]
    parts += [f"{later} later"] if later and not near + soon else []
    return ", ".join(parts) or "nothing"


def reader_names(mail: NextMail | None, room: int) -> str:
    """Return who reads a reminder: `Anna Martin +2`; that nobody knows is the worst to hide.

    Where the first name has no room, its initial has: `L. van den Berg`.
    """
    if mail is None:
        return ""
    readers = mail.reading.readers
    if not readers:
        return UNKNOWN
    more = f" +{len(readers) - 1}" if len(readers) > 1 else ""
    name, room = plain(readers[0].label), room - len(more)
    first, _, last = name.partition(" ")
    initial = f"{first[:1]}. {last}"
    is_initial = last and cell_len(initial) <= room < cell_len(name)
    return (initial if is_initial else shortened(name, room)) + more


def event_name(event: DayEvent, outlook: Outlook) -> str:
    """Return whose an event is: the license, told from others of its name, or the contact."""
    return outlook.names.of(event.license) if event.license else event.subject


def event_words(event: DayEvent, outlook: Outlook) -> str:
    """Return what happens, as a clause: `Anna Martin away until 28 Dec`."""
    name, today = event_name(event, outlook), outlook.today
    match event.kind:
        case MilestoneKind.REMINDER:
            return f"reminder about {name}"
        case MilestoneKind.RENEWED:
            return f"{name} auto-renewed"
        case MilestoneKind.UNCONFIRMED:
            return f"{name}: canceled or auto-renewed?"
        case MilestoneKind.ENDS:
            return f"{name} ends"
        case MilestoneKind.DECIDE_BY | MilestoneKind.CANCEL_BY | MilestoneKind.ORDER_BY:
            return f"{event.kind.label}: {name}"
        case OtherKind.AWAY:
            until = f" until {day_words(event.last, today)}" if event.last > event.day else ""
            return f"{name} away{until}"
        case OtherKind.LAST_DAY:
            return f"last day of {name}"
        case OtherKind.MAILBOX_CLOSES:
            return f"mailbox of {name} closes"
    return f"end of life of {name}"


def told_of(event: DayEvent, outlook: Outlook) -> str:
    """Return what tells an event from others of its kind on a day."""
    is_span = event.kind is OtherKind.AWAY
    return event_words(event, outlook) if is_span else event_name(event, outlook)


def day_line(day: date, events: Sequence[DayEvent], outlook: Outlook) -> tuple[str, str, str]:
    """Return a day, what falls on it in a line, and what Enter does there."""
    head = f"{long_date(day)}, {in_days(day, outlook.today)}"
    if not events:
        return head, "Nothing", ""
    worst_first = sorted(events, key=lambda x: (x.urgency is None, x.urgency))
    words = "; ".join(f"{x.mark} {event_words(x, outlook)}" for x in worst_first)
    tail = by_count(len(events), "{key} opens it", "{key} lists all {count}", key=OPEN_DAY.key)
    return head, words, tail


def license_head(license: License, outlook: Outlook) -> str:
    """Return name and dates of a license, or what its end has done."""
    found = outlook.license_findings(license)
    for finding in found:
        if finding.severity is Urgency.OVERDUE and finding.is_told_by_dates:
            return finding.reason
    return f"{outlook.names.of(license)}: {dates_line(license, outlook.today, outlook)}"


def mail_words(license: License, outlook: Outlook) -> str:
    """Return who reads the vendor's next reminder about a license: that first, as it may be cut.

    `01 Dec reminder: only Anna Martin reads it, to a.martin@example.org`
    """
    mail = outlook.next_mail(license)
    if mail is None:
        return "The vendor sends no more reminders about this term"
    if mail.is_lost:  # why matters more than where it goes
        why = missing_list(mail.reading.missing, outlook.today) or "no contact"
        when = day_words(mail.day, outlook.today)
        return f"NOBODY reads the next reminder, {when}: {why}"
    unsure = "" if mail.is_verified else "; portal never checked"
    words = f"{day_words(mail.day, outlook.today)} reminder: {_reading(mail, outlook.today)}"
    to = ", ".join(
        x.address + doubt
        for x in mail.addressees
        if (doubt := _doubt(x.address, outlook)) or x.address not in words
    )
    return words + (f", to {to}" if to else "") + unsure


def _doubt(address: str, outlook: Outlook) -> str:
    """Return that an address is hardly right, where it is hardly right: ` (typo?)`."""
    contact = outlook.portfolio.contact_at(address)
    flaw = outlook.address_flaw(contact) if contact else ""
    return f" ({flaw})" if flaw else ""


def _reading(mail: NextMail, today: date) -> str:
    reading = mail.reading
    missing = missing_list(reading.missing, today)
    names = listed([reader.label for reader in reading.readers], NAMED)
    match reading.cover:
        case Cover.SEVERAL:
            return f"read by {names}"
        case Cover.ONE:
            words = f"only {names} reads it"
        case _:
            words = "nobody knows who reads it"
    return f"{words}; {missing}" if missing else words


def entry_caption(entry: AgendaEntry | DayEvent, outlook: Outlook) -> tuple[str, str]:
    """Return head and text about a line of the agenda."""
    if entry.license is not None:
        return license_head(entry.license, outlook), mail_words(entry.license, outlook)
    if isinstance(entry, DayEvent):
        return f"{long_date(entry.day)}, {in_days(entry.day, outlook.today)}", capitalized(
            event_words(entry, outlook)
        )
    return "", ""
