"""Domains in another's disguise: under look-alike letters, `www.`, or a second ending.

What is undone here leads to exactly a known domain; how far fingers slip is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from licensetui.addresses import facts
from licensetui.addresses.characters import skeleton
from licensetui.addresses.domain_parts import is_ending
from licensetui.addresses.endings import USUAL, meant_ending
from licensetui.addresses.report import Cause
from licensetui.addresses.targets import LARGE, Target, Targets

_WEB = frozenset(("www", "wwww", "ww", "www2", "web"))
"""What stands before the name of a web site."""
_LAYOUTS = (str.maketrans("aqzw", "qawz"), str.maketrans("yz", "zy"))
"""Keys that are another letter on an AZERTY, and a QWERTZ keyboard than on a QWERTY one."""
_SURE = 5
"""Letters of a name from which an i for an l is no chance: `aoi.com` is not aol.com."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """A known domain, and what it was hidden under."""

    target: Target
    domain: str
    """The domain that was meant: the target, or one below it."""
    cause: Cause
    reason: str
    """How it was hidden, as a clause."""


def disguised(domain: str, targets: Targets) -> Disguise | None:
    """Return which of the targets a domain in lower case is in disguise; None if it is none."""
    if domain in targets.by_domain:
        return None
    for meant, cause, reason in _undone(domain):
        target = targets.by_domain.get(meant)
        if target is not None:
            return Disguise(target, meant, cause, reason)
    return _look_alike(domain, targets)


def _undone(domain: str) -> Iterator[tuple[str, Cause, str]]:
    """Yield what a domain may be without what stands before, behind and instead of its letters."""
    first, dot, rest = domain.partition(".")
    if dot and first in _WEB and "." in rest:
        yield rest, Cause.PUNCTUATION, f"`{first}.` stands before web sites, not in addresses"
    front, _, last = domain.rpartition(".")
    if "." in front and ".".join(domain.split(".")[-2:]) not in facts.second_endings():
        inner = front.rpartition(".")[2]
        reason = f"`.{inner}.{last}` is two endings"
        yield front, Cause.ENDING, reason
        if not is_ending(inner) and (meant := meant_ending(inner)):
            yield f"{front[: -len(inner)]}{meant}", Cause.ENDING, reason
    for layout in _LAYOUTS:
        other = front.translate(layout)
        if sum(a != b for a, b in zip(front, other, strict=True)) > 1:
            meant = f"{other}.{last}"
            yield meant, Cause.PROVIDER, f"{domain} is {meant} on another keyboard"


def _look_alike(domain: str, targets: Targets) -> Disguise | None:
    """Return the target that a domain only looks like."""
    known = targets.by_skeleton
    below, label, ending = "", domain, skeleton(domain)
    target = known.get(ending)
    while target is None:
        # Below a domain of one's own, and of those where customers have theirs, there are others.
        first, dot, label = label.partition(".")
        if not dot or "." not in label:
            return None
        below = f"{below}{first}."
        target = known.get(skeleton(label))
        if target is not None and not target.has_below:
            return None
    if label == target.domain or not _is_sure(label, target.domain):
        return None
    meant = f"{below}{target.domain}"
    return Disguise(target, meant, Cause.CHARACTERS, f"{domain} only looks like {meant}")


def _is_sure(typed: str, meant: str) -> bool:
    """Say whether nobody has a domain that differs so: in more than an i for an l, if short."""
    name = meant.partition(".")[0]
    return len(name) >= _SURE or typed.translate(_ONE) != meant.translate(_ONE)


_ONE = str.maketrans("i", "l")


def without_ending(name: str, targets: Targets) -> Disguise | None:
    """Return the most frequent of the targets with a name that was given without an ending."""
    found = (target for target in targets.named(name) if target.frequency >= LARGE)
    best = max(found, key=lambda target: (target.frequency, target.contacts), default=None)
    if best is None:
        return None
    return Disguise(best, best.domain, Cause.ENDING, "the ending is missing")


__all__ = ["USUAL", "Disguise", "disguised", "without_ending"]
