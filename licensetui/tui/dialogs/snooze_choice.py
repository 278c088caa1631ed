"""Choosing until when licenses are snoozed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from licensetui.domain.counting import and_more
from licensetui.domain.dataclass import dataclass
from licensetui.domain.days import months_after
from licensetui.domain.handling import hidden_by_snooze
from licensetui.domain.license import License
from licensetui.domain.milestones import Milestone
from licensetui.forms import typed
from licensetui.outlook import Outlook
from licensetui.reading.days import EXAMPLES, written_out
from licensetui.tui.dialogs.chooser import Chooser, Option


@dataclass(frozen=True)
class SnoozeChoice:
    """The choice."""

    until: date | None = None
    """The day on which it comes back; None for now."""
    problem: str = ""
    """Why what was typed is no such day; empty if it is."""


def snooze_chooser(
    names: str, licenses: tuple[License, ...], outlook: Outlook
) -> Chooser[SnoozeChoice]:
    """Return the list of days to choose from; one can type another."""
    today = outlook.today
    days = (
        ("1 week", today + timedelta(days=7)),
        ("2 weeks", today + timedelta(days=14)),
        ("1 month", months_after(today, 1)),
        ("3 months", months_after(today, 3)),
    )
    options = [
        Option(f"{words}, {day}", SnoozeChoice(day), _passing(licenses, day, outlook))
        for words, day in days
    ]
    if any(x.term and x.term.snoozed_until and x.term.snoozed_until > today for x in licenses):
        options.insert(0, Option("no longer", SnoozeChoice(), "show it again now"))

    def another(text: str) -> Iterator[Option[SnoozeChoice]]:
        until, problem = _read(text, today)
        if problem:
            yield Option("another date", SnoozeChoice(problem=problem), problem)
        else:
            day = until or today
            yield Option(f"until {day}", SnoozeChoice(day), _passing(licenses, day, outlook))

    return Chooser(f"Snooze {names} until", options, new=another)


def _read(text: str, today: date) -> tuple[date | None, str]:
    """Return the day that was typed, or what is wrong with it."""
    try:
        day = typed.day(written_out(text, today))
    except typed.TypedError as error:
        return None, str(error)
    if day is None:
        return None, f"type a date: YYYY-MM-DD, or {EXAMPLES}"
    return day, "" if day > today else f"{day} is not after today"


def hidden(licenses: tuple[License, ...], until: date, outlook: Outlook) -> list[Milestone]:
    """Return what would pass without a reminder until then, in order."""
    found = (hidden_by_snooze(x, until, outlook.today, outlook.settings) for x in licenses)
    return sorted(chain.from_iterable(found), key=lambda point: point.day)


def _passing(licenses: tuple[License, ...], until: date, outlook: Outlook) -> str:
    """Return the first that would pass unheard: `misses order by 2026-12-01 and 1 more`."""
    points = hidden(licenses, until, outlook)
    if not points:
        return ""
    return f"misses {points[0].kind.label} {points[0].day}{and_more(len(points) - 1)}"
