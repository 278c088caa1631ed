"""Lists that stand in a form and are edited there."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from textual.events import Paste
from textual.message import Message

from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import life_words
from licensetui.domain.milestones import Urgency
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList

Item = TypeVar("Item")


class FormRows(RowList[Item]):
    """A list between the fields of a form: beyond its ends the arrows go on to them."""

    HAS_HEADING = False

    @dataclass
    class Asked(Message):
        """Somebody wants to add a line."""

        again: bool = False
        """Whether by the contact form that was left unsaved."""

    class Changed(Message):
        """The lines are others now."""

    @property
    def held(self) -> tuple[Item, ...]:
        """The lines as they are now."""
        return tuple(self.items)

    def hold(self, items: tuple[Item, ...]) -> None:
        """Show other lines, and tell."""
        self.title = self.heading(self.count(items))
        self.show(items)
        self.post_message(self.Changed())

    def count(self, items: tuple[Item, ...]) -> int:
        """Return how many of the lines the title counts: all."""
        return len(items)

    def heading(self, count: int) -> str:
        """Return the title above so many lines."""
        raise NotImplementedError

    def action_up(self) -> None:
        """Go one line up, or from the first one to the field before."""
        if self.cursor == 0:
            self.screen.focus_previous()
        else:
            super().action_up()

    def action_down(self) -> None:
        """Go one line down, or from the last one to the field behind."""
        if self.cursor >= len(self.items) - 1:
            self.screen.focus_next()
        else:
            super().action_down()

    def action_add_holder(self) -> None:
        """Ask for somebody to add."""
        self.post_message(self.Asked())

    def action_open_again(self) -> None:
        """Ask for the contact form that was left unsaved."""
        self.post_message(self.Asked(again=True))

    def action_remove_holder(self) -> None:
        """Take out the line under the cursor."""
        if self.current is not None:
            self.hold(tuple(item for item in self.items if item is not self.current))


@dataclass(frozen=True)
class Member:
    """One who reads a team's address, knows its password, or both."""

    id: int
    """Id of the contact."""
    reads: bool = True
    knows: bool = False

    @property
    def next(self) -> Member:
        """The same one with the next tie: reads, reads and knows, only knows."""
        if not self.knows:
            return Member(self.id, knows=True)
        return Member(self.id, reads=not self.reads, knows=self.reads)


class Members(FormRows[Member]):
    """Name, address, tie to the team, and what keeps each from reading."""

    COLUMNS = (
        Column("name", 22),
        Column("e-mail"),
        Column("tie", 15),
        Column("state", snug=True),
    )
    EMPTY = ("NOBODY. n adds a reader, a paste a list: a team's address is as good as these.",)
    BINDINGS = bindings(*sections.MEMBERS)
    DEFAULT_CSS = "Members { height: 4; }"

    @dataclass
    class Pasted(Message):
        """Somebody pastes a list of members."""

        text: str
        """What was pasted."""

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty list."""
        super().__init__(id="members")
        self.outlook = outlook
        """Knows the contacts, and what day it is."""
        self.newcomers: Mapping[int, Contact] = {}
        """Who was pasted and is no contact yet, by ids below zero."""
        self.absent = frozenset[int]()
        """Who is not in the list that was pasted last."""

    def hold_ids(self, readers: Iterable[int], known_by: Iterable[int]) -> None:
        """Show who reads the address and who knows its password, by the ids of the contacts."""
        reading, knowing = tuple(dict.fromkeys(readers)), tuple(dict.fromkeys(known_by))
        both = dict.fromkeys((*reading, *knowing))
        self.hold(tuple(Member(id, reads=id in reading, knows=id in knowing) for id in both))

    @property
    def readers(self) -> tuple[int, ...]:
        """The ids of those who read the address."""
        return tuple(one.id for one in self.held if one.reads)

    @property
    def known_by(self) -> tuple[int, ...]:
        """The ids of those who know the password."""
        return tuple(one.id for one in self.held if one.knows)

    def count(self, items: tuple[Member, ...]) -> int:
        """Return how many read the address: who only knows the password does not."""
        return sum(one.reads for one in items)

    def heading(self, count: int) -> str:
        """Return how many read the address."""
        return f"Read by: {count}   n or a paste adds, Space password, Del removes"

    def on_paste(self, event: Paste) -> None:
        """Hand on what is pasted: the form knows whose members these are."""
        event.stop()
        self.post_message(self.Pasted(event.text))

    @property
    def coming(self) -> tuple[Contact, ...]:
        """Those in the list who are no contacts yet."""
        return tuple(self.newcomers[one.id] for one in self.held if one.id in self.newcomers)

    def key(self, item: Member) -> Hashable:
        """Return the id of the contact."""
        return item.id

    def add(self, contact: Contact) -> None:
        """Add a reader, if not there yet."""
        if contact.id not in self.readers:
            self.hold_ids((*self.readers, contact.id), self.known_by)
        self.select(contact.id)

    def action_change_sign_in(self) -> None:
        """Give the line under the cursor the next tie to the team."""
        chosen = self.current
        if chosen is not None:
            self.hold(tuple(one.next if one is chosen else one for one in self.items))

    def cells(self, item: Member) -> tuple[Cell, ...]:
        """Return name, address, ties and state."""
        contact = self.newcomers.get(item.id) or self.outlook.portfolio.contact(item.id)
        tie = Cell(", ".join(["reads"] * item.reads + ["password"] * item.knows))
        if contact is None:
            gone = Cell(f"contact {item.id} is gone", Urgency.OVERDUE)
            return (gone, Cell(""), tie, Cell(""))
        words = ["new contact"] if item.id in self.newcomers else []
        words += ["not in the list"] if item.id in self.absent else []
        words += ["archived"] if contact.archived else []
        words += life_words(contact, self.outlook.today)
        state = Cell(", ".join(words[:1]), Urgency.URGENT if words else None)
        return (Cell(contact.name or "-"), Cell(contact.email or "NONE"), tie, state)
