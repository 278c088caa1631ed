"""The agenda: what is still to be done at which day, over all licenses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from licensetui.domain.license import License
from licensetui.domain.milestones import (
    ALWAYS,
    KIND_ORDER,
    Milestone,
    MilestoneKind,
    Urgency,
    is_snoozed,
    open_milestones,
    urgency_within,
)
from licensetui.domain.settings import Settings


class AgendaEntry(NamedTuple):  # as `Milestone`
    """One open milestone of one license."""

    day: date
    """The day of the milestone."""
    kind: MilestoneKind
    """What is to be done by then, or ends then."""
    license: License
    """The license it belongs to."""
    days: int
    """Days from today, negative in the past."""
    urgency: Urgency
    """How near it is."""


_KINDS = len(KIND_ORDER)
_entry = partial(tuple.__new__, AgendaEntry)  # in a third of the time of its own constructor


def entries_of(license: License, today: date, settings: Settings) -> tuple[AgendaEntry, ...]:
    """Return the open milestones of one license, by day; none of one that is snoozed."""
    points = open_milestones(license, today, settings)
    if not points or is_snoozed(license, today):
        return ()
    seen = _seen_from(today, points, settings.urgent_days, settings.soon_days)
    return tuple([_entry((day, kind, license, days, near)) for day, kind, days, near in seen])


@lru_cache(maxsize=16_384)  # as `open_milestones`, whose points many licenses have in common
def _seen_from(
    today: date, points: tuple[Milestone, ...], urgent: int, soon: int
) -> tuple[tuple[date, MilestoneKind, int, Urgency], ...]:
    """Return points, each with its days from today and how near that is."""
    found = []
    for day, kind in points:
        days = (day - today).days
        found.append((day, kind, days, ALWAYS.get(kind, urgency_within(days, urgent, soon))))
    return tuple(found)


def entry_order(entry: AgendaEntry) -> tuple[int, int, str, int]:
    """Return by what entries of the same agenda are sorted: no two are equal in that."""
    return entry.days, KIND_ORDER[entry.kind], entry.license.name, entry.license.id


def in_order(
    licenses: Iterable[License], of: Callable[[License], Iterable[AgendaEntry]]
) -> tuple[AgendaEntry, ...]:
    """Return the entries `of` licenses in the `entry_order`.

    Of thousands it takes a third of the time to sort the licenses first.
    """
    by_name = sorted(licenses, key=attrgetter("name", "id"))
    return tuple(sorted([entry for license in by_name for entry in of(license)], key=_place))


def _place(entry: AgendaEntry) -> int:
    return entry.days * _KINDS + KIND_ORDER[entry.kind]


def ends(entries: Iterable[AgendaEntry]) -> tuple[AgendaEntry, ...]:
    """Return only the ends among `entries`: each license at most once."""
    return tuple(entry for entry in entries if entry.kind is MilestoneKind.ENDS)


def is_long_ended(entry: AgendaEntry, settings: Settings) -> bool:
    """Say whether an entry is overdue for more than `urgent_days`, and nothing waits for a word."""
    return entry.days < -settings.urgent_days and entry.kind not in ALWAYS


def split_long_ended(
    entries: Sequence[AgendaEntry], settings: Settings
) -> tuple[Sequence[AgendaEntry], Sequence[AgendaEntry]]:
    """Return the ends overdue for more than `urgent_days`, and all others; `entries` are by day.

    A first import often brings years of lapsed licenses; they must not hide what comes next.
    """
    place = bisect_left(entries, -settings.urgent_days, key=lambda entry: entry.days)
    waiting = [entry for entry in entries[:place] if not is_long_ended(entry, settings)]
    if not waiting:
        return entries[:place], entries[place:]
    ended = [entry for entry in entries[:place] if is_long_ended(entry, settings)]
    return ended, (*waiting, *entries[place:])
