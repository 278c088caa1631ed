"""How fast it is known who reads which mail: `python -m tests.bench.coverage [N ...]`.

For N licenses (100, 1,000 and 10,000) and half as many contacts, at most 5,000, it prints how many
mails are to come, and what it takes to know the readers of each, to score all risks, to see what
one absence uncovers, and what the form of a contact does at each key of a day. Every third contact
has absences, some leave, every tenth is a team. No test: figures of a busy machine prove nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.coverage import uncovered_by
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.portals import ContactPolicy
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.risk import risk
from licensetui.domain.settings import Settings
from licensetui.domain.term import Term
from licensetui.outlook import Outlook
from licensetui.tui.forms.gaps import GapFinder
from licensetui.vendors.atlassian import MY_ATLASSIAN
from tests.outlooks import coverage

COUNTS = (100, 1_000, 10_000)
"""Licenses, unless somebody wants others."""
JUDGED, MOST = 1_000, 50.0
"""Licenses to which the target applies, and the milliseconds that coverage may take."""
TURNS = 15
"""How often each is done; the median counts."""
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Figures:
    """What was measured. All times in milliseconds."""

    licenses: int
    """How many there are."""
    contacts: int
    """How many there are."""
    mails: int
    """Mails to come."""
    coverage: float
    """To know the readers of all mails."""
    risks: float
    """To score all licenses then."""
    absence: float
    """To see what one absence uncovers."""
    key: float
    """To say so at a key typed in the form, with what closes it."""

    @property
    def row(self) -> str:
        """A line of the table."""
        return (
            f"{self.licenses:>9,} {self.contacts:>9,} {self.mails:>8,} {self.coverage:>12.1f} "
            f"{self.risks:>9.1f} {self.absence:>11.1f} {self.key:>7.1f}"
        )

    @property
    def verdict(self) -> str:
        """A line about the target."""
        met = "met" if self.coverage <= MOST else "NOT MET"
        return f"          coverage, ms: {self.coverage:.1f}, wanted at most {MOST:g}: {met}"


HEADER = " licenses  contacts    mails  coverage ms  risks ms  absence ms  key ms"


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.coverage")
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=COUNTS)
    print(HEADER)
    for count in parser.parse_args(arguments).counts:
        figures = measured(count)
        print(figures.row, flush=True)
        if count == JUDGED:
            print(figures.verdict)


def measured(count: int) -> Figures:
    """Measure with so many licenses. Each time the portfolio is new: nothing is known of it yet."""
    settings = Settings()
    portfolio = a_portfolio(count)
    found = coverage(portfolio, TODAY, settings)
    readership = Readership(portfolio)
    planned = replace(portfolio.contacts[0], away=(Away(TODAY, TODAY + timedelta(days=99)),))

    finder = GapFinder(Outlook(portfolio, TODAY, settings), portfolio.contacts[0])

    def score() -> None:
        for covered in found:
            risk(covered, readership, TODAY, policy=ContactPolicy(), pending=False)

    def fresh() -> Portfolio:
        return Portfolio(portfolio.licenses, portfolio.contacts)

    return Figures(
        count,
        len(portfolio.contacts),
        sum(len(covered.checkpoints) for covered in found),
        _median(lambda: coverage(fresh(), TODAY, settings)),
        _median(score),
        _median(lambda: uncovered_by(fresh(), [planned], TODAY, settings)),
        _median(lambda: finder.look(planned)),
    )


def a_portfolio(count: int) -> Portfolio:
    """Return so many licenses, all on different addresses, and half as many contacts."""
    contacts = tuple(_contacts(min(max(count // 2, 2), 5_000)))
    return Portfolio(tuple(_license(id, contacts) for id in range(1, count + 1)), contacts)


def _contacts(count: int) -> Iterator[Contact]:
    for id in range(1, count + 1):
        starts = (TODAY + timedelta(days=id % 90 + 120 * n) for n in range(3))
        away = tuple(Away(day, day + timedelta(days=14)) for day in starts) if id % 3 == 0 else ()
        is_team = id % 10 == 0
        yield Contact(
            f"Contact {id}",
            f"contact.{id}@example.org",
            id,
            ContactKind.TEAM if is_team else ContactKind.PERSON,
            members=tuple(range(max(1, id - 4), id)) if is_team else (),
            last_day=TODAY + timedelta(days=id % 300) if id % 25 == 1 else None,
            away=() if is_team else away,
        )


def _license(id: int, contacts: tuple[Contact, ...]) -> License:
    chosen = [contacts[(id * step) % len(contacts)] for step in (1, 7)]
    seen = tuple(
        SeenAssignment(contact.email, Role.TECHNICAL, primary=place == 0)
        for place, contact in enumerate(dict.fromkeys(chosen))
    )
    end = TODAY + timedelta(days=id % 700 + 10)
    return License(
        name=f"Jira Software DC {id}",
        id=id,
        vendor="Atlassian",
        portal=MY_ATLASSIAN,
        wanted=(Assignment(chosen[0].id, Role.TECHNICAL, True),),
        on_portal=seen if id % 5 else (),
        looked_on=TODAY - timedelta(days=id % 250) if id % 5 else None,
        terms=(Term(1, end - timedelta(days=365), end),),
    )


def _median(action: Callable[[], object]) -> float:
    return median(_milliseconds(action) for _ in range(TURNS))


def _milliseconds(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
