"""A domain in its parts: what is below, the registered name, the ending."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from licensetui.addresses import facts

NOT_PUBLIC = frozenset(
    (
        *("test", "example", "invalid", "localhost", "local", "onion", "arpa"),  # RFC 2606, 6761
        *("internal", "lan", "corp", "home", "localdomain", "intranet", "private", "mail"),
    )
)
"""Endings that are not on the internet on purpose; RFC 6762, appendix G, has the second line."""


class Parts(NamedTuple):
    """A domain, taken apart: `it.acme.co.uk` is `it`, `acme`, `co.uk`."""

    below: str
    """What stands before the name; empty for the registered domain itself."""
    name: str
    """What the owner chose."""
    ending: str
    """Where it is registered, `com` or `co.uk`; empty for a domain without a dot."""
    is_real: bool
    """Whether the last part of the ending exists on the internet."""

    @property
    def whole_name(self) -> str:
        """All but the ending."""
        return f"{self.below}.{self.name}" if self.below else self.name

    @property
    def registered(self) -> str:
        """The domain that the owner registered."""
        return f"{self.name}.{self.ending}" if self.ending else self.name


@lru_cache(maxsize=65_536)
def parts(domain: str) -> Parts:
    """Take apart a domain in lower case."""
    labels = domain.split(".")
    if len(labels) < 3:
        name, _, ending = domain.partition(".")
        return Parts("", name, ending, is_ending(ending))
    size = 2 if len(labels) > 2 and ".".join(labels[-2:]) in facts.second_endings() else 1
    return Parts(
        ".".join(labels[: -size - 1]),
        labels[-size - 1],
        ".".join(labels[-size:]),
        is_real=is_ending(labels[-1]),
    )


def is_ending(label: str) -> bool:
    """Say whether a domain can end so: it exists, or is kept from the internet on purpose."""
    if not label.isascii():
        label = f"xn--{label.encode('punycode').decode()}"
    return label in facts.endings() or label in NOT_PUBLIC


def bare(domain: str) -> str:
    """Return a domain without dots and hyphens: two that differ in nothing else look the same."""
    return domain.replace(".", "").replace("-", "")
