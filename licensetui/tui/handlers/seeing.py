"""Sights of portals: what one shows today, or that several show what is wanted."""

from __future__ import annotations

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import counted
from licensetui.domain.license import License
from licensetui.domain.portal_steps import seen_today
from licensetui.tui.desk import Desk
from licensetui.tui.messages import NoteSeen
from licensetui.tui.screens.seen import SeenForm


def note_seen(desk: Desk, request: NoteSeen) -> None:
    """Note what the portal shows today: of one license ask, of several it is what is wanted."""
    archived = next((x for x in request.licenses if x.archived), None)
    if not desk.may_edit():
        return
    if archived:
        desk.refuse(f"{archived.name} is archived: D brings it back first.")
    elif len(request.licenses) == 1:
        desk.open(SeenForm(desk.session, request.licenses[0]))
    else:
        _see_as_wanted(desk, request.licenses)


def _see_as_wanted(desk: Desk, licenses: tuple[License, ...]) -> None:
    """Save that the portals of several licenses show what is wanted."""
    outlook = desk.outlook
    seen = ((x, seen_today(x, outlook.portfolio, outlook.today)) for x in licenses)
    edits = tuple(Edit(before, after) for before, after in seen if before != after)
    count = counted(len(licenses), "license")
    if edits:
        done = f"The portals show what is wanted, {outlook.today}: {count}. u takes it back."
        desk.commit(Change(f"portals of {count} seen as wanted", licenses=edits), done)
    else:
        desk.say("That was seen today already.")
