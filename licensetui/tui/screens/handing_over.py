"""The wish that all of somebody's licenses go to others."""

from __future__ import annotations

from textual import on

from licensetui.domain.contact import Contact
from licensetui.domain.holdings import holdings
from licensetui.tui import messages
from licensetui.tui.screens.editing import EditingScreen


class HandingOverScreen(EditingScreen):
    """Opens the hand-over of a contact, or of the contact of a license."""

    @on(messages.HandOver)
    def _hand_over(self, request: messages.HandOver) -> None:
        from licensetui.tui.screens.handover import HandoverForm

        portfolio, record = self.session.outlook.portfolio, request.record
        if isinstance(record, Contact):
            leaver = record
        else:
            role = record.portal.technical
            holders = portfolio.holders(record, role)
            if not holders:
                self.say(f"{record.name} has no {role.words}: t chooses one.", is_error=True)
                return
            leaver = holders[0]
        if not self._may_edit():
            return
        if holdings(leaver, portfolio, self.session.outlook.today):
            self.open_form(HandoverForm(self.session, leaver))
        else:
            self.say(f"{leaver.label} holds no license and no team, and stands in for nobody.")
