"""Is a text one well-formed e-mail address? Syntax only: nothing is asked of the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from licensetui.addresses.domain_parts import NOT_PUBLIC
from licensetui.addresses.pasted import PastedAddress, is_plain, pasted
from licensetui.domain.plain import plain


@dataclass(frozen=True, slots=True)
class Syntax:
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
    if not text:
        return Syntax(False, text, "The address is empty.")
    if "@" not in text:
        return Syntax(False, text, "An address needs an @ sign.")
    if is_plain(text):
        local, _, domain = text.rpartition("@")
        if domain.rpartition(".")[2].lower() not in NOT_PUBLIC:
            return Syntax(True, f"{local}@{domain.lower()}", "")  # and no library is needed
    try:
        return Syntax(True, _validator()(text), "")
    except ValueError as error:
        return Syntax(False, text, plain(str(error)))


@cache
def _validator() -> Callable[[str], str]:
    """Return what normalizes an address or raises ValueError; the library is loaded only here."""
    import email_validator

    special = frozenset(email_validator.SPECIAL_USE_DOMAIN_NAMES)

    def normalized(text: str) -> str:
        ending = text.rpartition("@")[2].rpartition(".")[2].casefold()
        if ending in special:
            raise ValueError(f"`.{ending}` is not on the internet: no vendor's mail can arrive.")
        return email_validator.validate_email(text, check_deliverability=False).normalized

    return normalized
