"""Choosing a contact by typing, or adding a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.contact_life import life_words
from licensetui.domain.counting import counted
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
    options: list[Option[ContactChoice]] = [*_contacts(portfolio)]
    return Chooser(
        title, options, new=lambda typed: (Option(f"+ {new}", NewContact(typed), typed),)
    )


def _contacts(portfolio: Portfolio) -> Iterator[Option[Any]]:
    """Yield an option for each contact that is not archived."""
    contacts: Iterable[Contact] = portfolio.current().contacts
    for contact in sorted(contacts, key=lambda contact: folded(contact.label)):
        yield Option(contact.label, contact, contact.email or "no address")


class Nobody:
    """The wish that nobody takes over."""


SuccessorChoice = Contact | NewContact | Nobody
NOBODY = "(nobody)"
"""What stands for no successor."""


def owner_chooser(
    title: str, portfolio: Portfolio, *, may_be_nobody: bool
) -> Chooser[SuccessorChoice]:
    """Return a chooser as `contact_chooser` does, of one who decides, or of nobody."""
    options: list[Option[SuccessorChoice]] = [*_contacts(portfolio)]
    if may_be_nobody:
        options.append(Option(NOBODY, Nobody(), "remove the owner"))
    return Chooser(
        title, options, new=lambda typed: (Option("+ new contact", NewContact(typed), typed),)
    )


ADDRESS = "type the full address"
"""What makes a contact."""


def successor_chooser(
    title: str,
    leaver: Contact,
    portfolio: Portfolio,
    today: date,
    flaw_of: Callable[[Contact], str],
    meant_by: Callable[[str], str],
    *,
    may_be_nobody: bool,
) -> Chooser[SuccessorChoice]:
    """Return a chooser of all contacts but the leaver and archived ones, each with its load.

    `flaw_of` says in a word what is wrong with the address of one, and `meant_by` which address
    was probably meant by one that is typed: empty if that one.
    """
    offered = [x for x in portfolio.contacts if x.id != leaver.id and not x.archived]
    options: list[Option[SuccessorChoice]] = [
        Option(
            contact.label, contact, "   ".join(_words(contact, portfolio, today, flaw_of(contact)))
        )
        for contact in sorted(offered, key=lambda contact: folded(contact.label))
    ]
    if may_be_nobody:
        options.append(Option(NOBODY, Nobody(), "just removed"))

    def new(typed: str) -> Iterator[Option[SuccessorChoice]]:
        if "@" not in typed or portfolio.contact_at(typed) not in offered:
            yield Option("+ new contact", NewContact(typed), typed if "@" in typed else ADDRESS)
        if meant := meant_by(typed):
            known = portfolio.contact_at(meant)
            whose = f", {known.label}" if known else ""
            yield Option("+ did you mean", NewContact(meant), f"{meant}{whose}?")

    return Chooser(title, options, new=new)


def _words(contact: Contact, portfolio: Portfolio, today: date, flaw: str) -> Iterator[str]:
    count = portfolio.held_count(contact.id)
    yield counted(count, "license", none="no")
    yield from life_words(contact, today)
    if contact.kind is ContactKind.TEAM:
        yield "team"
    if flaw:
        yield flaw
    yield contact.email or "no address"
