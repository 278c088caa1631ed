"""Domains in another's disguise: under look-alike letters, `www.`, or a second ending.

What is undone here leads to exactly a known domain; how far fingers slip is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from licensetui.addresses import facts
from licensetui.addresses.characters import skeleton
from licensetui.addresses.distance import NEIGHBOR, distance
from licensetui.addresses.domain_parts import is_ending, parts
from licensetui.addresses.endings import USUAL, meant_ending
from licensetui.addresses.near import LAYOUTS
from licensetui.addresses.report import Cause
from licensetui.addresses.targets import LARGE, VENDOR, Target, Targets
from licensetui.addresses.targets import USUAL as USUAL_TARGET

WEB = frozenset(("www", "wwww", "ww"))
"""What stands before the name of a web site."""
SHORT = 3
"""Letters up to which a name on another keyboard is any name: `aa.com` and qq.com."""
_SURE = 5
"""Letters of a name from which an i for an l is no chance: `aoi.com` is not aol.com."""


class Disguise(NamedTuple):
    """A known domain, and what it was hidden under."""

    target: Target
    domain: str
    """The domain that was meant: the target, or one below it."""
    cause: Cause
    reason: str
    """How it was hidden, as a clause."""
    is_sure: bool = True
    """Whether nobody else can have it."""


def disguised(domain: str, targets: Targets) -> Disguise | None:
    """Return which of the targets a domain in lower case is in disguise; None if it is none."""
    if domain in targets.by_domain:
        return None
    for meant, cause, reason in (*_of_web(domain, targets), *_stacked(domain, targets)):
        target = targets.by_domain.get(meant) or targets.by_domain.get(parts(meant).registered)
        if target is not None and (meant == target.domain or target.has_below):
            return Disguise(target, meant, cause, reason)
    return _on_another_keyboard(domain, targets) or _look_alike(domain, targets)


def _of_web(domain: str, targets: Targets) -> Iterator[tuple[str, Cause, str]]:
    """Yield a domain without what stands before the name of a web site."""
    first, dot, rest = domain.partition(".")
    if dot and first in WEB and "." in rest:
        yield rest, Cause.PUNCTUATION, f"`{first}.` is for websites, not for addresses"
    elif first.startswith("www") and domain[3:] in targets.by_domain:
        yield domain[3:], Cause.PUNCTUATION, "`www` is for websites, not for addresses"


def _stacked(domain: str, targets: Targets) -> Iterator[tuple[str, Cause, str]]:
    """Yield what a domain is without one of two endings: `acme.fr.com`, `acme.con.fr`."""
    front, dot, last = domain.rpartition(".")
    if dot and not is_ending(last):
        for ending in filter(last.startswith, USUAL):
            other = last[len(ending) :]
            is_other = f"{front}.{ending}.{other}" in targets.by_domain
            if is_ending(other) and not is_other and _is_stacked(front, ending, other, targets):
                yield f"{front}.{ending}", Cause.ENDING, f"`.{last}` is two endings"
    name, dot, inner = front.rpartition(".")
    if not dot or not is_ending(last):
        return
    reason = f"`.{inner}.{last}` is two endings"
    if _is_stacked(name, inner, last, targets):
        has_both = f"{name}.{last}" in targets.by_domain
        near = "" if has_both else _near_ending(name, f"{inner}.{last}", targets)
        yield near or front, Cause.ENDING, f"{domain} looks like {near}" if near else reason
    elif _is_nobody_elses(f"{name}.{last}", targets) and len(inner) == 2 and is_ending(inner):
        yield f"{name}.{last}", Cause.ENDING, reason  # gmail.fr.com
    meant = meant_ending(inner) if not is_ending(inner) else ""
    if meant and f"{name}.{meant}.{last}" not in targets.by_domain:
        yield f"{name}.{meant}", Cause.ENDING, reason


def _on_another_keyboard(domain: str, targets: Targets) -> Disguise | None:
    """Return the target that the same keys of another keyboard type.

    One key is hardly the keyboard, but where a y is a z, nearly everybody means yahoo.
    """
    front, _, last = domain.rpartition(".")
    for layout in LAYOUTS if len(front) > SHORT else ():
        meant = f"{front.translate(layout)}.{last}"
        target = targets.by_domain.get(meant)
        if target is None or target.domain == domain:
            continue
        keys = sum(a != b for a, b in zip(domain, meant, strict=True))
        if keys > 1 or (target.brand == USUAL_TARGET and len(front) >= _SURE):
            reason = f"{domain} is {meant} on another keyboard"
            return Disguise(target, meant, Cause.PROVIDER, reason)
    return None


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


def _near_ending(name: str, ending: str, targets: Targets) -> str:
    """Return the target of the same name whose ending of two parts is one slip away: `com.bt`."""
    inner = ending.partition(".")[0]
    for target in targets.near(name):
        meant = target.parts.ending
        is_alike = target.name == name and meant.startswith(f"{inner}.")
        if is_alike and distance(ending, meant) <= NEIGHBOR:
            return target.domain
    return ""


def _is_nobody_elses(domain: str, targets: Targets) -> bool:
    """Say whether a domain is one that nearly everybody means, and of a name that is no word."""
    target = targets.by_domain.get(domain)
    return target is not None and target.brand == USUAL_TARGET and len(target.name) >= _SURE


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
    if label == target.domain:
        return None
    meant, is_sure = f"{below}{target.domain}", _is_sure(label, target.domain)
    reason = f"{domain} only looks like {meant}"
    cause = Cause.OWN_DOMAIN if target.is_own else Cause.PROVIDER
    return Disguise(target, meant, cause, reason, is_sure=is_sure)


def _is_sure(typed: str, meant: str) -> bool:
    """Say whether nobody has a domain that differs so: in more than an i for an l, if short.

    What has letters where the known one has digits is no disguise: `kist.com` and k15t.com.
    """
    length = len(meant.partition(".")[0])
    if typed.translate(_ONE) == meant.translate(_ONE):
        return length >= _SURE
    if "rn" in meant and length >= _SURE + 2:
        return True
    return not typed.isascii() or any(sign in typed for sign in _DISGUISES)


_DISGUISES = ("0", "1", "5", "rn", "vv")
_ONE = str.maketrans("i", "l")
