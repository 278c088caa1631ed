"""Traces of a person in the notes of sent mails: the digest of an address tells who it is."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec

from licensetui.store.person import Person
from licensetui.store.told import mark_of

_SHORT = 12
"""Digits of the digest of an address in the key of a notice."""


def sent_without(content: bytes, sought: Person) -> bytes:
    """Return the lines of `sentnotes` without a person.

    What that address was told is not known any more: who still sends to it tells all of it again.
    """
    marks = {mark_of(address) for address in sought.addresses}
    # The id of a message was made of its recipients too.
    ids: dict[str, str] = {}
    lines = []
    for text in content.splitlines(keepends=True):
        if not any(one[:_SHORT].encode() in text for one in marks):
            lines.append(text)
            continue
        try:
            line = msgspec.json.decode(text, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue  # nobody can read it anyway
        kept = _line_without(line, marks)
        if line.get("id") and kept.get("to") != line.get("to"):
            ids.setdefault(str(line["id"]), f"<{secrets.token_hex(20)}@forgotten>")
        if kept.get("to"):
            lines.append(msgspec.json.encode(kept) + b"\n")
    return b"".join(_renamed(text, ids) for text in lines)


def _line_without(line: dict[str, Any], marks: set[str]) -> dict[str, Any]:
    kept = dict(line)
    kept["to"] = [one for one in line.get("to", []) if one not in marks]
    for field in ("told", "over"):
        named = [key for key in line.get(field, ()) if any(x[:_SHORT] in key for x in marks)]
        if named and isinstance(line[field], dict):
            kept[field] = {key: one for key, one in line[field].items() if key not in named}
        elif named:
            kept[field] = [key for key in line[field] if key not in named]
    return kept


def _renamed(text: bytes, ids: dict[str, str]) -> bytes:
    for old, new in ids.items():
        text = text.replace(msgspec.json.encode(old), msgspec.json.encode(new))
    return text
