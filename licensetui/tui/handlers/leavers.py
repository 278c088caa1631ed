"""Leavers: the last day, and the handover of everything somebody holds."""

from __future__ import annotations

from licensetui.domain.contact import Contact
from licensetui.domain.holdings import holdings
from licensetui.tui.commands.records import SET_TECHNICAL
from licensetui.tui.desk import Desk
from licensetui.tui.messages import ContactLeaves, HandOver
from licensetui.tui.screens.handover import HandoverForm
from licensetui.tui.screens.leaving import LeavingForm


def note_leaving(desk: Desk, request: ContactLeaves) -> None:
    """Ask for the last day of somebody, and when the mailbox closes."""
    if desk.may_edit():
        desk.open(LeavingForm(desk.session, request.contact))


def hand_over(desk: Desk, request: HandOver) -> None:
    """Hand over what a contact holds, or the contact of a license."""
    portfolio, record = desk.outlook.portfolio, request.record
    if isinstance(record, Contact):
        leaver = record
    else:
        role = record.portal.technical
        holders = portfolio.holders(record, role)
        if not holders:
            desk.refuse(f"{record.name} has no {role.words}. Set one first: {SET_TECHNICAL.key}.")
            return
        leaver = holders[0]
    if not desk.may_edit():
        return
    if holdings(leaver, portfolio, desk.outlook.today):
        desk.open(HandoverForm(desk.session, leaver))
    else:
        desk.say(f"{leaver.label} holds nothing: no licenses, no teams, no deputy role.")
