"""Facts: what the program says of vendors and portals, each with its source.

The program reads the value of a fact, so that no sentence can say anything else than the table.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from licensetui.domain.dataclass import dataclass
from licensetui.domain.labels import Labeled

Value = TypeVar("Value", covariant=True)


class Sureness(Labeled):
    """The sureness of a fact: who says so."""

    PUBLISHED = "published"
    """The vendor's own documents."""
    STAFF = "said by staff"
    """Somebody of the vendor, in public, as in its community."""
    REPORTED = "reported"
    """Others: partners, users."""
    UNCONFIRMED = "not confirmed"
    """Nothing public was found: check on the portal."""


@dataclass(frozen=True)
class Fact(Generic[Value]):
    """One thing that is known of a vendor, as of a day."""

    name: str
    """What it is called in tests and in JSON: `cloud-grace`."""
    sentence: str
    """What it says, whole."""
    value: Value
    """What the program reckons with."""
    said: str
    """Where the program says it, or acts on it."""
    source: str
    """The address of a page, or the title of a document."""
    dated: str
    """The day, month or year of the source, or of the look at it: `2017-11-01`, `2026`."""
    sure: Sureness = Sureness.PUBLISHED
    """Who says so."""
