"""What the rules find, kept by what they look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
Parts = dict[Subject, tuple[Any, ...]]
"""What one license adds to what is said of subjects."""


class Findings:
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
        self._parts: Kept[License, Parts] = Kept(self._parts_of)
        self._gathered: dict[Subject, dict[int, tuple[Any, ...]]] | None = None
        # By subject what the licenses add, by their ids; None before all have been asked.
        self._changed: dict[int, Parts] = {}
        # By the ids of licenses that may add anything else by now, what was gathered of them.
        self._concluded: dict[Subject, tuple[Finding, ...]] = {}
        # What that comes to.
        self._all: tuple[Finding, ...] | None = None

    def after(self, around: Surroundings, difference: Difference) -> Findings:
        """Return what still holds after a difference."""
        after = Findings(around)
        licenses, contacts = difference.near_licenses, difference.near_holders
        # What licenses add tells of them all there is to know, but not of their other contacts.
        doubtful = contacts if difference.contacts else ()
        after._of_license = self._of_license.after(after._find_license, licenses)
        after._of_contact = self._of_contact.after(after._find_contact, contacts)
        after._parts = self._parts.after(after._parts_of, licenses)
        after._gathered = self._gathered
        # What they have added so far is still among what was gathered.
        known = {id: self._parts.known(id) or {} for id in licenses}
        after._changed = {**known, **self._changed} if self._gathered is not None else {}
        after._concluded = {
            subject: found
            for subject, found in self._concluded.items()
            if subject[1] not in doubtful
        }
        return after

    def _regather(self) -> Iterator[None]:
        """Gather anew what changed licenses add, and forget what was concluded from it before."""
        assert self._gathered is not None  # noqa: S101  # or nothing was gathered yet
        gathered, own = dict(self._gathered), set[Subject]()
        while self._changed:
            id, was = next(iter(self._changed.items()))
            license = self._around.portfolio.license(id)
            now = self._parts.of(license) if license else {}
            for subject in was.keys() | now.keys():
                if was.get(subject) == now.get(subject):
                    continue
                if subject not in own:  # the outlook before has what it had
                    own.add(subject)
                    gathered[subject] = dict(gathered.get(subject, {}))
                    self._concluded.pop(subject, None)
                gathered[subject].pop(id, None)
                if subject in now:
                    gathered[subject][id] = now[subject]
            self._gathered = gathered
            del self._changed[id]
            yield

    def work(self) -> Iterator[None]:
        """Find all that has not been found yet, step by step: each takes well under 1 ms or so."""
        portfolio = self._around.portfolio
        for license in self._of_license.missing(portfolio.licenses):
            self._of_license.of(license)
            yield
        for license in self._parts.missing(portfolio.licenses):
            self._parts.of(license)
            yield
        for contact in self._of_contact.missing(portfolio.contacts):
            self._of_contact.of(contact)
            yield
        if self._gathered is None:
            gathered: dict[Subject, dict[int, tuple[Any, ...]]] = {}
            for license in portfolio.licenses:
                for subject, parts in self._parts.of(license).items():
                    gathered.setdefault(subject, {})[license.id] = parts
                yield
            self._gathered = gathered
        yield from self._regather()
        for subject in self._gathered:
            if subject not in self._concluded:
                self._concluded[subject] = tuple(self._conclude(subject))
                yield
        self._all = in_order(self._found(), portfolio)

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

    def _parts_of(self, license: License) -> Parts:
        """Return what a license adds; nothing if it was given up."""
        found: dict[Subject, list[Any]] = {}
        if is_over(license, self._around.today):
            return {}
        for rule in GATHERING_RULES:
            for place, (id, part) in enumerate(rule.gather(license, self._around)):
                found.setdefault((rule.name, id), []).append((place, part))
        for whole in PORTFOLIO_RULES:
            part = whole.gather(license, self._around)
            if part is not None:
                found[whole.name, EVERYBODY] = [part]
        return {subject: tuple(parts) for subject, parts in found.items()}

    def _conclude(self, subject: Subject) -> Iterator[Finding]:
        """Yield what the parts that licenses add come to."""
        assert self._gathered is not None  # noqa: S101  # it is what is concluded from
        rule, parts = _RULES[subject[0]], dict(sorted(self._gathered[subject].items()))
        if not parts:
            return
        if isinstance(rule, PortfolioRule):
            together = {id: part for id, (part,) in parts.items()}
            for place, (id, found) in enumerate(rule.check(together, self._around)):
                yield rule.finding(found, license=id, order=(place,))
        elif contact := self._around.portfolio.contact(subject[1]):
            gathered = [part for each in parts.values() for _, part in each]
            fault = rule.check(contact, gathered, self._around)
            if fault is not None:
                first, ((place, _), *_) = next(iter(parts.items()))
                yield rule.finding(fault, contact=contact.id, order=(first, place))
