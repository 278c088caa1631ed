"""The fields of a co-term preview, and which licenses it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import months_after
from licensetui.tui.forms import typed
from licensetui.tui.forms.field import Field
from licensetui.tui.forms.outcomes import REFUSED_FIELD

ALL = "all licenses"
AHEAD = 18
"""Months within which a common end is looked for."""


@dataclass(frozen=True)
class Scope:
    """Which licenses a preview may be about."""

    groups: Mapping[str, tuple[License, ...]]
    """The licenses by the word for them, in the order of the choice."""

    @classmethod
    def of(cls, chosen: tuple[License, ...], portfolio: Portfolio) -> Scope:
        """Return the choice where `chosen` were marked; a single one stands for its vendor."""
        known = portfolio.current().licenses
        groups: dict[str, tuple[License, ...]] = {}
        if len(chosen) > 1:
            groups[f"the {len(chosen)} marked"] = chosen
        for vendor in dict.fromkeys(x.vendor for x in chosen if x.vendor):
            groups[plain(f"vendor {vendor}")] = tuple(x for x in known if x.vendor == vendor)
        for name in dict.fromkeys(x.organization for x in chosen if x.organization):
            groups[plain(f"organization {name}")] = tuple(
                x for x in known if x.organization == name
            )
        groups[ALL] = known
        return cls(groups)

    def offered_day(self, word: str, today: date) -> str:
        """Return the latest end of a group within `AHEAD`, as a day to begin with."""
        limit = months_after(today, AHEAD)
        ends = [x.end for x in self.groups[word] if x.end and today < x.end <= limit]
        return str(max(ends, default=""))


def coterm_fields(scope: Scope) -> tuple[Field, ...]:
    """Return the fields of the preview."""
    words = tuple(scope.groups)
    return (
        Field("scope", "Which", "Left and Right, or the first letter", choices=words, wide=True),
        Field("day", "Common end", "YYYY-MM-DD. Ctrl+S plans it; quotes may differ", typed.day),
        Field("buy_on", "Bought on", "YYYY-MM-DD: what ends before it lapses", typed.day),
        REFUSED_FIELD,
    )
