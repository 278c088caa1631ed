"""Was another domain meant? A typo is one only if it is near something known, or cannot exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from licensetui.addresses import facts
from licensetui.addresses.distance import ADDED, DOUBLED, PUNCTUATION, distance
from licensetui.addresses.domain_parts import NOT_PUBLIC, bare, is_ending, parts
from licensetui.addresses.endings import meant_ending
from licensetui.addresses.report import Cause
from licensetui.addresses.targets import LARGE, USUAL, Target, Targets, providers
from licensetui.domain.counting import counted

SLIPS = {"com": ("co", "cm", "om"), "net": ("ne",)}
"""Real endings that are nonetheless slips after a name that is known with the other ending."""
FAR = 1.2
"""The most that an ending that does not exist may be from the one that was meant."""
FAR_IN_ALL = 1.9
"""The most that name and ending may be off together."""
TIE = 0.15
"""Two targets nearer to each other than this are equally likely."""
FREQUENT = 0.1
"""What one step of frequency is worth in distance."""
CUT_OFF = 0.9
"""What an ending costs of which only the beginning, or the end, is there."""
SLIP = 0.3
"""What a real ending costs that is nonetheless a slip."""
_AS_LETTERS = str.maketrans("015", "ols")
# Digits that are typed for the letters they look like.


@dataclass(frozen=True, slots=True)
class DomainVerdict:
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


@dataclass(frozen=True)
class _Match:
    """A target, and how far what was typed is from it."""

    target: Target
    cost: float
    below: str = ""

    @property
    def domain(self) -> str:
        """The domain that was meant: below an own one there may be others."""
        return f"{self.below}.{self.target.domain}" if self.below else self.target.domain

    @property
    def rank(self) -> float:
        """The order of matches: near first, and of the equally near the more frequent."""
        return self.cost - FREQUENT * self.target.frequency


def is_known(domain: str) -> bool:
    """Say whether a domain is a fact: a provider, a relay, or one that only looks like a typo."""
    return (
        domain in facts.providers()
        or domain in facts.free_domains()
        or domain in facts.lookalikes()
        or parts(domain).registered in facts.lookalikes()
        or domain in facts.relays()
    )


@lru_cache(maxsize=65_536)
def judge(domain: str) -> DomainVerdict:
    """Return whether a domain in lower case looks like a typo of a provider's, or has no ending.

    What the user's own records know is not asked here.
    """
    if is_known(domain):
        return FINE
    return among(domain, providers()) or _without_ending(domain) or FINE


def among(domain: str, targets: Targets) -> DomainVerdict | None:
    """Return which of the targets was probably meant, or None if none was.

    Where two are equally likely there is a note that names both; only what cannot exist is
    certainly a slip, of which the more frequent is offered.
    """
    registered = parts(domain).registered
    found = sorted(
        (match for match in _matches(domain, targets) if not _is_it(match, domain, registered)),
        key=lambda match: match.rank,
    )
    if not found:
        return None
    best = found[0]
    rivals = [match for match in found[1:] if match.rank - best.rank < TIE]
    if is_impossible(domain):
        best = max((best, *rivals), key=lambda match: match.target.frequency)
        return DomainVerdict(best.domain, *_why(domain, best), is_dead_end=True)
    rival = next((match for match in rivals if match.domain != best.domain), None)
    if rival is not None:
        return DomainVerdict(
            note=f"{domain} is close to {best.target.domain} and {rival.target.domain}",
            maybe=best.domain,
        )
    return DomainVerdict(best.domain, *_why(domain, best))


def _is_it(match: _Match, domain: str, registered: str) -> bool:
    """Say whether a target is the domain itself, or one of the same provider: `nb.sympatico.ca`."""
    target = match.target
    is_same = target.domain in (domain, registered)
    return is_same or (not target.is_own and target.parts.registered == registered)


def _matches(domain: str, targets: Targets) -> Iterator[_Match]:
    """Yield what could have been meant, the same target perhaps more than once."""
    for target in targets.same_letters(domain):
        yield _Match(target, PUNCTUATION)
    once = _once(domain)
    if once in targets.by_domain:
        yield _Match(targets.by_domain[once], DOUBLED)
    if "." not in domain:
        yield from _without_dot(domain, targets)
        yield from (_Match(target, PUNCTUATION) for target in targets.named(domain))
    for below, name, ending in _readings(domain):
        for target in targets.near(name):
            cost = _cost(name, ending, target)
            if cost is not None and (target.is_own or below in ("", "www")):
                yield _Match(target, cost, below if target.is_own else "")


def _once(domain: str) -> str:
    """Return a domain without an ending that stands there twice: `gmail.com.com`."""
    before, _, ending = domain.rpartition(".")
    return before if before.endswith(f".{ending}") else ""


def _without_dot(domain: str, targets: Targets) -> Iterator[_Match]:
    """Yield what is near a text without any dot: that is no domain, so it must mean another."""
    typed = bare(domain)
    for letters, target in targets.of_letters(len(typed)):
        if len(target.name) > 3:
            cost = distance(typed, letters, 1.01)
            if cost <= 1:
                yield _Match(target, PUNCTUATION + cost)


def _readings(domain: str) -> Iterator[tuple[str, str, str]]:
    """Yield the ways to read a domain as what is below, name and ending.

    An ending that is not real may have two parts; what stands below a name may belong to it.
    """
    labels = domain.split(".")
    least = parts(domain).ending.count(".") + 1
    for size in range(least, min(len(labels), 3)):
        ending = ".".join(labels[-size:])
        yield "", ".".join(labels[:-size]), ending
        if len(labels) > size + 1:
            yield ".".join(labels[: -size - 1]), labels[-size - 1], ending


def _cost(name: str, ending: str, target: Target) -> float | None:
    """Return how far a target is from what was typed, or None if it was not meant."""
    far = _name_cost(name, target)
    if far is None:
        return None
    if ending == target.parts.ending:
        return far or None
    ending_cost = _ending_cost(ending, target, far)
    if ending_cost is None or far + ending_cost > FAR_IN_ALL:
        return None
    return far + ending_cost


def _name_cost(typed: str, target: Target) -> float | None:
    """Return how far a name is from a target's, or None if that is too far."""
    name = target.name
    if typed == name:
        return 0.0
    if not _may_slip(typed, name):
        return None
    limit = target.budget
    if target.is_brief and len(typed) <= len(name):
        return None
    far = distance(typed, name, limit + 0.01)
    return far if far <= limit else None


