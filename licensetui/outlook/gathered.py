"""Parts that licenses add to what a rule says of contacts, or of all licenses, and their sum.

Each is kept as long as no license adds anything else.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Generic

from licensetui.domain.finding import Finding
from licensetui.findings.rule import GatheringRule, Part, PortfolioRule, Rows
from licensetui.findings.surroundings import Surroundings

_AT_ONCE = 2_000
"""Licenses whose contacts are looked through in one step."""


class Gathered(Generic[Part]):
    """What licenses add to what one rule says of contacts."""

    def __init__(self, rule: GatheringRule[Part]) -> None:
        self._rule = rule
        self._added: dict[int, tuple[tuple[int, Part], ...]] = {}
        # By the ids of licenses what they add, each with the id of a contact.
        self._licenses: dict[int, list[int]] | None = None
        # By the ids of contacts those of the licenses that add to them, in ascending order; None
        # until all have been asked once.
        self._own: set[int] = set()
        # Ids of the contacts whose list is no other outlook's: the others are shared.
        self._open: set[int] = set()
        # Ids of the contacts about whom nothing is concluded yet.
        self._found: dict[int, Finding] = {}
        # What was concluded, by the ids of contacts.

    def after(self, doubtful: Iterable[int]) -> Gathered[Part]:
        """Return what still holds if something else is known of some contacts, by their ids."""
        after = Gathered(self._rule)
        after._added = self._added.copy()
        after._licenses = None if self._licenses is None else self._licenses.copy()
        self._own = set()  # from now on they have the lists in common
        after._open, after._found = self._open.copy(), self._found.copy()
        for id in doubtful:
            after._doubt(id)
        return after

    def ask(self, rows: Rows, around: Surroundings) -> None:
        """Note what each of some licenses adds now."""
        gather, spares = self._rule.gather, self._rule.spares
        for row in rows:
            if spares and spares(row[0], around):
                self._note([license.id for license in row], ())
            elif self._rule.rests_on_people:
                self._note([license.id for license in row], tuple(gather(row[0], around)))
            else:
                for license in row:
                    self._note([license.id], tuple(gather(license, around)))

    def forget(self, license: int) -> None:
        """Note that a license adds nothing."""
        self._note([license], ())

    def conclude(self, around: Surroundings) -> Iterator[None]:
        """Find what it all comes to, step by step."""
        if self._licenses is None:
            licenses: dict[int, list[int]] = {}
            for count, license in enumerate(sorted(self._added), 1):
                for id in {id for id, _ in self._added[license]}:
                    licenses.setdefault(id, []).append(license)
                if not count % _AT_ONCE:
                    yield
            self._licenses, self._own = licenses, {*licenses}
        while self._open:
            id = self._open.pop()
            finding = self._conclude(id, self._licenses.get(id, []), around)
            if finding is not None:
                self._found[id] = finding
            yield

    @property
    def found(self) -> Iterable[Finding]:
        """All that has been concluded."""
        return self._found.values()

    def about_contact(self, id: int) -> Iterable[Finding]:
        """Return what has been concluded about a contact."""
        return filter(None, (self._found.get(id),))

    def about_license(self, id: int) -> Iterable[Finding]:
        """Return nothing: it is all about contacts."""
        return ()

    def _note(self, licenses: Sequence[int], now: tuple[tuple[int, Part], ...]) -> None:
        """Note what each of some licenses adds, by their ids."""
        added = self._added
        changed = [license for license in licenses if added.get(license, ()) != now]
        if not changed:
            return
        left = [(x, id) for x in changed for id in {id for id, _ in added.pop(x, ())}]
        if now:
            added.update(dict.fromkeys(changed, now))
        joined = {id for id, _ in now}
        touched = joined.union([id for _, id in left])
        self._open |= touched
        for id in touched if self._found else ():
            self._found.pop(id, None)
        if self._licenses is not None:
            for license, id in left:
                self._list(self._licenses, id).remove(license)
            for id in joined:
                for license in changed:
                    insort(self._list(self._licenses, id), license)

    def _list(self, licenses: dict[int, list[int]], contact: int) -> list[int]:
        """Return the licenses of a contact, to be changed."""
        if contact not in self._own:
            self._own.add(contact)
            licenses[contact] = [*licenses.get(contact, ())]
        return licenses[contact]

    def _doubt(self, contact: int) -> None:
        if self._licenses is not None and contact in self._licenses:
            self._open.add(contact)
            self._found.pop(contact, None)

    def _conclude(
        self, contact: int, licenses: Sequence[int], around: Surroundings
    ) -> Finding | None:
        record = around.portfolio.contact(contact)
        if record is None or not licenses:
            return None
        gathered = [part for x in licenses for id, part in self._added[x] if id == contact]
        fault = self._rule.check(record, gathered, around)
        if fault is None:
            return None
        place = [id for id, _ in self._added[licenses[0]]].index(contact)
        return self._rule.finding(fault, contact=contact, order=(licenses[0], place))


class Together(Generic[Part]):
    """What licenses add to what one rule says of all of them."""

    def __init__(self, rule: PortfolioRule[Part]) -> None:
        self._rule = rule
        self._added: dict[int, Part] = {}
        # By the ids of licenses.
        self._found: tuple[Finding, ...] | None = ()
        # What was concluded; None if that does not hold any more.

    def after(self, doubtful: Iterable[int]) -> Together[Part]:
        """Return what still holds; what is known of contacts is no matter."""
        after = Together(self._rule)
        after._added, after._found = self._added.copy(), self._found
        return after

    def ask(self, rows: Rows, around: Surroundings) -> None:
        """Note what each of some licenses adds now."""
        gather, added = self._rule.gather, self._added
        for row in rows:
            is_nothing = self._rule.rests_on_people and gather(row[0], around) is None
            for license in row if added or not is_nothing else ():
                now = None if is_nothing else gather(license, around)
                if now is None:
                    self.forget(license.id)
                elif added.get(license.id) != now:
                    added[license.id] = now
                    self._found = None

    def forget(self, license: int) -> None:
        """Note that a license adds nothing."""
        if self._added.pop(license, None) is not None:
            self._found = None

    def conclude(self, around: Surroundings) -> Iterator[None]:
        """Find what it all comes to, in one step."""
        if self._found is None:
            parts = dict(sorted(self._added.items(), key=itemgetter(0)))
            faults = self._rule.check(parts, around) if parts else ()
            self._found = tuple(
                self._rule.finding(fault, license=id, order=(place,))
                for place, (id, fault) in enumerate(faults)
            )
            yield

    @property
    def found(self) -> Iterable[Finding]:
        """All that has been concluded."""
        return self._found or ()

    def about_contact(self, id: int) -> Iterable[Finding]:
        """Return nothing: it is all about licenses."""
        return ()

    def about_license(self, id: int) -> Iterable[Finding]:
        """Return what has been concluded and leads to a license."""
        return (finding for finding in self.found if finding.license == id)
