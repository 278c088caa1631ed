"""Lists that stand in a form and are edited there."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from textual import events
from textual.events import Paste
from textual.message import Message
from textual.reactive import reactive

from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import life_words
from licensetui.domain.milestones import Urgency
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.forms import ADD_HOLDER
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList

Item = TypeVar("Item")


class FormRows(RowList[Item]):
    """A list between the fields of a form: its keys work once it was entered, by Enter.

    Until then the arrows pass it by as they pass a field, and letters do nothing: who goes through
    a form may be typing. Esc leaves the list, as Tab does.
    """

    HAS_HEADING = False
    INDENT = 1
    IS_ENTERED: ClassVar[bool] = True
    """Whether it is entered and left; else it is what the form is about, and its keys work."""
    BINDINGS = bindings(forms.ENTER_LIST, forms.LEAVE_LIST)
    DEFAULT_CSS = """
    FormRows:focus > .rows--cursor { text-style: bold; }
    FormRows.-inside:focus > .rows--cursor { text-style: reverse bold; }
    """

    is_inside: reactive[bool] = reactive(False, init=False)
    """Whether it was entered, and its keys work."""

    def on_mount(self) -> None:
        """Show the cursor of a list that is not entered as any list does."""
        self.set_class(not self.IS_ENTERED, "-inside")

    @dataclass(eq=False, repr=False)
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only Enter act until the list was entered."""
        if not self.IS_ENTERED:
            return action not in ("enter_list", "leave_list")
        return self.is_inside != (action == "enter_list")

    def watch_is_inside(self, is_inside: bool) -> None:
        """Show which keys work now, and the cursor as the live one."""
        self.set_class(is_inside, "-inside")
        self.title = self.heading(self.count(self.held))
        self.refresh_bindings()

    def action_enter_list(self) -> None:
        """Let the keys of the list work; of an empty one, add the first line."""
        self.is_inside = True
        if not self.items:
            self.add_first()

    def action_leave_list(self) -> None:
        """Let the keys of the form work again."""
        self.is_inside = False

    def enter(self) -> None:
        """Go to the list and into it: somebody came for what is in it."""
        self.focus()
        self.is_inside = True

    def add_first(self) -> None:
        """Ask for somebody to add, where nobody is in the list."""
        self.action_add_holder()

    def on_blur(self) -> None:
        """Be left: Tab goes on to the next field."""
        super().on_blur()
        self.is_inside = False

    async def on_click(self, event: events.Click) -> None:
        """Be entered by the mouse."""
        await super().on_click(event)
        self.is_inside = True

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
        Column("email"),
        Column("tie", 15),
        Column("state", snug=True),
    )
    EMPTY = (
        f"NOBODY. A team's address needs readers: {ADD_HOLDER.key} adds one, a paste adds a list.",
    )
    BINDINGS = bindings(*sections.MEMBERS)
    DEFAULT_CSS = "Members { height: 4; }"

    @dataclass(eq=False, repr=False)
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
        if self.is_inside:
            return (
                f"Read by: {count}   {ADD_HOLDER.key} adds, {forms.CHANGE_SIGN_IN.key} password, "
                f"{forms.REMOVE_HOLDER.key} removes, {forms.LEAVE_LIST.key} done"
            )
        return f"Read by: {count}   {forms.ENTER_LIST.key} edits, a paste adds a list"

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
