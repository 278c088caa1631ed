"""The base of all lists: a line in which one finds as one types, and filters by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from licensetui.domain.plain import folded
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import browsing
from licensetui.tui.commands.browsing import NEW, UNFIND
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.session import Session
from licensetui.tui.typeahead import TypeAheadApp
from licensetui.tui.views.view import View
from licensetui.tui.widgets.cells import PARTED
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.line import Line
from licensetui.tui.widgets.rows import RowList

Table = TypeVar("Table", bound=RowList[Any])


class FindInput(Line):
    """The line in which one finds as one types; the arrows move in the list meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Keep", key_display="Enter"),
        Binding("escape", "clear_find", "Show all", key_display="Esc"),
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


def no_match(what: str, *, or_new: bool) -> tuple[str, ...]:
    """Return what to say where nothing is left of a list, and to press; a key that adds one too."""
    more = f", {NEW.key} adds one" if or_new else ""
    return (f"No matching {what}s. {UNFIND.key} clears search and filter{more}.",)


class FindView(View, Generic[Table]):
    """A list with a line to find in, filters, and a detail pane."""

    BINDINGS = bindings(browsing.FIND, browsing.FILTER, browsing.UNFIND)
    DEFAULT_CSS = """
    FindView { layout: vertical; }
    FindView FindInput { display: none; height: 1; }
    FindView FindInput.-finding { display: block; }
    FindView Detail { height: 43%; max-height: 14; }
    """
    AT_FIRST: ClassVar[str] = ""
    """Name of the filter that holds until another one is chosen; empty for none."""
    find_input = query_one(FindInput)
    """The line in which one finds."""
    detail = query_one(Detail)
    """What is said of the line under the cursor."""

    def __init__(self, table: Table, outlook: Outlook, *, id: str) -> None:
        """Make a view around a table."""
        super().__init__(outlook, id=id)
        self.table = table
        """The list itself."""
        self.filter = self.AT_FIRST
        """Name of the filter; empty for none."""
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out table, find line and detail."""
        yield self.table
        yield FindInput(self.table)
        yield Detail()

    def fill(self, session: Session) -> None:
        """Show what there is now."""
        self.table.is_read_only = bool(session.why_read_only)
        super().fill(session)

    def on_mount(self) -> None:
        """Show what there is, and what a letter finds or the cursor points at in its own frame."""
        self.show_all()
        self.watch(self.find_input, "value", self._find_typed, init=False)
        self.watch(self.table, "cursor", self._follow, init=False)

    def _follow(self) -> None:
        """Show what is under the cursor; while a key is held, once it rests."""
        app = self.app
        seconds = app.rests_in if isinstance(app, TypeAheadApp) else 0.0
        if not seconds:
            self.show_detail()
        elif self._resting is None:
            self._resting = self.set_timer(seconds, self._rest)

    def _rest(self) -> None:
        self._resting = None
        self._follow()

    def _find_typed(self) -> None:
        """Show what is found, the best under the cursor."""
        self.show_all()
        if self.words:
            self.table.action_first()

    def watch_outlook(self, _outlook: Outlook) -> None:
        """Show all anew; cursor, search and order stay."""
        if self.is_mounted:
            self.show_all()

    def show_all(self) -> None:
        """Show what filter and search leave, in order."""
        raise NotImplementedError

    def show_detail(self) -> None:
        """Say in the pane what is under the cursor."""
        raise NotImplementedError

    @property
    def words(self) -> list[str]:
        """The words to find, folded."""
        return folded(self.find_input.value).split()

    def titled(self, *parts: str, last: Sequence[str] = ()) -> str:
        """Return a title of some parts, what narrows the list, and what is cut first."""
        words = f"find: {' '.join(self.words)}" if self.words else ""
        is_told = self.filter and not (words and self.filter == self.AT_FIRST)
        narrowed = f"filter: {self.filter}" if is_told else ""
        return PARTED.join(part for part in (*parts, words, narrowed, *last) if part)

    def filters(self, outlook: Outlook) -> Mapping[str, Callable[[Any], bool]]:
        """Return the filters by their names."""
        raise NotImplementedError

    def focus_view(self) -> None:
        """Take the focus."""
        self.table.focus()

    def narrow(self, filter: str) -> None:
        """Set a filter by its name, without a search."""
        self.filter = filter
        self.find_input.value = ""
        self.show_all()

    @on(Input.Submitted)
    def _keep_found(self, event: Input.Submitted) -> None:
        event.stop()
        self.find_input.set_class(bool(self.find_input.value), "-finding")
        self.table.focus()

    def ask_of_current(self, make: Callable[[Any], Message]) -> None:
        """Make a request of what is under the cursor, if anything is."""
        if self.table.current is not None:
            self.post_message(make(self.table.current))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say that the key that finds is a letter like others while one does."""
        if action == browsing.FIND.action and self.is_mounted and self.find_input.has_focus:
            return False
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Find as you type."""
        self.find_input.add_class("-finding")
        self.find_input.focus()
        self.find_input.action_select_all()  # what was looked for before is typed over

    def action_unfind(self) -> None:
        """Show all."""
        self.find_input.remove_class("-finding")
        self.narrow(self.AT_FIRST)

    def action_filter(self) -> None:
        """Choose what to show."""
        names = dict.fromkeys((self.AT_FIRST, "", *self.filters(self.outlook)))
        options = [Option(name or "all", name) for name in names]
        Chooser("Filter by", options).ask(self.app, self.narrow)
