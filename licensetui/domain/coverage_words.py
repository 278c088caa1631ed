"""Coverage in words: `2 readers`, `NOBODY on 14 Aug: Anna away 10-28 Aug`.

Days have no year where it is this one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from licensetui.domain.audience import Cover, Reading
from licensetui.domain.counting import counted, listed
from licensetui.domain.coverage import Checkpoint
from licensetui.domain.missing import Missing, Why
from licensetui.domain.months import day_and_month
from licensetui.domain.unread import UnreadDays

NAMED = 3
"""So many who are missing, or so many addresses, are named."""


def checkpoint_words(point: Checkpoint, today: date) -> str:
    """Return who reads a mail: `1 reader: Anna Martin (only)`.

    Where nobody ever looked at the portal it says so: `2 readers (unverified)`.
    """
    words = reading_words(point.reading, point.day, today)
    if point.reading == Reading():
        if point.verified:
            return f"{words}: the portal shows no contact for it"
        return f"{words}: no contact is assigned (unverified)"
    return words if point.verified else f"{words} (unverified)"


def reading_words(reading: Reading, day: date, today: date) -> str:
    """Return who reads a mail of a day, and who else does not, if nobody else or nobody does."""
    missing = missing_list(reading.missing, today)
    match reading.cover:
        case Cover.SEVERAL:
            return f"{len(reading.readers)} readers"
        case Cover.ONE:
            words = f"1 reader: {reading.readers[0].label} (only)"
        case Cover.UNKNOWN:
            words = f"nobody knows who reads {listed(reading.unknown, NAMED)}"
        case Cover.NOBODY:
            words = f"NOBODY on {day_words(day, today)}"
            return f"{words}: {missing}" if missing else words
    return f"{words}; {missing}" if missing else words


def uncovered_words(point: Checkpoint, today: date) -> str:
    """Return that nobody reads a mail, as a sentence: `NOBODY reads the reminder of ...`.

    It also fits one whose reader nobody knows, or that has only one.
    """
    about = f"the reminder of {day_words(point.day, today)} about {point.license.name}"
    missing = missing_list(point.missing, today)
    match point.cover:
        case Cover.NOBODY:
            words = f"NOBODY reads {about}"
            missing = missing or checkpoint_words(point, today).partition(": ")[2]
        case Cover.UNKNOWN:
            words = f"Nobody knows who reads {about} at {listed(point.unknown, NAMED)}"
        case Cover.ONE:
            words = f"Only {point.readers[0].label} reads {about}"
        case Cover.SEVERAL:
            words = f"{len(point.readers)} people read {about}"
    return f"{words}: {missing}" if missing else words


def unread_words(row: UnreadDays, today: date, about: str = "") -> str:
    """Return who does not read what, and when: `NOBODY reads ops@example.org 24 Dec-03 Jan ...`.

    `about` is what the addresses are used for.
    """
    addresses = dict.fromkeys(x.email.strip() or x.label for x in row.addressees)
    who = f"{listed(tuple(addresses), NAMED)}{f' ({about})' if about else ''}"
    missing = missing_list(row.missing, today)
    return f"NOBODY reads {who} {_when(row, today)}" + (f": {missing}" if missing else "")


def _when(row: UnreadDays, today: date) -> str:
    """Return days in a row: `24 Dec-03 Jan (7 working days)`, `from 24 Dec on`."""
    if row.last is None:
        return f"from {day_words(row.first, today)} on"
    count = counted(row.working_days, "working day")
    return f"{span_words(row.first, row.last, today)} ({count})"


def missing_list(missing: Iterable[Missing], today: date) -> str:
    """Return who is missing and why, the first few: `Anna away 10-28 Aug, Bruno left 31 Jul`."""
    return listed(tuple(missing_words(one, today) for one in missing), NAMED)


def missing_words(missing: Missing, today: date) -> str:
    """Return who is missing and why: `Anna Martin away 10-28 Aug`."""
    who, since, until = missing.contact.label, missing.since, missing.until
    if since and until:
        return f"{who} away {span_words(since, until, today)}"
    on = f" {day_words(since, today)}" if since else ""
    match missing.why:
        case Why.LEFT:
            return f"{who} leaves{on}" if since and since >= today else f"{who} left{on}"
        case Why.CLOSED:
            if since and since > today:
                return f"mailbox of {who} closes{on}"
            return f"mailbox of {who} closed{on}"
        case Why.BOUNCED:
            return f"mail to {who} bounced{on}"
        case Why.NO_ADDRESS:
            return f"{who} has no address"
        case Why.DEAD:
            return f"mail to {missing.contact.email.strip()} does not arrive"
    return f"{who} is {missing.why.label}"


def span_words(first: date, last: date, today: date) -> str:
    """Return some days on end: `10-28 Aug`, `24 Dec-03 Jan 2027`, `24 Dec 2027-02 Jan 2028`."""
    if first == last:
        return day_words(last, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day:02}-{day_words(last, today)}"
    if first.year == last.year:
        return f"{day_and_month(first)}-{day_words(last, today)}"
    return f"{day_words(first, today)}-{day_words(last, today)}"


def day_words(day: date, today: date) -> str:
    """Return a day, with its year if that is another one: `14 Aug`, `14 Aug 2028`."""
    return day_and_month(day) if day.year == today.year else f"{day_and_month(day)} {day.year}"
