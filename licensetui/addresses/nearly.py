"""Texts that are nearly one address: which one, and by what slip or wrapping. Nothing is known."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import is_ending
from licensetui.addresses.names_beside import explains, says

_ESCAPED = re.compile(r"%(?:40|20|2[BCbc]|22|3[AaCcEe]|0[ADad])")
_OPEN, _CLOSE = r"\s*[(\[{<]\s*", r"\s*[)\]}>]\s*"
_AT_WORDS = (
    r"at|a|ät|et|@|arobase|arobas|arrobas?|chiocciola|klammeraffe|apenstaartje|snabel-?a|"
    r"kukac|zavin[aá]č|ma[lł]pa|kissanhäntä|miukumauku|собака|παπάκι"
)
_DOT_WORDS = r"dot|point|punkt|punto|ponto|punt|kropka|tečka|pont|piste|точка|\."
_SPELLED_AT = re.compile(
    rf"{_OPEN}(?:{_AT_WORDS}){_CLOSE}|\s+(?:at|arobase|arroba|chiocciola)\s+|(?<=\w)[_-]at[_-](?=\w)",
    re.IGNORECASE,
)
_SPELLED_DOT = re.compile(rf"{_OPEN}(?:{_DOT_WORDS}){_CLOSE}", re.IGNORECASE)
_DOT_BETWEEN = re.compile(rf"(?<=\w)\s+(?:{_DOT_WORDS})\s+(?=\w)", re.IGNORECASE)
# For @ and the dot against robots, in the words of many languages.
_SIGN_AT = re.compile(r"^([^@\s]+)([\"#£à])([\w-]+(?:\.[\w-]+)+)$")
# What keys give that have an @ with Shift or AltGr, or beside it, and no address has.
_AROUND_DOMAIN = re.compile(r"@\s*[<(\[{]\s*([^<>()\[\]{}]*?)\s*[>)\]}]\s*$")
_HARD = re.compile(
    '[<>()\\[\\]{}"|\\\\=?\u00ab\u00bb\u2018\u201a-\u201f\u2039\u203a\u2026\u2190-\u21ff]+'
)
# What no local part has, unless in quotation marks. An apostrophe it may have.
_LABEL = re.compile(r"^.*(?:\s:|:\s|\uff1a)\s*", re.DOTALL)
_DOTTED = re.compile(r"(\w+)(?:\s+\.\s*|\.\s+)(\w[\w.+-]*)$")
_EDGES = "'*`~!#$%&^.+-\u2022\u00b7"
_LABELS = re.compile(r"([\s.,;:]*)([\w-]+)")


@dataclass(frozen=True, slots=True)
class Nearly:
    """The address that a text nearly is."""

    address: str
    """What was probably meant; the text itself if that is not clear."""
    reason: str = ""
    """Why, as a clause, if more is to be said than that something does not belong to it."""


def nearly(text: str) -> Nearly:
    """Return what was meant by a trimmed text with at most one address in it."""
    text, reason = _decoded(text)
    if "@" not in text:
        text, reason = _spelled(text)
        if "@" not in text:
            return Nearly(text)
    text = _AROUND_DOMAIN.sub(r"@\1", text)
    once = re.sub(r"@[\s@]*@", "@", text).strip("@ ")
    if once.count("@") > 1:
        return _of_several(once, reason)
    return Nearly(_one(once), reason) if "@" in once else Nearly(text)


def _decoded(text: str) -> tuple[str, str]:
    """Return a text without the escapes of links and HTML."""
    if "&" in text and ";" in text:
        plain = html.unescape(text)
        if plain != text:
            return plain.strip(), "`&#64;` is @ in HTML" if "@" not in text else ""
    if _ESCAPED.search(text):
        return unquote(text).strip(), "`%40` is @ in a link" if "@" not in text else ""
    return text, ""


def _spelled(text: str) -> tuple[str, str]:
    """Return a text with @ for the sign or word that stands for it, and why; the same if none."""
    if signs := _SIGN_AT.match(text):
        return f"{signs[1]}@{signs[3]}", f"`{signs[2]}` {facts.at_keys()[signs[2].lower()]}"
    local, *domains = _SPELLED_AT.split(text)
    if len(domains) != 1:
        return text, ""
    local, domain = (_DOT_BETWEEN.sub(".", _SPELLED_DOT.sub(".", x)) for x in (local, domains[0]))
    local, domain = local.strip(), domain.strip()
    is_domain = "." in domain and is_ending(domain.rpartition(".")[2].lower())
    return (f"{local}@{domain}", "@ is written in words") if is_domain else (text, "")


def _of_several(text: str, reason: str) -> Nearly:
    """Return the one address in a text with more than one @; empty if that is not clear."""
    half = len(text) // 2
    if text[:half].casefold() == text[half:].casefold() and text[:half].count("@") == 1:
        return Nearly(_one(text[:half]), "the same address stands there twice")
    parts = text.split("@")
    if len(parts) != 3 or " " in text or "." in parts[1]:
        return Nearly("")
    local, inner, domain = parts
    if is_ending(domain.lower()) or domain.lower() in facts.second_endings():
        return Nearly(f"{local}@{inner}.{domain}", "@ stands for the dot")
    if domain.lower().startswith(f"{inner.lower()}."):
        return Nearly(f"{local}@{domain}", reason)
    return Nearly(f"{local}.{inner}@{domain}", "@ stands for the dot")


def _one(text: str) -> str:
    """Return the address in a text with one @; the text itself if that is not clear."""
    left, _, right = text.partition("@")
    local, domain = _local(left), _domain(right)
    return f"{local}@{domain}" if local and domain else text


def _local(left: str) -> str:
    """Return the part before an @ of what stands there; empty if its begin is not clear."""
    left = left.rstrip()
    cuts = [found.end() for found in _HARD.finditer(left)]
    if cuts and cuts[-1] == len(left):
        return ""  # quotation marks, perhaps
    token = left[cuts[-1] :] if cuts else left
    token = _LABEL.sub("", token).strip(" ,;")
    label, colon, behind = token.rpartition(":")
    if colon and not says(label):
        token = behind  # as `smtp:`; else AZERTY has the colon beside the dot
    if dotted := _DOTTED.search(token):
        before, after = dotted.groups()
        if not before.isdigit() and (before[0].isupper() <= after[0].isupper()):
            token = f"{token[: dotted.start()]}{before}.{after}"
    *words, token = token.split() or [""]
    token = re.sub(r"[.,;:]+", ".", token).strip(_EDGES)
    beside = " ".join(words)
    is_clear = not says(beside) or len(words) > 1 or explains(beside, f"{token}@")
    return token if is_clear else ""


def _domain(right: str) -> str:
    """Return the domain with which a text begins, its dots mended; empty if there is none."""
    right = right.lstrip("@ ,;.:<([{'")
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
    can_end = is_ending(label.lower())
    if can_end and not after.startswith("."):
        return "."  # a comma for the dot, a space beside or for it
    if between.strip():
        return None if between.isspace() or " " in between.strip(".") else "."
    return "" if after.startswith((".", " .", ",")) else None
