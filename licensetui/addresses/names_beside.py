"""Names that stand beside an address: before it, behind it, or on a line above."""

from __future__ import annotations

import re

from licensetui.domain.plain import folded

_LONGEST = 200
"""Characters beside an address in which a name is looked for; more is a text."""
_LINK = re.compile(r"\[([^\[\]]*)(?:\]\(|\|)\s*(?:mailto:)?\Z", re.IGNORECASE)
# A link as Markdown and as a wiki writes it.
_OPENS = re.compile(r"[<(\[]\s*(?:mailto:|smtp:)?\s*\Z", re.IGNORECASE)
_HREF = re.compile(r"<a\s[^<>]*\Z", re.IGNORECASE)
_HREF_TEXT = re.compile(r"[^<>]{0,200}>([^<>]{0,200})</a>", re.IGNORECASE)
_COMMENT = re.compile(r"[ \t]*\(([^()@<>]{1,200})\)")
_CELL = re.compile(r"[ \t]*[\t;,|][ \t]*\"?([^\t;,|\"@<>]{1,200})\"?[ \t]*\Z")
_QUOTED = re.compile(r"\"([^\"]*)\"\s*\Z")
_LABEL = re.compile(r"^[^:\uff1a]*[:\uff1a]\s*")
_JOIN = re.compile(
    r"^[\s>)\]}/&+]*\b(?:and|und|et|e|y|i|og|och|en|ou|or|oder|o|u|lub|oraz|ja|tai|ve|veya|sau|"
    r"nebo|per|cc|bcc|CC|BCC|Cc|Bcc)\b[\s:]+"
)
# Words between two addresses that are no part of a name.
_PAIR = re.compile(r"[\s=>|\u2013\u2014\u2192-]+\Z")
_AROUND = " \t\u00a0,;.:/|>)]}<([{\"'&*+_=-\u2013\u2014\u2022\u00b7\u2192\u2709"
_CELLS = re.compile(r"\s*[;\t|]\s*|\s{3,}")
_WORD = re.compile(r"\(?[^\W\d_][\w'\u2019.-]*\)?,?")
_PARTICLES = frozenset(
    (
        *(
            "af",
            "al",
            "av",
            "bin",
            "da",
            "dal",
            "das",
            "de",
            "del",
            "den",
            "der",
            "di",
            "do",
            "dos",
        ),
        *("du", "el", "la", "le", "lo", "ten", "ter", "van", "vom", "von", "zu"),
    )
)
_LABELS = frozenset(
    (
        *("address", "addresses", "adresse", "adressen", "adres", "adresa", "adress", "an", "and"),
        *("at", "bcc", "betreff", "billing", "cc", "contact", "contacto", "contatto", "correo"),
        *("courriel", "courrier", "electronico", "electronique", "elettronica", "email", "emails"),
        *("epost", "eposta", "epostadress", "epostadresse", "et", "fax", "from", "href", "http"),
        *("https", "kontakt", "kontakti", "mail", "mailadresse", "mails", "mailto", "member"),
        *("members", "membres", "miembros", "mitglieder", "objet", "oder", "or", "ou", "phone"),
        *("please", "posta", "postadress", "reply", "replyto", "sahkoposti", "sip", "smtp"),
        *("subject", "technical", "technik", "technique", "tel", "to", "und", "upn", "via", "web"),
        *("acct", "write"),
    )
)
"""Words beside an address that make no name, folded, only their letters."""


def name_before(before: str, address: str, *, is_first: bool) -> tuple[str, list[str]]:
    """Return the name in what stands before an address, and the other pieces there.

    In brackets an address may have any name; without, only what looks like one.
    """
    cut, before = before[:-_LONGEST], before[-_LONGEST:]
    others = [cut] if cut else []
    if not is_first:
        before = _JOIN.sub("", before, count=1).lstrip(_AROUND)
    if link := _LINK.search(before):
        return _trimmed(link[1]), [*others, before[: link.start()]]
    if href := _HREF.search(before):
        return "", [*others, before[: href.start()]]
    if opens := _OPENS.search(before):
        pieces = _CELLS.split(before[: opens.start()])
        name, more = _in_front(pieces.pop())
        return name, [*others, *pieces, *more]
    return _without_brackets(before, address, others)