def _may_slip(typed: str, meant: str) -> bool:
    """Say whether two names do not differ in a digit, which is hardly ever a slip.

    A digit may stand for the letter that it looks like: `gma1l`.
    """
    if digits(typed) == digits(meant):
        return True
    return (
        len(digits(typed)) != len(digits(meant))
        and len(typed) == len(meant)
        and (digits(typed.translate(_AS_LETTERS)) == digits(meant.translate(_AS_LETTERS)))
    )


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(sign for sign in text if sign.isdigit())


def _ending_cost(typed: str, target: Target, name: float) -> float | None:
    """Return how far another ending is, or None if it may be meant as it is."""
    meant = target.parts.ending
    last = typed.rpartition(".")[2]
    if last in NOT_PUBLIC:
        return None
    if is_ending(last):
        is_slip = typed in SLIPS.get(meant, ()) and (
            (not name and target.frequency >= LARGE) or (target.frequency == USUAL and name < ADDED)
        )
        return SLIP if is_slip or (not name and _is_inner_slip(typed, meant)) else None
    if typed.count(".") > meant.count("."):
        return None
    if not name and (meant.startswith(typed) or meant.endswith(typed)):
        return CUT_OFF
    cost = distance(typed, meant, FAR + 0.01)
    return cost if cost <= FAR else None


def _is_inner_slip(typed: str, meant: str) -> bool:
    """Say whether only the first part of an ending is mistyped: `con.br`, which cannot exist."""
    first, dot, country = typed.partition(".")
    wanted, other_dot, other_country = meant.partition(".")
    return (
        bool(dot and other_dot)
        and country == other_country
        and typed not in facts.second_endings()
        and distance(first, wanted, FAR_IN_ALL) < FAR_IN_ALL
    )


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
        return DomainVerdict(meant, Cause.ENDING, reason, is_dead_end=True)
    return DomainVerdict(note=reason, is_dead_end=True)


def _no_ending(domain: str) -> str:
    return f"`.{domain.rpartition('.')[2]}` is not an internet ending: no mail can arrive"


def _why(domain: str, match: _Match) -> tuple[Cause, str]:
    """Return what kind of slip it is, and in words."""
    target = match.target
    looks = f"{domain} looks like {target.domain}"
    if is_impossible(domain):
        return Cause.OWN_DOMAIN if target.is_own else Cause.ENDING, _no_ending(domain)
    if target.is_own:
        by = f", used by {counted(target.contacts, 'contact')}"
        return Cause.OWN_DOMAIN, looks + (by if target.contacts else ", your own")
    if bare(domain) == bare(target.domain):
        return Cause.PUNCTUATION, looks
    return Cause.PROVIDER, looks
