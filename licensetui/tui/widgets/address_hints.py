"""Hints about an address below its field: three lines that stay where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.addresses.report import Suggestion
from licensetui.domain.plain import plain
from licensetui.tui.commands import forms
from licensetui.tui.widgets.cells import fit, shortened, wrapped

LABEL = 15
"""Cells before the text: those of the labels of a form."""
ROWS = 3
"""Lines there are. The last one belongs to what name servers say."""
KEYS = f"{forms.TAKE_SUGGESTION.keys_shown} yes  {forms.KEEP_ADDRESS.keys_shown} no"
"""How to answer a suggestion."""


@dataclass(frozen=True)
class AddressHint:
    """One thing to say of an address."""

    mark: str
    """`x` where it is no address, `!`, `*`, `.` as everywhere; empty where a hint goes on."""
    word: str
    """What it is about, in a word: `typo?`."""
    text: str
    """The sentence."""


class AddressHints(Widget):
    """Draws the hints in the columns of a form."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hints--bad", "hints--urgent", "hints--soon"}
    DEFAULT_CSS = """
    AddressHints {
        height: 3;
        &> .hints--bad { color: $text-error; text-style: bold; }
        &> .hints--urgent { color: $text-warning; text-style: bold; }
        &> .hints--soon { color: $text-success; }
    }
    """

    hints: reactive[tuple[AddressHint, ...]] = reactive(())
    """What to say, what matters most first."""
    suggestion: reactive[Suggestion | None] = reactive(None)
    """What was probably meant; it comes before all else."""
    problem: reactive[str] = reactive("")
    """Why it is no address; empty if it is one."""
    last: reactive[AddressHint | None] = reactive(None)
    """What stands in the last line."""

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.size.width
        room = width - LABEL - 1
        hints = [*opening_hints(self.suggestion, self.problem, room), *self.hints]
        lines = [*fitted(hints, room, ROWS - 1), self.last]
        line = lines[y] if y < len(lines) else None
        if line is None:
            return Strip.blank(width, self.rich_style)
        names = {"x": "hints--bad", "!": "hints--urgent", "*": "hints--soon"}
        style = self.rich_style
        label = fit(f" {line.mark or ' '} {line.word}", LABEL)
        if line.mark in names:
            style += self.get_component_rich_style(names[line.mark], partial=True)
        segments = [Segment(label, style), Segment(fit(line.text, room), self.rich_style)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)


def opening_hints(suggestion: Suggestion | None, problem: str, room: int) -> list[AddressHint]:
    """Return the question with its keys, and what is wrong; all in one line if that fits."""
    wrong = [AddressHint("x", "syntax", problem)] if problem else []
    if suggestion is None:
        return wrong
    mark = "x" if problem else "!"
    address, reason = plain(suggestion.address), plain(suggestion.reason)
    whole = f"{reason}: {address}?   {KEYS}"
    if cell_len(whole) <= room:
        return [AddressHint(mark, "typo?", whole), *wrong]
    question = f"{_tail(address, room - len(KEYS) - 4)}?   {KEYS}"
    return [AddressHint(mark, "typo?", question), *(wrong or [AddressHint("", "", reason)])]


def fitted(hints: Sequence[AddressHint], room: int, rows: int) -> list[AddressHint | None]:
    """Return exactly `rows` lines: the first hints, folded as far as there is room for that."""
    lines: list[AddressHint | None] = []
    for hint in hints:
        if len(lines) == rows:
            break
        is_short = cell_len(hint.text) <= room
        folded = [hint.text] if is_short else wrapped(hint.text, room)
        left = rows - len(lines)
        if len(folded) > left:
            folded = [*folded[: left - 1], shortened(" ".join(folded[left - 1 :]), room)]
        lines.append(AddressHint(hint.mark, hint.word, folded[0]))
        lines += (AddressHint("", "", text) for text in folded[1:])
    return [*lines, *(None for _ in range(rows - len(lines)))]


def _tail(text: str, room: int) -> str:
    """Return a text cut at its start: of an address, the domain matters most."""
    while cell_len(text) > max(room, 1):
        text = f"…{text[2:]}" if len(text) > 2 else "…"
    return text
