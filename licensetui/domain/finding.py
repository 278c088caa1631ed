"""A finding: something wrong or unwise, said so that somebody can mend it."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.domain.milestones import Urgency


@dataclass(frozen=True)
class Finding:
    """A risk, in words, with the record it is about and the field that mends it."""

    rule: str
    """Name of the rule in kebab-case; one record breaks a rule at most once per field."""
    severity: Urgency
    """How bad it is, on the scale of the marks."""
    reason: str
    """A sentence for the user."""
    word: str
    """The same in a word or two, for a column of a table."""
    field: str
    """The field of the record in which it is mended."""
    license: int | None = None
    """Id of the license it is about, or None."""
    contact: int | None = None
    """Id of the contact it is about, or None."""
