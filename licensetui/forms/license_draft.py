"""Contacts and documents of a license as a draft keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from licensetui.domain.draft import Json
from licensetui.domain.license import Assignment, Document, Role
from licensetui.domain.structure import StructureError

WANTED = "wanted"
"""In a draft: the contacts of the license, if others were chosen."""
DOCUMENTS = "documents"
"""In a draft: the documents of the license, if they are others."""


def wanted_json(wanted: Iterable[Assignment]) -> list[Json]:
    """Return contacts as a draft keeps them."""
    return [
        {
            "contact": held.contact,
            "role": held.role.value,
            "primary": held.primary,
            "since": str(held.since) if held.since else None,
            "waiting_since": str(held.waiting_since) if held.waiting_since else None,
        }
        for held in wanted
    ]


def wanted_from(value: Json) -> tuple[Assignment, ...]:
    """Return what `wanted_json` wrote; what is none in a draft is left out."""
    lines = value if isinstance(value, list) else []
    return tuple(held for line in lines if (held := _held(line)))


def documents_json(documents: Iterable[Document]) -> list[Json]:
    """Return documents as a draft keeps them."""
    return [{"place": document.place, "title": document.title} for document in documents]


def documents_from(value: Json) -> tuple[Document, ...]:
    """Return what `documents_json` wrote; what is none in a draft is left out."""
    lines = value if isinstance(value, list) else []
    return tuple(found for line in lines if (found := _document(line)))


def _document(line: Any) -> Document | None:
    try:
        return Document(line["place"], line["title"])
    except (KeyError, TypeError, StructureError):
        return None


def _held(line: Any) -> Assignment | None:
    try:
        since, waiting = (line.get(name) for name in ("since", "waiting_since"))
        return Assignment(
            line["contact"],
            Role(line["role"]),
            line["primary"],
            date.fromisoformat(since) if since else None,
            date.fromisoformat(waiting) if waiting else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError, StructureError):
        return None
