"""Remarks on an address while it is still being typed: mostly none."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from licensetui.addresses import facts
from licensetui.addresses.check import check
from licensetui.addresses.domain_parts import is_ending, parts
from licensetui.addresses.domains import SLIPS, is_known
from licensetui.addresses.endings import USUAL
from licensetui.addresses.known import KnownAddresses, domain_of
from licensetui.addresses.report import Report
from licensetui.domain.contact import Contact

_SLIPS = frozenset(slip for slips in SLIPS.values() for slip in slips)


def check_typing(
    text: str, known: KnownAddresses, *, contact: Contact | None = None
) -> Report | None:
    """Return a report of a text that somebody is typing, or None while nothing is to be said.

    Silent as long as the text can still become something known, or a whole address. What is said
    here, `check` says as well.
    """
    domain = domain_of(text.strip())
    if not parts(domain).ending or _may_go_on(domain, known):
        return None
    report = check(text, known, contact=contact)
    if report.suggestion is None:
        return report if report.is_valid else None
    meant = domain_of(report.suggestion.address)
    is_sure = meant == domain or is_known(meant) or meant in known.domains.targets.by_domain
    return report if is_sure else None


def _may_go_on(domain: str, known: KnownAddresses) -> bool:
    """Say whether a domain is the beginning of a known one, or of an ending."""
    ending = domain.rpartition(".")[2]
    return (
        len(ending) < 2
        or ending in _SLIPS
        or _begins(domain, _known_domains())
        or _begins(domain, known.domains.target_names)
        or _begins(ending, _usual())
        or (not is_ending(ending) and _begins(ending, _endings()))
    )


def _begins(text: str, ordered: tuple[str, ...]) -> bool:
    """Say whether a text is the beginning of one of the texts, and not the whole."""
    at = bisect_left(ordered, text)
    at += at < len(ordered) and ordered[at] == text
    return at < len(ordered) and ordered[at].startswith(text)


@cache
def _known_domains() -> tuple[str, ...]:
    return tuple(
        sorted({*facts.providers(), *facts.free_domains(), *facts.lookalikes(), *facts.relays()})
    )


@cache
def _usual() -> tuple[str, ...]:
    """Return the endings that one waits for: `co` is an ending, and the beginning of `com`."""
    return tuple(sorted(USUAL))


@cache
def _endings() -> tuple[str, ...]:
    """Return all endings, and the first parts of those of two: `gou` is to be `gouv.fr`."""
    first = (ending.partition(".")[0] for ending in facts.second_endings())
    return tuple(sorted({*facts.endings(), *first}))