def name_after(line: str, sign: str, address: str, stop: int) -> tuple[str, int]:
    """Return the name behind an address that ends at `stop`, and where that ends.

    `sign` is the character before the address.
    """
    behind = line[stop : stop + 2 * _LONGEST]
    if sign == ":" and (text := _HREF_TEXT.match(behind)):
        name = "" if "@" in text[1] else _trimmed(text[1])
        return name, stop + (text.end() if name else 0)
    for form in (_COMMENT, _CELL):
        found = form.match(behind)
        is_sure = form is _COMMENT or (found and explains(found[1], address))
        if found and is_sure and _is_name(found[1].strip(), address):
            return _trimmed(found[1]), stop + found.end()
    return "", stop


def name_on(line: str) -> str:
    """Return the name that fills a line, but for a label; empty if it is none."""
    text = line.strip()
    if len(text) > _LONGEST:
        return ""
    name = _trimmed(_LABEL.sub("", text, count=1) if ":" in text else text)
    return name if _has_form(name) else ""


def explains(name: str, address: str) -> bool:
    """Say whether an address has a name in its words: `Léa Petit` and `l.petit@example.org`."""
    local = _letters(address.rpartition("@")[0])
    words = map(_letters, re.split(r"[\s,.'\u2019-]+", name))
    return any(len(word) > 2 and word in local for word in words)


def says(piece: str) -> bool:
    """Say whether a piece of text is more than labels and punctuation."""
    words = [_letters(word) for word in re.findall(r"\w+", piece[:_LONGEST])]
    return any(len(word) > 1 and word not in _LABELS for word in words)


def _in_front(text: str) -> tuple[str, list[str]]:
    """Return the name in front of a bracket, and what stands before that."""
    if quoted := _QUOTED.search(text):
        return _trimmed(quoted[1]), [text[: quoted.start()]]
    label = _LABEL.match(text)
    if label and not says(label[0]):
        text = text[label.end() :]
    return " ".join(text.strip(" \t\u00a0,;>\"'").split()), []


def _without_brackets(before: str, address: str, others: list[str]) -> tuple[str, list[str]]:
    """Return the name in what stands before an address without a bracket."""
    head = _PAIR.sub("", before)
    has_label = head.endswith((":", "\uff1a"))
    pieces = _CELLS.split(head.rstrip(":\uff1a"))
    name = _trimmed(pieces.pop()) if not (before.endswith(("\t", ";", "|")) and head == "") else ""
    if "," in name and not explains(name.partition(",")[0], address):
        early, _, name = name.rpartition(",")
        pieces, name = [*pieces, early], name.strip()
    if _is_name(name, address) and (not has_label or explains(name, address) or " " in name):
        return name, [*others, *pieces]
    return "", [*others, *pieces, "" if has_label else name]


def _is_name(text: str, address: str) -> bool:
    """Say whether a text without any brackets is the name of an address's owner."""
    if not _has_form(text):
        return False
    words = text.split()
    if explains(text, address):
        return True
    shown = [word.lstrip("(") for word in words if folded(word) not in _PARTICLES]
    return bool(shown) and all(word[0].isupper() or not word[0].islower() for word in shown)


def _has_form(text: str) -> bool:
    """Say whether a text is one to six words, none of which is a label's."""
    words = text.split()
    return 0 < len(words) < 7 and all(
        _WORD.fullmatch(word) and _letters(word) not in _LABELS for word in words
    )


def _trimmed(text: str) -> str:
    return " ".join(text.strip(_AROUND.replace(")", "")).split())


def _letters(text: str) -> str:
    return "".join(sign for sign in folded(text) if sign.isalnum())
