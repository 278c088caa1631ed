"""The agenda: what is still to be done at which day, over all licenses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
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


def entries_of(license: License, today: date, settings: Settings) -> tuple[AgendaEntry, ...]:
    """Return the open milestones of one license, by day; none of one that is snoozed."""
    points = open_milestones(license, today, settings)
    if not points or is_snoozed(license, today):
        return ()
    seen = _seen_from(today, points, settings.urgent_days, settings.soon_days)
    return tuple([AgendaEntry(day, kind, license, *near) for (day, kind), near in seen])


@lru_cache(maxsize=16_384)  # as `open_milestones`, whose points many licenses have in common
def _seen_from(
    today: date, points: tuple[Milestone, ...], urgent: int, soon: int
) -> tuple[tuple[Milestone, tuple[int, Urgency]], ...]:
    """Return points, each with its days from today and how near that is."""
    distances = ((point.day - today).days for point in points)
    return tuple(
        (point, (days, ALWAYS.get(point.kind, urgency_within(days, urgent, soon))))
        for point, days in zip(points, distances, strict=True)
    )


def entry_order(entry: AgendaEntry) -> tuple[int, int, str, int]:
    """Return by what entries of the same agenda are sorted: no two are equal in that."""
    return entry.days, KIND_ORDER[entry.kind], entry.license.name, entry.license.id


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
