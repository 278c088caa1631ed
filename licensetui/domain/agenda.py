"""The agenda: what is still to be done at which day, over all licenses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from licensetui.domain.license import License
from licensetui.domain.milestones import (
    KIND_ORDER,
    Milestone,
    MilestoneKind,
    Urgency,
    is_snoozed,
    open_milestones,
    urgency_of,
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
    distances = _distances(points, today)
    return tuple(
        [
            AgendaEntry(day, kind, license, days, urgency_of(days, settings))
            for (day, kind), days in zip(points, distances, strict=True)
        ]
    )


@lru_cache(maxsize=16_384)  # as `open_milestones`, whose points many licenses have in common
def _distances(points: tuple[Milestone, ...], today: date) -> tuple[int, ...]:
    return tuple((point.day - today).days for point in points)


def entry_order(entry: AgendaEntry) -> tuple[int, int, str, int]:
    """Return by what entries of the same agenda are sorted: no two are equal in that."""
    return entry.days, KIND_ORDER[entry.kind], entry.license.name, entry.license.id


def ends(entries: Iterable[AgendaEntry]) -> tuple[AgendaEntry, ...]:
    """Return only the ends among `entries`: each license at most once."""
    return tuple(entry for entry in entries if entry.kind is MilestoneKind.ENDS)


def split_long_ended(
    entries: Sequence[AgendaEntry], settings: Settings
) -> tuple[Sequence[AgendaEntry], Sequence[AgendaEntry]]:
    """Return the entries overdue for more than `urgent_days`, and all others; `entries` are by day.

    A first import often brings years of lapsed licenses; they must not hide what comes next.
    """
    place = bisect_left(entries, -settings.urgent_days, key=lambda entry: entry.days)
    return entries[:place], entries[place:]
