"""The last days that vendors have set, as events of a calendar, and all events with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.counting import counted
from licensetui.domain.day_events import DayEvent, OtherKind, day_events
from licensetui.domain.milestones import urgency_of
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_running
from licensetui.vendors import vendor_of
from licensetui.vendors.vendor import EndOfLife


def all_events(
    portfolio: Portfolio,
    entries: Iterable[AgendaEntry],
    today: date,
    settings: Settings,
    last: date,
) -> tuple[DayEvent, ...]:
    """Return all that falls on a day up to `last`, as `day_events` does, with the ends of life."""
    ends = (x for x in ends_of_life(portfolio, today, settings) if x.day <= last)
    found = (*day_events(portfolio, entries, today, settings, last), *ends)
    return tuple(sorted(found, key=lambda event: event.order))


def ends_of_life(portfolio: Portfolio, today: date, settings: Settings) -> tuple[DayEvent, ...]:
    """Return the ends of life to come of what runs, and the last days to buy, each once, by day."""
    found: dict[tuple[str, EndOfLife], int] = {}
    for license in portfolio.licenses:
        if not is_running(license, today, settings):
            continue
        vendor = vendor_of(license)
        for word, limit in (
            ("ends", vendor.end_of_life(license)),
            ("last purchase", vendor.last_purchase(license)),
        ):
            if limit and limit.day >= today:
                found[word, limit] = found.get((word, limit), 0) + 1
    events = [
        DayEvent(
            limit.day,
            limit.day,
            OtherKind.END_OF_LIFE,
            f"{limit.what}: {word}, {counted(count, 'license')}",
            urgency_of((limit.day - today).days, settings),
        )
        for (word, limit), count in found.items()
    ]
    return tuple(sorted(events, key=lambda event: event.order))
