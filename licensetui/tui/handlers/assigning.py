"""Primary contacts of licenses, and their owners, chosen or made on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counting import counted, named
from licensetui.domain.draft import Draft
from licensetui.domain.license import Assignment, License
from licensetui.domain.plain import capitalized
from licensetui.domain.portal_roles import has_former_roles, with_present_roles
from licensetui.forms.deeds import (
    as_what,
    assigning,
    license_names_of,
    owning,
    role_for,
    steps_after,
)
from licensetui.tui.commands.everywhere import UNDO
from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.chooser import Chooser
from licensetui.tui.dialogs.contact_choice import (
    NewContact,
    SuccessorChoice,
    contact_chooser,
    owner_chooser,
)
from licensetui.tui.messages import ChooseContact, ChooseOwner, GivePresentRoles, MakeContact


def choose_contact(desk: Desk, request: ChooseContact) -> None:
    """Ask for the primary contact of some licenses."""
    chooser = contact_chooser(
        capitalized(as_what(request.what_for, request.licenses)), desk.outlook.portfolio
    )
    coming = tuple(
        (x, Assignment(0, role_for(request.what_for, x.portal), primary=True))
        for x in request.licenses
    )
    _ask(desk, chooser, lambda contact: _assign(desk, request, contact), coming)


def choose_owner(desk: Desk, request: ChooseOwner) -> None:
    """Ask who decides about some licenses; that may be nobody."""

    def give(contact: Contact | None) -> None:
        change = owning(request.licenses, contact)
        who, names = contact.label if contact else "nobody", license_names_of(request.licenses)
        if change:
            desk.commit(change, f"Saved: {who} is the owner of {names}")
        else:
            desk.say(f"{capitalized(who)} is already the owner of {names}.")

    title = f"Owner of {license_names_of(request.licenses)}: who decides about it"
    is_owned = any(license.owner for license in request.licenses)
    _ask(desk, owner_chooser(title, desk.outlook.portfolio, may_be_nobody=is_owned), give)


def _ask(
    desk: Desk,
    chooser: Chooser[Any],
    then: Callable[[Any], None],
    coming: tuple[tuple[License, Assignment], ...] = (),
) -> None:
    """Ask for a contact, found or made; None is the choice of nobody, if that is offered."""
    if not desk.may_edit():
        return

    def take(choice: SuccessorChoice) -> None:
        if isinstance(choice, NewContact):
            desk.do(MakeContact(added, choice.typed, coming=coming))
        else:
            then(choice if isinstance(choice, Contact) else None)

    def added(contact: Contact | None, _left: Draft | None, words: str) -> None:
        if contact is not None:
            then(contact)
        else:
            desk.left_behind()
            desk.say(words)

    desk.ask(chooser, take)


def give_present_roles(desk: Desk, request: GivePresentRoles) -> None:
    """Give the contacts of licenses the role that their portals have in place of former ones."""
    if not desk.may_edit():
        return
    known = map(desk.outlook.portfolio.license, (license.id for license in request.licenses))
    licenses = [license for license in known if license and has_former_roles(license)]
    if not licenses:
        return
    role = licenses[0].portal.technical.label
    what = f"make the contacts of {named([x.name for x in licenses], 'license')} {role}s"
    edits = tuple(Edit(license, with_present_roles(license)) for license in licenses)
    count = counted(len(edits), "license")
    desk.commit(
        Change(what, licenses=edits),
        f"Saved: the contacts of {count} are {role}s. {UNDO.key} undoes it.",
    )


def _assign(desk: Desk, request: ChooseContact, contact: Contact) -> None:
    change = assigning(request.licenses, contact, request.what_for, desk.outlook.today)
    what = as_what(request.what_for, request.licenses)
    if change is None:
        desk.say(f"{contact.label} is already the {what}.")
        return
    refusing = _refusing(desk, contact, request.licenses)
    done = f"Saved{_to_do(desk, change.licenses)}: {contact.label} is the {what}"
    if refusing:
        done = f"Saved, but {refusing} accepts no mailing lists: {contact.label}. {UNDO.key}: undo"
    desk.commit(change, done)


def _refusing(desk: Desk, contact: Contact, licenses: Iterable[License]) -> str:
    """Return the first portal that takes no team's address, if the contact is a team."""
    counsel = desk.outlook.counsel
    if counsel.sound_kind(contact) is not ContactKind.TEAM:
        return ""
    policies = map(counsel.policy, licenses)
    return next((policy.portal for policy in policies if not policy.takes_teams), "")


def _to_do(desk: Desk, edits: Iterable[Edit[License]]) -> str:
    """Return what licenses need on their portals once they are saved, where it is not cut off."""
    count = steps_after(edits, desk.outlook)
    return f", {counted(count, 'portal step')} to do" if count else ""
