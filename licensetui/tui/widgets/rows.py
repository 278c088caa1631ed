"""A list of rows that renders only the lines on screen, so that it costs the same at any length."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.widgets.cells import (
    Cell,
    Column,
    Layout,
    fit,
    laid_out,
    ruled,
    shortened,
    style_names,
    title_line,
    urgency_css,
    whole_parts,
    wrapped,
)
from licensetui.tui.widgets.given import given

Item = TypeVar("Item")

CLICKS = 2
"""Clicks after each other that open a row."""


class RowList(ScrollView, Generic[Item], can_focus=True):
    """A list with a cursor. Subclasses say what its columns, cells and keys are."""

    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    HAS_HEADING: ClassVar[bool] = True
    INDENT: ClassVar[int] = 0
    """Blank cells in front of each row."""
    IS_OPENED: ClassVar[bool] = True
    """Whether there is something to open behind a row."""
    EMPTY: ClassVar[tuple[str, ...]] = ()
    COMPONENT_CLASSES: ClassVar[set[str]] = style_names(
        "rows", "title", "heading", "cursor", "empty"
    )
    BINDINGS = bindings(*sections.LISTS)
    DEFAULT_CSS = f"""
    RowList {{
        height: 1fr;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        &> .rows--title {{ color: $foreground; }}
        &:focus > .rows--title {{ color: $text-primary; }}
        &> .rows--heading {{ text-style: dim; }}
        &> .rows--empty {{ text-style: dim; }}
        &> .rows--cursor {{ text-style: bold; }}
        {urgency_css("rows")}
    }}
    """

    cursor = reactive(0, repaint=False)
    """Index of the row under the cursor."""
    title = reactive("", layout=False)
    """What the first line says of the list; empty for no such line."""
    virtual_size = Reactive(Size(0, 0), repaint=False)
    """Cells of the whole list. To lay out the screen anew would not change its place, but take a
    frame for the list and another one for its scroll bar."""

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor is at another row."""

        rows: RowList[object]
        """The list."""

        @property
        def control(self) -> RowList[object]:
            """The list, for `on` selectors."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        """The items shown, in order."""
        self.is_read_only = False
        """Whether nothing can be added to the items: no key is then named that would."""
        self._lines = 0
        # The height, if it is known before the screen is laid out.
        self._longest: Mapping[str, int] = {}
        self._layouts: dict[int, Layout] = {}

    def cells(self, item: Item) -> tuple[Cell, ...]:
        """Return what stands in the columns for an item."""
        raise NotImplementedError

    def key(self, item: Item) -> Hashable:
        """Return what identifies an item when the list is shown anew: else the item itself."""
        return item

    def longest(self) -> Mapping[str, int]:
        """Return how many cells the longest texts of some columns need, by their titles.

        It is asked for whenever items are shown, however many there are. A column that is not
        named takes its width, one that needs none is left out.
        """
        return {}

    @property
    def layout_here(self) -> Layout:
        """The columns that there is room for now."""
        width = self.scrollable_content_region.width - self.INDENT
        if width not in self._layouts:
            self._layouts = {width: laid_out(self.COLUMNS, width, self._longest)}
        return self._layouts[width]

    @property
    def current(self) -> Item | None:
        """The item under the cursor, if there is one."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def take(self, lines: int) -> None:
        """Be so many lines high: the scroll bar is then there in the first frame, or not."""
        self.styles.height = self._lines = lines
        self._resize()

    def show(self, items: Sequence[Item]) -> None:
        """Show other items; the cursor stays on its item, or near its place if that is gone."""
        before = self.current
        self.items = items
        self._longest, self._layouts = self.longest(), {}
        place = min(self.cursor, max(len(items) - 1, 0))
        if before is not None and not (
            place < len(items) and self.key(items[place]) == self.key(before)
        ):
            wanted = self.key(before)
            # Mostly it is the same object, and that is told fast.
            found = next((i for i, item in enumerate(items) if item is before), None)
            if found is None:
                same = (i for i, item in enumerate(items) if self.key(item) == wanted)
                found = next(same, place)
            place = found
        self._resize()
        self.cursor = place
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Moved(self))  # type: ignore[arg-type]  # Item is not covariant

    def select(self, key: Hashable) -> bool:
        """Put the cursor on the item with this key; say whether it is there."""
        return self.select_any(lambda item: self.key(item) == key)

    def select_any(self, is_wanted: Callable[[Item], bool]) -> bool:
        """Put the cursor on an item wanted, unless it is on one; say whether there is any."""
        if self.current is not None and is_wanted(self.current):
            return True
        for index, item in enumerate(self.items):
            if is_wanted(item):
                self.cursor = index
                return True
        return False

    @property
    def _heading_lines(self) -> int:
        return int(self.HAS_HEADING) + bool(self.title)

    def _resize(self) -> None:
        height = len(self.items) + self._heading_lines
        self.virtual_size = Size(self.scrollable_content_region.width, height)
        room = self._lines or self.container_size.height
        if not room:  # nobody knows yet
            return
        if (is_long := height > room) != self.show_vertical_scrollbar:
            self.show_vertical_scrollbar = is_long
            self.vertical_scrollbar.display = is_long
        elif is_long:
            self.vertical_scrollbar.window_virtual_size = height

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._resize()
        self._scroll_to_cursor()

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two lines concerned, and tell."""
        if before == after:
            return
        self._scroll_to_cursor()
        for index in (before, after):
            self._repaint(index)
        self.post_message(self.Moved(self))  # type: ignore[arg-type]  # Item is not covariant

    def on_focus(self) -> None:
        """Draw the title and the cursor line as the live ones."""
        self._repaint_focus()

    def on_blur(self) -> None:
        """Draw the title and the cursor line as resting ones."""
        self._repaint_focus()

    def _repaint_focus(self) -> None:
        self._repaint(self.cursor)
        self.refresh(Region(0, 0, self.size.width, 1))

    def _repaint(self, index: int) -> None:
        y = index + self._heading_lines - round(self.scroll_y)
        self.refresh(Region(0, y, self.size.width, 1))

    @property
    def _page(self) -> int:
        return max(self.scrollable_content_region.height - self._heading_lines, 1)

    def _scroll_to_cursor(self) -> None:
        if not self.scrollable_content_region.height:
            return  # not laid out yet: what is scrolled away now would stay away
        top = min(round(self.scroll_y), self.max_scroll_y)
        if self.cursor < top:
            top = self.cursor
        elif self.cursor >= top + self._page:
            top = self.cursor - self._page + 1
        if top != round(self.scroll_y):
            self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        if self.title and y == 0:
            style = base + self.get_component_rich_style("rows--title", partial=True)
            title = title_line(whole_parts(self.title, width), width)
            return Strip(ruled(title, style), width)
        if self.HAS_HEADING and y == self._heading_lines - 1:
            style = base + self.get_component_rich_style("rows--heading", partial=True)
            titles = tuple(Cell(column.title) for column in self.COLUMNS)
            return self._strip(titles, width, style, coloured=False)
        index = y - self._heading_lines + round(self.scroll_y)
        if not self.items:
            return self._empty_line(y - self._heading_lines, width, base)
        if index >= len(self.items):
            return Strip.blank(width, base)
        item = self.items[index]
        is_current = index == self.cursor
        if is_current:
            base += self.get_component_rich_style("rows--cursor", partial=True)
        reverse = is_current and self.has_focus
        return self._strip(self.cells(item), width, base, coloured=not reverse)

    def _empty_line(self, y: int, width: int, base: Style) -> Strip:
        style = base + self.get_component_rich_style("rows--empty", partial=True)
        lines = self._folded(width - 2) if y >= 0 else []
        text = lines[y] if 0 <= y < len(lines) else ""
        return Strip([Segment(fit(" " + text, width), style)], width)

    def _folded(self, width: int) -> list[str]:
        """Return these lines folded, the last one cut if it must be."""
        lines = [part for line in self.empty_lines() for part in wrapped(line, width)]
        room = max(self.size.height - self._heading_lines, 1)
        if len(lines) > room:
            lines[room - 1 :] = [shortened(" ".join(lines[room - 1 :]), width)]
        return lines

    def empty_lines(self) -> tuple[str, ...]:
        """Return what to say where there is nothing to show: what to press."""
        return self.EMPTY

    def _strip(self, cells: tuple[Cell, ...], width: int, base: Style, *, coloured: bool) -> Strip:
        segments = [Segment(" " * self.INDENT, base)]
        layout = self.layout_here
        gap = Segment(" " * layout.gap, base)
        for i, space in layout.spaces(self.COLUMNS, cells):
            cell, column = cells[i], self.COLUMNS[i]
            style = base
            if coloured and cell.urgency is not None:
                name = f"rows--{cell.urgency.word}"
                style += self.get_component_rich_style(name, partial=True)
            text = fit(cell.text, space, column.right, column.middle)
            segments.append(Segment(text, style))
            if not column.tight:
                segments.append(gap)
        return Strip(segments).adjust_cell_length(width, base).simplify()

    def action_up(self) -> None:
        """Go one line up."""
        self.cursor = max(self.cursor - 1, 0)

    def action_down(self) -> None:
        """Go one line down."""
        self.cursor = max(min(self.cursor + 1, len(self.items) - 1), 0)

    def action_page_up(self) -> None:
        """Go one page up."""
        self.cursor = max(self.cursor - self._page, 0)

    def action_page_down(self) -> None:
        """Go one page down."""
        self.cursor = max(min(self.cursor + self._page, len(self.items) - 1), 0)

    def action_first(self) -> None:
        """Go to the first line."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last line."""
        self.cursor = max(len(self.items) - 1, 0)

    def as_shown(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Return titles and texts of the columns that there is room for, in the list's order."""
        places = self.layout_here.places
        shown = (self.cells(item) for item in self.items)
        rows = tuple(tuple(cells[i].text for i in places) for cells in shown)
        return tuple(self.COLUMNS[i].title for i in places), rows

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click there does what Enter does."""
        index = event.y - self._heading_lines + round(self.scroll_y)
        if event.y < self._heading_lines or index >= len(self.items):
            return
        is_second = event.chain == CLICKS and index == self.cursor
        self.cursor = index
        if is_second and self.IS_OPENED and (enter := self.screen.active_bindings.get("enter")):
            await self.app.run_action(enter.binding.action, enter.node)


class OutlookRows(RowList[Item]):
    """A list of what follows from an outlook."""

    outlook: reactive[Outlook] = reactive(given)
    """What to show, or what stands beside it."""

    def __init__(self, outlook: Outlook, *, id: str) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self.set_reactive(OutlookRows.outlook, outlook)


class TextLines(RowList[tuple[int, str]]):
    """Lines of text, each with its place."""

    HAS_HEADING = False
    IS_OPENED = False
    COLUMNS = (Column("text"),)

    def cells(self, item: tuple[int, str]) -> tuple[Cell, ...]:
        """Return the text."""
        return (Cell(item[1]),)

    def key(self, item: tuple[int, str]) -> Hashable:
        """Return the place."""
        return item[0]
