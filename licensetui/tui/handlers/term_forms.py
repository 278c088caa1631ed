"""The forms of new terms."""

from __future__ import annotations

from licensetui.tui.commands.browsing import ARCHIVE
from licensetui.tui.desk import Desk
from licensetui.tui.messages import PlanCoTerm, RenewLicenses
from licensetui.tui.screens.coterm import CoTermForm
from licensetui.tui.screens.renew import RenewForm
from licensetui.tui.screens.renew_several import RenewSeveralForm


def renew(desk: Desk, request: RenewLicenses) -> None:
    """Ask for the new terms of licenses."""
    first, *others = request.licenses
    if others and desk.may_edit():
        desk.open(RenewSeveralForm(desk.session, request.licenses))
    elif first.archived:
        desk.refuse(f"{first.name} is archived. Restore it first: {ARCHIVE.key}.")
    elif desk.may_edit():
        desk.open(RenewForm(desk.session, first))


def plan_co_term(desk: Desk, request: PlanCoTerm) -> None:
    """Ask for a common end of licenses."""
    if desk.may_edit():
        desk.open(CoTermForm(desk.session, request.licenses))
