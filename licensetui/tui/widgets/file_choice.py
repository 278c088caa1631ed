"""A file found by typing: the newest tables of the usual folders, or what is in a typed one."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input

from licensetui.domain.counting import counted
from licensetui.tui.background import MOMENT, aside
from licensetui.tui.forms.places import (
    UP,
    FileEntry,
    Listing,
    Rank,
    fitting,
    in_brief,
    in_order,
    is_folder,
    listing,
    typed_path,
    up_from,
    usual_folders,
)
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.line import Line
from licensetui.tui.widgets.rows import RowList

PLACEHOLDER = "type to find, or a path: ~/Downloads/list.xlsx"
READING = "reading"


class FileRows(RowList[FileEntry]):
    """Files and folders."""

    HAS_HEADING = False
    COLUMNS = (
        Column("name"),
        Column("folder", 22, wide=60, only_above=70),
        Column("changed", 10),
        Column("size", 8, right=True, only_above=50),
    )

    problems: tuple[str, ...] = ()
    """What to say where there is nothing to choose."""

    def empty_lines(self) -> tuple[str, ...]:
        """Say what cannot be read, or that nothing fits."""
        return self.problems or ("No matches.",)

    def cells(self, item: FileEntry) -> tuple[Cell, ...]:
        """Return name, folder, day and size."""
        slash = "/" if item.rank is Rank.FOLDER else ""
        day = str(datetime.fromtimestamp(item.moment).date()) if item.moment else ""  # noqa: DTZ006
        return (
            Cell(item.name + slash),
            Cell("" if item.name == UP else in_brief(item.folder)),
            Cell(day),
            Cell(_size(item.size) if item.moment else ""),
        )

    def key(self, item: FileEntry) -> Hashable:
        """Return where it is, and its name."""
        return (item.folder, item.name)


class FileChoice(Vertical):
    """A line to type in, and below it what may be meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('up')", show=False),
        Binding("down", "move('down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]
    DEFAULT_CSS = """
    FileChoice { height: 1fr; }
    FileChoice Line { height: 1; }
    """
    line = query_one(Line)
    rows = query_one(FileRows)

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """A file was chosen."""

        path: Path
        """The file."""

    def __init__(self, *, id: str | None = None) -> None:
        """Know no folder yet."""
        super().__init__(id=id)
        self._listings: dict[Path, Listing] = {}
        self._asked: dict[Path, asyncio.Future[Listing]] = {}
        self._entered: dict[str, Path] = {}
        # Folders by the texts that stand for them; not every name can be typed.
        self._is_awaited = False
        # Whether the first that fits is to be taken as soon as it is known.

    def compose(self) -> ComposeResult:
        """Lay out the line and the list."""
        yield Line(placeholder=PLACEHOLDER)
        yield FileRows()

    def on_mount(self) -> None:
        """Let the typing go on in the line."""
        self.rows.can_focus = False

    def begin(self) -> None:
        """Offer what there is now, as of what stands in the line."""
        self._listings.clear()
        self._asked.clear()
        self.line.focus()
        self.line.action_select_all()  # what was looked for before is typed over
        self._offer()

    def clear(self) -> bool:
        """Offer the usual folders again; say whether anything was typed."""
        had_text = bool(self.line.value)
        self.line.value = ""
        return had_text

    def _meant(self) -> tuple[Path | None, str]:
        """Return the folder that is typed, if one is, and the words to find."""
        text = self.line.value
        start, slash, rest = text.rpartition("/")
        if known := self._entered.get(start + slash):
            return known, rest
        path = typed_path(text)
        if path is None:
            return None, text
        return (path, "") if is_folder(text) else (path.parent, path.name)

    def _offer(self) -> None:
        """Show what fits of what is known, and ask for the rest."""
        folder, words = self._meant()
        folders = (folder,) if folder else usual_folders()
        for each in folders:
            if each not in self._asked:
                self._asked[each] = aside(self, partial(listing, each), self._take_listing)
        known = [self._listings[each] for each in folders if each in self._listings]
        entries = [entry for one in known for entry in one.entries]
        if len(known) > 1:
            entries.sort(key=in_order)
        found = fitting(entries, words)
        if folder and not words:
            found = [*found, up_from(folder)]
        missing = [each for each in folders if each not in self._listings]
        problems = [
            f"{in_brief(x.folder)} cannot be read: {x.problem}." for x in known if x.problem
        ]
        if missing:
            problems = [f"{READING} {in_brief(each)}..." for each in missing]
        rows = self.rows
        rows.problems = tuple(problems if folder or missing else ())
        rows.title = _title(folder, found, missing)
        rows.show(found)
        rows.cursor = 0

    def _take_listing(self, found: Listing) -> None:
        current = self.rows.current
        self._listings[found.folder] = found
        before = self.rows.cursor
        self._offer()
        if current is not None and before:
            self.rows.select(self.rows.key(current))
        if self._is_awaited:
            self._choose()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._is_awaited = False
        self._offer()

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.rows.current is None and (asked := self._unknown()):
            done, _ = await asyncio.wait(asked, timeout=MOMENT)
            for each in done:
                self._listings[each.result().folder] = each.result()
            self._offer()
        self._choose()

    def _choose(self) -> None:
        """Take what is under the cursor, at once or when it is known; go into a folder."""
        entry = self.rows.current
        folder, name = self._meant()
        self._is_awaited = entry is None and bool(self._unknown())
        if entry is not None and entry.rank is Rank.FOLDER:
            self._enter(entry.path)
        elif entry is not None:
            self.post_message(self.Chosen(entry.path))
        elif folder and name and not self._is_awaited:
            self.post_message(self.Chosen(folder / name))  # whoever reads it says what is wrong

    def _unknown(self) -> list[asyncio.Future[Listing]]:
        """Return what will say what is in the folders of which that is not known yet."""
        folder, _ = self._meant()
        folders = (folder,) if folder else usual_folders()
        return [self._asked[x] for x in folders if x in self._asked and x not in self._listings]

    def _enter(self, folder: Path) -> None:
        """Go into a folder."""
        self.line.value = f"{in_brief(folder).rstrip('/')}/"
        self._entered[self.line.value] = folder
        self.line.action_end()

    def action_move(self, how: str) -> None:
        """Move in the list while the typing goes on in the line."""
        getattr(self.rows, f"action_{how}")()


def _title(folder: Path | None, found: list[FileEntry], missing: list[Path]) -> str:
    """Return where one is, and how much there is."""
    where = in_brief(folder) if folder else "Here, downloads, documents, home"
    tables = sum(entry.rank is Rank.TABLE for entry in found)
    parts = [f"{where}: {counted(tables, 'file')} that may be a list"]
    parts += [f"{READING} {in_brief(each)}" for each in missing if found]
    return "   ".join(parts)


def _size(count: int) -> str:
    """Return a number of bytes as people say it."""
    for unit, bytes_of in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= bytes_of:
            return f"{count / bytes_of:.0f} {unit}"
    return f"{count} B"
