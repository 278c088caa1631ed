"""Findings of some of the rules, kept by what they look at."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence, Set
from itertools import chain
from typing import Any

from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.standing import is_over
from licensetui.findings.rule import (
    ContactRule,
    GatheringRule,
    LicenseRule,
    PortfolioRule,
    Rows,
    Rule,
)
from licensetui.findings.rules import about_contact, about_licenses
from licensetui.findings.surroundings import Surroundings
from licensetui.outlook.alike import rows_alike
from licensetui.outlook.gathered import Gathered, Together


class Found:
    """What some rules find wrong with the records of a portfolio that are not archived.

    They are found in steps, so that nobody has to wait for all of them: `work`. What follows from
    one license, or from one contact, is kept while nothing around it changes; and what many
    licenses add up to, while none of them adds anything else.
    """

    def __init__(self, rules: Sequence[Rule], around: Surroundings) -> None:
        """Find nothing yet."""
        self._rules = rules
        self._around = around
        self._license_rules = [rule for rule in rules if isinstance(rule, LicenseRule)]
        self._contact_rules = [rule for rule in rules if isinstance(rule, ContactRule)]
        self._of_license: dict[int, tuple[Finding, ...]] = {}
        self._of_contact: dict[int, tuple[Finding, ...]] = {}
        self._sums: list[Gathered[Any] | Together[Any]] = [
            *(Gathered(rule) for rule in rules if isinstance(rule, GatheringRule)),
            *(Together(rule) for rule in rules if isinstance(rule, PortfolioRule)),
        ]
        self._waiting: set[int] | None = None
        # Ids of the licenses that are still to be asked what they add; None for all.

    def after(
        self, around: Surroundings, licenses: Set[int], contacts: Set[int], doubtful: Set[int]
    ) -> Found:
        """Return what still holds among other records.

        All are ids: of `licenses` around which something changed; of `contacts` who changed, or are
        wanted for more or fewer licenses; and of those who are `doubtful`, for something about them
        changed that their licenses do not tell.
        """
        after = Found(self._rules, around)
        after._of_license, after._of_contact = self._of_license.copy(), self._of_contact.copy()
        for known, ids in ((after._of_license, licenses), (after._of_contact, contacts)):
            for id in ids:
                known.pop(id, None)
        after._sums = [each.after(doubtful) for each in self._sums]
        after._waiting = None if self._waiting is None else self._waiting | licenses
        for id in licenses:
            if around.portfolio.license(id) is None:
                for each in after._sums:
                    each.forget(id)
        return after

    def work(self) -> Iterator[None]:
        """Find all that has not been found yet, step by step: each takes some milliseconds."""
        portfolio = self._around.portfolio
        if self._waiting is None:
            self._waiting = {license.id for license in portfolio.licenses}
        waiting = filter(None, map(portfolio.license, sorted(self._waiting)))
        for rows in rows_alike(waiting):
            live = self._live(rows)
            self._find(rows, live)
            self._ask(rows, live, self._sums)
            self._waiting.difference_update([x.id for row in rows for x in row])
            yield
        self._waiting = set()  # a smaller one
        yield from self._look_at_contacts()
        for each in self._sums:
            yield from each.conclude(self._around)

    def find_about_contacts(self) -> None:
        """Find all that has not been found yet about contacts, and nothing else."""
        sums = [each for each in self._sums if isinstance(each, Gathered)]
        for rows in rows_alike(self._around.portfolio.licenses if sums else ()):
            self._ask(rows, self._live(rows), sums)
        for steps in (self._look_at_contacts(), *(each.conclude(self._around) for each in sums)):
            deque(steps, maxlen=0)

    def _look_at_contacts(self) -> Iterator[None]:
        for contact in self._around.portfolio.contacts:
            if contact.id not in self._of_contact:
                self._about(contact)
                yield

    @property
    def all(self) -> Iterator[Finding]:
        """All that has been found."""
        kept = (self._of_license.values(), self._of_contact.values())
        return chain(*map(chain.from_iterable, kept), *(each.found for each in self._sums))

    def about_license(self, license: License) -> Iterator[Finding]:
        """Yield what has been found about a license; what it has to do with others, so far."""
        if license.id not in self._of_license:
            self._find([[license]], self._live([[license]]))
        yield from self._of_license[license.id]
        for each in self._sums:
            yield from each.about_license(license.id)

    def about_contact(self, contact: Contact) -> Iterator[Finding]:
        """Yield what has been found about a contact, as of a license."""
        yield from self._about(contact)
        for each in self._sums:
            yield from each.about_contact(contact.id)

    def _find(self, rows: Rows, live: Rows) -> None:
        """Find what is wrong with each of some licenses, of which `live` were not given up.

        What was found before is not looked for again.
        """
        known = self._of_license
        new = [[x for x in row if x.id not in known] for row in live]
        for row in rows:
            for license in row:
                known.setdefault(license.id, ())
        for finding in about_licenses(self._license_rules, [*filter(None, new)], self._around):
            assert finding.license is not None  # noqa: S101  # it is about one
            known[finding.license] += (finding,)

    def _ask(self, rows: Rows, live: Rows, sums: Sequence[Gathered[Any] | Together[Any]]) -> None:
        """Note what licenses add; nothing of those that were given up."""
        over = {x.id for row in rows for x in row} - {x.id for row in live for x in row}
        for each in sums:
            for id in over:
                each.forget(id)
            each.ask(live, self._around)

    def _live(self, rows: Rows) -> Rows:
        """Return those that were not given up."""
        today = self._around.today
        return [*filter(None, [[x for x in row if not is_over(x, today)] for row in rows])]

    def _about(self, contact: Contact) -> tuple[Finding, ...]:
        """Return what is wrong with a contact by itself."""
        known = self._of_contact.get(contact.id)
        if known is None:
            known = tuple(about_contact(self._contact_rules, contact, self._around))
            self._of_contact[contact.id] = known
        return known
