"""Texts that are nearly one address: which one, and by what slip or wrapping. Nothing is known."""

from __future__ import annotations

import re

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import is_ending
from licensetui.addresses.endings import USUAL
from licensetui.addresses.names_beside import explains, says
from licensetui.addresses.spelled import decoded, spelled_out

_AROUND_DOMAIN = re.compile(r"@\s*[<(\[{]\s*([^<>()\[\]{}]*?)\s*[>)\]}]\s*$")
_QUOTES = "\u00ab\u00bb\u2018\u201a-\u201f\u2039\u203a\u2026\u2190-\u21ff\u3000-\u303f"
_HARD = re.compile(f'[<>()\\[\\]{{}}"|=?{_QUOTES}]+')
_QUOTED = re.compile(f"[\"'{_QUOTES}][^\\s\"'{_QUOTES}]+[\"'{_QUOTES}]")
# What no local part has, unless in quotation marks. An apostrophe it may have.
_LABEL = re.compile(r"^.*(?:\s:|:\s|\uff1a)\s*", re.DOTALL)
_DOTTED = re.compile(r"(?<!\w)(\w+)(?:\s+\.\s*|\.\s+)(\w[\w.+-]*)$")
_FOREIGN = re.compile(r"^[^\x00-\x7f\w]+|[^\x00-\x7f\w]+$")
# An envelope, a bullet, a quotation mark of whatever country.
_EDGES = "'*`.\u2019\u2022\u00b7"
_PLAINER = {0x2019: "'", **dict.fromkeys(range(0x2010, 0x2016), "-")}
# Word makes the first of an apostrophe, and the others of a hyphen.
_MS = (str.maketrans(",:aqzw", "m.qawz"), str.maketrans(";aqzw", "mqawz"))
# Keys of AZERTY and QWERTY for each other, where the m is a comma or a semicolon: `g,qil:co,`.
_LABELS = re.compile(r"([\s.,;:]*)([\w-]+)")


def nearly(text: str) -> tuple[str, str]:
    """Return what was meant by a trimmed text with one address in it, and perhaps a clause why.

    The text itself where that is not clear; nothing if it is more than one address.
    """
    text, escaped = decoded(text)
    text, reason = spelled_out(text)
    if "@" not in text:
        return text, ""
    reason = escaped or reason
    text = _AROUND_DOMAIN.sub(r"@\1", text)
    once = re.sub(r"@[\s@]*@", "@", text).strip("@ ")
    if once.count("@") > 1:
        return _of_several(once, reason)
    return (_one(once), reason) if "@" in once else (text, "")


def _of_several(text: str, reason: str) -> tuple[str, str]:
    """Return the one address in a text with more than one @; empty if that is not clear."""
    half = len(text) // 2
    if text[:half].casefold() == text[half:].casefold() and text[:half].count("@") == 1:
        return _one(text[:half]), "the same address appears twice"
    parts = text.split("@")
    if len({part.casefold() for part in parts[1:]}) == 1:
        return _one("@".join(parts[:2])), "the same domain appears twice"
    if len(parts) != 3 or " " in text or "." in parts[1]:
        return "", ""
    local, inner, domain = parts
    if is_ending(domain.lower()) or domain.lower() in facts.second_endings():
        return f"{local}@{inner}.{domain}", "@ instead of a dot"
    if domain.lower().startswith(f"{inner.lower()}."):
        return f"{local}@{domain}", reason
    return f"{local}.{inner}@{domain}", "@ instead of a dot"


def _one(text: str) -> str:
    """Return the address in a text with one @; the text itself if that is not clear."""
    left, _, right = text.partition("@")
    local, domain = _local(left), _domain(right)
    return f"{local}@{domain}" if local and domain else text


def _local(left: str) -> str:
    """Return the part before an @ of what stands there; empty if its begin is not clear."""
    left = left.strip()
    if _QUOTED.fullmatch(left):
        left = left[1:-1]
    cuts = [found.end() for found in _HARD.finditer(left)]
    token = left[cuts[-1] :] if cuts else left
    is_inside = bool(cuts) and left[cuts[-1] - 1] in ")]}" and token[:1] not in " ,;:"
    if not token or is_inside or "\\" in token or "//" in token:
        return ""
    token = _LABEL.sub("", token).strip(" ,;").translate(_PLAINER)
    sign = next((x for x in token if x in ":;,"), "")
    before, _, behind = token.partition(sign or "\n")
    is_initial = sign != ":" and before.isalpha() and behind.isalpha()  # `b;durand`
    if sign and (" " in before or (_is_label(before, behind) and not is_initial)):
        token = behind.strip()  # as `smtp:`; else AZERTY has these signs beside the dot
    if dotted := _DOTTED.search(token):
        before, after = dotted.groups()
        is_label = len(before) == 1 and "." in after
        if not (before.isdigit() or is_label or before[0].isupper() > after[0].isupper()):
            token = f"{token[: dotted.start()]}{before}.{after}"
    *words, token = token.split() or [""]
    token = _FOREIGN.sub("", re.sub(r"[.,;:]+", ".", token)).strip(_EDGES)
    beside = " ".join(words)
    is_clear = len(words) > 1 or _is_label(beside, token) or explains(beside, f"{token}@")
    return token if is_clear else ""


def _is_label(text: str, local: str) -> bool:
    """Say whether a text before an address is none of it: a label, or of another script."""
    return not says(text) or (local.isascii() and not text.isascii())


def _domain(right: str) -> str:
    """Return the domain with which a text begins, its dots mended; empty if there is none."""
    right = re.sub(r"^https?://", "", right.lstrip("@ ,;.:<([{'"))
    for keys in _MS:
        if (meant := right.strip().lower().translate(keys)) in facts.providers():
            return meant
    domain, at = "", 0
    while found := _LABELS.match(right, at):
        between, label = found.groups()
        glue = _glue(domain, between, label, right[found.end() :])
        if glue is None:
            break
        domain, at = f"{domain}{glue}{label}", found.end()
    if says(right[at:]) and "." not in domain:
        return ""
    return domain


def _glue(domain: str, between: str, label: str, after: str) -> str | None:
    """Return what belongs between a domain and the next label; None if that is of another text."""
    if not domain or not between:
        return ""
    if not between.strip("."):
        return "."
    _, dot, last = domain.rpartition(".")
    if dot and is_ending(last.lower()):
        if f"{last}.{label}".lower() in facts.second_endings():
            return "."
        return "" if between.isspace() and len(label) == 1 and is_ending(last + label) else None
    is_last = label.lower() in USUAL if " " in between else is_ending(label.lower())
    if is_last and not says(after):
        return "."  # a comma for the dot, a space beside or for it
    if between.strip():
        return "." if " " not in between.strip(".") else None
    return "" if after.startswith((".", " .", ",")) else None
