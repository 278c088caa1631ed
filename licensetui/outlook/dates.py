"""Dates over all licenses: what is to be done on which day, and what else falls on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from licensetui.domain.agenda import AgendaEntry, entries_of, entry_order, in_order
from licensetui.domain.day_events import (
    AWAY,
    DayEvent,
    contact_events,
    mail_event,
    marks_by_day,
    task_event,
)
from licensetui.domain.days import day_after
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, is_snoozed, mail_days
from licensetui.domain.months import Month, MonthTotal, months_ahead
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings.counsel import VENDORS
from licensetui.findings.ends_of_life import Limit, is_sold_on, limit_events, limits_of
from licensetui.outlook.difference import Difference
from licensetui.outlook.kept import Kept

AHEAD = 12
"""Months that are counted one by one, from the present one on."""


class Dates:
    """The open milestones of a portfolio's licenses by day, as of one day."""

    def __init__(self, portfolio: Portfolio, today: date, settings: Settings) -> None:
        """Work nothing out yet."""
        self._portfolio = portfolio
        self._today = today
        self._settings = settings
        self._entries: Kept[License, tuple[AgendaEntry, ...]] = Kept(self._entries_of)
        self._limits: Kept[License, tuple[Limit, ...]] = Kept(self._limits_of)
        self._mail_days: Kept[License, tuple[date, ...]] = Kept(self._mail_days_of)

    def after(self, difference: Difference) -> Dates:
        """Return the dates of the later portfolio; those of the same licenses still hold."""
        after = Dates(difference.now, self._today, self._settings)
        after._entries = self._entries.after(after._entries_of, difference.licenses)
        after._limits = self._limits.after(after._limits_of, difference.licenses)
        after._mail_days = self._mail_days.after(after._mail_days_of, difference.licenses)
        known, kept = self.__dict__, after.__dict__
        if "agenda" in known:
            # Of those alone: to go through all of a long agenda takes longer than all the rest.
            former = filter(None, map(self._portfolio.license, difference.licenses))
            gone = [x for license in former for x in self.entries_of(license)]
            new = [x for license in difference.new_licenses for x in after.entries_of(license)]
            kept["agenda"] = _exchanged(self.agenda, gone, new)
            if "months" in known:
                touched = {Month.of(x.day) for x in (*gone, *new) if x.kind is MilestoneKind.ENDS}
                kept["months"] = tuple(
                    after._total(total.month) if total.month in touched else total
                    for total in self.months
                )
        if "snoozed" in known:
            silent = {x.id for x in difference.new_licenses if after._is_silent(x)}
            kept["snoozed"] = self.snoozed - difference.licenses | silent
        if "_limit_counts" in known:
            counts = Counter(self._limit_counts)
            for id in difference.licenses:
                counts.subtract(self._limits.known(id) or ())
            for license in difference.new_licenses:
                counts.update(after._limits.of(license))
            kept["_limit_counts"] = +counts
        if "_contact_events" in known and not difference.contacts:
            kept["_contact_events"] = self._contact_events
        if "_leads" in known:
            kept["_leads"] = self._leads.union(*map(self._leads_of, difference.new_licenses))
        return after

    def prepare(self) -> None:
        """Find the ends of life to come, for which each license is looked at."""
        self._limit_counts  # noqa: B018  # it is kept

    def entries_of(self, license: License) -> tuple[AgendaEntry, ...]:
        """Return the open milestones of a license by day, none of one that is snoozed."""
        return self._entries.of(license)

    def mail_days(self, license: License) -> tuple[date, ...]:
        """Return the days of the vendor's mails to come about a license."""
        return self._mail_days.of(license)

    @cached_property
    def agenda(self) -> tuple[AgendaEntry, ...]:
        """All open milestones, by day."""
        return in_order(self._portfolio.licenses, self._entries.of)

    @cached_property
    def months(self) -> tuple[MonthTotal, ...]:
        """The next twelve months."""
        months = [Month.of(self._today).plus(offset) for offset in range(AHEAD)]
        return months_ahead(self._between(months[0].first_day, months[-1].last_day), self._today)

    @cached_property
    def snoozed(self) -> frozenset[int]:
        """Ids of the licenses, other than archived ones, of which nobody wants to hear yet."""
        return frozenset(x.id for x in self._portfolio.licenses if self._is_silent(x))

    def _is_silent(self, license: License) -> bool:
        return not license.archived and is_snoozed(license, self._today)

    @cached_property
    def ended_earlier(self) -> int:
        """The number of open ends before the present month."""
        before = bisect_left(self.agenda, self._today.replace(day=1), key=lambda entry: entry.day)
        return sum(entry.kind is MilestoneKind.ENDS for entry in self.agenda[:before])

    def events(self, first: date, last: date) -> tuple[DayEvent, ...]:
        """Return all that falls on a day from `first` to `last`, in order.

        Deadlines, the vendors' mails to come, absences and last days that are not over, and ends of
        life to come; what lasts for several days if one of them is among these.
        """
        found = [
            *map(task_event, self._between(first, last)),
            *self._mails(first, last),
            *self._others(first, last),
        ]
        return tuple(sorted(found, key=lambda event: event.order))

    def marks(self, first: date, last: date) -> Mapping[date, str]:
        """Return the worst mark of each day from `first` to `last` on which something falls.

        What `events` would tell of all that falls on a day at which one is enough.
        """
        marks = marks_by_day(self._others(first, last), first, last)
        # Nothing is worse than a task, and all of a day are equally urgent.
        marks |= {entry.day: entry.urgency.mark for entry in self._between(first, last)}
        for count in range((last - first).days + 1):
            day = first + timedelta(days=count)
            mail = next(self._mails(day, day), None) if marks.get(day, AWAY) == AWAY else None
            if mail is not None:
                marks[day] = mail.mark
        return marks

    def _others(self, first: date, last: date) -> Iterator[DayEvent]:
        """Yield absences, last days and ends of life."""
        yield from (x for x in self._contact_events if x.day <= last and first <= x.last)
        yield from (x for x in self._limit_events if first <= x.day <= last)

    def _mails(self, first: date, last: date) -> Iterator[DayEvent]:
        reached = date.min
        for days in sorted(self._leads):
            begin, end = max(day_after(first, days), reached), day_after(last, days)
            for entry in self._between(begin, end):
                if entry.kind is MilestoneKind.ENDS:
                    for day in self._mail_days.of(entry.license):
                        if first <= day <= last:
                            yield mail_event(entry.license, day)
            if end == date.max:
                return
            reached = max(reached, day_after(end, 1))

    def _between(self, first: date, last: date) -> tuple[AgendaEntry, ...]:
        start = bisect_left(self.agenda, first, key=lambda entry: entry.day)
        return self.agenda[start : bisect_right(self.agenda, last, key=lambda entry: entry.day)]

    def _total(self, month: Month) -> MonthTotal:
        return months_ahead(self._between(month.first_day, month.last_day), month.first_day, 1)[0]

    @cached_property
    def _leads(self) -> frozenset[int]:
        """How many days before an end mails about a license may come; a minus is behind it."""
        return frozenset[int]().union(*map(self._leads_of, self._portfolio.licenses))

    @cached_property
    def _contact_events(self) -> tuple[DayEvent, ...]:
        return tuple(
            event
            for contact in self._portfolio.contacts
            for event in contact_events(contact, self._today)
        )

    @cached_property
    def _limit_counts(self) -> Counter[Limit]:
        of = self._limits.of
        return Counter(limit for license in self._portfolio.licenses for limit in of(license))

    @cached_property
    def _limit_events(self) -> tuple[DayEvent, ...]:
        return limit_events(self._limit_counts, self._today, self._settings)

    def _entries_of(self, license: License) -> tuple[AgendaEntry, ...]:
        found = entries_of(license, self._today, self._settings)
        for entry in found:
            if entry.kind is MilestoneKind.ORDER_BY and not is_sold_on(license):
                return tuple([x for x in found if x.kind is not MilestoneKind.ORDER_BY])
        return found

    def _mail_days_of(self, license: License) -> tuple[date, ...]:
        return mail_days(license, self._today, self._leads_of(license))

    def _leads_of(self, license: License) -> tuple[int, ...]:
        return VENDORS.reminders(license, self._settings).days

    def _limits_of(self, license: License) -> tuple[Limit, ...]:
        return limits_of(license, self._today, self._settings)


def _exchanged(
    agenda: tuple[AgendaEntry, ...], gone: list[AgendaEntry], new: list[AgendaEntry]
) -> tuple[AgendaEntry, ...]:
    """Return an agenda with other entries in the place of some."""
    if not gone and not new:
        return agenda
    found = list(agenda)
    for entry in gone:
        del found[bisect_left(found, entry_order(entry), key=entry_order)]
    for entry in new:
        insort(found, entry, key=entry_order)
    return tuple(found)
