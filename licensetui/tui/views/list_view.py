"""What the lists of licenses and of contacts have in common: find, filter, sort, marks, detail."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from textual import on
from textual.binding import BindingType

from licensetui.domain.contact import Contact
from licensetui.domain.history import RecordChange, RecordKind
from licensetui.domain.license import License
from licensetui.domain.plain import folded
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings, requests
from licensetui.tui.commands import browsing
from licensetui.tui.messages import CopyText, Request, request_named
from licensetui.tui.views.find_view import FindView
from licensetui.tui.widgets.rows import RowList


class HasId(Protocol):
    """A record that is in the file."""

    @property
    def id(self) -> int:
        """Its document id."""


Record = TypeVar("Record", bound=HasId)


class RecordTable(RowList[Record], Generic[Record]):
    """A list of records, some of which may be marked."""

    def __init__(self, outlook: Outlook, *, id: str | None = None) -> None:
        """Make an empty table without marks."""
        super().__init__(id=id)
        self.outlook = outlook
        """Knows what stands beside each record."""
        self.marked: set[int] = set()
        """Ids of the marked records."""

    def key(self, item: Record) -> Hashable:
        """Return the record's id."""
        return item.id


class ListView(FindView[RecordTable[Record]], Generic[Record]):
    """A table of records that can be found, filtered, sorted and marked, with a detail pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(browsing.Open, browsing.Edit, browsing.New, browsing.Archive, browsing.Copy),
        *bindings(browsing.Sort, browsing.Reverse, browsing.Mark),
        *requests(browsing.Log),
    ]
    KIND: ClassVar[RecordKind]
    """What is listed."""
    SORTS: ClassVar[tuple[str, ...]] = ()
    """Names of the orders, the first one holding at the start."""

    def __init__(self, table: RecordTable[Record], outlook: Outlook, *, id: str) -> None:
        """Make a view around a table."""
        super().__init__(table, outlook, id=id)
        self.sort = self.SORTS[0]
        """Name of the order."""
        self.is_reversed = False
        """Whether the order is turned round."""
        self._ordered: tuple[tuple[object, ...], list[Record]] = ((), [])
        # All records in order, behind what that depends on.

    def records(self, outlook: Outlook) -> tuple[Record, ...]:
        """Return all records of the view's sort, archived ones included."""
        raise NotImplementedError

    def is_archived(self, record: Record) -> bool:
        """Say whether a record is kept for the record only."""
        raise NotImplementedError

    def filters(self, outlook: Outlook) -> Mapping[str, Callable[[Record], bool]]:
        """Return the filters by their names, `archived` among them."""
        raise NotImplementedError

    def filter_names(self) -> Iterable[str]:
        """Return the names of the filters."""
        return self.filters(self.outlook)

    def _is_current(self, record: Record) -> bool:
        return not self.is_archived(record)

    def text_of(self, record: Record, outlook: Outlook) -> str:
        """Return the folded text in which a record is found."""
        raise NotImplementedError

    def sort_key(self, record: Record, outlook: Outlook) -> Any:
        """Return what to sort a record by in the present order."""
        raise NotImplementedError

    def heading(self, shown: list[Record], outlook: Outlook) -> str:
        """Return the start of the title: what is shown."""
        raise NotImplementedError

    def describe(self, record: Record, outlook: Outlook) -> tuple[str, tuple[str, ...]]:
        """Return title and lines of the detail pane."""
        raise NotImplementedError

    def copy_text(self, record: Record) -> str:
        """Return what `y` copies."""
        raise NotImplementedError

    def editing(self, record: Record | None) -> Request:
        """Return the request for the form of a record, or of a new one."""
        raise NotImplementedError

    def archiving(self, records: tuple[Record, ...]) -> Request:
        """Return the request to archive records."""
        raise NotImplementedError

    def point_at(self, record: License | Contact) -> None:
        """Put the cursor on a record of those that are listed."""
        if RecordKind.of(record) is self.KIND:
            self.table.select(record.id)

    def point_at_any(self, changes: Iterable[RecordChange]) -> None:
        """Put the cursor on one of those that were changed."""
        ids = {change.id for change in changes if change.kind is self.KIND}
        self.table.select_any(lambda x: x.id in ids)

    def watch_outlook(self) -> None:
        """Show the records anew; cursor, search and marks stay."""
        if self.is_mounted:
            self.show_all()

    def show_all(self) -> None:
        """Show what filter and search leave, in order."""
        outlook = self.outlook
        filters = self.filters(outlook)
        if self.filter not in filters:  # never set, or its vendor has gone
            self.filter = ""
        keep = filters.get(self.filter, self._is_current)
        words = folded(self.find_input.value).split()
        shown = [record for record in self._in_order(outlook) if keep(record)]
        for word in words:
            shown = [record for record in shown if word in self.text_of(record, outlook)]
        if self.table.marked:
            self.table.marked &= {record.id for record in self.records(outlook)}
        arrow = "v" if self.is_reversed else "^"
        parts = [self.heading(shown, outlook), f"sort: {self.sort} {arrow}"]
        if self.filter:
            parts.append(f"filter: {self.filter}")
        if words:
            parts.append(f"find: {' '.join(words)}")
        if marked := sum(record.id in self.table.marked for record in shown):
            parts.append(f"marked: {marked}")
        self.table.title = "   ".join(parts)
        self.table.show(shown)
        self._show_detail()

    def _in_order(self, outlook: Outlook) -> list[Record]:
        """Return all records in the present order: a letter in find sorts nothing anew."""
        wanted = (outlook, self.sort, self.is_reversed)
        if self._ordered[0] != wanted:
            ordered = sorted(
                self.records(outlook),
                key=lambda record: self.sort_key(record, outlook),
                reverse=self.is_reversed,
            )
            self._ordered = (wanted, ordered)
        return self._ordered[1]

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        detail = self.detail
        if self.table.current is None:
            detail.title, detail.lines = "", ()
        else:
            detail.title, detail.lines = self.describe(self.table.current, self.outlook)

    def chosen(self) -> tuple[Record, ...]:
        """Return the marked records that are on screen, else the one under the cursor, else none.

        Nothing is done to a record that the user does not see.
        """
        if marked := tuple(x for x in self.table.items if x.id in self.table.marked):
            return marked
        return (self.table.current,) if self.table.current is not None else ()

    def action_ask(self, of: str, name: str, *about: str) -> None:
        """Make the request that a command names, unless there is nothing of which to ask."""
        if whom := self.chosen() if of == "chosen" else self.table.current:
            self.post_message(request_named(name, whom, *about))

    def action_open(self) -> None:
        """Open the record under the cursor in its form."""
        if self.table.current is not None:
            self.post_message(self.editing(self.table.current))

    def action_edit(self) -> None:
        """Open the record under the cursor in its form."""
        self.action_open()

    def action_new(self) -> None:
        """Add a record."""
        self.post_message(self.editing(None))

    def action_archive(self) -> None:
        """Archive the chosen records, or bring them back."""
        if chosen := self.chosen():
            self.post_message(self.archiving(chosen))

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
