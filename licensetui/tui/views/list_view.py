"""What the lists of licenses and of contacts have in common: find, filter, sort, marks, detail."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.reactive import reactive
from textual.widgets import Input

from licensetui.domain.plain import folded
from licensetui.tui import commands
from licensetui.tui.bindings import bindings
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.messages import CopyText
from licensetui.tui.outlook import Outlook
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.line import Line
from licensetui.tui.widgets.rows import RowList


class HasId(Protocol):
    """A record that is in the file."""

    @property
    def id(self) -> int:
        """Its document id."""


Record = TypeVar("Record", bound=HasId)


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


class FindInput(Line):
    """The line in which one finds as one types; the arrows move in the list meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear_find", show=False),
        Binding("down", "list_down", show=False),
        Binding("up", "list_up", show=False),
    ]

    def __init__(self, table: RowList[Any]) -> None:
        """Find in `table`."""
        super().__init__(placeholder="find: type, Enter keeps, Esc shows all")
        self._table = table

    def action_clear_find(self) -> None:
        """Show all again."""
        self.value = ""
        self.post_message(self.Submitted(self, self.value))

    def action_list_down(self) -> None:
        """Move the cursor of the list, not of the line."""
        self._table.action_down()

    def action_list_up(self) -> None:
        """Move the cursor of the list, not of the line."""
        self._table.action_up()


class ListView(Container, Generic[Record]):
    """A table of records that can be found, filtered, sorted and marked, with a detail pane."""

    BINDINGS = bindings(
        commands.Find,
        commands.Filter,
        commands.Sort,
        commands.Reverse,
        commands.Mark,
        commands.Copy,
        commands.Unfind,
    )
    DEFAULT_CSS = """
    ListView { layout: vertical; }
    ListView FindInput { display: none; height: 1; }
    ListView FindInput.-finding { display: block; }
    ListView Detail { height: 8; max-height: 40%; }
    """
    SORTS: ClassVar[tuple[str, ...]] = ()
    """Names of the orders, the first one holding at the start."""

    outlook: reactive[Outlook | None] = reactive(None)
    """What to show."""

    def __init__(self, table: RecordTable[Record], *, id: str) -> None:
        """Make a view around a table."""
        super().__init__(id=id)
        self.table = table
        """The list itself."""
        self.sort = self.SORTS[0]
        """Name of the order."""
        self.is_reversed = False
        """Whether the order is turned round."""
        self.filter = ""
        """Name of the filter; empty for all that is not archived."""

    def records(self, outlook: Outlook) -> tuple[Record, ...]:
        """Return all records of the view's sort, archived ones included."""
        raise NotImplementedError

    def is_archived(self, record: Record) -> bool:
        """Say whether a record is kept for the record only."""
        raise NotImplementedError

    def filters(self, outlook: Outlook) -> Mapping[str, Callable[[Record], bool]]:
        """Return the filters by their names, `archived` among them."""
        raise NotImplementedError

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

    def compose(self) -> ComposeResult:
        """Lay out table, find line and detail."""
        yield self.table
        yield FindInput(self.table)
        yield Detail()

    def on_mount(self) -> None:
        """Show the records."""
        self.show_records()

    def watch_outlook(self) -> None:
        """Show the records anew; cursor, search and marks stay."""
        if self.is_mounted:
            self.show_records()

    @property
    def find_input(self) -> FindInput:
        """The line in which one finds."""
        return self.query_one(FindInput)

    def show_records(self) -> None:
        """Show what filter and search leave, in order."""
        outlook = self.outlook
        if outlook is None:
            return
        filters = self.filters(outlook)
        if self.filter not in filters:  # never set, or its vendor has gone
            self.filter = ""
        keep = filters.get(self.filter, self._is_current)
        words = folded(self.find_input.value).split()
        shown = [
            record
            for record in self.records(outlook)
            if keep(record) and all(word in self.text_of(record, outlook) for word in words)
        ]
        shown.sort(key=lambda record: self.sort_key(record, outlook), reverse=self.is_reversed)
        known = {record.id for record in self.records(outlook)}
        self.table.marked &= known
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

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        detail = self.query_one(Detail)
        if self.table.current is None or self.outlook is None:
            detail.title, detail.lines = "", ()
        else:
            detail.title, detail.lines = self.describe(self.table.current, self.outlook)

    def focus_view(self) -> None:
        """Take the focus."""
        self.table.focus()

    def chosen(self) -> tuple[Record, ...]:
        """Return the marked records that are on screen, else the one under the cursor, else none.

        Nothing is done to a record that the user does not see.
        """
        if marked := tuple(x for x in self.table.items if x.id in self.table.marked):
            return marked
        return (self.table.current,) if self.table.current is not None else ()

    def narrow(self, filter: str) -> None:
        """Set a filter by its name, without a search."""
        self.filter = filter
        self.find_input.value = ""
        self.show_records()

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        self.show_records()

    @on(Input.Submitted)
    def _keep_found(self, event: Input.Submitted) -> None:
        event.stop()
        self.find_input.set_class(bool(self.find_input.value), "-finding")
        self.table.focus()

    def action_find(self) -> None:
        """Find as you type."""
        self.find_input.add_class("-finding")
        self.find_input.focus()

    def action_unfind(self) -> None:
        """Show all, unmarked."""
        self.table.marked.clear()
        self.find_input.remove_class("-finding")
        self.narrow("")

    def action_sort(self) -> None:
        """Sort by the next order."""
        self.sort = self.SORTS[(self.SORTS.index(self.sort) + 1) % len(self.SORTS)]
        self.show_records()

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.is_reversed = not self.is_reversed
        self.show_records()

    def action_mark(self) -> None:
        """Mark or unmark, and go on to the next record."""
        if self.table.current is not None:
            self.table.marked ^= {self.table.current.id}
            self.show_records()
            self.table.action_down()

    def action_copy(self) -> None:
        """Copy number or address."""
        if self.table.current is not None:
            self.post_message(CopyText(self.copy_text(self.table.current)))

    def action_filter(self) -> None:
        """Choose which records to show."""
        if self.outlook is None:
            return
        names = ["", *self.filters(self.outlook)]
        options = [Option(name or "all", name) for name in names]

        def show(name: str | None) -> None:
            if name is not None:
                self.narrow(name)

        self.app.push_screen(Chooser("Show which", options), show)
