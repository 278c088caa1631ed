"""A finding: something wrong or unwise, said so that somebody can mend it."""

from __future__ import annotations

import dataclasses
from enum import Enum, auto
from typing import Any

from licensetui.domain.dataclass import dataclass
from licensetui.domain.milestones import Urgency

NOTHING = "Nothing is wrong."
"""Said where there are records, and no findings."""


class Remedy(Enum):
    """The remedy of a finding."""

    EDIT = auto()
    """Another value in the field that the finding names."""
    CORRECT_ADDRESS = auto()
    """Another value there too: the address is none, or not the one that was meant."""
    RENEW = auto()
    """The renewal, recorded."""
    SETTLE = auto()
    """A word of the vendor's that it was canceled, and that it is handled."""
    HAND_OVER = auto()
    """Others who read what one person reads alone."""
    DO_STEPS = auto()
    """What is still to be done on the portal."""
    GIVE_READERS = auto()
    """The same where whoever is wanted would read it; else other contacts."""
    GIVE_ROLE = auto()
    """The role that a portal has in place of one of before, for all who had that."""
    INSTALL_KEY = auto()
    """The license key of the new term, in use."""
    LOOK = auto()
    """A look at the portal."""


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
    remedy: Remedy = Remedy.EDIT
    """What mends it."""
    is_told_by_dates: bool = False
    """Whether the agenda says the same, so that it need not be shown beside it."""
    order: tuple[Any, ...] = dataclasses.field(default=(), compare=False, repr=False)
    """What it is sorted by among findings alike about records of the same name; else their ids."""
