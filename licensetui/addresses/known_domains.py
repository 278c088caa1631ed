"""The domains of the user's own records: how often each is used, and what follows from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from licensetui.addresses import facts
from licensetui.addresses.close import close
from licensetui.addresses.disguise import WEB
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.domains import FINE, DomainVerdict, among, is_known, judge, undisguised
from licensetui.addresses.near import tokens
from licensetui.addresses.targets import OWN_FREQUENCY, USUAL, Target, Targets
from licensetui.domain.dataclass import dataclass

TRUSTED = 2
"""Contacts at a domain from which on it may be meant so. They are evidence, and no proof."""
TRUSTED_TYPO = 4
"""The same for what looks like a typo of a provider that nearly everybody knows."""
OUTWEIGHED = 1.5
"""So many times as many contacts as a domain that is near it must another have to be meant."""
HEAVIEST = 4
"""What a domain weighs at most: one of eight contacts, or one that is named. Twice the contacts
are a step."""
SHORT = 2
"""Letters up to which a word says too little: `fr` and `de`, `hu` and `fu`."""


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
        """Counts of addresses at, or below, each domain that is not for everybody, and can be."""
        found: Counter[str] = Counter()
        for domain, count in self.counts.items():
            if parts(domain).is_real and not is_known(domain):
                found[parts(domain).registered] += count
        return found

    @cached_property
    def own(self) -> frozenset[str]:
        """The domains of the user's organization: as named, else those that most contacts have."""
        if self.named:
            return self.named
        return frozenset(
            domain
            for domain, count in self.companies.items()
            if count * 2 > self._most and not self._is_slip(domain)
        )

    @cached_property
    def targets(self) -> Targets:
        """The names that are meant when something near them is typed, the providers apart."""
        said = self.named | self.learned
        used = {*self.companies, *self.counts}
        meant = said | {domain for domain in used if not self._is_of_provider(domain)}
        return Targets(
            Target(domain, OWN_FREQUENCY + self._weight(domain), self._contacts(domain))
            for domain in sorted(meant)  # so that equals do not depend on who came first
            if parts(domain).is_real and not is_known(domain)
        )

    def _contacts(self, domain: str) -> int:
        return self.companies.get(domain) or self.counts.get(domain, 0)

    def _weight(self, domain: str) -> int:
        """Return how much more than a domain without contacts one is meant."""
        if domain in self.named:
            return HEAVIEST
        return min(self._contacts(domain).bit_length(), HEAVIEST)

    @cached_property
    def target_names(self) -> tuple[str, ...]:
        """The domains of the targets, in alphabetical order."""
        return tuple(sorted(self.targets.by_domain))

    def meant(self, domain: str) -> DomainVerdict | None:
        """Return which of the user's own domains was probably meant by another; None if none.

        Both are weighed: how many contacts have the one, and how many the other.
        """
        if domain not in self._meant:
            own = undisguised(domain, self.targets) or among(domain, self.targets)
            self._meant[domain] = self._weighed(domain, own) if own and own.meant else own
        return self._meant[domain]

    def close(self, domain: str) -> tuple[str, ...]:
        """Return the user's own domains that are one slip from another, as `witness.close`."""
        if domain not in self._close:
            self._close[domain] = tuple(close(domain, self.targets))
        return self._close[domain]

    def _weighed(self, domain: str, own: DomainVerdict) -> DomainVerdict:
        """Return what there is to say of a domain that is near another one."""
        typed, meant = parts(domain), parts(own.meant)
        if not typed.is_real or typed.registered == meant.registered:
            return own
        if typed.ending == meant.ending and typed.name != meant.name:
            pair = _one_word(typed.name, meant.name)
            if pair and min(map(len, pair)) <= SHORT:
                return FINE  # hu-berlin.de and fu-berlin.de, acme-fr.com and acme-de.com
        enough = OUTWEIGHED * self.count(domain)
        if self.is_named(meant.registered) or self.count(meant.registered) >= enough:
            return own
        return DomainVerdict(note=f"{domain} is close to {own.meant}", maybe=own.meant)

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
        if not parts(domain).is_real:
            return False  # nobody has an address there, however many rows say so
        if domain not in said and domain.partition(".")[0] in WEB:
            return False  # web sites have it, and no addresses
        if domain in said or registered in said:
            return True
        return self.count(domain) >= TRUSTED and not self._is_slip(domain)

    def _is_slip(self, domain: str) -> bool:
        """Say whether a domain rather is a slip of another, whoever has an address there."""
        if self._is_of_provider(domain):
            return True
        if not (self.named or parts(domain).below or self._is_outweighed(domain)):
            return False  # compared with none: else thousands were, each with all the others
        near = self.meant(domain)
        return bool(near and near.meant)

    def _is_outweighed(self, domain: str) -> bool:
        """Say whether any domain has so many more contacts that it can be meant by another."""
        return self._most >= OUTWEIGHED * self.count(domain)

    @cached_property
    def _most(self) -> int:
        return max(self.companies.values(), default=0)

    def _is_of_provider(self, domain: str) -> bool:
        """Say whether a domain rather is a slip of a provider's: most contacts have another."""
        meant = facts.providers().get(judge(domain).meant)
        if meant is None:
            return False
        count, others = self.count(domain), self.counts.get(meant.domain, 0)
        enough = TRUSTED_TYPO if meant.frequency == USUAL else TRUSTED
        return count < enough or count * 2 <= self._companies_count + others

    @cached_property
    def _companies_count(self) -> int:
        return sum(self.companies.values())

    @cached_property
    def _meant(self) -> dict[str, DomainVerdict | None]:
        return {}

    @cached_property
    def _close(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _trusted(self) -> dict[str, bool]:
        return {}


def _one_word(typed: str, meant: str) -> tuple[str, str] | None:
    """Return the words in which two names of as many words differ, if they differ in one."""
    if len(tokens(typed)) != len(tokens(meant)):
        return None
    pairs = zip(tokens(typed), tokens(meant), strict=True)
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    return differing[0] if len(differing) == 1 else None
