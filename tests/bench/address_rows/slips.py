"""Slips in one to five rows of a whole file, which is judged together, as the import plan does."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from licensetui.addresses.report import Report
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.reports import Reports
from tests.addresses.scores import Score
from tests.bench.address_rows import counted
from tests.bench.people import OWN, TYPOS
from tests.bench.portfolios import portfolio

FILES = (120, 400, 2_000)
"""Licenses of the portfolios."""
ROWS = range(1, 6)
"""Rows that have the same slip."""
ENDINGS = {
    "com": ("con", "cm", "co", "comm", "vom", "c"),
    "de": ("ed", "d", "e", "dee"),
    "fr": ("r", "f", "frr", "ft", "fe"),
    "nl": ("nll", "n", "nk"),
    "es": ("ess", "s", "ees"),
}
"""Slips of endings: no other that somebody may have."""
TURNS = 6
"""Slips that are made of each domain."""


def scores() -> Iterator[Score]:
    """Count the rows with a slip that are found, by how many have it, and the right ones accused.

    Where a slip has two thirds as many rows as what is right, nobody can tell which is the slip.
    """
    judged, accused = 0, list[str]()
    for contacts in map(right_contacts, FILES):
        reports = judged_together(contacts)
        judged += len(contacts)
        accused += [_said(contact, reports) for contact in contacts if _meant(contact, reports)]
    for count in ROWS:
        made, missed = 0, list[str]()
        for contacts, wrong, domain in with_slips(count):
            reports = judged_together(contacts)
            made += len(wrong)
            missed += [_said(x, reports) for x in wrong if not _meant(x, reports).endswith(domain)]
            judged += len(contacts) - len(wrong)
            right = (contact for contact in contacts if contact not in wrong)
            accused += [_said(contact, reports) for contact in right if _meant(contact, reports)]
        rows = "a row" if count == 1 else f"{count} rows"
        yield counted(f"slips found, in {rows}", made, missed, 100, are_missed=True)
    yield counted("right rows accused", judged, accused, 0)


@cache
def right_contacts(licenses: int) -> tuple[Contact, ...]:
    """Return the contacts of a well-kept portfolio, without those who are mistyped on purpose."""
    contacts = portfolio(licenses).contacts
    return tuple(x for x in contacts if x.email.partition("@")[2] not in TYPOS)


def with_slips(count: int) -> Iterator[tuple[tuple[Contact, ...], Sequence[Contact], str]]:
    """Yield files in which some rows have a slip in their domain, with these, and that domain."""
    chance = random.Random(count)  # noqa: S311  # nothing secret
    for licenses in FILES:
        contacts = right_contacts(licenses)
        for domain in OWN:
            there = [contact for contact in contacts if contact.email.endswith(f"@{domain}")]
            if len(there) - count < 2 * count:
                continue
            for slip in _slips(domain, chance):
                chosen = [_at(slip, contact) for contact in chance.sample(there, count)]
                yield _replaced(contacts, chosen), chosen, f"@{domain}"


def _slips(domain: str, chance: random.Random) -> Iterator[str]:
    """Yield slips of a domain: letters swapped, left out or twice, a key beside, an ending."""
    name, dot, ending = domain.rpartition(".")
    for _ in range(TURNS):
        at = chance.randrange(1, len(name) - 1)
        before, sign, after = name[:at], name[at], name[at + 1 :]
        made = (before[:-1] + sign + before[-1] + after, before + after, before + sign * 2 + after)
        ends = (f"{name}{dot}{end}" for end in ENDINGS[ending])
        slip = chance.choice((*(f"{x}{dot}{ending}" for x in made), chance.choice([*ends])))
        if slip != domain:
            yield slip


def _at(domain: str, contact: Contact) -> Contact:
    return replace(contact, email=f"{contact.email.partition('@')[0]}@{domain}")


def _replaced(contacts: Iterable[Contact], others: Iterable[Contact]) -> tuple[Contact, ...]:
    by_id = {contact.id: contact for contact in others}
    return tuple(by_id.get(contact.id, contact) for contact in contacts)


def judged_together(contacts: tuple[Contact, ...]) -> Reports:
    """Return the reports on a file in which each row is judged by all others."""
    return Reports(Portfolio((), contacts))


def _meant(contact: Contact, reports: Reports) -> str:
    report: Report = reports.of(contact)
    return report.suggestion.address if report.suggestion else ""


def _said(contact: Contact, reports: Reports) -> str:
    return f"{contact.email}  ->  {_meant(contact, reports) or reports.of(contact).note or None}"
