"""The vendor of whom nothing particular is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from licensetui.domain.contact import ContactKind
from licensetui.domain.contact_policy import ContactPolicy
from licensetui.domain.license import License, Portal
from licensetui.domain.portal_step import PortalStep
from licensetui.vendors.guide_files import text_of
from licensetui.vendors.vendor import EndOfLife


@dataclass(frozen=True)
class Generic:
    """A vendor without ways of its own."""

    name: str = ""
    """Empty: it stands for all whose name is not known."""
    portals: frozenset[Portal] = frozenset()
    """None is known."""

    def guide_text(self, step: PortalStep) -> str:
        """Return what most vendors have in common."""
        return text_of(__package__, f"{step.case.value}.txt")

    def end_of_life(self, license: License) -> EndOfLife | None:
        """Return None: no end of life is known."""
        return None

    def contact_policy(self, license: License) -> ContactPolicy:
        """Return that a team's address is wise, but where a partner keeps its own contacts."""
        if license.portal is Portal.PARTNER:
            return ContactPolicy("the partner", wise=ContactKind.UNKNOWN)
        return ContactPolicy()

    def last_purchase(self, license: License) -> EndOfLife | None:
        """Return None: all is on sale."""
        return None

    def closed_to_new(self, license: License) -> EndOfLife | None:
        """Return None: all is on sale, to everybody."""
        return None

    def evaluation_days(self, license: License) -> int | None:
        """Return None: it is not known."""
        return None

    def consequence(self, license: License, end: date) -> str:
        """Return nothing: it is not known."""
        return ""

    def host_product(self, license: License) -> str:
        """Return nothing: it is not known."""
        return ""

    def instance_stop(self, license: License) -> str:
        """Return nothing: no license is known to stop others."""
        return ""


GENERIC = Generic()
"""The only one there needs to be."""
