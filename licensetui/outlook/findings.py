"""Findings of the rules: those that ask who reads the vendors' mails apart from all others.

A team has new members, or somebody is away, more often than anything else changes; and the mails
about thousands of licenses may go to one team.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from operator import itemgetter
from typing import Any

from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.findings.rules import RULES, in_order, place
from licensetui.findings.surroundings import Surroundings
from licensetui.outlook.difference import Difference
from licensetui.outlook.found import Found

_AT_ONCE = 1_000
"""Findings whose places are told in one step."""
_BY_RECORDS = tuple(rule for rule in RULES if not rule.asks_who_reads)
_BY_READERS = tuple(rule for rule in RULES if rule.asks_who_reads)


class KeptFindings:
    """What is wrong with the records of a portfolio that are not archived, found in steps."""

    def __init__(self, around: Surroundings) -> None:
        """Find nothing yet."""
        self._around = around
        self._by_records = Found(_BY_RECORDS, around)
        self._by_readers = Found(_BY_READERS, around)
        self._all: tuple[Finding, ...] | None = None

    def after(self, around: Surroundings, difference: Difference) -> KeptFindings:
        """Return what still holds after a difference."""
        after = KeptFindings(around)
        # What licenses add tells of them all there is to know, but not of their other contacts.
        after._by_records = self._by_records.after(
            around, difference.touched_licenses, difference.holders, difference.touched_holders
        )
        # And of a small team it is said on how many licenses it is wanted, in whatever role.
        doubtful = difference.near_contacts | difference.holders
        after._by_readers = self._by_readers.after(
            around, difference.near_licenses, frozenset(), doubtful
        )
        return after

    def work(self) -> Iterator[None]:
        """Find all that has not been found yet, step by step: each takes some milliseconds."""
        # Both of the same licenses one after the other, for they ask the same of them.
        for _ in zip_longest(self._by_records.work(), self._by_readers.work()):
            yield
        found, portfolio = chain(self._by_records.all, self._by_readers.all), self._around.portfolio
        placed: list[tuple[tuple[Any, ...], Finding]] = []
        while some := [(place(x, portfolio), x) for x in islice(found, _AT_ONCE)]:
            placed += some
            yield
        placed.sort(key=itemgetter(0))
        self._all = tuple([finding for _, finding in placed])

    def find_about_contacts(self) -> None:
        """Find all there is about contacts, which takes a third of the time of all there is."""
        self._by_records.find_about_contacts()
        self._by_readers.find_about_contacts()

    @property
    def is_complete(self) -> bool:
        """Whether all has been found."""
        return self._all is not None

    @property
    def all(self) -> tuple[Finding, ...]:
        """All findings, the worst first; what has not been found yet is found now."""
        if self._all is None:
            for _ in self.work():
                pass
        assert self._all is not None  # noqa: S101  # that is what the work is for
        return self._all

    def of(self, record: License | Contact) -> tuple[Finding, ...]:
        """Return what has been found about a record so far, the worst first."""
        if isinstance(record, License):
            return self.of_license(record)
        return self.of_contact(record)

    def of_license(self, license: License) -> tuple[Finding, ...]:
        """Return what has been found about a license so far, the worst first.

        What the rules about it alone say is found now; what it has to do with others, in `work`.
        Nothing is said of one that is gone, which a form may still show.
        """
        if license.archived or self._around.portfolio.license(license.id) is None:
            return ()
        found = (*self._by_records.about_license(license), *self._by_readers.about_license(license))
        return in_order(found, self._around.portfolio)

    def of_contact(self, contact: Contact) -> tuple[Finding, ...]:
        """Return what has been found about a contact so far, the worst first, as `of_license`."""
        if contact.archived or self._around.portfolio.contact(contact.id) is None:
            return ()
        found = (*self._by_records.about_contact(contact), *self._by_readers.about_contact(contact))
        return in_order(found, self._around.portfolio)
