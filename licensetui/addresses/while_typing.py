"""Remarks on an address while it is still being typed: mostly none."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache

from licensetui.addresses import facts, targets
from licensetui.addresses.check import check
from licensetui.addresses.domain_parts import NOT_PUBLIC, is_ending, parts
from licensetui.addresses.domains import is_known
from licensetui.addresses.endings import USUAL
from licensetui.addresses.known import KnownAddresses, domain_of
from licensetui.addresses.matches import SLIPS
from licensetui.addresses.pasted import pasted
from licensetui.addresses.report import Report
from licensetui.domain.contact import Contact

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
    if paused and not domain:  # the @ is missing, or mistyped
        report = check(text, known, contact=contact)
        return report if report.suggestion else None
    if what.text.endswith(".") or _may_go_on(domain, known):
        return None
    if _is_whole(domain):
        report = check(text, known, contact=contact)
        if report.note and not (is_known(domain) or known.is_trusted(domain)):
            report = replace(report, note="")  # it is of the domain, which may go on, and unsure
        return report if report.is_valid or report.suggestion or paused else None
    if not (paused and _has_known_name(domain, known)):
        return None
    report = check(text, known, contact=contact)
    meant = report.suggestion.address if report.suggestion else ""
    return report if meant and _are_of_one_length(domain, meant) else None


def _may_go_on(domain: str, known: KnownAddresses) -> bool:
    """Say whether a domain is the beginning of a known one, also below one of the user's own.

    `it.ac` is to be `it.acme.com`; that `outlok.de` be `outlok.dekra.de` is not waited for.
    """
    labels = domain.split(".")
    most = len(labels) - (labels[-1] in USUAL)
    return _begins(domain, _known_domains()) or any(
        _begins(".".join(labels[start:]), known.domains.target_names) for start in range(most)
    )


def _is_whole(domain: str) -> bool:
    """Say whether a domain can end so, and hardly goes on: `co` is to be `com`, or a slip."""
    _name, dot, ending = domain.rpartition(".")
    is_odd = ending in _SLIPS or ending in NOT_PUBLIC or _begins(ending, _usual())
    return bool(dot) and is_ending(ending) and not is_odd


def _has_known_name(domain: str, known: KnownAddresses) -> bool:
    """Say whether all but the ending is known: `acme.con`.

    Names of small providers are everyday words: `mail.con` is the beginning of `mail.conti.de`.
    """
    name = domain.rpartition(".")[0]
    return name in _usual_names() or any(known.domains.targets.named(name))


def _are_of_one_length(domain: str, meant: str) -> bool:
    """Say whether an ending is as long as the one meant, or a slip: `.liv` may be `live.com`."""
    ending = domain.rpartition(".")[2]
    return ending in _SLIPS or len(ending) == len(parts(domain_of(meant)).ending)


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
def _usual_names() -> frozenset[str]:
    """Return the names of the providers that nearly everybody means: `gmail`."""
    usual = (it.domain for it in facts.providers().values() if it.frequency == targets.USUAL)
    return frozenset(parts(domain).whole_name for domain in usual)
