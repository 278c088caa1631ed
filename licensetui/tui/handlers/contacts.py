"""Several contacts at once: archived, read today, came back; each time one change, so one undo."""

from __future__ import annotations

from collections.abc import Callable

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import bounced, confirmed
from licensetui.domain.counting import named
from licensetui.tui.desk import Desk
from licensetui.tui.messages import ConfirmContacts, NoteBounces


def confirm(desk: Desk, request: ConfirmContacts) -> None:
    """Note that the mail to contacts is read, as of today."""
    today, names = desk.outlook.today, _names(request.contacts)
    _note(
        desk,
        request.contacts,
        lambda x: confirmed(x, today),
        f"confirm {names}",
        f"Confirmed on {today}: {names}. u takes it back.",
    )


def note_bounces(desk: Desk, request: NoteBounces) -> None:
    """Note that mails to contacts came back today."""
    today, names = desk.outlook.today, _names(request.contacts)
    _note(
        desk,
        request.contacts,
        lambda x: bounced(x, today),
        f"mail to {names} came back",
        f"Came back on {today}: mail to {names}. v says that it is read again.",
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
        desk.say("That is so already.")


def _names(contacts: tuple[Contact, ...]) -> str:
    return named([contact.label for contact in contacts], "contact")
