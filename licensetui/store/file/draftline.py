"""One line of a journal of drafts: what stood in one form, or that nothing is kept for it any more.

    {"check":"1c291ca3","version":1,"form":3,"draft":{"form":"contact","title":"Contacts > Anna",
     "at":"2026-11-22T10:31:05+01:00","texts":{"email":"..."},"contact":{"id":4,"values":{...}}}}

`check` is the CRC-32 of what follows it on the line. A license key never stands there. A line with
something `chosen` in it is of version 2: a release that does not know that leaves it alone.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import msgspec

from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.door import load
from licensetui.store import codec
from licensetui.store.errors import DamagedError, NotSavedError
from licensetui.store.file.registry import DRAFT_WITHOUT_KEYS

VERSION = 2
"""The highest of the lines that this release writes, and that it understands."""

_HEAD = b'{"check":"%08x",'


class UnknownLineError(Exception):
    """A line is whole, but says what this release does not understand."""


@dataclass(frozen=True)
class DraftLine:
    """The content of a line."""

    form: int
    """Number of the form in its session."""
    draft: Draft | None
    """What stood in it; None if nothing is kept for it any more."""


class _Record(msgspec.Struct):
    id: int
    values: dict[str, Any]


class _Draft(msgspec.Struct, omit_defaults=True):
    form: str
    title: str
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    texts: dict[str, str]
    license: _Record | None = None
    contact: _Record | None = None
    wanted: list[Any] | None = None
    """The contacts chosen for a license, in version 1."""
    chosen: dict[str, Any] = {}


class _Line(msgspec.Struct):
    version: int
    form: int
    draft: _Draft | None


_DECODER = msgspec.json.Decoder(_Line)


def rendered(form: int, draft: Draft | None) -> bytes:
    """Return the line for a form. Raises `NotSavedError` for a text that cannot be written."""
    try:
        kept = _draft(load(DRAFT_WITHOUT_KEYS)(draft)) if draft else None
        version = VERSION if draft and draft.chosen else 1
        rest = msgspec.json.encode(_Line(version, form, kept))[1:]
    except UnicodeEncodeError as error:
        raise NotSavedError(
            f"NOT SAVED: half a character ({error.object[error.start]!r}) in the typed text"
        ) from error
    return _checked(rest)


def parsed(content: bytes) -> DraftLine | None:
    """Return what a line says, or None if it is torn or damaged. Raises `UnknownLineError`."""
    head, _, rest = content.partition(b",")
    if not rest.endswith(b"\n") or head + b"," != _HEAD % zlib.crc32(rest[:-1]):
        return None
    try:
        line = _DECODER.decode(b"{" + rest)
        if line.version > VERSION:
            raise UnknownLineError(f"version {line.version}")
        return DraftLine(line.form, _known(line.draft) if line.draft else None)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, DamagedError) as error:
        raise UnknownLineError(str(error)) from error


def _checked(rest: bytes) -> bytes:
    return b"%b%b\n" % (_HEAD % zlib.crc32(rest), rest)


def _draft(draft: Draft) -> _Draft:
    return _Draft(
        draft.form,
        draft.title,
        draft.at,
        dict(draft.texts),
        _Record(draft.license.id, codec.values(draft.license)) if draft.license else None,
        _Record(draft.contact.id, codec.values(draft.contact)) if draft.contact else None,
        chosen=dict(draft.chosen),
    )


def _known(draft: _Draft) -> Draft:
    license, contact = draft.license, draft.contact
    return Draft(
        draft.form,
        draft.title,
        draft.at,
        draft.texts,
        draft.chosen if draft.wanted is None else {"wanted": draft.wanted},
        codec.record(License, license.id, license.values) if license else None,
        codec.record(Contact, contact.id, contact.values) if contact else None,
    )
