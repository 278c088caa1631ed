"""Lines of the agenda: what each is about, when it is, and what opens it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.costs import term_cost
from licensetui.domain.day_events import DayEvent
from licensetui.domain.money import brief_amount
from licensetui.tui.messages import EditContact, EditLicense, ListLicenses


class LongEnded(NamedTuple):
    """One line for all that ended long ago."""

    entries: Sequence[AgendaEntry]
    """Their agenda entries, oldest first."""


AgendaLine = AgendaEntry | DayEvent | LongEnded


def day_of(line: AgendaLine) -> date:
    """Return the day of a line; of what ended long ago, the latest."""
    return line.entries[-1].day if isinstance(line, LongEnded) else line.day


def cost_words(item: AgendaEntry | DayEvent) -> str:
    """Return what the term costs for which something is due, with its currency; `-` if unknown."""
    if item.urgency is None or item.license is None:
        return ""
    cost = term_cost(item.license.term)
    return f"{brief_amount(cost.amount, 5)} {cost.currency}" if cost else "-"


def event_request(event: DayEvent) -> EditLicense | EditContact | ListLicenses:
    """Return what opens that to which something on a day belongs."""
    if event.license is not None:
        return EditLicense(event.license)
    if event.contact is not None:
        return EditContact(event.contact)
    return ListLicenses()
