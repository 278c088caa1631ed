"""Hints about an address below its field: three lines that stay where they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.addresses.report import Suggestion
from licensetui.addresses.said import TYPO, Remark
from licensetui.addresses.syntax_words import NO_AT
from licensetui.domain.plain import plain
from licensetui.tui.commands import forms
from licensetui.tui.widgets.cells import fit, shortened, style_names, urgency_css, wrapped

LABEL = 15
"""Cells before the text: those of the labels of a form."""
ROWS = 3
"""Lines there are. The last one belongs to what name servers say."""


class AddressHints(Widget):
    """Draws the hints in the columns of a form."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_names("hints")
    DEFAULT_CSS = f"AddressHints {{ height: 3; {urgency_css('hints')} }}"

    remarks: reactive[tuple[Remark, ...]] = reactive(())
    """What to say, what matters most first."""
    suggestion: reactive[Suggestion | None] = reactive(None)
    """What was probably meant; the question comes before all else."""
    last: reactive[Remark | None] = reactive(None)
    """What stands in the last line."""

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.size.width
        room = width - LABEL - 1
        shown = asked_first(self.remarks, self.suggestion, room)
        lines = [*fitted(shown, room, ROWS - 1), self.last]
        line = lines[y] if y < len(lines) else None
        if line is None:
            return Strip.blank(width, self.rich_style)
        names = {"x": "hints--overdue", "!": "hints--urgent", "*": "hints--soon"}
        style = self.rich_style
        label = fit(f" {line.mark or ' '} {line.word}", LABEL)
        if line.mark in names:
            style += self.get_component_rich_style(names[line.mark], partial=True)
        segments = [Segment(label, style), Segment(fit(line.text, room), self.rich_style)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)


def answer_keys() -> str:
    """Return how to answer a suggestion."""
    return f"{forms.TAKE_SUGGESTION.keys_shown} yes  {forms.KEEP_ADDRESS.keys_shown} no"


def asked_first(
    remarks: Iterable[Remark], suggestion: Suggestion | None, room: int
) -> tuple[Remark, ...]:
    """Return remarks with the question first and with its keys, all in one line if that fits."""
    question = next((remark for remark in remarks if remark.word == TYPO), None)
    others = tuple(replace(x, text=plain(x.text)) for x in remarks if x is not question)
    if question is None or suggestion is None:
        return others
    keys = answer_keys()
    text, reason = plain(question.text), plain(question.reason)
    whole = f"{text} {reason}".strip()
    if cell_len(f"{whole}   {keys}") <= room:
        return (replace(question, text=f"{whole}   {keys}"), *others)
    if cell_len(f"{text}   {keys}") > room:
        text = f"{_tail(plain(suggestion.address), room - len(keys) - 4)}?"
    # What is broken says why, but for a missing @: the reason tells which key was meant.
    is_broken = any(x.mark == "x" and x.text != NO_AT.removesuffix(".") for x in others)
    reasons = () if is_broken or not reason else (Remark("", "", reason),)
    return (replace(question, text=f"{text}   {keys}"), *reasons, *others)


def fitted(hints: Sequence[Remark], room: int, rows: int) -> list[Remark | None]:
    """Return exactly `rows` lines: the first hints, folded as far as there is room for that."""
    lines: list[Remark | None] = []
    for hint in hints:
        if len(lines) == rows:
            break
        is_short = cell_len(hint.text) <= room
        folded = [hint.text] if is_short else wrapped(hint.text, room)
        left = rows - len(lines)
        if len(folded) > left:
            folded = [*folded[: left - 1], shortened(" ".join(folded[left - 1 :]), room)]
        lines.append(Remark(hint.mark, hint.word, folded[0]))
        lines += (Remark("", "", text) for text in folded[1:])
    return [*lines, *(None for _ in range(rows - len(lines)))]


def _tail(text: str, room: int) -> str:
    """Return a text cut at its start: of an address, the domain matters most."""
    while cell_len(text) > max(room, 1):
        text = f"…{text[2:]}" if len(text) > 2 else "…"
    return text
