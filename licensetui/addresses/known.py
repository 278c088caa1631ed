"""Knowledge from the user's own records: domains, addresses, and what was refused before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from licensetui.addresses.characters import unicode_domain
from licensetui.addresses.domains import DomainVerdict
from licensetui.addresses.known_domains import KnownDomains
from licensetui.addresses.near import Near, Neighbors
from licensetui.addresses.syntax import check_syntax
from licensetui.domain.portfolio import Portfolio

_SOUND = re.compile(r"[^@\s]+@[^@\s.,;]+(\.[^@\s.,;]+)+")
# Sound enough to be taken as it is; anything else is looked at more closely.


def key_of(email: str) -> str:
    """Return the key of an address for `KnownAddresses.uses`: normalized, however written."""
    if email.isascii() and "xn--" not in email and _SOUND.fullmatch(email.strip()):
        return email.strip().lower()
    syntax = check_syntax(email)
    return syntax.normalized.lower() if syntax.ok else ""


def domain_of(address: str) -> str:
    """Return the part of an address after its last @, as `unicode_domain`; empty without one."""
    _local, at, domain = address.strip().rpartition("@")
    return unicode_domain(domain) if at else ""


class Knowledge(Protocol):
    """The user's own records, as far as a verdict on an address may ask them."""

    def uses(self, key: str) -> int | None:
        """Return on how many licenses an address is wanted; None if no contact has it."""

    def like(self, local: str, domain: str) -> tuple[Near, ...]:
        """Return the known addresses of a domain that are almost this one."""

    def meant(self, domain: str) -> DomainVerdict | None:
        """Return which of the user's own domains was probably meant by another; None if none."""

    def close(self, domain: str) -> tuple[str, ...]:
        """Return the user's own domains that are one slip from another, the likeliest first."""

    def count(self, domain: str) -> int:
        """Return how many contacts have an address at the same registered domain."""

    def at_end(self, text: str) -> str:
        """Return the longest domain of the user's records with which a text ends, if any."""

    def is_trusted(self, domain: str) -> bool:
        """Say whether nobody needs to be asked about a domain: it was used, named or kept."""

    def is_named(self, domain: str) -> bool:
        """Say whether the user has called a domain their own."""

    def is_own(self, domain: str) -> bool:
        """Say whether a domain is one of the user's organization, or below one."""


@dataclass(frozen=True, eq=False)
class KnownAddresses:
    """The addresses of a portfolio, and what follows from them. It follows a change: `after`."""

    domains: KnownDomains = field(default_factory=KnownDomains)
    """The domains, and how often each is used."""
    _neighbors: Mapping[str, Neighbors] = field(default_factory=dict)
    # The addresses by domain.
    _contacts: Mapping[str, int] = field(default_factory=dict)
    # How many contacts have each address, by its key.

    @classmethod
    def of(cls, portfolio: Portfolio, own_domains: Iterable[str] = ()) -> KnownAddresses:
        """Return what the contacts of a portfolio tell, without the archived ones."""
        named = (unicode_domain(domain.strip().strip("@.")) for domain in own_domains)
        nothing = cls(KnownDomains(named=frozenset(filter(None, named))))
        everybody = (contact.id for contact in portfolio.contacts)
        return nothing.after(Portfolio(), portfolio, everybody)

    def after(self, before: Portfolio, now: Portfolio, contacts: Iterable[int]) -> KnownAddresses:
        """Return what the portfolio tells after a change.

        `contacts` are the ids of those who were changed, or are wanted on more or fewer licenses.
        Itself if nothing of this has changed.
        """
        holders, uses = dict(self._contacts), dict[str, int]()
        vouched = False
        for id in contacts:
            for portfolio, sign in ((before, -1), (now, 1)):
                contact = portfolio.contact(id)
                if contact is None:
                    continue
                vouched = vouched or contact.is_vouched
                if not contact.archived and (key := key_of(contact.email)):
                    uses[key] = uses.get(key, self.uses(key) or 0) + sign * portfolio.use_count(id)
                    holders[key] = holders.get(key, 0) + sign
        changed: dict[str, dict[str, int | None]] = {}
        for key, count in uses.items():
            here = count if holders[key] else None
            if not holders[key]:
                del holders[key]
            if here != self.uses(key):
                local, _, domain = key.rpartition("@")
                changed.setdefault(domain, {})[local] = here
        domains = self._domains_after(changed, now if vouched else None)
        if not changed and domains is self.domains and holders == self._contacts:
            return self
        nobody = Neighbors({})
        neighbors = {
            domain: self._neighbors.get(domain, nobody).after(locals)
            for domain, locals in changed.items()
        }
        return KnownAddresses(domains, {**self._neighbors, **neighbors}, holders)

    def _domains_after(
        self, changed: Mapping[str, Mapping[str, int | None]], now: Portfolio | None
    ) -> KnownDomains:
        """Return the domains after a change; `now` is given if others may have been vouched for."""
        counts = dict(self.domains.counts)
        for domain, locals in changed.items():
            was = (self.uses(f"{local}@{domain}") is not None for local in locals)
            step = sum(count is not None for count in locals.values()) - sum(was)
            shown = unicode_domain(domain)
            counts[shown] = counts.get(shown, 0) + step
            if not counts[shown]:
                del counts[shown]
        learned = self.domains.learned
        if now is not None:
            vouched = (contact for contact in now.contacts if contact.is_vouched)
            learned = frozenset(filter(None, (domain_of(contact.email) for contact in vouched)))
        if counts == self.domains.counts and learned == self.domains.learned:
            return self.domains
        return KnownDomains(counts, self.domains.named, learned)

    def uses(self, key: str) -> int | None:
        """Return on how many licenses an address is wanted; None if no contact has it."""
        local, _, domain = key.rpartition("@")
        return self._at(domain).uses.get(local)

    def like(self, local: str, domain: str) -> tuple[Near, ...]:
        """Return the known addresses of a domain that are almost this one."""
        return tuple(self._at(domain).like(local, domain))

    def meant(self, domain: str) -> DomainVerdict | None:
        """Return which of the user's own domains was probably meant by another; None if none."""
        return self.domains.meant(domain)

    def close(self, domain: str) -> tuple[str, ...]:
        """Return the user's own domains that are one slip from another, the likeliest first."""
        return self.domains.close(domain)

    def count(self, domain: str) -> int:
        """Return how many contacts have an address at the same registered domain."""
        return self.domains.count(domain)

    def at_end(self, text: str) -> str:
        """Return the longest domain of the user's records with which a text ends, if any."""
        return self.domains.at_end(text)

    def is_trusted(self, domain: str) -> bool:
        """Say whether nobody needs to be asked about a domain: it was used, named or kept."""
        return self.domains.is_trusted(domain)

    def is_named(self, domain: str) -> bool:
        """Say whether the user has called a domain their own."""
        return self.domains.is_named(domain)

    def is_own(self, domain: str) -> bool:
        """Say whether a domain is one of the user's organization, or below one."""
        return self.domains.is_own(domain)

    def neighbors(self, about: str) -> Neighbors:
        """Return the known addresses of a domain, or of the one of an address.

        As long as they are the same object, so are the answers of `uses` and `like` about it.
        """
        return self._at(about.rpartition("@")[2])

    def _at(self, domain: str) -> Neighbors:
        return self._neighbors.get(domain, _NOBODY)


