"""The base of the lists of licenses and of contacts: find, filter, sort, marks, detail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, ClassVar, Generic

from textual import work
from textual.binding import BindingType

from licensetui.domain.contact import Contact
from licensetui.domain.history import RecordChange, RecordKind
from licensetui.domain.license import License
from licensetui.domain.plain import folded
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings, requests
from licensetui.tui.commands import browsing
from licensetui.tui.messages import CopyText, request_named
from licensetui.tui.views.find_view import FindView
from licensetui.tui.views.sieve import Record, Sieve
from licensetui.tui.widgets.detail import DetailLine
from licensetui.tui.widgets.rows import OutlookRows

AT_ONCE = 500
"""Records whose texts are read in a few milliseconds."""
ARCHIVED = "archived"
"""The filter of what is kept for the record only."""
PAUSE = 0.002
"""Seconds between so many and the next, for what is typed."""


ONE_BY_ONE: tuple[BindingType, ...] = (
    *bindings(browsing.OPEN, browsing.EDIT, browsing.NEW, browsing.ARCHIVE),
    *requests(browsing.LOG),
)
"""Keys of all lists of records; each list has them at its place among its own: the order in which
commands are found by their names is that of the bindings."""


class RecordTable(OutlookRows[Record], Generic[Record]):
    """A list of records, some of which may be marked."""

    def __init__(self, outlook: Outlook, *, id: str) -> None:
        """Make an empty table without marks."""
        super().__init__(outlook, id=id)
        self.marked: set[int] = set()
        """Ids of the marked records."""

    def key(self, item: Record) -> Hashable:
        """Return the record's id."""
        return item.id


