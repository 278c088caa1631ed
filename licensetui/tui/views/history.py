"""The history: every change, the newest first, with what it did to which field."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from itertools import islice

from rich.cells import cell_len
from textual import events
from textual.reactive import reactive

from licensetui.domain.contact import Contact
from licensetui.domain.counting import more
from licensetui.domain.history import Entry, History, RecordKind
from licensetui.domain.license import License
from licensetui.domain.moments import moment
from licensetui.domain.plain import folded
from licensetui.outlook import Outlook
from licensetui.store.errors import StoreError
from licensetui.tui.aside_words import SET_ASIDE
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import browsing, everywhere
from licensetui.tui.commands.browsing import OPEN
from licensetui.tui.commands.everywhere import REDO, UNDO
from licensetui.tui.entry_lines import brief_lines
from licensetui.tui.messages import ShowEntry, TakeBack
from licensetui.tui.session import Session
from licensetui.tui.views.find_view import FindView, no_match
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList
from licensetui.wording.changes import search_text

NOTHING_YET = (
    "No changes yet.",
    "Changes appear here with the time, the user, and the previous values.",
    f"{UNDO.key} undoes the one under the cursor, {REDO.key} redoes it.",
)
COUNTED = 200
"""Lines of an entry up to which the detail pane says how many more there are."""

LONGEST_STATE = 9
"""Cells for what became of a change, where that is something."""
LEAST_WHO = 12
"""Cells for the author of a change, at least."""


class HistoryTable(RowList[Entry]):
    """A line for each change."""

    COLUMNS = (
        Column("When", 16),
        Column("Who", LEAST_WHO, most=24, rank=2),
        Column("What", 24, most=160, middle=True),
        Column("Records", 7, rank=3, right=True, is_extra=True),
        Column("State", 9, rank=1),
    )
    history = History()
    """All entries, of which some are shown."""
    trouble = ""
    """Why they cannot be shown."""

    def longest(self) -> Mapping[str, int]:
        """Return what all entries need, whichever of them are shown."""
        if self._measured[0] is not self.history:
            entries = self.history.all
            longest = {
                "Who": max((cell_len(entry.by) for entry in entries), default=LEAST_WHO),
                "What": max((cell_len(entry.label) for entry in entries), default=0),
                "State": LONGEST_STATE * any(map(self._state, entries)),
            }
            self._measured = (self.history, longest)
        return self._measured[1]

    _measured: tuple[History | None, Mapping[str, int]] = (None, {})

    def cells(self, item: Entry) -> tuple[Cell, ...]:
        """Return what stands in the columns."""
        return (
            Cell(moment(item.at)),
            Cell(item.by),
            Cell(item.label),
            Cell(str(len(item.records) or "-")),
            Cell(self._state(item)),
        )

    def _state(self, item: Entry) -> str:
        """Return what became of a change since, in a word; empty if it holds."""
        if self.history.is_aside(item.number):
            return SET_ASIDE
        if self.history.is_undone(item.number):
            return "undone"
        return "overruled" if item.overruled else ""

    def key(self, item: Entry) -> Hashable:
        """Return the entry's number."""
        return item.number

    def empty_lines(self) -> tuple[str, ...]:
        """Say why there is nothing, and what will stand here."""
        if self.trouble:
            return (self.trouble,)
        if self.history.all:
            return no_match("change", or_new=False)
        return NOTHING_YET


