"""Facts about the internet, from the readable files in `data/`; each is read at its first use."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache
from typing import NamedTuple, cast

from licensetui.addresses.compact import Compact
from licensetui.packaged import packaged_text


class Provider(NamedTuple):
    """A mail provider with whom many people have an address."""

    domain: str
    """The domain of the addresses."""
    country: str
    """ISO code of the country it is used in; `-` if in many."""
    frequency: int
    """How often it is met: 5 as gmail.com, 4 much in a large country, down to 1 rarely."""


def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a file in `data/`, without comments and empty ones."""
    text = packaged_text(__package__, f"data/{name}")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def endings() -> frozenset[str]:
    """Return the endings that exist on the internet (IANA's root zone), as A-labels."""
    return frozenset(lines("endings.txt"))


@cache
def second_endings() -> Set[str]:
    """Return the endings of two parts under which anybody registers: `co.uk`."""
    return Compact(lines("second_endings.txt"))


@cache
def providers() -> Mapping[str, Provider]:
    """Return the mail providers that people mistype, by domain."""
    rows = (line.split("\t") for line in lines("providers.txt"))
    return {row[0]: Provider(row[0], row[1], int(row[2])) for row in rows}


@cache
def vendors() -> Mapping[str, bool]:
    """Return domains of vendors of software: whether customers have domains of their own below."""
    rows = (line.partition("\t") for line in lines("vendors.txt"))
    return {domain: bool(below) for domain, _tab, below in rows}


@cache
def free_domains() -> Set[str]:
    """Return further domains where anybody can have an address."""
    return Compact(lines("free_domains.txt"))


@cache
def at_keys() -> Mapping[str, str]:
    """Return the signs that are typed for @, and on whose keyboards."""
    rows = (line.split("\t") for line in lines("at_keys.txt"))
    return {chr(int(code.removeprefix("U+"), base=16)): where for code, where in rows}


def why_at(sign: str) -> str:
    """Return why a sign was typed for @, as a clause."""
    return f"`{sign}` {at_keys().get(sign.lower(), 'means @')}"


@cache
def relays() -> frozenset[str]:
    """Return the domains that hand mail on to an address they hide."""
    return frozenset(lines("relays.txt"))


@cache
def lookalikes() -> frozenset[str]:
    """Return real domains that look like a typo of a provider's, and are none; words among them."""
    names = ("lookalikes.txt", "words.txt", "sites.txt")
    return frozenset(domain for name in names for domain in lines(name))


def is_disposable(domain: str) -> bool:
    """Say whether addresses at a domain, or below one, are made to be thrown away.

    A provider is not, even if the list of `disposable-email-domains` names it.
    """
    if domain in providers():
        return False
    labels = domain.split(".")
    known = _disposable()
    return any(".".join(labels[start:]) in known for start in range(len(labels) - 1))


@cache
def _disposable() -> Set[str]:
    from disposable_email_domains import blocklist

    return cast("Set[str]", blocklist)
