"""What the program asks of a vendor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from licensetui.domain.contact_policy import ContactPolicy
from licensetui.domain.license import License, Portal
from licensetui.domain.portal_step import PortalStep


@dataclass(frozen=True)
class EndOfLife:
    """A day after which a vendor ends something."""

    day: date
    """The last day."""
    what: str
    """What ends then, as the start of a sentence: `Data Center`."""
    expires: bool = False
    """Whether the licenses themselves expire then, so that none can have a later end."""


class Vendor(Protocol):
    """One vendor."""

    @property
    def name(self) -> str:
        """The vendor's name as it stands in a license."""

    @property
    def portals(self) -> frozenset[Portal]:
        """The portals that are this vendor's own, whoever sold a license there."""

    def guide_text(self, step: PortalStep) -> str:
        """Return how a step is done there: the text of a guide, as `vendors.guides` reads it."""

    def end_of_life(self, license: License) -> EndOfLife | None:
        """Return the day after which a license like this cannot run or be supported, if any."""

    def contact_policy(self, license: License) -> ContactPolicy:
        """Return what its portal takes as contacts of a license like this, and what is wise."""

    def last_purchase(self, license: License) -> EndOfLife | None:
        """Return the last day on which a license like this can be bought or expanded, if any."""

    def closed_to_new(self, license: License) -> EndOfLife | None:
        """Return the day from which only those can buy such a license who have one, if any."""

    def evaluation_days(self, license: License) -> int | None:
        """Return how many days an evaluation of such a license lasts; None if not known."""

    def consequence(self, license: License, end: date) -> str:
        """Return what comes of a term that ended unpaid, as a clause; empty if not known."""

    def host_product(self, license: License) -> str:
        """Return the product whose instance a license runs (`Jira`); empty for apps and others."""

    def instance_stop(self, license: License) -> str:
        """Return what its instance does when one license on it lapses, as a sentence's start.

        `Jira stops creating issues`; empty if nothing of the kind is known.
        """
