"""Rules as values: what each looks at, what it calls wrong, and what mends that.

A rule stands in the `RULES` of its module, and nowhere else: whoever groups, mends, mails or leaves
out its findings reads the value, or what they have of it. There is a class for what a rule looks
at, so that what follows from one record can be kept while nothing around it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding, Remedy
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.findings.surroundings import Surroundings

Part = TypeVar("Part")
"""What a license adds to what is said of a contact, or of all licenses."""
Rows = Sequence[Sequence[License]]
"""Licenses in rows, none of them empty: all of a row have the same `people`."""


class Fault(NamedTuple):
    """A fault that a rule has found."""

    reason: str
    """A sentence for the user."""
    severity: Urgency | None = None
    """How bad it is, where that is not the same for all findings of the rule."""
    word: str = ""
    """The same in a word or two, where that is not the same for all either."""
    order: tuple[Any, ...] = ()
    """What it is sorted by among faults of records with the same name."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The base of all rules."""

    name: str
    """In kebab-case: in `--json`, and in what was mailed."""
    word: str
    """What is wrong in a word or two, for a column of a table."""
    field: str
    """The field of the record in which it is mended."""
    severity: Urgency = Urgency.SOON
    """How bad it is, unless the fault says it."""
    together: str = ""
    """What several findings are called, with their `{count}`; empty where there are never many."""
    remedy: Remedy = Remedy.EDIT
    """What mends it."""
    is_told_by_dates: bool = False
    """Whether the agenda says the same, so that its findings need not be shown beside it."""
    asks_who_reads: bool = False
    """Whether it asks who reads a mail; if not, the members of a team are no matter."""
    rests_on_people: bool = False
    """Whether it is enough to ask it of the first of all licenses in a row with the same `people`:
    what that one adds the others add; and where it finds nothing with that one, it finds nothing
    with the others."""
    spares: Callable[[License, Surroundings], bool] | None = None
    """Says of the first of such licenses whether it has to do with none of them, by their `people`
    alone: then no other one is asked."""
    is_mixed_with_last: bool = False
    """Whether its findings are sorted among those of the rule before it."""

    def finding(
        self,
        fault: Fault,
        *,
        license: int | None = None,
        contact: int | None = None,
        order: tuple[Any, ...] = (),
    ) -> Finding:
        """Return a fault of a license or a contact; `order` counts where the fault has none."""
        severity = self.severity if fault.severity is None else fault.severity
        return Finding(
            rule=self.name,
            severity=severity,
            reason=fault.reason,
            word=fault.word or self.word,
            field=self.field,
            license=license,
            contact=contact,
            remedy=self.remedy,
            is_told_by_dates=self.is_told_by_dates,
            order=fault.order or order,
        )


@dataclass(frozen=True, kw_only=True)
class LicenseRule(Rule):
    """A rule about one license, with what stands around it."""

    check: Callable[[License, Surroundings], Fault | None]
    """Says what is wrong with a license that was not given up."""
    may_be_snoozed: bool = False
    """Whether nobody wants to hear of it while the license is snoozed, as of a date. The vendor's
    mails do not snooze."""


@dataclass(frozen=True, kw_only=True)
class ContactRule(Rule):
    """A rule about one contact, with how many licenses want it; what they are like is no matter."""

    check: Callable[[Contact, Surroundings], Fault | None]
    """Says what is wrong with a contact."""


@dataclass(frozen=True, kw_only=True)
class GatheringRule(Rule, Generic[Part]):
    """A rule about one contact, by what each license adds to it."""

    gather: Callable[[License, Surroundings], Iterable[tuple[int, Part]]]
    """Yields what a license that was not given up adds, each with the id of a contact."""
    check: Callable[[Contact, Sequence[Part], Surroundings], Fault | None]
    """Says what is wrong with a contact by all that was added to it, in the order of licenses."""


@cache
def bare(contact: int) -> tuple[int, None]:
    """Return what licenses add that add no more than themselves: one object for all of them."""
    return contact, None


@dataclass(frozen=True, kw_only=True)
class PortfolioRule(Rule, Generic[Part]):
    """A rule about all licenses together, by what each of them adds."""

    gather: Callable[[License, Surroundings], Part | None]
    """Returns what a license that was not given up adds: all that `check` needs to know of it. As
    long as no license adds anything else, what was found holds."""
    check: Callable[[Mapping[int, Part], Surroundings], Iterable[tuple[int, Fault]]]
    """Yields what is wrong, each with the id of the license to which it leads, by what licenses
    add: by their ids, in the order of these."""
