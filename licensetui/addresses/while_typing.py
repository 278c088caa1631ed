"""Remarks on an address while it is still being typed: mostly none."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from licensetui.addresses import facts
from licensetui.addresses.check import check
from licensetui.addresses.domain_parts import is_ending, parts
from licensetui.addresses.domains import SLIPS
from licensetui.addresses.endings import USUAL
from licensetui.addresses.known import KnownAddresses, domain_of
from licensetui.addresses.pasted import pasted
from licensetui.addresses.report import Report
from licensetui.domain.contact import Contact

SHORT_NAME = 4
"""Letters up to which the name of a provider is a word that others put before theirs."""
_SLIPS = frozenset(slip for slips in SLIPS.values() for slip in slips)


def check_typing(
    text: str, known: KnownAddresses, *, contact: Contact | None = None, paused: bool = False
) -> Report | None:
    """Return a report of a text that somebody is typing, or None while nothing is to be said.

    At a key, and when they have `paused`, nothing is said of a text that can still become
    something right. Only the end tells: `check`, which says all that is said here.
    """
    what = pasted(text)
    domain = domain_of(what.meant if paused else what.text)
    if paused and what.problem and not domain:
        return check(text, known, contact=contact)  # several addresses, or far too long
    if what.text.endswith(".") or _may_go_on(domain, known):
        return None
    is_whole = _is_whole(domain)
    if not (is_whole or (paused and _is_off_in_its_ending(domain, known))):
        return None
    report = check(text, known, contact=contact)
    is_said = report.suggestion or (is_whole and (report.is_valid or paused))
    return report if is_said else None


def _may_go_on(domain: str, known: KnownAddresses) -> bool:
    """Say whether a domain is the beginning of a known one, also below one of the user's own."""
    labels = domain.split(".")
    return _begins(domain, _known_domains()) or any(
        _begins(".".join(labels[start:]), known.domains.target_names)
        for start in range(len(labels))
    )


def _is_whole(domain: str) -> bool:
    """Say whether a domain can end so, and hardly goes on: `co` is to be `com`, or a slip."""
    _name, dot, ending = domain.rpartition(".")
    return (
        bool(dot) and is_ending(ending) and ending not in _SLIPS and not _begins(ending, _usual())
    )


def _is_off_in_its_ending(domain: str, known: KnownAddresses) -> bool:
    """Say whether all but the ending is known, and that has all its letters: `acme.con`.

    Short names of providers are everyday words: `mail.con` is the beginning of `mail.conti.de`.
    """
    name, _, ending = domain.rpartition(".")
    known_endings = [target.parts.ending for target in known.domains.targets.named(name)]
    if len(name) > SHORT_NAME:
        known_endings += _provider_endings().get(name, ())
    return any(len(ending) >= len(meant) or ending in _SLIPS for meant in known_endings)


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
def _provider_endings() -> dict[str, tuple[str, ...]]:
    """Return the endings of the providers' domains by their names."""
    found: dict[str, tuple[str, ...]] = {}
    for domain in facts.providers():
        taken = parts(domain)
        found[taken.whole_name] = (*found.get(taken.whole_name, ()), taken.ending)
    return found
