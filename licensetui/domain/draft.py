"""Drafts: what was typed in a form and not saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TypeAlias

from licensetui.domain.contact import Contact
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
"""A value as it stands in a line of JSON."""


@dataclass(frozen=True)
class Draft:
    """The content of one form."""

    form: str
    """The kind of form: `license`, `contact`, `renewal`."""
    title: str
    """What the form is called on screen: `Contacts > Bruno Durand`."""
    at: datetime
    """When it was kept, aware."""
    texts: Mapping[str, str]
    """What each changed field holds, by the field's name."""
    chosen: Mapping[str, Json] = field(default_factory=dict)
    """What was chosen beside the fields, by a name of the form's own; nothing of it was typed."""
    license: License | None = None
    """The license as it was when the form was opened; None for a new one, or for a contact."""
    contact: Contact | None = None
    """The contact as it was when the form was opened; None for a new one, or for a license."""
