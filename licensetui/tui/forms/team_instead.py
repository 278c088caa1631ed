"""A team in the place of one person on a license: what becomes of it, and in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.handover import HandoverRow, handed_over
from licensetui.domain.holdings import Holding, HoldingKind
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.commands.everywhere import UNDO
from licensetui.tui.forms.address_judge import Offer


def with_team(offer: Offer, person: Contact, portfolio: Portfolio, today: date) -> Change:
    """Return the change by which a team stands where a person stood. Neither address changes."""
    rows = [
        HandoverRow(
            Holding(HoldingKind.CONTACT, license, role=held.role, primary=held.primary),
            offer.team.id,
        )
        for license, held in offer.uses
    ]
    change = handed_over(portfolio, rows, person, today)
    license, held = offer.uses[0]
    role = f"the {held.role.words} of {license.name}"
    return replace(change, what=f"make {offer.team.label} {role} instead of {person.label}")


def done_words(offer: Offer, person: Contact) -> str:
    """Return what was done, as a sentence that goes on."""
    license, held = offer.uses[0]
    who = f"{offer.team.label} instead of {person.label}"
    return f"{who} is now {held.role.words} of {license.name}. {UNDO.key} undoes it"
