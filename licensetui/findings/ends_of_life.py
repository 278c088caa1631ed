"""The last days that vendors have set: as events of a calendar, and what is sold until then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from licensetui.domain.counting import counted
from licensetui.domain.day_events import DayEvent, OtherKind
from licensetui.domain.license import License
from licensetui.domain.milestones import urgency_of
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_running
from licensetui.vendors import vendor_of
from licensetui.vendors.vendor import EndOfLife

Limit = tuple[str, EndOfLife]
"""What is over then, `ends` or `last purchase`, and the vendor's last day for it."""


def limits_of(license: License, today: date, settings: Settings) -> tuple[Limit, ...]:
    """Return the end of life to come of what runs, and the last day to buy."""
    vendor = vendor_of(license)
    end, last = vendor.end_of_life(license), vendor.last_purchase(license)
    is_none = end is None and last is None
    return () if is_none or not is_running(license, today, settings) else _ahead(end, last, today)


@lru_cache(maxsize=100)  # the same for most licenses of a vendor
def _ahead(end: EndOfLife | None, last: EndOfLife | None, today: date) -> tuple[Limit, ...]:
    limits = (("ends", end), ("last purchase", last))
    return tuple((word, limit) for word, limit in limits if limit and limit.day >= today)


def limit_events(
    counts: Mapping[Limit, int], today: date, settings: Settings
) -> tuple[DayEvent, ...]:
    """Return limits as events by day; `counts` tells how many licenses each is about."""
    events = [
        DayEvent(
            limit.day,
            limit.day,
            OtherKind.END_OF_LIFE,
            f"{limit.what}: {word}, {counted(count, 'license')}",
            urgency_of((limit.day - today).days, settings),
        )
        for (word, limit), count in counts.items()
    ]
    return tuple(sorted(events, key=lambda event: event.order))


def is_sold_on(license: License) -> bool:
    """Say whether a later end of a license can be bought, as far as is known of its vendor."""
    limit = vendor_of(license).end_of_life(license)
    return not (limit and limit.is_last_sold)
