"""A few lines about what is under a cursor, below it: a title in a rule, and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from licensetui.domain.counting import fitting
from licensetui.domain.plain import plain
from licensetui.tui.widgets.cells import fit, ruled, shortened, title_line, wrapped
from licensetui.tui.widgets.placed import Placed

LABEL = 10
"""Cells for the label of a fact, with a blank behind it."""
BESIDE = 48
"""Cells behind the label after which a second text stands, if the first leaves them free."""
FEW = 3
"""Lines that a list has before other facts have more."""


@dataclass(frozen=True)
class DetailLine:
    """One thing that is said, under its label."""

    label: str
    """What it is about, in one word."""
    texts: tuple[str, ...]
    """What is said; several where each may have a line of its own."""
    beside: str = ""
    """What is said at the right of the first line."""
    is_aside: bool = False
    """Whether it shares a line with others where not each can have one."""
    left_out: int = 0
    """How many more texts there would be; they are counted, not joined."""
    is_list: bool = False
    """Whether texts for which there is no line are counted, and not joined to the last one."""
    rank: int = 0
    """Where there is no line for each, the fact of the highest rank leaves first; 0 for never."""

    def lines(self, width: int, most: int) -> list[str]:
        """Return what it says in so many lines at most, one at least; none is too wide."""
        taken = cell_len(self.beside) + 2 if self.beside else 0
        room = max(width - taken, width * 2 // 3)
        whole = [part for text in self.texts for part in _flowing(text, room)]
        if self.is_list:
            found = fitting(self.texts, max(most, 1), self.left_out)
        elif len(whole) <= most:
            found = whole
        else:
            first = max(min(most, len(self.texts)) - 1, 0)
            found = [*self.texts[:first], "; ".join(self.texts[first:])]
        if self.beside:
            first_line = shortened(found[0], room)
            place = max(min(BESIDE, width - taken), cell_len(first_line))
            found[0] = f"{fit(first_line, place)}  {self.beside}"
        return [shortened(line, width) for line in found]


def linked(text: str, link: str, base: Style) -> list[Segment]:
    """Return a text in which an address that stands alone is a link."""
    before, found, after = text.partition(link) if link else (text, "", "")
    is_alone = before[-1:] in ("", " ") and after[:1] in ("", " ", ",", ".", ";")
    if not (found and is_alone):
        return [Segment(text, base)]
    return [Segment(before, base), Segment(found, base + _link_to(link)), Segment(after, base)]


@cache
def _link_to(link: str) -> Style:
    """Return the style of a link; one object, as each has an id of its own that is sent."""
    return Style(link=link)


def _flowing(text: str, width: int) -> list[str]:
    return [text] if cell_len(plain(text)) <= width else wrapped(text, width)


def fact_lines(facts: Sequence[DetailLine], width: int, height: int) -> list[tuple[str, str]]:
    """Return facts in so many lines: in each a label, or none, and a text.

    Each fact has a line, those aside one together; lines that are left go to a few of each list, to
    other facts with several texts, to whole lists, to long texts, and then to each of those aside.
    """
    main = [fact for fact in facts if not fact.is_aside]
    while len(main) > height and (free := [fact for fact in main if fact.rank]):
        main.remove(max(free, key=lambda fact: fact.rank))
    aside = [fact for fact in facts if fact.is_aside]
    left = max(height - len(main) - bool(aside), 0)
    most = dict.fromkeys(main, 1)
    turns: tuple[tuple[bool, Callable[[DetailLine], int]], ...] = (
        (True, lambda fact: min(len(fact.texts), FEW)),
        (False, lambda fact: len(fact.texts)),
        (True, lambda fact: len(fact.texts) + bool(fact.left_out)),
        (False, lambda fact: len(fact.lines(width, height))),
    )
    for is_list, wanted in turns:
        for fact in main:
            if fact.is_list is is_list:
                more = min(max(wanted(fact) - most[fact], 0), left)
                most[fact] += more
                left -= more
    found: list[tuple[str, str]] = []
    for fact in main:
        lines = fact.lines(width, most[fact])
        found += zip((fact.label, *[""] * (len(lines) - 1)), lines, strict=True)
    alone = len(aside) if left >= len(aside) - 1 else left
    found += [(fact.label, fact.lines(width, 1)[0]) for fact in aside[:alone]]
    if rest := aside[alone:]:
        text = "   ".join(f"{x.label} {x.texts[0]}" for x in rest).removeprefix(rest[0].label)
        found.append((rest[0].label, shortened(text.lstrip(), width)))
    return found[:height]


class Detail(Placed):
    """A title in a rule, and lines of text or facts below it, cut to the width."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail--label"}
    DEFAULT_CSS = """
    Detail { &> .detail--label { text-style: dim; } }
    """
    title: reactive[str] = reactive("")
    """What the lines are about."""
    lines: reactive[tuple[str | tuple[str, str], ...]] = reactive(())
    """The lines, some of them a label and a text."""
    link: reactive[str] = reactive("")
    """An address of our own tables, which is a link where it stands in a line; empty for none."""
    facts: reactive[tuple[DetailLine, ...]] = reactive(())
    """What is said instead of lines, with labels."""

    _drawn: Sequence[tuple[str, str]] = ()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lay out the facts once for all lines."""
        room, height = max(self.size.width - LABEL - 1, 1), self.size.height - 1
        self._drawn = fact_lines(self.facts, room, height)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, base = self.size.width, self.rich_style
        if y == 0:
            return Strip(ruled(title_line(self.title, width) if self.title else "─" * width, base))
        if self.facts:
            label, text = self._drawn[y - 1] if y <= len(self._drawn) else ("", "")
            style = base + self.get_component_rich_style("detail--label", partial=True)
            shown = Segment(f" {fit(label, LABEL)}"[:width], style)
            return Strip([shown, Segment(fit(text, max(width - LABEL - 1, 0)), base)], width)
        line = self.lines[y - 1] if y <= len(self.lines) else ""
        head, said = ("", line) if isinstance(line, str) else line
        style = base + self.get_component_rich_style("detail--label", partial=True)
        drawn, place = fit(f" {head}{said}", width), len(head) + 1 if head else 0
        rest = linked(drawn[place:], self.link, base)
        return Strip([Segment(drawn[:place], style), *rest], width)
