"""What the rules find, kept by what they look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.standing import is_over
from licensetui.findings.rule import GatheringRule, PortfolioRule
from licensetui.findings.rules import (
    GATHERING_RULES,
    PORTFOLIO_RULES,
    about_contact,
    about_license,
    in_order,
)
from licensetui.findings.surroundings import Surroundings
from licensetui.outlook.difference import Difference
from licensetui.outlook.kept import Kept

EVERYBODY = 0
"""Stands for all licenses where the subject of a finding is the id of a contact."""
_RULES: Mapping[str, GatheringRule[Any] | PortfolioRule[Any]] = {
    **{rule.name: rule for rule in GATHERING_RULES},
    **{rule.name: rule for rule in PORTFOLIO_RULES},
}

Subject = tuple[str, int]
"""A rule by its name, and the id of the contact that it is about, or `EVERYBODY`."""
Parts = tuple[tuple[int, Any], ...]
"""What one license adds to what is said of a subject, each with its place among what it adds."""


@cache  # the same few for thousands of licenses
def _subject(rule: str, id: int) -> Subject:
    return rule, id


@cache
def _bare(place: int) -> Parts:
    return ((place, None),)


def _parts(found: list[tuple[int, Any]]) -> Parts:
    """Return parts as one object for all licenses that add no more than themselves."""
    if len(found) == 1 and found[0][1] is None:
        return _bare(found[0][0])
    return tuple(found)


class KeptFindings:
    """What is wrong with the records of a portfolio that are not archived.

    It is found in steps, so that nobody has to wait for all of it: `work`. What follows from one
    license, or from one contact, is kept while nothing around it changes; and what many licenses
    add up to, while none of them adds anything else.
    """

    def __init__(self, around: Surroundings) -> None:
        """Find nothing yet."""
        self._around = around
        self._of_license: Kept[License, tuple[Finding, ...]] = Kept(self._find_license)
        self._of_contact: Kept[Contact, tuple[Finding, ...]] = Kept(self._find_contact)
        self._subjects: dict[int, tuple[Subject, ...]] = {}
        # By the ids of licenses that have been asked, what they add to.
        self._stale: set[int] = set()
        # Ids of those of them that may add anything else by now.
        self._gathered: dict[Subject, dict[int, Parts]] = {}
        # By subject what licenses add, by their ids.
        self._own: set[Subject] = set()
        # The subjects of which that is no other outlook's: the others have what they had.
        self._concluded: dict[Subject, tuple[Finding, ...]] = {}
        # What that comes to.
        self._all: tuple[Finding, ...] | None = None

    def after(self, around: Surroundings, difference: Difference) -> KeptFindings:
        """Return what still holds after a difference."""
        after = KeptFindings(around)
        licenses, contacts = difference.near_licenses, difference.near_holders
        # What licenses add tells of them all there is to know, but not of their other contacts.
        doubtful = contacts if difference.contacts else ()
        after._of_license = self._of_license.after(after._find_license, licenses)
        after._of_contact = self._of_contact.after(after._find_contact, contacts)
        after._subjects, after._gathered = dict(self._subjects), dict(self._gathered)
        self._own = set()  # from now on they have the rest in common
        after._stale = {*self._stale, *(id for id in licenses if id in self._subjects)}
        after._concluded = {
            subject: found
            for subject, found in self._concluded.items()
            if subject[1] not in doubtful
        }
        return after

    def work(self) -> Iterator[None]:
        """Find all that has not been found yet, step by step: most take less than 1 ms."""
        portfolio, found = self._around.portfolio, self._of_license
        for id in [x for x in self._stale if portfolio.license(x) is None]:
            self._gather(id, {})
        for license in portfolio.licenses:
            if license.id in self._stale or license.id not in self._subjects:
                found.of(license)
                self._gather(license.id, self._parts_of(license))
                yield
        for license in found.missing(portfolio.licenses):
            found.of(license)
            yield
        for contact in self._of_contact.missing(portfolio.contacts):
            self._of_contact.of(contact)
            yield
        for subject in self._gathered:
            if subject not in self._concluded:
                self._concluded[subject] = tuple(self._conclude(subject))
                yield
        self._all = in_order(self._found(), portfolio)

    def _gather(self, id: int, now: Mapping[Subject, Parts]) -> None:
        """Note what a license adds, and forget what was concluded from anything else."""
        for subject in {*self._subjects.get(id, ()), *now}:
            known = self._gathered.get(subject, {})
            if known.get(id) == now.get(subject):
                continue
            if subject not in self._own:
                self._own.add(subject)
                known = self._gathered[subject] = dict(known)
            self._concluded.pop(subject, None)
            known.pop(id, None)
            if subject in now:
                known[id] = now[subject]
        self._subjects[id] = tuple(now)
        self._stale.discard(id)

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

    def of_license(self, license: License) -> tuple[Finding, ...]:
        """Return what has been found about a license so far, the worst first.

        What the rules about it alone say is found now; what it has to do with others, in `work`.
        """
        if license.archived:
            return ()
        together = (self._concluded.get((rule.name, EVERYBODY), ()) for rule in PORTFOLIO_RULES)
        others = (x for found in together for x in found if x.license == license.id)
        return in_order((*self._of_license.of(license), *others), self._around.portfolio)

    def of_contact(self, contact: Contact) -> tuple[Finding, ...]:
        """Return what has been found about a contact so far, the worst first, as `of_license`."""
        if contact.archived:
            return ()
        gathered = (self._concluded.get((rule.name, contact.id), ()) for rule in GATHERING_RULES)
        others = (x for found in gathered for x in found)
        return in_order((*self._of_contact.of(contact), *others), self._around.portfolio)

    def _found(self) -> Iterator[Finding]:
        for found in (
            *self._of_license.all_known(),
            *self._of_contact.all_known(),
            *self._concluded.values(),
        ):
            yield from found

    def _find_license(self, license: License) -> tuple[Finding, ...]:
        return tuple(about_license(license, self._around))

    def _find_contact(self, contact: Contact) -> tuple[Finding, ...]:
        return tuple(about_contact(contact, self._around))

    def _parts_of(self, license: License) -> dict[Subject, Parts]:
        """Return what a license adds; nothing if it was given up."""
        found: dict[Subject, list[tuple[int, Any]]] = {}
        if is_over(license, self._around.today):
            return {}
        for rule in GATHERING_RULES:
            for place, (id, part) in enumerate(rule.gather(license, self._around)):
                found.setdefault(_subject(rule.name, id), []).append((place, part))
        for whole in PORTFOLIO_RULES:
            part = whole.gather(license, self._around)
            if part is not None:
                found[_subject(whole.name, EVERYBODY)] = [(0, part)]
        return {subject: _parts(parts) for subject, parts in found.items()}

    def _conclude(self, subject: Subject) -> Iterator[Finding]:
        """Yield what the parts that licenses add come to."""
        rule, parts = _RULES[subject[0]], dict(sorted(self._gathered[subject].items()))
        if not parts:
            return
        if isinstance(rule, PortfolioRule):
            together = {id: part for id, ((_, part),) in parts.items()}
            for place, (id, found) in enumerate(rule.check(together, self._around)):
                yield rule.finding(found, license=id, order=(place,))
        elif contact := self._around.portfolio.contact(subject[1]):
            gathered = [part for each in parts.values() for _, part in each]
            fault = rule.check(contact, gathered, self._around)
            if fault is not None:
                first, ((place, _), *_) = next(iter(parts.items()))
                yield rule.finding(fault, contact=contact.id, order=(first, place))
