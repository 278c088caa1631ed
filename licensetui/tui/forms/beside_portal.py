"""The contacts assigned to a license, beside those that its portal was seen to show."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import Assignment, SeenAssignment
from licensetui.domain.portal_places import Place, place_of

NOT_THERE = "not there"
"""Said of a contact whom the portal does not show in that role."""


@dataclass(frozen=True)
class PortalSide:
    """What the portal shows in the place of a contact."""

    words: str
    """The other address, or what it makes of the same one."""
    is_same: bool
    """Whether it is as assigned."""


@dataclass(frozen=True)
class Beside:
    """Both sides of the contacts of a license."""

    held: tuple[Assignment, ...]
    """Who is assigned."""
    on_portal: tuple[SeenAssignment, ...]
    """Whom the portal was seen to show."""
    address_of: Callable[[int], str]
    """Finds the address of a contact, in the form in which two are compared."""

    def shown(self, held: Assignment) -> PortalSide:
        """Return what the portal shows of a contact; of an absent one, who is there instead."""
        seen = self._at.get(self._place(held))
        if seen is not None:
            word = "primary" if seen.primary else "secondary"
            return (
                PortalSide("yes", True) if seen.primary is held.primary else PortalSide(word, False)
            )
        instead = self._instead.get(held)
        return PortalSide(instead.address if instead else NOT_THERE, False)

    @property
    def others(self) -> tuple[SeenAssignment, ...]:
        """Those on the portal who stand beside nobody."""
        beside = set(self._instead.values())
        return tuple(seen for seen in self._surplus if seen not in beside)

    def _place(self, held: Assignment) -> Place:
        return self.address_of(held.contact), held.role

    @cached_property
    def _at(self) -> dict[Place, SeenAssignment]:
        return {place_of(seen): seen for seen in self.on_portal}

    @cached_property
    def _surplus(self) -> tuple[SeenAssignment, ...]:
        assigned = {self._place(held) for held in self.held}
        return tuple(seen for seen in self.on_portal if place_of(seen) not in assigned)

    @cached_property
    def _instead(self) -> dict[Assignment, SeenAssignment]:
        """Who is shown in the role of each who is not: the first by the first."""
        found: dict[Assignment, SeenAssignment] = {}
        left = list(self._surplus)
        for held in self.held:
            seen = next((x for x in left if x.role is held.role), None)
            if seen is not None and self._place(held) not in self._at:
                found[held] = seen
                left.remove(seen)
        return found
