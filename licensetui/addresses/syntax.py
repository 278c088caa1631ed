"""Is a text one well-formed e-mail address? Syntax only: nothing is asked of the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from licensetui.addresses.domain_parts import NOT_PUBLIC
from licensetui.addresses.pasted import is_plain, pasted
from licensetui.addresses.report import PastedAddress
from licensetui.addresses.syntax_words import not_public, why_not
from licensetui.domain.plain import plain


class Syntax(NamedTuple):
    """The syntax of a text as an address: sound, or with a problem."""

    ok: bool
    """Whether it is one well-formed address."""
    normalized: str
    """The address alone, its domain in lower case; the text if not ok."""
    problem: str
    """A sentence for the user; empty if ok."""


def check_syntax(text: str) -> Syntax:
    """Check one address; any text is allowed, and the answer is never an exception.

    White space, brackets and `mailto:` around it do not count. Addresses outside ASCII are
    accepted (RFC 6531). Domains that are not on the internet on purpose, as `corp.local`
    (RFC 6761), are not: no vendor's mail can arrive there.
    """
    return syntax_of(pasted(text))


def syntax_of(what: PastedAddress) -> Syntax:
    """Check what is left of a text that was pasted, as `check_syntax`."""
    if what.problem:
        return Syntax(False, what.text, plain(what.problem))
    return _check(what.text)


@lru_cache(maxsize=65_536)
def _check(text: str) -> Syntax:
    if is_plain(text):
        local, _, domain = text.rpartition("@")
        if domain.rpartition(".")[2].lower() not in NOT_PUBLIC:
            return Syntax(True, f"{local}@{domain.lower()}", "")  # and no library is needed
    if "@" not in text:
        return Syntax(False, text, why_not(text))
    ending = text.rpartition("@")[2].rpartition(".")[2].casefold()
    validate, special = _library()
    if ending in special:
        return Syntax(False, text, plain(not_public(ending)))
    try:
        return Syntax(True, validate(text), "")
    except ValueError:
        return Syntax(False, text, plain(why_not(text)))


@cache
def _library() -> tuple[Callable[[str], str], frozenset[str]]:
    """Return what normalizes an address or raises ValueError, and which endings are kept apart.

    The library is loaded only here. Its sentences are for programmers: nobody sees them.
    """
    from email_validator import SPECIAL_USE_DOMAIN_NAMES, validate_email

    def normalized(text: str) -> str:
        return validate_email(text, check_deliverability=False).normalized

    return normalized, frozenset(SPECIAL_USE_DOMAIN_NAMES)
