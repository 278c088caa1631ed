"""Addresses as they are hidden from robots, or escaped in links: in words, in codes."""

from __future__ import annotations

import re

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import is_ending

_ESCAPED = re.compile(r"%(?:25)?(?:40|20|2[BCbc]|22|3[AaCcEe]|0[ADad])")
_OPEN, _CLOSE = r"\s*[(\[{<]\s*", r"\s*[)\]}>]\s*"
_DOTS = r"dot|point|punkt|punto|ponto|punt|kropka|tečka|pont|piste|точка"
_DOT = re.compile(rf"{_OPEN}(?:{_DOTS}|\.){_CLOSE}|(?<=\w)\s+dot\s+(?=\w)", re.IGNORECASE)
_DOT_AT_END = re.compile(rf"(?<=\w)\s+(?:{_DOTS})\s+(?=\w+$)", re.IGNORECASE)
_AT_SIGN = re.compile(rf"{_OPEN}@{_CLOSE}")
_AT = re.compile(
    rf"{_OPEN}\w[\w-]{{0,14}}{_CLOSE}|\s+(?:at|arobase|arroba|chiocciola)\s+|"
    r"(?<=\w)[._-]at[._-](?=\w)|(?<=[a-z])(?-i:AT)(?=[a-z])",
    re.IGNORECASE,
)
# In brackets, whatever the word: `(ät)`, `[arobase]`, `(dog)`.
_KEY = re.compile(r"([^@\s]+)([\"#à]|[^\x00-\x7f\w\s])([\w-]+(?:\.[\w-]+)+)")
# What keys give that have an @ with Shift or AltGr, or beside it; any sign that no address has.


def decoded(text: str) -> tuple[str, str]:
    """Return a text without the escapes of links and HTML, and a clause about the @ among them."""
    plain, said = text, ""
    if "&" in text and ";" in text:
        import html

        plain, said = html.unescape(text).strip(), "`&#64;` is @ in HTML"
    elif _ESCAPED.search(text):
        from urllib.parse import unquote

        plain, said = unquote(text.replace("%25", "%")).strip(), "`%40` is @ in a link"
    return plain, said if "@" in plain and "@" not in text else ""


def spelled_out(text: str) -> tuple[str, str]:
    """Return a text with @ and dots for the words that stand for them, and a clause about the @."""
    text = _AT_SIGN.sub("@", _DOT.sub(".", text))
    if "@" in text:
        return _DOT_AT_END.sub(".", text), ""
    if signs := _KEY.fullmatch(text):
        return f"{signs[1]}@{signs[3]}", facts.why_at(signs[2])
    local, *domains = _AT.split(text)
    if len(domains) != 1 or " " in local.strip():
        return text, ""
    domain = _DOT_AT_END.sub(".", domains[0]).strip()
    is_one = "." in domain and is_ending(domain.rpartition(".")[2].lower())
    return (f"{local.strip()}@{domain}", "@ is written in words") if is_one else (text, "")
