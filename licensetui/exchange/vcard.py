"""Contacts in vCards (RFC 2426, RFC 6350), as phones and address books export them."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from licensetui.exchange.mail_groups import LeftOut, ListedMember

_BEGINS = re.compile(r"\s*BEGIN:VCARD\b", re.IGNORECASE)
_FOLD = re.compile(r"\n[ \t]")
_SOFT_BREAK = re.compile(r"=\n")
_ESCAPED = re.compile(r"\\(.)")


def is_vcard(text: str) -> bool:
    """Say whether a text has the form."""
    return _BEGINS.match(text) is not None


def read_vcards(text: str) -> Iterator[ListedMember | LeftOut]:
    """Yield each address of the cards with the name on its card, and the names without any."""
    name, addresses, is_team = "", list[str](), False
    text = _FOLD.sub("", text)
    if "QUOTED-PRINTABLE" in text.upper():
        text = _SOFT_BREAK.sub("", text)
    for line in text.split("\n"):
        head, _, value = line.partition(":")
        key, *options = head.strip().upper().rpartition(".")[2].split(";")
        if key == "BEGIN":
            name, addresses, is_team = "", [], False
        elif key == "FN":
            name = _value(value, options)
        elif key == "N" and not name:
            name = " ".join(reversed(_value(value, options).split(";")[:2])).strip()
        elif key == "EMAIL" and value.strip():
            addresses.append(_value(value, options).removeprefix("mailto:"))
        elif key == "KIND":
            is_team = value.strip().lower() == "group"
        elif key == "END":
            yield from (ListedMember(address, name, is_team) for address in addresses)
            if name and not addresses:
                yield LeftOut(name, "no address")


def _value(text: str, options: list[str]) -> str:
    if any("QUOTED-PRINTABLE" in option for option in options):
        text = quopri.decodestring(text.encode()).decode("utf-8", "replace")
    return _ESCAPED.sub(lambda found: {"n": " ", "N": " "}.get(found[1], found[1]), text).strip()
