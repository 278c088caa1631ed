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
from licensetui.findings.rule import ContactRule, GatheringRule, LicenseRule, PortfolioRule, Rule
from licensetui.findings.rules import about_contact, about_license
from licensetui.findings.surroundings import Surroundings
from licensetui.outlook.gathered import Gathered, Together
from licensetui.outlook.kept import Kept


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
        self._of_license: Kept[License, tuple[Finding, ...]] = Kept(self._find_license)
        self._of_contact: Kept[Contact, tuple[Finding, ...]] = Kept(self._find_contact)
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
        after._of_license = self._of_license.after(after._find_license, licenses)
        after._of_contact = self._of_contact.after(after._find_contact, contacts)
        after._sums = [each.after(doubtful) for each in self._sums]
        after._waiting = None if self._waiting is None else self._waiting | licenses
        for id in licenses:
            if around.portfolio.license(id) is None:
                for each in after._sums:
                    each.forget(id)
        return after

    def work(self) -> Iterator[None]:
        """Find all that has not been found yet, step by step: most take less than 1 ms."""
        portfolio = self._around.portfolio
        if self._waiting is None:
            self._waiting = {license.id for license in portfolio.licenses}
        for id in sorted(self._waiting):
            license = portfolio.license(id)
            if license is not None:
                self._of_license.of(license)
                self._ask(license)
            self._waiting.discard(id)
            yield
        self._waiting = set()  # a smaller one
        yield from self._look_at_contacts()
        for each in self._sums:
            yield from each.conclude(self._around)

    def find_about_contacts(self) -> None:
        """Find all that has not been found yet about contacts, and nothing else."""
        sums = [each for each in self._sums if isinstance(each, Gathered)]
        for license in self._around.portfolio.licenses if sums else ():
            if not is_over(license, self._around.today):
                for each in sums:
                    each.ask(license, self._around)
        for steps in (self._look_at_contacts(), *(each.conclude(self._around) for each in sums)):
            deque(steps, maxlen=0)

    def _look_at_contacts(self) -> Iterator[None]:
        for contact in self._of_contact.missing(self._around.portfolio.contacts):
            self._of_contact.of(contact)
            yield

    @property
    def all(self) -> Iterator[Finding]:
        """All that has been found."""
        kept = (self._of_license.all_known(), self._of_contact.all_known())
        return chain(*map(chain.from_iterable, kept), *(each.found for each in self._sums))

    def about_license(self, license: License) -> Iterator[Finding]:
        """Yield what has been found about a license; what it has to do with others, so far."""
        yield from self._of_license.of(license)
        for each in self._sums:
            yield from each.about_license(license.id)

    def about_contact(self, contact: Contact) -> Iterator[Finding]:
        """Yield what has been found about a contact, as of a license."""
        yield from self._of_contact.of(contact)
        for each in self._sums:
            yield from each.about_contact(contact.id)

    def _ask(self, license: License) -> None:
        """Note what a license adds; nothing if it was given up."""
        if is_over(license, self._around.today):
            for each in self._sums:
                each.forget(license.id)
        else:
            for each in self._sums:
                each.ask(license, self._around)

    def _find_license(self, license: License) -> tuple[Finding, ...]:
        return tuple(about_license(self._license_rules, license, self._around))

    def _find_contact(self, contact: Contact) -> tuple[Finding, ...]:
        return tuple(about_contact(self._contact_rules, contact, self._around))
