"""Choosing a contact by typing, or a new one on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from licensetui.domain.contact import Contact
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.dialogs.chooser import Chooser, Option


@dataclass(frozen=True)
class NewContact:
    """The wish for a contact that does not exist yet."""

    typed: str
    """What was typed: a name or an address."""


ContactChoice = Contact | NewContact


def contact_chooser(
    title: str, portfolio: Portfolio, *, new: str = "new contact"
) -> Chooser[ContactChoice]:
    """Return a chooser of all contacts that are not archived, and of one that is typed.

    `new` is what the last option calls that one.
    """
    contacts: Iterable[Contact] = portfolio.current().contacts
    ordered = sorted(contacts, key=lambda contact: folded(contact.label))
    options: list[Option[ContactChoice]] = [
        Option(contact.label, contact, contact.email or "no address") for contact in ordered
    ]
    return Chooser(
        title, options, new=lambda typed: (Option(f"+ {new} {typed}".rstrip(), NewContact(typed)),)
    )