class HistoryView(FindView[HistoryTable]):
    """All changes, found and filtered, with the one under the cursor in detail."""

    BINDINGS = bindings(browsing.OPEN, everywhere.UNDO, everywhere.REDO)
    DEFAULT_CSS = """
    HistoryView Detail { height: 40%; }
    """

    history: reactive[History] = reactive(History)
    """What to show."""
    trouble: reactive[str] = reactive("")
    """Why the history cannot be read; empty if it can."""

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty view."""
        super().__init__(HistoryTable(id="history-table"), outlook, id="history")
        self._author = ""
        self._record: License | Contact | None = None
        self._texts: dict[int, tuple[Entry, str]] = {}
        self._names: tuple[Contact, ...] = ()

    def fill(self, session: Session) -> None:
        """Show the history as it is now, for the author of this session."""
        super().fill(session)
        self._author = session.author
        try:
            self.history, self.trouble = session.history(), ""
        except StoreError as error:
            self.trouble = str(error)

    def watch_history(self) -> None:
        """Show the entries anew; cursor, search and filter stay."""
        if self.is_mounted:
            self.show_all()

    def watch_trouble(self) -> None:
        """Say why there is nothing to show."""
        if self.is_mounted:
            self.show_all()

    def watch_outlook(self, outlook: Outlook) -> None:
        """Call the records by the names they have now."""
        if outlook.portfolio.contacts is not self._names:
            self._names = outlook.portfolio.contacts
            self._texts.clear()
        if self.is_mounted:
            self.show_detail()

    def show_all(self) -> None:
        """Show what filter and search leave, the newest first."""
        self.table.history, self.table.trouble = self.history, self.trouble
        keep = self.filters(self.outlook).get(self.filter)
        words = self.words
        shown = [
            entry
            for entry in reversed(self.history.all)
            if (keep is None or keep(entry))
            and (not words or all(word in self._text_of(entry) for word in words))
        ]
        self.table.title = self.titled(_how_many(len(shown), len(self.history.all)))
        self.table.show(shown)
        self.show_detail()

    def show_record(self, record: License | Contact) -> None:
        """Show the changes of one record alone, the newest under the cursor."""
        self._record = record
        self.narrow(_record_filter(record))
        self.table.action_first()

    def filters(self, _outlook: Outlook) -> Mapping[str, Callable[[Entry], bool]]:
        """Return the filters: by who it was, by what became of it, by record."""
        history = self.history
        found: dict[str, Callable[[Entry], bool]] = {
            "mine": _by(self._author),
            "undone": lambda entry: history.is_undone(entry.number),
            SET_ASIDE: lambda entry: history.is_aside(entry.number),
            "overruled": lambda entry: bool(entry.overruled),
        }
        for author in sorted({entry.by for entry in history.all} - {self._author}):
            found[f"by {author}"] = _by(author)
        if (record := self._record) is not None:
            kind = RecordKind.of(record)
            found[_record_filter(record)] = lambda entry: any(
                change.kind is kind and change.id == record.id
                for change in (*entry.records, *entry.overruled)
            )
        return found

    def _text_of(self, entry: Entry) -> str:
        """Return the folded text in which an entry is found; made once, when first asked for."""
        known, text = self._texts.get(entry.number, (None, ""))
        if known is not entry:  # new, or rewritten to forget somebody
            text = folded(search_text(entry, self.outlook.portfolio))
            self._texts[entry.number] = (entry, text)
        return text

    def show_detail(self) -> None:
        """Say what the change under the cursor did."""
        entry, detail = self.table.current, self.detail
        if entry is None:
            detail.title, detail.lines = "", ()
            return
        room = max(detail.size.height - 1, 1)
        portfolio, today = self.outlook.portfolio, self.outlook.today
        every = brief_lines(entry, self.history, portfolio, today, detail.size.width - 2)
        lines = list(islice(every, COUNTED))
        if len(lines) > room:
            count = more(len(lines) - room + 1) if len(lines) < COUNTED else "and more"
            lines = [*lines[: room - 1], f"{count}: {OPEN.key} shows all"]
        detail.title = f"{entry.label}   {moment(entry.at)}   {entry.by}"
        detail.lines = tuple(lines)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the detail to the new size, once it has it."""
        self.call_after_refresh(self.show_detail)

    def action_open(self) -> None:
        """Show the entry whole."""
        self.ask_of_current(lambda x: ShowEntry(x, self.history))

    def action_undo(self) -> None:
        """Undo the change under the cursor."""
        self.ask_of_current(TakeBack)

    def action_redo(self) -> None:
        """Redo the change under the cursor."""
        self.ask_of_current(lambda x: TakeBack(x, redo=True))


def _by(author: str) -> Callable[[Entry], bool]:
    return lambda entry: entry.by == author


def _how_many(shown: int, every: int) -> str:
    return f"History: {shown}" + (f" of {every}" if shown < every else "")


def _record_filter(record: License | Contact) -> str:
    return f"{RecordKind.of(record).label} {record.label}"
