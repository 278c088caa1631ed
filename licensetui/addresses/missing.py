"""The domain that was meant by one that does not exist: there, larger slips are believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from licensetui.addresses.characters import unicode_domain
from licensetui.addresses.distance import distance
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.domains import TIE
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.matches import FAR, FREQUENT, digits
from licensetui.addresses.report import Cause, Report, Suggestion
from licensetui.addresses.targets import CHEAPEST, LENGTHS, Target, providers

OTHER_ENDING = 0.9
"""What another ending costs at most after the very same name: gmail.com alone is Google's."""
LIMITS = ((3, 0.75), (4, 1.0), (5, 1.2), (6, 1.6))
"""Up to so many letters a name may be so far from the one that was meant."""
SHORTEST = 3
"""Letters that a name has at least if anything is near it."""
LIMIT = 2.1
"""The same for longer names."""


def with_missing(report: Report, known: KnownAddresses) -> Report:
    """Return a report on an address whose domain is missing, with what was probably meant.

    Only name servers know that it is: ask them first. Where something else was suggested anyway,
    or where nothing is near, or two are, it stays as it was.
    """
    if report.suggestion is not None or not report.is_valid:
        return report
    domain = unicode_domain(report.domain)
    target = None if known.is_own(domain) else _nearest(domain, known)
    if target is None:
        return report
    meant = target.domain
    if target.is_own and parts(domain).below and not parts(meant).below:
        meant = f"{parts(domain).below}.{meant}"
    address = f"{report.address.rpartition('@')[0]}@{meant}"
    cause = Cause.OWN_DOMAIN if target.is_own else Cause.PROVIDER
    suggestion = Suggestion(address, f"no such domain: {domain}", cause)
    return replace(report, suggestion=suggestion, note="", maybe="")


def _nearest(domain: str, known: KnownAddresses) -> Target | None:
    """Return the own domain or provider that is near enough, if no other one is as near."""
    ranked = sorted(_ranked(domain, known), key=lambda pair: pair[0])
    best, *others = [*ranked, (0.0, None)]
    name = best[1].parts.name if best[1] else ""  # other endings of it are no rivals
    rivals = [rank for rank, target in others if target and target.parts.name != name]
    return None if rivals and rivals[0] - best[0] < TIE else best[1]


def _ranked(domain: str, known: KnownAddresses) -> Iterator[tuple[float, Target | None]]:
    typed = parts(domain)
    own, public = known.domains.targets.by_domain, providers().by_domain
    for target in chain(own.values(), public.values()):
        meant, limit = target.parts, _limit(target.parts.name)
        is_possible = target.is_own or typed.below in ("", "www")
        if target.domain == typed.registered:
            return  # that itself, or below it
        if not is_possible or not _may_be_near(typed.name, meant.name, limit):
            continue
        far = distance(typed.name, meant.name, limit + 0.01)
        if typed.ending != meant.ending:
            ending = distance(typed.ending, meant.ending, FAR + 0.01)
            far += min(ending, OTHER_ENDING) if not far else ending
        if far <= limit and digits(typed.name) == digits(meant.name):
            yield far - FREQUENT * target.frequency, target


def _may_be_near(typed: str, meant: str, limit: float) -> bool:
    """Take a cheap first look."""
    if len(typed) < SHORTEST or abs(len(typed) - len(meant)) > LENGTHS:
        return False
    return len(set(typed) ^ set(meant)) * CHEAPEST <= limit


def _limit(name: str) -> float:
    return next((limit for most, limit in LIMITS if len(name) <= most), LIMIT)
