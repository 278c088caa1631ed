"""Primary contacts of licenses, and their owners, chosen or made on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

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
from licensetui.tui.dialogs.chooser import Chooser
from licensetui.tui.dialogs.contact_choice import (
    NewContact,
    SuccessorChoice,
    contact_chooser,
    owner_chooser,
)
from licensetui.tui.messages import ChooseContact, ChooseOwner, MakeContact, OfLicenses


def choose_contact(desk: Desk, request: ChooseContact) -> None:
    """Ask for the primary contact of some licenses."""
    title = f"Primary {_roles(request)} contact of {_names(request)}"
    chooser = contact_chooser(title, desk.outlook.portfolio)
    _ask(desk, chooser, lambda contact: _assign(desk, request, contact))


def choose_owner(desk: Desk, request: ChooseOwner) -> None:
    """Ask who decides about some licenses; that may be nobody."""

    def give(contact: Contact | None) -> None:
        id = contact.id if contact else None
        edits = tuple(Edit(x, replace(x, owner=id)) for x in request.licenses if x.owner != id)
        who, names = contact.label if contact else "nobody", _names(request)
        if edits:
            change = Change(f"make {who} the owner of {names}", licenses=edits)
            desk.commit(change, f"Saved: {who} is the owner of {names}")
        else:
            desk.say(f"{who[:1].upper()}{who[1:]} is the owner of {names} already.")

    title = f"Owner of {_names(request)}: who decides inside"
    is_owned = any(license.owner for license in request.licenses)
    _ask(desk, owner_chooser(title, desk.outlook.portfolio, may_be_nobody=is_owned), give)


def _ask(desk: Desk, chooser: Chooser[Any], then: Callable[[Any], None]) -> None:
    """Ask for a contact, found or made; None is the choice of nobody, if that is offered."""
    if not desk.may_edit():
        return

    def take(choice: SuccessorChoice) -> None:
        if isinstance(choice, NewContact):
            desk.do(MakeContact(added, choice.typed))
        else:
            then(choice if isinstance(choice, Contact) else None)

    def added(contact: Contact | None, _left: Draft | None, words: str) -> None:
        if contact is not None:
            then(contact)
        else:
            desk.left_behind()
            desk.say(words)

    desk.ask(chooser, take)


def _names(request: OfLicenses) -> str:
    return named([license.name for license in request.licenses], "license")


def _assign(desk: Desk, request: ChooseContact, contact: Contact) -> None:
    today = desk.outlook.today
    edits = tuple(
        Edit(license, after)
        for license in request.licenses
        if (after := assign_primary(license, contact.id, _role(request, license.portal), today))
        != license
    )
    what = f"primary {_roles(request)} contact of {_names(request)}"
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
