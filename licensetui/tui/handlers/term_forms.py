"""The forms of new terms, and the list of the old ones."""

from __future__ import annotations

from licensetui.tui.desk import Desk
from licensetui.tui.messages import PlanCoTerm, RenewLicenses, ShowTerms
from licensetui.tui.screens.coterm import CoTermForm
from licensetui.tui.screens.renew import RenewForm
from licensetui.tui.screens.renew_several import RenewSeveralForm
from licensetui.tui.screens.term_history import TermHistory


def renew(desk: Desk, request: RenewLicenses) -> None:
    """Ask for the new terms of licenses."""
    first, *others = request.licenses
    if others and desk.may_edit():
        desk.open(RenewSeveralForm(desk.session, request.licenses))
    elif first.archived:
        desk.refuse(f"{first.name} is archived: D brings it back first.")
    elif desk.may_edit():
        desk.open(RenewForm(desk.session, first))


def plan_co_term(desk: Desk, request: PlanCoTerm) -> None:
    """Ask for a common end of licenses."""
    if desk.may_edit():
        desk.open(CoTermForm(desk.session, request.licenses))


def show_terms(desk: Desk, request: ShowTerms) -> None:
    """Show all terms of a license."""
    desk.show(TermHistory(request.license, desk.outlook))
