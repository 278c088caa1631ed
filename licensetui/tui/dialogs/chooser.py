"""A list to choose from by typing: contacts, filters, commands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from licensetui.domain.plain import folded
from licensetui.tui.widgets.cells import Cell, Column, folded_to
from licensetui.tui.widgets.line import Line
from licensetui.tui.widgets.rows import RowList

Value = TypeVar("Value")


@dataclass(frozen=True)
class Option(Generic[Value]):
    """Something to choose."""

    label: str
    """What it is called; found as one types."""
    value: Value
    """What choosing it returns."""
    detail: str = ""
    """What stands beside it; found as well."""


WHOLE = 2
"""Lines at most for what is cut beside an option."""
LABEL = 26
"""Cells for the label of an option, unless one needs more."""


class Options(RowList[Option[Any]]):
    """The options that fit what was typed."""

    HAS_HEADING = False
    COLUMNS = (Column("label", LABEL, most=44, middle=True), Column("detail"))
    EMPTY = ("No matches. Esc cancels.",)

    longest_label = LABEL
    """Cells for the labels of all options, also of those that do not fit what was typed."""

    def longest(self) -> Mapping[str, int]:
        """Return what the labels need."""
        return {"label": self.longest_label}

    def cells(self, item: Option[Any]) -> tuple[Cell, ...]:
        """Return label and detail."""
        return (Cell(item.label), Cell(item.detail))

    def is_cut(self, item: Option[Any]) -> bool:
        """Say whether there is no room for all that stands beside an option."""
        return cell_len(item.detail) > self.layout_here.widths[-1]

    def key(self, item: Option[Any]) -> Hashable:
        """Return what makes an option the same while one types."""
        return (item.label, item.detail)


LONGEST = 200
"""Characters that one may look for: four letters find most."""


class Chooser(ModalScreen[Value | None], Generic[Value]):
    """Ends with the value chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("up", "move('up')", show=False, priority=True),
        Binding("down", "move('down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Chooser { align: center middle; background: transparent; }
    Chooser > Vertical {
        width: 72; max-width: 100%; height: 16; max-height: 100%;
    }
    Chooser Input { height: 1; }
    Chooser #whole { height: 0; }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[Option[Value]],
        *,
        new: Callable[[str], Iterable[Option[Value]]] | None = None,
        starts_first: bool = False,
    ) -> None:
        """Ask `title` of `options`; `new` makes the last ones out of what was typed.

        With `starts_first` those whose labels begin with what was typed stand before all others.
        """
        super().__init__()
        self._title = title
        self._new = new
        self._starts_first = starts_first
        self._options = options
        self._texts = [folded(f"{option.label}\n{option.detail}") for option in options]
        self._typed_already = ""

    def ask(self, app: App[Any], then: Callable[[Value], None], *, typed: str = "") -> None:
        """Be shown by an app; `then` is called with what is chosen, if anything is.

        What was `typed` already is looked for at once.
        """
        self._typed_already = typed

        def answered(value: Value | None) -> None:
            if value is not None:
                then(value)

        app.push_screen(self, answered)

    def compose(self) -> ComposeResult:
        """Lay out the line to type in and the options."""
        with Vertical(classes="frame"):
            yield Line(
                self._typed_already,
                placeholder="Type to search, Enter selects, Esc cancels",
                is_typed=bool(self._typed_already),
                most=LONGEST,
            )
            yield Options()
            yield Static(id="whole", markup=False)

    def on_mount(self) -> None:
        """Offer everything."""
        options = self.query_one(Options)
        options.can_focus = False
        options.title = self._title
        options.longest_label = max([LABEL, *(cell_len(x.label) for x in self._options)])
        self._offer(self._typed_already)

    def on_resize(self) -> None:
        """Have room for what is cut, once the options have theirs."""
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Take a line or two below the options if any of them is cut, whatever is typed then."""
        options, whole = self.query_one(Options), self.query_one("#whole", Static)
        lines = 0
        if any(map(options.is_cut, self._options)):
            longest = max(cell_len(option.detail) for option in self._options)
            lines = 1 if longest <= options.size.width else WHOLE
        whole.styles.height = lines
        self._show_whole()

    @on(Options.Moved)
    def _show_whole(self) -> None:
        """Show whole what is cut beside the option under the cursor."""
        options, whole = self.query_one(Options), self.query_one("#whole", Static)
        current, width = options.current, options.size.width
        is_cut = current is not None and width > 0 and options.is_cut(current)
        lines = folded_to(current.detail, width, WHOLE) if current and is_cut else []
        whole.update("\n".join(lines))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        words = folded(text).split()
        found = [
            option
            for option, words_of in zip(self._options, self._texts, strict=True)
            if all(word in words_of for word in words)
        ]
        if self._starts_first and words:
            found.sort(key=lambda option: not folded(option.label).startswith(" ".join(words)))
        if self._new is not None:
            found += self._new(text.strip())
        rows = self.query_one(Options)
        rows.show(found)
        rows.cursor = 0

    @on(Input.Submitted)
    def _take(self) -> None:
        current = self.query_one(Options).current
        if current is not None:
            self.dismiss(current.value)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_move(self, how: str) -> None:
        """Move in the options while the typing goes on in the line."""
        getattr(self.query_one(Options), f"action_{how}")()
