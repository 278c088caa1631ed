"""Several records at once: archived, confirmed, bounced; each time one change, so one undo."""

from __future__ import annotations

from collections.abc import Callable

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import bounced, confirmed
from licensetui.domain.counting import named
from licensetui.forms.deeds import (
    archiving_contacts,
    archiving_licenses,
    license_names_of,
    why_not_archived,
)
from licensetui.tui.commands.browsing import FILTER
from licensetui.tui.commands.everywhere import UNDO
from licensetui.tui.commands.records import CONFIRM
from licensetui.tui.desk import Desk
from licensetui.tui.messages import ArchiveContacts, ArchiveLicenses, ConfirmContacts, NoteBounces


def archive_licenses(desk: Desk, request: ArchiveLicenses) -> None:
    """Archive licenses, or restore them if all are archived."""
    archive = not all(license.archived for license in request.licenses)
    names = license_names_of(request.licenses)
    _archive(desk, archiving_licenses(request.licenses, archive), archive, names)


def archive_contacts(desk: Desk, request: ArchiveContacts) -> None:
    """Archive contacts that no license needs, or restore them if all are archived."""
    archive = not all(contact.archived for contact in request.contacts)
    portfolio = desk.outlook.portfolio
    for contact in request.contacts if archive else ():
        if why := why_not_archived(contact, portfolio):
            desk.refuse(f"{why} ({'t, b' if portfolio.use_count(contact.id) else 'w'}).")
            return
    change = archiving_contacts(request.contacts, archive)
    _archive(desk, change, archive, _names(request.contacts))


def _archive(desk: Desk, change: Change, archive: bool, names: str) -> None:
    """Save that records are archived, or not any more, and say so."""
    done = f"Archived: {names}. {UNDO.key} undoes it; later, {FILTER.key} shows what is archived."
    if desk.may_edit():
        desk.commit(change, done if archive else f"Restored: {names}")


def confirm(desk: Desk, request: ConfirmContacts) -> None:
    """Note that the addresses of contacts work, as of today."""
    today, names = desk.outlook.today, _names(request.contacts)
    _note(
        desk,
        request.contacts,
        lambda x: confirmed(x, today),
        f"confirm {names}",
        f"Confirmed on {today}: {names}. {UNDO.key} undoes it.",
    )


def note_bounces(desk: Desk, request: NoteBounces) -> None:
    """Note that mail to contacts bounced today."""
    today, names = desk.outlook.today, _names(request.contacts)
    _note(
        desk,
        request.contacts,
        lambda x: bounced(x, today),
        f"mail to {names} bounced",
        f"Bounced on {today}: mail to {names}. {CONFIRM.key} once the address works again.",
    )


def _note(
    desk: Desk,
    contacts: tuple[Contact, ...],
    become: Callable[[Contact], Contact],
    label: str,
    done: str,
) -> None:
    """Save what becomes of the contacts, all in one change, and say so."""
    if not desk.may_edit():
        return
    edits = tuple(Edit(x, after) for x in contacts if (after := become(x)) != x)
    if edits:
        desk.commit(Change(label, contacts=edits), done)
    else:
        desk.say("Already set.")


def _names(contacts: tuple[Contact, ...]) -> str:
    return named([contact.label for contact in contacts], "contact")
