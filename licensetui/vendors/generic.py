"""The vendor of whom nothing particular is known."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.domain.contact import ContactKind
from licensetui.domain.contact_policy import ContactPolicy
from licensetui.domain.license import License, Portal
from licensetui.vendors.vendor import EndOfLife


@dataclass(frozen=True)
class Generic:
    """A vendor without ways of its own."""

    name: str = ""
    """Empty: it stands for all whose name is not known."""

    def end_of_life(self, license: License) -> EndOfLife | None:
        """Return None: no end of life is known."""
        return None

    def contact_policy(self, license: License) -> ContactPolicy:
        """Return that a team's address is wise, but where a partner keeps its own contacts."""
        if license.portal is Portal.PARTNER:
            return ContactPolicy("the partner", wise=ContactKind.UNKNOWN)
        return ContactPolicy()


GENERIC = Generic()
"""The only one there needs to be."""
