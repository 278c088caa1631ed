"""Findings of one rule as one line, where there are more than one can look through."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from licensetui.domain.dataclass import dataclass
from licensetui.domain.finding import Finding
from licensetui.domain.milestones import Urgency
from licensetui.door import load
from licensetui.findings.registry import RULE_OF


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one rule and one severity."""

    findings: tuple[Finding, ...]
    """The findings, two at least."""

    @property
    def rule(self) -> str:
        """Name of the rule."""
        return self.findings[0].rule

    @property
    def severity(self) -> Urgency:
        """The severity of all of them."""
        return self.findings[0].severity

    @property
    def sentence(self) -> str:
        """The sentence about all of them: `12 licenses have no primary contact`."""
        count = len(self.findings)
        together: str = load(RULE_OF)(self.findings[0]).together
        if together:
            return together.format(count=count)
        return f"{count} like this: {self.findings[0].reason}"


def grouped(findings: Iterable[Finding], room: int) -> tuple[Finding | FindingGroup, ...]:
    """Return findings as they are if at most `room`, else those of a rule as one group.

    Findings are expected in the order of `find_all`, in which those of a rule stand together.
    """
    known = tuple(findings)
    if len(known) <= room:
        return known
    groups = (tuple(same) for _, same in groupby(known, key=lambda x: (x.severity, x.rule)))
    return tuple(FindingGroup(same) if len(same) > 1 else same[0] for same in groups)