class ListView(FindView[RecordTable[Record]], Generic[Record]):
    """A table of records that can be found, filtered, sorted and marked, with a detail pane."""

    BINDINGS = bindings(browsing.SORT, browsing.REVERSE, browsing.MARK, browsing.COPY)
    KIND: ClassVar[RecordKind]
    """What is listed."""
    EDITING: ClassVar[type[Any]]
    """The request for the form of a record, or of a new one."""
    ARCHIVING: ClassVar[type[Any]]
    """The request to archive records, or to bring them back."""
    SORTS: ClassVar[tuple[str, ...]] = ()
    """Names of the orders, the first one holding at the start."""

    def __init__(self, table: RecordTable[Record], outlook: Outlook, *, id: str) -> None:
        """Make a view around a table."""
        super().__init__(table, outlook, id=id)
        self.sort = self.SORTS[0]
        """Name of the order."""
        self.is_reversed = False
        """Whether the order is turned round."""
        self._sieve = Sieve[Record]()
        self._described: tuple[Record | None, Outlook | None] = (None, None)

    def records(self, outlook: Outlook) -> tuple[Record, ...]:
        """Return all records of the view's sort, archived ones included."""
        raise NotImplementedError

    def texts_of(self, outlook: Outlook) -> Callable[[Sequence[Record]], Sequence[str]]:
        """Return what tells the folded texts in which records are found."""
        raise NotImplementedError

    def sort_key(self, record: Record, outlook: Outlook) -> Any:
        """Return what to sort a record by in the present order, before its name."""
        raise NotImplementedError

    def order_rests_on(self, outlook: Outlook) -> object:
        """Return what the present order rests on beside the records; None for nothing."""
        return None

    def filter_rests_on(self, outlook: Outlook) -> object:
        """Return what the answers of a filter rest on beside the record."""
        return outlook

    def amounts(self, shown: list[Record], outlook: Outlook) -> str:
        """Return what those shown come to, for the end of the title; empty for nothing."""
        return ""

    def describe(self, record: Record, outlook: Outlook) -> tuple[str, tuple[DetailLine, ...]]:
        """Return title and facts of the detail pane."""
        raise NotImplementedError

    def copy_text(self, record: Record) -> str:
        """Return what `y` copies."""
        raise NotImplementedError

    def point_at(self, record: License | Contact) -> None:
        """Put the cursor on a record of those that are listed."""
        if RecordKind.of(record) is self.KIND:
            self.table.select(record.id)

    def point_at_any(self, changes: Iterable[RecordChange]) -> None:
        """Put the cursor on one of those that were changed."""
        ids = {change.id for change in changes if change.kind is self.KIND}
        self.table.select_any(lambda x: x.id in ids)

    def show_all(self) -> None:
        """Show what filter and search leave, in order."""
        self.table.outlook = outlook = self.outlook
        shown = self._sifted(outlook)
        if self.table.marked:
            self.table.marked &= {record.id for record in self.records(outlook)}
        marked = self.table.marked and sum(x.id in self.table.marked for x in shown)
        self.table.title = self.titled(
            self._how_many(shown, outlook),
            f"marked: {marked}" if marked else "",
            last=(
                f"sort: {self.sort}{', reversed' if self.is_reversed else ''}",
                self.amounts(shown, outlook),
            ),
        )
        self.table.show(shown)
        self.show_detail()

    def _how_many(self, shown: list[Record], outlook: Outlook) -> str:
        """Return how many of all are shown: `Licenses: 16 of 17, 2 archived`."""
        every = self.records(outlook)
        archived = sum(record.archived for record in every)
        live = len(every) - archived
        words = f"{self.KIND.label.capitalize()}s: {len(shown)}"
        if self.filter == ARCHIVED:
            return words
        words += f" of {live}" if len(shown) < live else ""
        return words + (f", {archived} archived" if archived else "")

    def _sifted(self, outlook: Outlook) -> list[Record]:
        """Return what filter and search leave, in order."""
        keep = self.filters(outlook).get(self.filter) if self.filter else None
        if keep is None:  # never set, or its vendor has gone
            self.filter = ""
        if self.words and self.filter == self.AT_FIRST:
            keep = None  # whoever looks for something wants it, done or not
        self._sieve.sort(
            self.records(outlook),
            lambda record: self.sort_key(record, outlook),
            lambda record: folded(record.label),
            (self.sort, self.order_rests_on(outlook)),
            is_reversed=self.is_reversed,
        )
        self._sieve.filter(keep, (self.filter, self.filter_rests_on(outlook)) if keep else None)
        return self._sieve.find(self.words, self.texts_of(outlook), outlook)

    def show_detail(self) -> None:
        """Say in the pane what is under the cursor, if that is anything else."""
        record, outlook, detail = self.table.current, self.outlook, self.detail
        if (record, outlook) == self._described:
            return
        self._described = record, outlook
        if record is None:
            detail.title, detail.facts = "", ()
        else:
            detail.title, detail.facts = self.describe(record, outlook)

    def chosen(self) -> tuple[Record, ...]:
        """Return the marked records that are on screen, else the one under the cursor, else none.

        Nothing is done to a record that the user does not see.
        """
        if marked := tuple(x for x in self.table.items if x.id in self.table.marked):
            return marked
        return (self.table.current,) if self.table.current is not None else ()

    def action_find(self) -> None:
        """Find as you type."""
        super().action_find()
        self._read_texts()

    @work(exclusive=True)
    async def _read_texts(self) -> None:
        """Learn in which texts to find while the first letter is still to be typed."""
        texts, records = self.texts_of(self.outlook), self.records(self.outlook)
        for place in range(0, len(records), AT_ONCE):
            texts(records[place : place + AT_ONCE])
            await asyncio.sleep(PAUSE)

    def action_ask(self, of: str, name: str, *about: str) -> None:
        """Make the request that a command names, unless there is nothing of which to ask."""
        if whom := self.chosen() if of.startswith("chosen") else self.table.current:
            self.post_message(request_named(name, whom, *about))

    def action_open(self) -> None:
        """Open the record under the cursor in its form."""
        self.ask_of_current(self.EDITING)

    def action_edit(self) -> None:
        """Open the record under the cursor in its form."""
        self.action_open()

    def action_new(self) -> None:
        """Add a record."""
        self.post_message(self.EDITING(None))

    def action_archive(self) -> None:
        """Archive the chosen records, or bring them back."""
        if chosen := self.chosen():
            self.post_message(self.ARCHIVING(chosen))

    def action_unfind(self) -> None:
        """Show all, unmarked."""
        self.table.marked.clear()
        super().action_unfind()

    def action_sort(self) -> None:
        """Sort by the next order."""
        self.sort = self.SORTS[(self.SORTS.index(self.sort) + 1) % len(self.SORTS)]
        self.show_all()

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.is_reversed = not self.is_reversed
        self.show_all()

    def action_mark(self) -> None:
        """Mark or unmark, and go on to the next record."""
        if self.table.current is not None:
            self.table.marked ^= {self.table.current.id}
            self.show_all()
            self.table.action_down()

    def action_copy(self) -> None:
        """Copy number or address."""
        self.ask_of_current(lambda x: CopyText(self.copy_text(x)))
