"""Was another domain meant? A typo is one only if it is near something known, or cannot exist."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from licensetui.addresses import facts
from licensetui.addresses.brands import note_on
from licensetui.addresses.disguise import disguised
from licensetui.addresses.domain_parts import NOT_PUBLIC, bare, parts
from licensetui.addresses.endings import meant_ending
from licensetui.addresses.matches import Match, matches
from licensetui.addresses.report import Cause
from licensetui.addresses.targets import Targets, providers
from licensetui.domain.counting import counted

TIE = 0.15
"""Two targets nearer to each other than this are equally likely."""


class DomainVerdict(NamedTuple):
    """A verdict on a domain."""

    meant: str = ""
    """The domain that was probably meant; empty if it may well be right."""
    cause: Cause = Cause.PROVIDER
    """What kind of slip it is, if it is one."""
    reason: str = ""
    """Why, as a clause."""
    note: str = ""
    """What is too unsure to be offered, as a sentence."""
    maybe: str = ""
    """The domain that the note names; empty if it names none."""
    is_dead_end: bool = False
    """Whether no mail can arrive there for certain, whatever was meant."""


FINE = DomainVerdict()
"""Nothing to say."""


def is_known(domain: str) -> bool:
    """Say whether a domain is a fact: a provider, a relay, or one that only looks like a typo."""
    return (
        domain in facts.providers()
        or domain in facts.free_domains()
        or domain in facts.lookalikes()
        or parts(domain).registered in facts.lookalikes()
        or domain in facts.relays()
    )


def is_vendors(domain: str) -> bool:
    """Say whether a domain is one of a vendor's, or below one."""
    return domain in facts.vendors() or parts(domain).registered in facts.vendors()


@lru_cache(maxsize=65_536)
def judge(domain: str) -> DomainVerdict:
    """Return whether a domain in lower case looks like a typo of a provider's, or has no ending.

    What the user's own records know is not asked here.
    """
    if is_known(domain) or is_vendors(domain):
        return FINE
    return (
        undisguised(domain, providers())
        or among(domain, providers())
        or _without_ending(domain)
        or _noted(domain)
    )


def _noted(domain: str) -> DomainVerdict:
    note, maybe = note_on(domain)
    return DomainVerdict(note=note, maybe=maybe)


def undisguised(domain: str, targets: Targets) -> DomainVerdict | None:
    """Return which of the targets a domain is in disguise; None if it is none."""
    hidden = disguised(domain, targets)
    if hidden is None or not hidden.is_sure:
        return None
    return DomainVerdict(
        hidden.domain, hidden.cause, hidden.reason, is_dead_end=is_impossible(domain)
    )


def among(domain: str, targets: Targets) -> DomainVerdict | None:
    """Return which of the targets was probably meant, or None if none was.

    Where two are equally likely there is a note that names both; only what cannot exist is
    certainly a slip, of which the more frequent is offered.
    """
    registered = parts(domain).registered
    found = sorted(
        (match for match in matches(domain, targets) if not _is_it(match, domain, registered)),
        key=lambda match: match.rank,
    )
    if not found:
        return None
    best = found[0]
    rivals = [match for match in found[1:] if match.rank - best.rank < TIE]
    if "." not in domain or is_impossible(domain):
        best = max((best, *rivals), key=lambda match: match.target.frequency)
        return DomainVerdict(best.domain, *_why(domain, best), is_dead_end="." in domain)
    rival = next((match for match in rivals if match.domain != best.domain), None)
    if rival is not None:
        return DomainVerdict(
            note=f"{domain} is close to {best.target.domain} and {rival.target.domain}",
            maybe=best.domain,
        )
    return DomainVerdict(best.domain, *_why(domain, best))


def _is_it(match: Match, domain: str, registered: str) -> bool:
    """Say whether a target is the domain itself, or one of the same provider: `nb.sympatico.ca`."""
    target = match.target
    is_same = target.domain in (domain, registered)
    return is_same or (not target.is_own and target.parts.registered == registered)


def is_impossible(domain: str) -> bool:
    """Say whether a domain has an ending, and one that does not exist on the internet."""
    taken = parts(domain)
    return bool(taken.ending) and not (taken.is_real or domain.strip("]")[-1:].isdigit())


def _without_ending(domain: str) -> DomainVerdict | None:
    """Return what is wrong with a domain whose ending does not exist; None if it does."""
    ending = domain.rpartition(".")[2]
    if ending in NOT_PUBLIC and ending not in ("test", "example", "invalid"):
        note = f"`.{ending}` is not on the internet: no vendor's mail can arrive"
        return DomainVerdict(note=note, is_dead_end=True)
    if not is_impossible(domain):
        return None
    reason = _no_ending(domain)
    meant = meant_ending(ending) if len(ending) > 1 else ""
    if meant:
        meant = f"{domain[: -len(ending)]}{meant}"
        meant = note_on(meant)[1] or meant  # gmail.frr is not to be gmail.fr, but gmail.com
        return DomainVerdict(meant, Cause.ENDING, reason, is_dead_end=True)
    return DomainVerdict(note=reason, is_dead_end=True)


def _no_ending(domain: str) -> str:
    return f"`.{domain.rpartition('.')[2]}` is not an internet ending: no mail can arrive"


def _why(domain: str, match: Match) -> tuple[Cause, str]:
    """Return what kind of slip it is, and in words."""
    target = match.target
    looks = f"{domain} looks like {match.domain}"
    if is_impossible(domain):
        return Cause.OWN_DOMAIN if target.is_own else Cause.ENDING, _no_ending(domain)
    if domain == target.name:
        return Cause.ENDING, f"{domain} has no ending"
    if target.is_own:
        by = f", used by {counted(target.contacts, 'contact')}"
        return Cause.OWN_DOMAIN, looks + (by if target.contacts else ", your own")
    if bare(domain) == bare(target.domain):
        return Cause.PUNCTUATION, looks
    return Cause.PROVIDER, looks
