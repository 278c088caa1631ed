"""Known people are witnesses: whose address is known at one domain hardly has one almost there.

`anna.keller@ame.com` is anna.keller@acme.com, whom the file knows; a stranger at ame.com may be
right. It asks of a few domains only whether somebody has the same part before the @ there.
"""

from __future__ import annotations

from licensetui.addresses.domain_parts import parts
from licensetui.addresses.domains import DomainVerdict
from licensetui.addresses.known import Knowledge
from licensetui.addresses.near import tokens
from licensetui.addresses.registry import IS_ROLE
from licensetui.addresses.report import Cause
from licensetui.addresses.words import is_first_name
from licensetui.door import load


def witnessed(local: str, domain: str, known: Knowledge) -> DomainVerdict | None:
    """Return the domain that was meant, as the same part before the @ is known there; else None."""
    typed = parts(domain)
    is_trusted = known.is_trusted(domain)
    if is_trusted and not typed.below:
        return None
    for meant in known.close(domain):
        is_below = parts(meant).registered == typed.registered
        if is_trusted and not is_below:
            continue  # two of one's own that are nearly the same
        if typed.ending and not is_below and _is_everybodys(local):
            continue
        address = f"{local.casefold()}@{meant}"
        if known.uses(address) is not None and _outweighs(meant, domain, known):
            reason = f"{domain} is close to {meant}, where {local} is a known contact"
            return DomainVerdict(meant, Cause.OWN_DOMAIN, reason)
    return None


def _is_everybodys(local: str) -> bool:
    """Say whether every company may have the same: `support`, `anna`."""
    words = tokens(local)
    return len(words) == 1 and (load(IS_ROLE)(words[0]) or is_first_name(words[0]))


def _outweighs(meant: str, typed: str, known: Knowledge) -> bool:
    """Say whether more contacts are at one domain than at another; below the same all are."""
    if parts(meant).registered == parts(typed).registered:
        return True
    return known.is_named(meant) or known.count(meant) > known.count(typed)
