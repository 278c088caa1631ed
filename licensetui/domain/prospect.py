"""A hand-over as it would be, and what is to be known before it is applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from licensetui.domain.contact import Contact
from licensetui.domain.counting import listed
from licensetui.domain.handover import HandoverRow
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.portfolio import Portfolio

_NAMED = 2
"""So many licenses are called by their names."""


@dataclass(frozen=True)
class HandoverWarning:
    """Something to be known before a hand-over is applied."""

    severity: Urgency
    """How bad it is."""
    sentence: str
    """What it is, and what to do."""


@dataclass(frozen=True)
class Prospect:
    """A hand-over as it would be, to be judged."""

    leaver: Contact
    """Who leaves, with the days that were said."""
    rows: tuple[HandoverRow, ...]
    """Who takes what."""
    before: Portfolio
    """As it is, new contacts included."""
    after: Portfolio
    """As it would be."""
    step_count: int
    """Steps to be done on the portals."""
    unfinished: tuple[License, ...]
    """The licenses with such steps."""
    signs_in_alone: tuple[License, ...]
    """Those of them on which nobody but the leaver can sign in."""

    @property
    def licenses(self) -> tuple[License, ...]:
        """The licenses that it is about, as they would be, each once."""
        ids = dict.fromkeys(row.holding.license.id for row in self.rows if row.holding.license)
        return tuple(license for id in ids if (license := self.after.license(id)))

    @property
    def taken(self) -> tuple[tuple[HandoverRow, Contact], ...]:
        """The rows that go to somebody, with whom."""
        found = ((x, self.after.contact(x.successor)) for x in self.rows if x.taken)
        return tuple((row, contact) for row, contact in found if contact)

    @property
    def successors(self) -> tuple[Contact, ...]:
        """All who would take something, each once."""
        return tuple({contact.id: contact for _, contact in self.taken}.values())


def last_use(leaver: Contact) -> date | None:
    """Return the last day on which a leaver can sign in anywhere, as far as that was said."""
    closes = leaver.mailbox_closes
    days = (leaver.last_day, closes - timedelta(days=1) if closes else None)
    return min(filter(None, days), default=None)


def license_names(licenses: Iterable[License]) -> str:
    """Return the names of the first licenses, and how many more there are."""
    return named_few([license.name for license in licenses])


def named_few(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are: `Jira, Crowd and 3 more`."""
    names = tuple(dict.fromkeys(names))
    if len(names) > _NAMED + 1:
        return listed(names, _NAMED)
    return " and ".join((", ".join(names[:-1]), names[-1])) if names[1:] else names[0]
