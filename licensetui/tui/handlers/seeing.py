"""Checks of portals: who one lists today, or that several list who is assigned."""

from __future__ import annotations

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import counted
from licensetui.domain.license import License
from licensetui.domain.portal_steps import seen_today
from licensetui.tui.commands.browsing import ARCHIVE
from licensetui.tui.commands.everywhere import UNDO
from licensetui.tui.desk import Desk
from licensetui.tui.messages import NoteSeen
from licensetui.tui.screens.seen import SeenForm


def note_seen(desk: Desk, request: NoteSeen) -> None:
    """Note who the portal lists today: of one license ask, of several it is who is assigned."""
    archived = next((x for x in request.licenses if x.archived), None)
    if not desk.may_edit():
        return
    if archived:
        desk.refuse(f"{archived.name} is archived. Restore it first: {ARCHIVE.key}.")
    elif len(request.licenses) == 1:
        desk.open(SeenForm(desk.session, request.licenses[0]))
    else:
        _check_as_assigned(desk, request.licenses)


def _check_as_assigned(desk: Desk, licenses: tuple[License, ...]) -> None:
    """Save that the portals of several licenses list who is assigned."""
    outlook = desk.outlook
    seen = ((x, seen_today(x, outlook.portfolio, outlook.today)) for x in licenses)
    edits = tuple(Edit(before, after) for before, after in seen if before != after)
    count = counted(len(licenses), "license")
    if edits:
        done = f"Checked {outlook.today}, as assigned: {count}. {UNDO.key} undoes it."
        desk.commit(Change(f"portals of {count} checked, as assigned", licenses=edits), done)
    else:
        desk.say("Already checked today.")
