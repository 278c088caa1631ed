"""Domains in another's disguise: under look-alike letters, `www.`, or a second ending.

What is undone here leads to exactly a known domain; how far fingers slip is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from licensetui.addresses import facts
from licensetui.addresses.characters import skeleton
from licensetui.addresses.domain_parts import is_ending
from licensetui.addresses.endings import meant_ending
from licensetui.addresses.report import Cause
from licensetui.addresses.targets import LARGE, VENDOR, Target, Targets

WEB = frozenset(("www", "wwww", "ww"))
"""What stands before the name of a web site."""
_LAYOUTS = (str.maketrans("aqzw", "qawz"), str.maketrans("yz", "zy"))
"""Keys that are another letter on an AZERTY, and a QWERTZ keyboard than on a QWERTY one."""
SHORT = 3
"""Letters up to which a name on another keyboard is any name: `aa.com` and qq.com."""
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
    for meant, cause, reason in _undone(domain, targets):
        target = targets.by_domain.get(meant)
        if target is not None:
            return Disguise(target, meant, cause, reason)
    return _look_alike(domain, targets)


def _undone(domain: str, targets: Targets) -> Iterator[tuple[str, Cause, str]]:
    """Yield what a domain may be without what stands before, behind and instead of its letters."""
    first, dot, rest = domain.partition(".")
    if dot and first in WEB and "." in rest:
        yield rest, Cause.PUNCTUATION, f"`{first}.` stands before web sites, not in addresses"
    front, _, last = domain.rpartition(".")
    name, dot, inner = front.rpartition(".")
    if dot and is_ending(last):
        reason = f"`.{inner}.{last}` is two endings"
        if _is_stacked(name, inner, last, targets):
            yield front, Cause.ENDING, reason
        meant = meant_ending(inner) if not is_ending(inner) else ""
        if meant and f"{name}.{meant}.{last}" not in targets.by_domain:
            yield f"{name}.{meant}", Cause.ENDING, reason
    for layout in _LAYOUTS if len(front) > SHORT else ():
        other = front.translate(layout)
        if sum(a != b for a, b in zip(front, other, strict=True)) > 1:
            meant = f"{other}.{last}"
            yield meant, Cause.PROVIDER, f"{domain} is {meant} on another keyboard"


def _is_stacked(name: str, inner: str, last: str, targets: Targets) -> bool:
    """Say whether one of two endings is too many.

    Companies have `acme.com.br` besides acme.com, vendors all the more; large providers do not,
    unless it is known. And whose are both acme.com and acme.fr has no `acme.com.fr`.
    """
    target = targets.by_domain.get(f"{name}.{inner}")
    if target is None or target.frequency <= VENDOR:
        return False
    if f"{inner}.{last}" not in facts.second_endings():
        return True
    is_large = target.frequency >= LARGE and not target.is_own and len(name) > SHORT
    return is_large or f"{name}.{last}" in targets.by_domain


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
    """Say whether nobody has a domain that differs so: in more than an i for an l, if short.

    What has letters where the known one has digits is no disguise: `kist.com` and k15t.com.
    """
    if typed.translate(_ONE) == meant.translate(_ONE):
        return len(meant.partition(".")[0]) >= _SURE
    return not typed.isascii() or any(sign in typed for sign in _DISGUISES)


_DISGUISES = ("0", "1", "5", "rn", "vv")
_ONE = str.maketrans("i", "l")
