"""People whom a list names, as lines: who they are, and which entries are nobody."""

from __future__ import annotations

from collections.abc import Iterable

from licensetui.cli.context import Context
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.contact_life import life_words
from licensetui.domain.counting import more
from licensetui.domain.plain import cropped, plain
from licensetui.exchange.mail_groups import LeftOut

_SHOWN = 20
"""Lines of what is left out that are printed at most."""
ENTRY = 60
"""Cells of an entry that are printed."""


def print_people(context: Context, heading: str, people: Iterable[Contact]) -> None:
    """Print contacts under a heading, with what keeps each from reading; nothing for nobody."""
    for place, contact in enumerate(people):
        if not place:
            context.say(heading)
        words = ["archived"] if contact.archived else []
        words += ["a list of its own"] if contact.kind is ContactKind.TEAM else []
        words += life_words(contact, context.today)
        context.say(plain(": ".join(filter(None, (f"  {who(contact)}", ", ".join(words))))))


def print_left_out(context: Context, entries: tuple[LeftOut, ...]) -> None:
    """Print the entries of a list that are nobody, and why; of many, the first."""
    if entries:
        context.say("Skipped:")
    for entry in entries[:_SHOWN]:
        context.say(f"  {plain(cropped(entry.text, ENTRY))}: {plain(entry.why)}")
    if len(entries) > _SHOWN:
        context.say(f"  {more(len(entries) - _SHOWN)}")


def who(contact: Contact) -> str:
    """Return a contact with the address: `Léa Petit <lea@example.org>`."""
    if not (contact.name.strip() and contact.email.strip()):
        return plain(contact.label)
    return plain(f"{contact.name.strip()} <{contact.email.strip()}>")
