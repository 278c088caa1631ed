"""Changes by others to the record of an open form, in the words of its heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.tui.forms.field import Field


def elsewhere_words(
    before: License | Contact | None, now: License | Contact | None, known: Iterable[Field]
) -> str:
    """Return what became of a record since the form was opened; empty if nothing did.

    `known` are the fields of the form, which have the labels.
    """
    if before is None:
        return ""
    if now is None:
        return "REMOVED by another session"
    labels = {field.name: field.label for field in known}
    changed = [
        labels.get(field.name, field.name.capitalize())
        for field in fields(before)
        if field.name != "key" and getattr(before, field.name) != getattr(now, field.name)
    ]
    return f"CHANGED by others: {', '.join(changed)}" if changed else ""
