"""Two sessions changed the same: both sides, and whose shall stand."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from licensetui.domain.change import Change
from licensetui.domain.merge import AnyConflict, resolved
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.store.errors import Conflicts
from licensetui.tui.bindings import acting, bindings
from licensetui.tui.commands import everywhere, forms, sections
from licensetui.tui.messages import ShowKeys
from licensetui.tui.widgets.bars import Hint, KeyBar
from licensetui.tui.widgets.cells import Cell, Column, fit, shortened, wrapped
from licensetui.tui.widgets.rows import RowList, TextLines
from licensetui.wording.conflicts import ALIKE, Clash, Words, clashes, field_label, what_happened

MINE, THEIRS, UNDECIDED = "[mine]", "[theirs]", "[?]"
TAKING = {
    forms.TAKE_MINE: "take(True)",
    forms.TAKE_THEIRS: "take(False)",
    forms.ALL_MINE: "take_all(True)",
    forms.ALL_THEIRS: "take_all(False)",
}
"""Whether the user's value shall stand, by command."""
LEGEND = "* not on every side   = the same on all"
FRAME = 6
"""Cells that the frame takes, the scroll bar, and what keeps the text off it."""
SIDE = 7
"""Cells for the name of a side."""
NAME, NAME_IN_TITLE = 30, 44
"""Cells for the name of a record in a sentence, and in the title."""


@dataclass(frozen=True)
class ClashRow:
    """One line: a clash, and what was chosen."""

    place: int
    """Its place in the list."""
    clash: Clash
    """What it is about."""
    keeps_mine: bool | None = None
    """Whether the user's value shall stand; None while that is not decided."""

    @property
    def mark(self) -> str:
        """The choice, in letters."""
        return {None: UNDECIDED, True: MINE, False: THEIRS}[self.keeps_mine]


