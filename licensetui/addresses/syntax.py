"""Is a text one well-formed e-mail address? Syntax only: nothing is asked of the network."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from licensetui.domain.plain import plain

LONGEST = 320
"""Characters an address can have at most: 64 before the @, the @, 255 after it (RFC 3696)."""

_IN_BRACKETS = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True)
class Syntax:
    """What the syntax of a text says about it as an address."""

    ok: bool
    """Whether it is one well-formed address."""
    normalized: str
    """The address without white space around it, its domain in lower case; the text if not ok."""
    problem: str
    """A sentence for the user; empty if ok."""


def check_syntax(text: str) -> Syntax:
    """Check one address; any text is allowed, and the answer is never an exception.

    Addresses outside ASCII are accepted (RFC 6531), and domains of a company's own network such
    as `corp.local`: they are well formed; whether the vendor can reach them is another question.
    """
    stripped = text[: LONGEST * 4].strip()
    if len(stripped) > LONGEST or len(text) > LONGEST * 4:
        return Syntax(False, text[:LONGEST], f"An address has at most {LONGEST} characters.")
    return _check(stripped)


@lru_cache(maxsize=65_536)
def _check(text: str) -> Syntax:
    problem = _common_mistake(text)
    if problem:
        return Syntax(False, text, problem)
    try:
        return Syntax(True, _validator()(text), "")
    except ValueError as error:
        return Syntax(False, text, plain(str(error)))


def _common_mistake(text: str) -> str:
    """Return a sentence for what people really paste, where it helps more than the library's."""
    if not text:
        return "The address is empty."
    if "@" not in text:
        return "An address needs an @ sign."
    inside = _IN_BRACKETS.search(text)
    if text.count("@") > 1 and re.search(r"[,;\s]", text):
        return "This is more than one address: make a contact for each."
    if inside:
        return f"Give the address alone, without the name: {plain(inside[1].strip())}"
    return ""


@cache
def _validator() -> Callable[[str], str]:
    """Return what normalizes an address or raises ValueError; the library is loaded only here."""
    import email_validator

    # The documented way to allow `.local` and other special-use domains (RFC 6761).
    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()

    def normalized(text: str) -> str:
        return email_validator.validate_email(text, check_deliverability=False).normalized

    return normalized
