"""Sentences on what is wrong with the syntax of an address, and so what to do about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST, LONGEST_NAME, LONGEST_DOMAIN = 254, 63, 253
"""The most bytes of an address (RFC 3696, erratum 1690), of a name in a domain, and of a domain
(RFC 1035)."""
NO_AT = "An address needs an @ sign."
"""What to say of a text without one."""
NO_ENDING = "The ending is missing: .com, .fr?"
"""What to say of a domain that has no dot, or none before anything."""
TOO_LONG = f"An address has at most {LONGEST} characters."
"""What to say of a text that cannot be one."""

_LOCAL = re.compile(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]|[^\x00-\x7f]")
_DOMAIN = re.compile(r"[a-zA-Z0-9.-]|[^\x00-\x7f\W]")
_SHOWN = 3
"""So many signs are named at most."""


def not_public(ending: str) -> str:
    """Return what to say of a domain whose ending is kept from the internet on purpose."""
    return f"`.{ending}` is not on the internet: no vendor's mail can arrive."


def why_not(text: str) -> str:
    """Return a sentence that says why a text is no address, for one that surely is none."""
    if not text:
        return "The address is empty."
    if "@" not in text:
        return NO_AT
    local, _, domain = text.rpartition("@")
    return _of_local(local) or _of_domain(domain) or _of_length(text, domain)


def _of_local(local: str) -> str:
    if not local:
        return "There is nothing before the @."
    if "@" in local:
        return "There is more than one @ sign: an address has only one."
    if wrong := _wrong(local, _LOCAL):
        return f"No {wrong} before the @."
    return _of_dots(local, "before the @")


def _of_domain(domain: str) -> str:
    if not domain:
        return "There is nothing after the @."
    if domain.startswith("[") and domain.endswith("]"):
        return "No IP address after the @: use a domain name."
    if wrong := _wrong(domain, _DOMAIN):
        return f"No {wrong} after the @."
    name, dot, ending = domain.rpartition(".")
    if not dot or (name and not ending):
        return "No dot at the end." if "." in name else NO_ENDING
    if wrong := _of_dots(domain, "after the @"):
        return wrong
    if ending.isdigit() or not ending[-1].isalpha():
        return f"`.{ending}` is not an ending: .com, .fr?"
    return ""


def _of_dots(part: str, where: str) -> str:
    """Return what is wrong with the dots of a part, and with hyphens beside them in a domain."""
    if ".." in part:
        return f"No two dots in a row {where}."
    if part.startswith("."):
        return "No dot at the beginning." if "before" in where else "No dot right after the @."
    if part.endswith("."):
        return f"No dot right {where}."
    if "after" in where and any(x.startswith("-") or x.endswith("-") for x in part.split(".")):
        return "No hyphen next to a dot, or at either end, after the @."
    return ""


def _of_length(text: str, domain: str) -> str:
    """Return which part is too long; else what is left to be wrong: the letters of the domain."""
    names = [_ascii(name) for name in domain.split(".")]
    if max(map(len, names)) > LONGEST_NAME:
        return f"At most {LONGEST_NAME} characters between two dots after the @."
    if len(".".join(names)) > LONGEST_DOMAIN:
        return f"At most {LONGEST_DOMAIN} characters after the @."
    if len(text.encode("utf-8", "replace")) > LONGEST:
        return TOO_LONG
    return "The part after the @ is not a valid domain."


def _ascii(name: str) -> str:
    return name if name.isascii() else f"xn--{name.encode('punycode').decode()}"


def _wrong(part: str, right: re.Pattern[str]) -> str:
    """Return the signs that a part cannot have, as words: "spaces or `:`"; empty if none."""
    bad = [x for place, x in enumerate(part) if not right.match(x) or _is_unsafe(x, place)]
    return _either(dict.fromkeys(map(_named, bad)))


def _is_unsafe(sign: str, place: int) -> bool:
    category = unicodedata.category(sign)
    return category[0] in "CZ" or (category[0] == "M" and not place)


def _named(sign: str) -> str:
    if sign.isspace():
        return "spaces"
    return f"`{sign}`" if sign.isprintable() else f"U+{ord(sign):04X}"


def _either(names: Iterable[str]) -> str:
    *first, last = [*names][:_SHOWN] or [""]
    return f"{', '.join(first)} or {last}" if first else last
