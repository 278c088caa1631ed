"""Findings of one rule as one line, where there are more than one can look through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from licensetui.domain.finding import Finding
from licensetui.domain.milestones import Urgency

_SENTENCES = {
    "typo": "{} addresses look mistyped",
    "broken-address": "{} addresses are not well formed",
    "odd-characters": "{} addresses have odd characters",
    "dead-end": "{} addresses have domains that take no mail",
    "no-address": "{} contacts have no e-mail address",
    "unread-address": "{} addresses are read by nobody, or not for long",
    "team-refused": "{} team addresses are wanted where the portal takes persons only",
    "no-technical-contact": "{} licenses have no technical contact",
    "nobody-reads": "NOBODY reads the next mails about {} licenses",
    "no-primary": "{} licenses have no primary contact",
    "no-sign-in": "{} licenses have nobody who can sign in to the portal",
    "portal-steps": "{} licenses have open portal steps",
    "unknown-reader": "{} portals show an address that no contact has",
    "portal-stale": "{} portals were not looked at for long",
    "instance-stops": "{} instances stop, as one license on them has lapsed",
    "tier-below-host": "{} apps are for fewer users than their host",
    "after-end-of-life": "{} licenses go on after the vendor's end of life",
    "outlives-parent": "{} developer licenses end after their parent",
    "ends-though-perpetual": "{} perpetual licenses are said to end",
    "long-evaluation": "{} evaluations are longer than the vendor gives",
    "cancellation-unsure": "{} cancellations are not confirmed, and their day has passed",
    "no-end": "{} licenses have no end date and are not perpetual",
    "no-next-term": "{} licenses were handled, ended, and have no next term",
    "one-person": "{} persons are the only reader: prefer a team's address",
    "small-team": "{} teams have fewer than two members",
    "too-few-seats": "{} licenses have more users than seats",
}
"""What several findings of a rule are called together."""


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
        """How bad all of them are."""
        return self.findings[0].severity

    @property
    def sentence(self) -> str:
        """What they have in common: `12 licenses have no primary contact`."""
        count = len(self.findings)
        known = _SENTENCES.get(self.rule)
        return known.format(count) if known else f"{count} like this: {self.findings[0].reason}"


def grouped(findings: Iterable[Finding], room: int) -> tuple[Finding | FindingGroup, ...]:
    """Return findings as they are if at most `room`, else those of a rule as one group.

    Findings are expected in the order of `find_all`, in which those of a rule stand together.
    """
    known = tuple(findings)
    if len(known) <= room:
        return known
    groups = (tuple(same) for _, same in groupby(known, key=lambda x: (x.severity, x.rule)))
    return tuple(FindingGroup(same) if len(same) > 1 else same[0] for same in groups)
