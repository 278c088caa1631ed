"""The policy of a portal: the contacts that it takes, and what is wise there."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.domain.contact import ContactKind


@dataclass(frozen=True)
class ContactPolicy:
    """The ways of one portal with the contacts of one license."""

    portal: str = ""
    """What to call the portal on screen; empty if there is nothing to call it."""
    wise: ContactKind = ContactKind.TEAM
    """Whose addresses are wise there: a team's, or persons'; unknown: no matter."""
    takes_teams: bool = True
    """Whether it takes the address of a team or a distribution list at all."""
    takes_extra: bool = True
    """Whether contacts can be added beside the one that it was issued to."""
    asks_strangers: bool = False
    """Whether a contact of another or a public domain must sign in and promote themselves."""
