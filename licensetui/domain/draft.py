"""Drafts: what was typed in a form and not saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment, License


@dataclass(frozen=True)
class Draft:
    """What stands in one form."""

    form: str
    """Which form: `license`, `contact` or `renewal`."""
    title: str
    """What the form is called on screen: `Contacts > Bruno Durand`."""
    at: datetime
    """When it was kept, aware."""
    texts: Mapping[str, str]
    """What each changed field holds, by the field's name."""
    license: License | None = None
    """The license as it was when the form was opened; None for a new one, or for a contact."""
    contact: Contact | None = None
    """The contact as it was when the form was opened; None for a new one, or for a license."""
    wanted: tuple[Assignment, ...] | None = None
    """The contacts of the license as chosen in the form; None if they were not changed."""
