"""What the lists of licenses and of contacts have in common: find, filter, sort, marks, detail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, ClassVar, Generic

from textual import on, work
from textual.reactive import reactive

from licensetui.domain.plain import folded
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import browsing
from licensetui.tui.messages import CopyText
from licensetui.tui.views.find_view import FindView
from licensetui.tui.views.sieve import Record, Sieve
from licensetui.tui.widgets.rows import RowList

AT_ONCE = 500
"""Records whose texts are read in a few milliseconds."""
PAUSE = 0.002
"""Seconds between so many and the next, for what is typed."""


class RecordTable(RowList[Record], Generic[Record]):
    """A list of records, some of which may be marked."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty table without marks."""
        super().__init__(id=id)
        self.marked: set[int] = set()
        """Ids of the marked records."""

    def key(self, item: Record) -> Hashable:
        """Return the record's id."""
        return item.id


class ListView(FindView[RecordTable[Record]], Generic[Record]):
    """A table of records that can be found, filtered, sorted and marked, with a detail pane."""

    BINDINGS = bindings(browsing.Sort, browsing.Reverse, browsing.Mark, browsing.Copy)
    SORTS: ClassVar[tuple[str, ...]] = ()
    """Names of the orders, the first one holding at the start."""

    outlook: reactive[Outlook | None] = reactive(None)
    """What to show."""

    def __init__(self, table: RecordTable[Record], *, id: str) -> None:
        """Make a view around a table."""
        super().__init__(table, id=id)
        self.sort = self.SORTS[0]
        """Name of the order."""
        self.is_reversed = False
        """Whether the order is turned round."""
        self._sieve = Sieve[Record]()
        self._described: tuple[Record | None, Outlook | None] = (None, None)

    def records(self, outlook: Outlook) -> tuple[Record, ...]:
        """Return all records of the view's sort, archived ones included."""
        raise NotImplementedError

    def filters(self, outlook: Outlook) -> Mapping[str, Callable[[Record], bool]]:
        """Return the filters by their names, `archived` among them."""
        raise NotImplementedError

    def filter_names(self) -> Iterable[str]:
        """Return the names of the filters."""
        return self.filters(self.outlook) if self.outlook else ()

    def text_of(self, outlook: Outlook) -> Callable[[Record], str]:
        """Return what tells the folded text in which a record is found."""
        raise NotImplementedError

    def sort_key(self, record: Record, outlook: Outlook) -> Any:
        """Return what to sort a record by in the present order."""
        raise NotImplementedError

    def order_rests_on(self, outlook: Outlook) -> object:
        """Return what the present order rests on beside the records; None for nothing."""
        return None

    def heading(self, shown: list[Record], outlook: Outlook) -> str:
        """Return the start of the title: what is shown."""
        raise NotImplementedError

    def describe(self, record: Record, outlook: Outlook) -> tuple[str, tuple[str, ...]]:
        """Return title and lines of the detail pane."""
        raise NotImplementedError

    def copy_text(self, record: Record) -> str:
        """Return what `y` copies."""
        raise NotImplementedError

    def watch_outlook(self) -> None:
        """Show the records anew; cursor, search and marks stay."""
        if self.is_mounted:
            self.show_all()

    def show_all(self) -> None:
        """Show what filter and search leave, in order."""
        outlook = self.outlook
        if outlook is None:
            return
        words = folded(self.find_input.value).split()
        shown = self._sifted(outlook, words)
        if self.table.marked:
            self.table.marked &= {record.id for record in self.records(outlook)}
        arrow = "v" if self.is_reversed else "^"
        parts = [self.heading(shown, outlook), f"sort: {self.sort} {arrow}"]
        if self.filter:
            parts.append(f"filter: {self.filter}")
        if words:
            parts.append(f"find: {' '.join(words)}")
        if marked := self.table.marked and sum(x.id in self.table.marked for x in shown):
            parts.append(f"marked: {marked}")
        self.table.title = "   ".join(parts)
        self.table.show(shown)
        self._show_detail()

    def _sifted(self, outlook: Outlook, words: list[str]) -> list[Record]:
        """Return what filter and search leave, in order."""
        keep = self.filters(outlook).get(self.filter) if self.filter else None
        if keep is None:  # never set, or its vendor has gone
            self.filter = ""
        self._sieve.sort(
            self.records(outlook),
            lambda record: self.sort_key(record, outlook),
            (self.sort, self.order_rests_on(outlook)),
            is_reversed=self.is_reversed,
        )
        self._sieve.filter(keep, (self.filter, outlook if keep else None))
        return self._sieve.find(words, self.text_of(outlook), outlook)

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        record, outlook, detail = self.table.current, self.outlook, self.detail
        if (record, outlook) == self._described:
            return
        self._described = record, outlook
        if record is None or outlook is None:
            detail.title, detail.lines = "", ()
        else:
            detail.title, detail.lines = self.describe(record, outlook)

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
        if self.outlook is None:
            return
        text, records = self.text_of(self.outlook), self.records(self.outlook)
        for place in range(0, len(records), AT_ONCE):
            for record in records[place : place + AT_ONCE]:
                text(record)
            await asyncio.sleep(PAUSE)

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
        if self.table.current is not None:
            self.post_message(CopyText(self.copy_text(self.table.current)))