class ClashRows(RowList[ClashRow]):
    """The clashes of one record."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Choice", 8),
        Column("Field", 13),
        Column("Mine"),
        Column("Theirs"),
    )

    def cells(self, item: ClashRow) -> tuple[Cell, ...]:
        """Return the choice, the field and both sides."""
        words = item.clash.words
        return (Cell(item.mark), Cell(words.label), Cell(words.mine), Cell(words.theirs))

    def key(self, item: ClashRow) -> Hashable:
        """Return the place."""
        return item.place


class ClashRowsOfSeveral(ClashRows):
    """The clashes of several records."""

    COLUMNS = (ClashRows.COLUMNS[0], Column("Record", 16, wide=40), *ClashRows.COLUMNS[1:])

    def cells(self, item: ClashRow) -> tuple[Cell, ...]:
        """Return the choice, the record, the field and both sides."""
        choice, *rest = super().cells(item)
        return (choice, Cell(item.clash.name), *rest)


class ConflictScreen(ModalScreen[Change | None]):
    """Ends with the change as the user has settled it, or None to leave all as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority: Left and Right would scroll the list.
        *(
            replace(binding, priority=True)
            for binding in (*acting(TAKING), *bindings(forms.SAVE_CHOICE, forms.LEAVE_CONFLICT))
            if isinstance(binding, Binding)
        ),
        *bindings(everywhere.HELP),
    ]
    DEFAULT_CSS = """
    ConflictScreen { background: transparent; }
    ConflictScreen > Vertical { width: 100%; height: 100%; }
    ConflictScreen #what { height: auto; max-height: 4; text-style: bold; }
    ConflictScreen #choices { height: auto; max-height: 50%; }
    ConflictScreen Hint { height: 2; }
    """

    def __init__(
        self, change: Change, conflicts: Conflicts, portfolio: Portfolio, *, who: str = ""
    ) -> None:
        """Ask about the conflicts of a change; `portfolio` knows what other records are called.

        `who` is who did the other change, and when, where that is known.
        """
        super().__init__()
        self._change = change
        self._conflicts = conflicts
        self._portfolio = portfolio
        self._who = who
        found = clashes(change, conflicts, portfolio)
        self._rows = [ClashRow(place, clash) for place, clash in enumerate(found)]

    def compose(self) -> ComposeResult:
        """Lay out what happened, the choices, the full texts, and what is still to do."""
        with Vertical(classes="frame"):
            name = shortened(self._conflicts[0].shown.label, NAME_IN_TITLE)
            title = what_happened(self._change, self._conflicts, name, self._who)
            yield Static(plain(title), id="what", markup=False)
            yield (ClashRows if len(self._conflicts) == 1 else ClashRowsOfSeveral)(id="choices")
            yield TextLines(id="texts")
            yield Hint()
            yield KeyBar()

    def on_mount(self) -> None:
        """Show what there is to choose."""
        self._show()
        self._list.focus()

    def on_resize(self) -> None:
        """Fold the texts anew."""
        self._show_texts()

    @property
    def _list(self) -> ClashRows:
        return self.query_one("#choices", ClashRows)

    @on(RowList.Moved, "#choices")
    def _moved(self) -> None:
        self._show_texts()

    def _show(self) -> None:
        self._list.show(tuple(self._rows))
        self._show_texts()
        decided = sum(row.keeps_mine is not None for row in self._rows)
        if decided == len(self._rows):
            self._say(f"All decided. {forms.SAVE_CHOICE.key} saves.")
        else:
            mine, theirs = forms.TAKE_MINE.key, forms.TAKE_THEIRS.key
            keys = f"{mine} keeps mine, {theirs} keeps theirs"
            self._say(f"{decided} of {len(self._rows)} decided. {keys}.")

    def _show_texts(self) -> None:
        row = self._list.current
        if row is None:
            return
        texts = self.query_one(TextLines)
        name = shortened(row.clash.name, NAME)
        texts.title = f"{row.clash.words.label} of {name}   Tab switches panels"
        texts.cursor = 0
        texts.show(tuple(enumerate(_lines(row.clash.words, max(self.size.width - FRAME, 20)))))

    def _say(self, sentence: str, *, is_error: bool = False) -> None:
        self.query_one(Hint).say(sentence, is_error=is_error)

    def action_take(self, keep_mine: bool) -> None:
        """Let the value of one side stand in the line under the cursor."""
        place = self._list.cursor
        self._rows[place] = replace(self._rows[place], keeps_mine=keep_mine)
        self._show()

    def action_take_all(self, keep_mine: bool) -> None:
        """Let the values of one side stand everywhere."""
        self._rows = [replace(row, keeps_mine=keep_mine) for row in self._rows]
        self._show()

    def action_save_choice(self) -> None:
        """End with the change as chosen, or say what is in the way."""
        for row in self._rows:
            if row.keeps_mine is None:
                name = shortened(row.clash.name, NAME)
                self._refuse(
                    row,
                    f"Not decided yet: {row.clash.words.label} of {name}. Press "
                    f"{forms.TAKE_MINE.key} or {forms.TAKE_THEIRS.key}.",
                )
                return
        kept = self._kept()
        for conflict in self._conflicts:
            try:
                conflict.resolved(kept[id(conflict)])
            except StructureError as error:
                self._explain(conflict, error)
                return
        self.dismiss(resolved(self._change, self._conflicts, lambda each: kept[id(each)]))

    def action_leave_conflict(self) -> None:
        """Go back with nothing saved."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show the keys."""
        self.post_message(ShowKeys((sections.IN_CONFLICT,), only=True))

    def _kept(self) -> dict[int, list[str]]:
        """Return, by the identity of a conflict, the fields in which the user's value stands."""
        kept: dict[int, list[str]] = {id(conflict): [] for conflict in self._conflicts}
        for row in self._rows:
            if row.keeps_mine:
                kept[id(row.clash.conflict)].append(row.clash.field)
        return kept

    def _explain(self, conflict: AnyConflict, error: StructureError) -> None:
        """Say why a record cannot be as chosen, and go to where that can be changed."""
        rows = [row for row in self._rows if row.clash.conflict is conflict]
        row = next((row for row in rows if row.clash.field == error.field), rows[0])
        name = shortened(conflict.shown.label, NAME)
        label = field_label(conflict.shown, error.field, self._portfolio)
        self._refuse(row, f"Not saved: {label} of {name}: {error.problem}. Choose again.")

    def _refuse(self, row: ClashRow, sentence: str) -> None:
        self._list.cursor = row.place
        self._list.focus()
        self._say(sentence, is_error=True)


def _lines(words: Words, width: int) -> Iterator[str]:
    """Yield all three sides of a clash, in lines of at most `width` cells."""
    sides = (("before", words.before), ("mine", words.whole_mine), ("theirs", words.whole_theirs))
    if words.whole_mine == words.whole_theirs:
        yield from wrapped(ALIKE, width)
    elif words.is_marked:
        yield LEGEND
    for name, texts in sides:
        label = name
        for text in texts:
            for part in wrapped(text, max(width - SIDE - 1, 10)):
                yield f"{fit(label, SIDE)} {part}"
                label = ""
