"""Primary contacts of licenses, chosen or made on the way."""

from __future__ import annotations

from collections.abc import Iterable

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, named
from licensetui.domain.draft import Draft
from licensetui.domain.license import (
    License,
    Portal,
    Role,
    assign_primary,
)
from licensetui.domain.portal_steps import steps
from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.contact_choice import ContactChoice, contact_chooser
from licensetui.tui.messages import ChooseContact, MakeContact


def choose_contact(desk: Desk, request: ChooseContact) -> None:
    """Ask for the primary contact of some licenses."""
    if not desk.may_edit():
        return

    def take(choice: ContactChoice) -> None:
        if isinstance(choice, Contact):
            _assign(desk, request, choice)
        else:
            desk.do(MakeContact(added, choice.typed))

    def added(contact: Contact | None, _left: Draft | None, words: str) -> None:
        if contact is not None:
            _assign(desk, request, contact)
        else:
            desk.left_behind()
            desk.say(words)

    names = named([license.name for license in request.licenses], "license")
    title = f"Primary {_roles(request)} contact of {names}"
    desk.ask(contact_chooser(title, desk.outlook.portfolio), take)


def _assign(desk: Desk, request: ChooseContact, contact: Contact) -> None:
    today = desk.outlook.today
    edits = tuple(
        Edit(license, after)
        for license in request.licenses
        if (after := assign_primary(license, contact.id, _role(request, license.portal), today))
        != license
    )
    names = named([license.name for license in request.licenses], "license")
    what = f"primary {_roles(request)} contact of {names}"
    if not edits:
        desk.say(f"{contact.label} is the {what} already.")
        return
    done = f"Saved: {contact.label} is the {what}{_to_do(desk, edits)}"
    desk.commit(Change(f"make {contact.label} the {what}", licenses=edits), done)


def _to_do(desk: Desk, edits: Iterable[Edit[License]]) -> str:
    """Return what licenses need on their portals once they are saved, as a sentence's end."""
    outlook = desk.outlook
    changed = [edit.after for edit in edits if edit.after]
    portfolio = outlook.portfolio.with_licenses(changed)
    found = (steps(x, portfolio, outlook.today, outlook.settings) for x in changed)
    count = sum(map(len, found))
    return f". {counted(count, 'step')} on the portal: 4" if count else ""


def _role(request: ChooseContact, portal: Portal) -> Role:
    """Return which role the contact shall have on a portal."""
    return portal.technical if request.what_for == "technical" else portal.billing


def _roles(request: ChooseContact) -> str:
    """Return the role asked for, or the roles where the portals of the licenses differ."""
    roles = {_role(request, license.portal).label for license in request.licenses}
    return " or ".join(sorted(roles))
