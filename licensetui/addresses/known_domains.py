"""The domains of the user's own records: how often each is used, and what follows from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.domains import DomainVerdict, among, is_known, judge
from licensetui.addresses.targets import OWN_FREQUENCY, USUAL, Target, Targets

TRUSTED = 2
"""Contacts at a domain with which it counts as meant so, whatever it looks like."""
TRUSTED_TYPO = 4
"""The same for what looks like a typo of a provider that nearly everybody knows."""


@dataclass(frozen=True)
class KnownDomains:
    """The domains of a portfolio's contacts. The same object as long as nothing about them changes.

    Each question about a domain is thought about once.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    """How many addresses are in each domain."""
    named: frozenset[str] = frozenset()
    """The domains that the user has called their own in the settings."""
    learned: frozenset[str] = frozenset()
    """Domains that the user has kept against a suggestion."""

    @cached_property
    def companies(self) -> Mapping[str, int]:
        """Counts of addresses at, or below, each domain that is not for everybody."""
        found: Counter[str] = Counter()
        for domain, count in self.counts.items():
            if not is_known(domain):
                found[parts(domain).registered] += count
        return found

    @cached_property
    def own(self) -> frozenset[str]:
        """The domains of the user's organization: as named, else what most contacts have."""
        if self.named:
            return self.named
        sure = {
            domain: count
            for domain, count in self.companies.items()
            if self.is_trusted(domain) or not judge(domain).meant
        }
        enough = min(max(sure.values(), default=0), TRUSTED)
        return frozenset(domain for domain, count in sure.items() if count >= enough)

    @cached_property
    def targets(self) -> Targets:
        """The names that are meant when something near them is typed, the providers apart."""
        found = {
            domain: count
            for domain, count in (*self.companies.items(), *self.counts.items())
            if not is_known(domain) and (self.is_trusted(domain) or not judge(domain).meant)
        }
        said = (domain for domain in (*self.named, *self.learned) if not is_known(domain))
        found = {**dict.fromkeys(said, 0), **found}
        ordered = sorted(found.items())  # so that equals do not depend on who came first
        return Targets(Target(domain, OWN_FREQUENCY, count) for domain, count in ordered)

    @cached_property
    def target_names(self) -> tuple[str, ...]:
        """The domains of the targets, in alphabetical order."""
        return tuple(sorted(self.targets.by_domain))

    def meant(self, domain: str) -> DomainVerdict | None:
        """Return which of the user's own domains was probably meant by another; None if none."""
        if domain not in self._meant:
            self._meant[domain] = among(domain, self.targets)
        return self._meant[domain]

    def is_own(self, domain: str) -> bool:
        """Say whether a domain is one of the user's organization, or below one."""
        labels = domain.split(".")
        return any(".".join(labels[start:]) in self.own for start in range(len(labels)))

    def is_named(self, domain: str) -> bool:
        """Say whether the user has called a domain their own."""
        return domain in self.named

    def count(self, domain: str) -> int:
        """Return how many contacts have an address at the same registered domain."""
        return max(self.companies.get(parts(domain).registered, 0), self.counts.get(domain, 0))

    def at_end(self, text: str) -> str:
        """Return the longest domain of the records with which a text ends; empty if with none."""
        ends = (text[start:] for start in range(1, len(text)))
        return next((end for end in ends if end in self.counts or end in self.named), "")

    def is_trusted(self, domain: str) -> bool:
        """Say whether nobody needs to be asked about a domain: it was used, named or kept."""
        if domain not in self._trusted:
            self._trusted[domain] = self._is_trusted(domain)
        return self._trusted[domain]

    def _is_trusted(self, domain: str) -> bool:
        registered = parts(domain).registered
        said = self.named | self.learned
        if domain in said or registered in said:
            return True
        count = self.count(domain)
        if count < TRUSTED:
            return False
        meant = facts.providers().get(judge(domain).meant)
        return count >= (TRUSTED_TYPO if meant and meant.frequency == USUAL else TRUSTED)

    @cached_property
    def _meant(self) -> dict[str, DomainVerdict | None]:
        return {}

    @cached_property
    def _trusted(self) -> dict[str, bool]:
        return {}
