"""Texts that are no address yet: which one was meant, by providers and the user's own records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.domains import is_known
from licensetui.addresses.known import Knowledge
from licensetui.addresses.syntax_words import LONGEST
from licensetui.addresses.targets import LARGE

_SHORTEST = 3
"""Letters that the name of a provider has at least if nothing stands between."""
_SITE = re.compile(r"https?:|www\.", re.IGNORECASE)
_BETWEEN = ".,;:_- "
# What is typed for @ by slips that no keyboard explains.
_IN_LOCALS = _BETWEEN + "!$%&*+/=?^`{|}~"
# Signs that an address may have before its @.
_LETTERS = "qv"
# Keys of @ that end many names as well; the first one fewer.


def meant_by(text: str, known: Knowledge) -> tuple[str, str]:
    """Return the address that a text without an @, or with a space, probably means, and why.

    The text itself if there is none: the domain must be a provider's or a known one.
    """
    if " " in text.strip() and text.count("@") == 1:
        return _without_space(text, known)
    if "@" in text or len(text) > LONGEST or _SITE.match(text) or is_known(text.lower()):
        return text, ""
    domain = max(known.at_end(text.lower()), _provider(text.lower()), key=len)
    before = text[: len(text) - len(domain)].rstrip()
    if not domain or not before or re.search(r"\s", before):
        return text, ""
    readings = dict(_readings(before))
    for local, reason in readings.items():
        if known.uses(f"{local}@{domain}".lower()) is not None:
            return f"{local}@{domain}", reason
    local, reason = next(iter(readings.items()), ("", ""))
    return (f"{local}@{domain}", reason) if local else (text, "")


def _readings(before: str) -> Iterator[tuple[str, str]]:
    """Yield what may stand before the @, and why, the likely first."""
    sign = before[-1].lower()
    is_odd = not sign.isalnum() and sign not in _IN_LOCALS
    stands = is_odd or sign in facts.at_keys()
    without = before[:-1].rstrip(_BETWEEN), facts.why_at(before[-1])
    if stands and sign not in _LETTERS[1:]:
        yield without
    yield before.rstrip(_BETWEEN), "the @ is missing"
    if stands:
        yield without


def _provider(text: str) -> str:
    """Return the provider whose domain a text ends with; empty if there surely is none."""
    for start in range(1, len(text)):
        provider = facts.providers().get(text[start:])
        if provider is None:
            continue
        is_apart = not text[start - 1].isalpha()
        if is_apart or (
            provider.frequency >= LARGE and len(parts(provider.domain).name) >= _SHORTEST
        ):
            return provider.domain
    return ""


def _without_space(text: str, known: Knowledge) -> tuple[str, str]:
    """Return the known address that a text with a space in it means, and why."""
    local, _, domain = text.partition("@")
    words = re.split(r"[\s,;]+", local.strip())
    for sign in (".", "-", "_", ""):
        address = f"{sign.join(words)}@{domain.strip()}"
        if known.uses(address.lower()) is not None:
            return address, "a space replaces another character"
    return text, ""
