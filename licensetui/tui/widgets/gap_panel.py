"""Gaps that days away uncover, below the field in which one types them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.domain.contact import Contact
from licensetui.domain.coverage_fixes import Fix
from licensetui.domain.milestones import Urgency
from licensetui.domain.plain import plain
from licensetui.outlook import Outlook
from licensetui.tui.forms.gap_words import LINES, GapLine, gap_lines, gap_title
from licensetui.tui.forms.gaps import GapFinder, Gaps, Planned
from licensetui.tui.widgets.cells import cut_within, fit, style_names, urgency_css
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.field_look import LABEL

_URGENCIES = {urgency.mark: urgency for urgency in Urgency}
LEAST = 8
"""Cells that the name in a line has in any case."""


class GapPanel(Widget):
    """Says which reminders lose their readers; it is always there, so that nothing moves."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_names("gaps")
    DEFAULT_CSS = f"""
    GapPanel {{
        height: {LINES};
        {urgency_css("gaps")}
    }}
    """

    lines: reactive[tuple[GapLine, ...]] = reactive(())
    """What is uncovered, and what helps."""

    def __init__(
        self,
        outlook: Callable[[], Outlook],
        contacts: Planned,
        heading: Detail,
        *,
        proposes: bool = True,
    ) -> None:
        """Say nothing yet; nothing is uncovered by no `contacts`.

        `outlook` returns the present one, and the rule `heading` tells how many gaps there are,
        behind what it says itself. Without `proposes` nothing is said of what helps.
        """
        super().__init__(id="gaps")
        self._outlook = outlook
        self._contacts = contacts
        self._heading, self._head = heading, heading.title
        self._proposes = proposes
        self._finder: GapFinder | None = None
        self._looked_at: Planned = ()
        # The contacts by whose days the gaps were last looked for.
        self.fixes: tuple[Fix, ...] = ()
        """What was chosen, also against gaps that are none at the moment."""
        self.gaps = Gaps()
        """What is uncovered, and what shall be done about it."""

    def look(self, *planned: Contact) -> None:
        """Look for gaps by the days and the deputies of `planned`, unless that was done last."""
        outlook = self._outlook()
        if not self._contacts:
            return
        if self._finder is None or self._finder.today != outlook.today:
            self._finder, self._looked_at = GapFinder(outlook, *self._contacts), ()
        if planned != self._looked_at:
            self._show(self._finder, planned)
            self._looked_at = planned

    def close(self, *planned: Contact) -> None:
        """Choose what is proposed."""
        if self._finder is not None:
            self.fixes = (*self.gaps.chosen, *self._finder.closing(self.gaps, *planned))
            self._show(self._finder, planned)

    def _show(self, finder: GapFinder, planned: Planned) -> None:
        gaps = finder.look(*planned, chosen=self.fixes)
        self.gaps = gaps if self._proposes else Gaps(gaps.lapses)
        title = gap_title(self.gaps)
        self._heading.title = f"{self._head}: {title}" if title else self._head
        self.lines = gap_lines(self.gaps, finder.today, {contact.id for contact in planned})
        self.screen.refresh_bindings()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen, below the field."""
        width, base = self.size.width, self.rich_style
        if y >= len(self.lines):
            return Strip.blank(width, base)
        line, style = self.lines[y], base
        if line.mark:
            name = f"gaps--{_URGENCIES[line.mark].word}"
            style += self.get_component_rich_style(name, partial=True)
        room = width - LABEL - 3
        if not line.when:
            indent = LABEL if cell_len(plain(line.name)) <= room + 2 else 1
            return Strip([Segment(fit(f"{'':{indent}}{plain(line.name)}", width), base)], width)
        mark = Segment(f"{'':{LABEL}}{line.mark} ", style)
        return Strip([mark, Segment(self._text(line, room), base)], width)

    def _text(self, line: GapLine, room: int) -> str:
        """Return a line in the columns of all of them; of one that is long, the name is cut."""
        told = [each for each in self.lines if each.when]
        when = max(cell_len(each.when) for each in told)
        reader = max(cell_len(plain(each.reader)) for each in told)
        said = plain(line.reader)
        longest = max(cell_len(plain(each.name)) for each in told)
        # Narrow: who reads it, not for how long; of a single one the heading says that.
        if when + (longest if len(told) == 1 else LEAST) + reader + 4 > room:
            said = said.partition(",")[0]
            reader = max(cell_len(plain(each.reader).partition(",")[0]) for each in told)
        space = max(min(longest, room - when - reader - 4), LEAST)
        name = fit(cut_within(line.name, space), space)
        return fit(f"{line.when:{when}}  {name}  {said}", room + 1)