_NOBODY = Neighbors({})
"""The addresses of a domain of which none is known."""


class Asked:
    """What one verdict has read of `KnownAddresses`: as long as that is the same, it holds."""

    __slots__ = ("_domains", "_known", "_near", "_said")

    def __init__(self, known: KnownAddresses) -> None:
        """Begin with nothing asked."""
        self._known: KnownAddresses | None = known
        self._domains = known.domains
        self._said: tuple[tuple[str, str, object], ...] = ()
        # What was asked about domains: the question, the domain, and the answer.
        self._near: tuple[tuple[str, tuple[str, ...], object, Neighbors], ...] = ()
        # And about addresses, with those of the domain, which gave the answer.

    def done(self) -> Asked:
        """Let go of what was asked: only the answers are kept."""
        self._known = None
        return self

    def further(self, known: KnownAddresses) -> Asked:
        """Ask on those of whom all answers so far would still be the same, and return itself."""
        self._known = known
        return self

    def holds(self, known: KnownAddresses) -> bool:
        """Say whether all answers would still be the same."""
        if known.domains is not self._domains:
            if any(getattr(known, ask)(about) != answer for ask, about, answer in self._said):
                return False
            self._domains = known.domains  # no older part is kept alive, or compared with again
        if all(known.neighbors(about[-1]) is part for _, about, _, part in self._near):
            return True
        if any(getattr(known, ask)(*about) != answer for ask, about, answer, _ in self._near):
            return False
        self._near = tuple((*x[:3], known.neighbors(x[1][-1])) for x in self._near)
        return True

    def uses(self, key: str) -> int | None:
        """Ask `KnownAddresses.uses`."""
        return self._ask_near("uses", key)  # type: ignore[no-any-return]

    def like(self, local: str, domain: str) -> tuple[Near, ...]:
        """Ask `KnownAddresses.like`."""
        return self._ask_near("like", local, domain)  # type: ignore[no-any-return]

    def meant(self, domain: str) -> DomainVerdict | None:
        """Ask `KnownAddresses.meant`."""
        return self._ask("meant", domain)  # type: ignore[no-any-return]

    def close(self, domain: str) -> tuple[str, ...]:
        """Ask `KnownAddresses.close`."""
        return self._ask("close", domain)  # type: ignore[no-any-return]

    def count(self, domain: str) -> int:
        """Ask `KnownAddresses.count`."""
        return self._ask("count", domain)  # type: ignore[no-any-return]

    def at_end(self, text: str) -> str:
        """Ask `KnownAddresses.at_end`."""
        return self._ask("at_end", text)  # type: ignore[no-any-return]

    def is_trusted(self, domain: str) -> bool:
        """Ask `KnownAddresses.is_trusted`."""
        return self._ask("is_trusted", domain)  # type: ignore[no-any-return]

    def is_named(self, domain: str) -> bool:
        """Ask `KnownAddresses.is_named`."""
        return self._ask("is_named", domain)  # type: ignore[no-any-return]

    def is_own(self, domain: str) -> bool:
        """Ask `KnownAddresses.is_own`."""
        return self._ask("is_own", domain)  # type: ignore[no-any-return]

    def _ask(self, question: str, domain: str) -> Any:
        assert self._known  # noqa: S101  # not after `done`
        answer = getattr(self._known, question)(domain)
        self._said = (*self._said, (question, domain, answer))
        return answer

    def _ask_near(self, question: str, *about: str) -> Any:
        assert self._known  # noqa: S101  # not after `done`
        answer = getattr(self._known, question)(*about)
        self._near = (*self._near, (question, about, answer, self._known.neighbors(about[-1])))
        return answer
