"""Gaps that days away uncover, below the fields in which one types them."""

from __future__ import annotations

from collections.abc import Callable

from licensetui.domain.contact import Contact
from licensetui.domain.coverage_fixes import Fix
from licensetui.outlook import Outlook
from licensetui.tui.forms.gaps import LINES, GapFinder, Gaps, Planned, gap_words
from licensetui.tui.widgets.detail import Detail


class GapPanel(Detail):
    """Says which mails lose their readers; it is always there, so that nothing moves."""

    DEFAULT_CSS = f"GapPanel {{ height: {LINES + 1}; }}"

    def __init__(
        self, outlook: Callable[[], Outlook], contacts: Planned, *, proposes: bool = True
    ) -> None:
        """Say nothing yet; nothing is uncovered by no `contacts`.

        `outlook` returns the present one. Without `proposes` nothing is said of what helps.
        """
        super().__init__(id="gaps")
        self._outlook = outlook
        self._contacts = contacts
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
        self.title, self.lines = gap_words(self.gaps, finder.today)
        self.screen.refresh_bindings()
