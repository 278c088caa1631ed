"""What the user's own records know: domains, addresses, and what was refused before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.domains import is_known, judge
from licensetui.addresses.near import NearIndex
from licensetui.addresses.syntax import check_syntax
from licensetui.addresses.targets import OWN_FREQUENCY, USUAL, Target, Targets
from licensetui.domain.portfolio import Portfolio

TRUSTED = 2
"""Contacts at a domain with which it counts as meant so, whatever it looks like."""
TRUSTED_TYPO = 4
"""The same for what looks like a typo of a provider that nearly everybody knows."""

_SOUND = re.compile(r"[^@\s]+@[^@\s.,;]+(\.[^@\s.,;]+)+")
# Sound enough to be taken as it is; anything else is looked at more closely.


def key_of(email: str) -> str:
    """Return the key of an address in `Known.uses`: normalized, whatever way it was written."""
    if email.isascii() and "xn--" not in email and _SOUND.fullmatch(email.strip()):
        return email.strip().lower()
    syntax = check_syntax(email)
    return syntax.normalized.lower() if syntax.ok else ""


def domain_of(address: str) -> str:
    """Return the part of an address after its last @, as `unicode_domain`; empty without one."""
    _local, at, domain = address.strip().rpartition("@")
    return unicode_domain(domain) if at else ""


def unicode_domain(domain: str) -> str:
    """Return a domain in lower case, in letters where it is an A-label that can be read."""
    domain = domain.lower()
    if "xn--" in domain:
        try:
            return domain.encode().decode("idna")
        except UnicodeError:
            return domain
    return domain


@dataclass(frozen=True)
class Known:
    """The addresses of a portfolio, and what follows from them. Built once per change."""

    uses: Mapping[str, int] = field(default_factory=dict)
    """On how many licenses each address is wanted, by its key."""
    named: frozenset[str] = frozenset()
    """The domains that the user has called their own in the settings."""
    learned: frozenset[str] = frozenset()
    """Domains that the user has kept against a suggestion."""

    @classmethod
    def of(cls, portfolio: Portfolio, own_domains: Iterable[str] = ()) -> Known:
        """Return what the contacts of a portfolio tell, without the archived ones."""
        uses: dict[str, int] = {}
        for contact in portfolio.contacts:
            if not contact.archived and (key := key_of(contact.email)):
                uses[key] = uses.get(key, 0) + portfolio.use_count(contact.id)
        vouched = (contact for contact in portfolio.contacts if contact.is_vouched)
        learned = (domain_of(contact.email) for contact in vouched)
        named = (unicode_domain(domain.strip().strip("@.")) for domain in own_domains)
        return cls(uses, frozenset(filter(None, named)), frozenset(filter(None, learned)))

    @cached_property
    def domains(self) -> Mapping[str, int]:
        """How many contacts have an address in each domain."""
        return Counter(filter(None, map(domain_of, self.uses)))

    @cached_property
    def companies(self) -> Mapping[str, int]:
        """How many contacts have an address at, or below, each domain that is not for everybody."""
        found: Counter[str] = Counter()
        for domain, count in self.domains.items():
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
        """What is meant when something near it is typed, the providers apart."""
        found = {
            domain: count
            for domain, count in (*self.companies.items(), *self.domains.items())
            if not is_known(domain) and (self.is_trusted(domain) or not judge(domain).meant)
        }
        said = (domain for domain in (*self.named, *self.learned) if not is_known(domain))
        found = {**dict.fromkeys(said, 0), **found}
        return Targets(Target(domain, OWN_FREQUENCY, count) for domain, count in found.items())

    @cached_property
    def target_domains(self) -> tuple[str, ...]:
        """The domains of the targets, in alphabetical order."""
        return tuple(sorted(self.targets.by_domain))

    @cached_property
    def near(self) -> NearIndex:
        """The addresses, to be found by addresses that are almost the same."""
        return NearIndex(self.uses)

    def is_own(self, domain: str) -> bool:
        """Say whether a domain is one of the user's organization, or below one."""
        labels = domain.split(".")
        return any(".".join(labels[start:]) in self.own for start in range(len(labels)))

    def count(self, domain: str) -> int:
        """Return how many contacts have an address at the same registered domain."""
        return max(self.companies.get(parts(domain).registered, 0), self.domains.get(domain, 0))

    def is_trusted(self, domain: str) -> bool:
        """Say whether nobody needs to be asked about a domain: it was used, named or kept."""
        registered = parts(domain).registered
        said = self.named | self.learned
        if domain in said or registered in said:
            return True
        count = self.count(domain)
        if count < TRUSTED:
            return False
        meant = facts.providers().get(judge(domain).meant)
        return count >= (TRUSTED_TYPO if meant and meant.frequency == USUAL else TRUSTED)
