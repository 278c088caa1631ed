"""A vendor as the program asks it; this one has no ways of its own."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from licensetui.domain.license import Hosting, License
from licensetui.domain.portal_places import policy_of
from licensetui.domain.portals import GENERAL, OTHER, ContactPolicy, Portal
from licensetui.domain.reminders import Origin, ReminderDays
from licensetui.packaged import packaged_text

if TYPE_CHECKING:
    from licensetui.domain.portal_step import PortalStep

GENERIC_GUIDES = "licensetui.vendors.generic"
"""The package with the guides to portals that have none of their own."""


class EndOfLife(NamedTuple):
    """A day after which a vendor ends something."""

    day: date
    """The last day."""
    what: str
    """What ends then, as the start of a sentence: `Data Center`."""
    expires: bool = False
    """Whether the licenses themselves expire then, so that none can have a later end."""
    is_last_sold: bool = False
    """Whether no renewal is sold for the time after it, so that none can be recorded."""


class Trial(NamedTuple):
    """The days for which a product can be tried."""

    days: int
    """As a rule."""
    longest: int
    """If it was extended as often as that is done; as many, if it never is."""


@dataclass(frozen=True)
class Vendor:
    """One vendor; those of whom something particular is known have modules of their own."""

    name: str = ""
    """As it stands in a license; empty for all whose name is not known."""
    also: tuple[str, ...] = ()
    """Other names that people write for it; legal forms such as Inc. need no line here."""
    portals: tuple[Portal, ...] = ()
    """The portals that are this vendor's own, whoever sold a license there; the usual one first."""
    package: str = GENERIC_GUIDES
    """The package with the guides to its portals, in the folder `guides`."""
    reminds: tuple[int, ...] | None = None
    """Days before an end on which it writes, a minus is after it; None if not known."""

    def portal(self, hosting: Hosting, partner: str = "") -> Portal:
        """Return where the contacts of a license are changed, as a rule, if a partner sold it."""
        return next(iter(self.portals), OTHER)

    def guide_text(self, step: PortalStep) -> str:
        """Return how a step is done: the text of a guide, as `vendors.guides` reads it.

        It is `guides/`, the portal's `guides` and a `StepCase`: `store-add.txt`; where the vendor
        has none of that name, the generic one.
        """
        portal, case = step.license.portal, step.case.value
        if portal in self.portals:
            with suppress(FileNotFoundError):  # of whose ways only some are known
                return text_of(self.package, f"{portal.guides}{case}.txt")
        return text_of(GENERIC_GUIDES, f"{case}.txt")

    def contact_policy(self, license: License) -> ContactPolicy:
        """Return what its portal takes as contacts of a license like this, and what is wise.

        Nothing is known of what other vendors' licenses may have on a portal of this one.
        """
        portal = license.portal
        is_known = portal in self.portals or portal in GENERAL
        return policy_of(license) if is_known else ContactPolicy()

    def end_of_life(self, license: License) -> EndOfLife | None:
        """Return the day after which a license like this cannot run or be supported, if any."""
        return None

    def last_purchase(self, license: License) -> EndOfLife | None:
        """Return the last day on which a license like this can be bought or expanded, if any."""
        return None

    def closed_to_new(self, license: License) -> EndOfLife | None:
        """Return the day from which only those can buy such a license who have one, if any."""
        return None

    def trial(self, license: License) -> Trial | None:
        """Return for how long such a license can be tried; None if not known."""
        return None

    def reminder_days(self, license: License) -> ReminderDays | None:
        """Return when reminders about a license like this are sent; None if not known."""
        return None if self.reminds is None else self._reminding(self.reminds)

    def _reminding(self, days: tuple[int, ...]) -> ReminderDays:
        return ReminderDays(days, Origin.VENDOR, self.name)

    def consequence(self, license: License, end: date) -> str:
        """Return what comes of a term that ended unpaid, as a clause; empty if not known."""
        return ""

    def host_product(self, license: License) -> str:
        """Return the product whose instance a license runs (`Jira`); empty for apps and others."""
        return ""

    def instance_stop(self, license: License) -> str:
        """Return what its instance does when one license on it lapses, as a sentence's start.

        `Jira stops creating issues`; empty if nothing of the kind is known.
        """
        return ""

    def instance_remedy(self, license: License) -> str:
        """Return what brings the others back, other than to renew it, as a request."""
        return ""


@cache
def text_of(package: str, name: str) -> str:
    """Return the text of a guide in the folder `guides` of a vendor's package."""
    return packaged_text(package, f"guides/{name}")
