"""Days in a row on which nobody reads what a vendor sends: keys and notices come on any of them.

A weekend parts no row: nobody reads on it anyway, and it does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

from licensetui.domain.audience import Audience, Cover
from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.missing import Missing, Why
from licensetui.domain.portals import MailKind
from licensetui.domain.readers import Readership
from licensetui.domain.settings import WEEKDAYS, Settings

_DAY = timedelta(days=1)
AHEAD = timedelta(days=90)
"""So far is looked ahead at least; further where an absence is known."""


class UnreadDays(NamedTuple):
    """Days in a row on which nobody reads some addresses."""

    first: date
    """The first of them, today or later."""
    last: date | None
    """The last one; None where it goes on for good."""
    working_days: int
    """How many of them are no weekend; of those for good, of the days that are looked at."""
    addressees: tuple[Contact, ...]
    """Who has the addresses, that of the primary first."""
    missing: tuple[Missing, ...]
    """Who would read it, and why nobody does."""
    kind: MailKind = MailKind.SECURITY
    """A kind of mail that may come on them."""

    def without(self, known: Iterable[UnreadDays]) -> UnreadDays:
        """Return what is left of these days behind others with which they begin."""
        left = self
        for row in known:
            if row.first <= left.first and (row.last is None or left.first <= row.last):
                days = left.working_days - row.working_days
                begin = left.last if row.last is None else row.last + _DAY
                left = left._replace(first=begin or left.first, working_days=days)
        return left


def unread(
    license: License, readership: Readership, today: date, settings: Settings
) -> tuple[UnreadDays, ...]:
    """Return the days in a row, too many, on which nobody reads what comes about a license.

    Of the kinds of mail that come on any day, the one counts that is missed first. Addresses that
    are none, or at which nothing arrives, are told of elsewhere.
    """
    found: list[tuple[UnreadDays, ...]] = []
    for kind in license.portal.unlike:
        if kind is not MailKind.REMINDER:
            audience = readership.audience(license, kind)
            rows = () if audience.is_always_read else _unread_by(audience, kind, today, settings)
            found += [rows] if rows else []
    return min(found, key=lambda rows: rows[0].first, default=())


def _unread_by(
    audience: Audience, kind: MailKind, today: date, settings: Settings
) -> tuple[UnreadDays, ...]:
    """Return the days in a row, more working days than the settings allow, that nobody reads."""
    if not audience.addressees:
        return ()
    rest = _weekend(settings)
    end = max(_plus(today, AHEAD), audience.last_turn or today)
    found = []
    for first, last, missing in _rows(audience, today, rest):
        days = working_days(first, end if last is None else last, rest)
        if days > settings.unread_days and not {x.why for x in missing} <= _TOLD_ELSEWHERE:
            found.append(UnreadDays(first, last, days, audience.addressees, missing, kind))
    return tuple(found)


_TOLD_ELSEWHERE = {Why.NO_ADDRESS, Why.DEAD}


def working_days(first: date, last: date, weekend: frozenset[int]) -> int:
    """Return how many days from `first` to `last` are none of `weekend`, by their `weekday`."""
    weeks, rest = divmod(max((last - first).days + 1, 0), len(WEEKDAYS))
    begin = first.weekday()
    others = sum((begin + day) % len(WEEKDAYS) not in weekend for day in range(rest))
    return weeks * (len(WEEKDAYS) - len(weekend)) + others


_Row = tuple[date, date | None, tuple[Missing, ...]]
"""The first and the last day, if there is one, and who is missing."""


def _rows(audience: Audience, today: date, weekend: frozenset[int]) -> Iterator[_Row]:
    """Yield the days in a row on which nobody reads; a weekend parts none."""
    row: _Row | None = None
    spans = [*audience.spans(today)]
    for (first, reading), following in zip_longest(spans, spans[1:]):
        if reading.cover is not Cover.NOBODY:
            continue
        last = following[0] - timedelta(days=1) if following else None
        if row and row[1] and not working_days(row[1] + _DAY, first - _DAY, weekend):
            known = {x.contact.id: x for x in (*row[2], *reading.missing)}
            row = row[0], last, tuple(known.values())
            continue
        if row:
            yield row
        row = first, last, reading.missing
    if row:
        yield row


def _weekend(settings: Settings) -> frozenset[int]:
    return frozenset(map(WEEKDAYS.index, settings.weekend))


def _plus(day: date, time: timedelta) -> date:
    return day + min(time, date.max - day)
