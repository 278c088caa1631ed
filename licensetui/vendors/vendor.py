"""What the program asks of a vendor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from licensetui.domain.contact_policy import ContactPolicy
from licensetui.domain.license import License


@dataclass(frozen=True)
class EndOfLife:
    """A day after which a vendor ends something."""

    day: date
    """The last day."""
    what: str
    """What ends then, as the start of a sentence: `Data Center`."""


class Vendor(Protocol):
    """One vendor."""

    @property
    def name(self) -> str:
        """The vendor's name as it stands in a license."""

    def end_of_life(self, license: License) -> EndOfLife | None:
        """Return the day after which a license like this cannot run or be supported, if any."""

    def contact_policy(self, license: License) -> ContactPolicy:
        """Return what its portal takes as contacts of a license like this, and what is wise."""
