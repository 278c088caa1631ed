"""The findings on the dashboard: what is wrong or unwise, and which key fixes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from licensetui.domain.contact import Contact
from licensetui.domain.finding import NOTHING, Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.findings.groups import FindingGroup, grouped
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings, requests
from licensetui.tui.commands import browsing, records
from licensetui.tui.commands.browsing import OPEN
from licensetui.tui.commands.everywhere import NEXT_PROBLEM
from licensetui.tui.mending import mending, request
from licensetui.tui.views.license_keys import LicenseKeys
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import OutlookRows

FindingLine = Finding | FindingGroup

LOOKING = "Looking for what is wrong…"
"""What stands there until something is found, or nothing is."""


class Findings(OutlookRows[FindingLine], LicenseKeys):
    """Findings other than dates, the worst first; those of one rule together."""

    HAS_HEADING = False
    COLUMNS = (Column("", 1), Column("what"), Column("key", snug=True))
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(browsing.OPEN),
        *requests(records.ABSENCE),
    ]

    def __init__(self, outlook: Outlook, *, id: str) -> None:
        """Make an empty list."""
        super().__init__(outlook, id=id)
        self._found: tuple[Finding, ...] = ()
        self._unfolded: set[Hashable] = set()
        # Keys of the groups whose findings the user wants to see one by one.
        self._open: set[Hashable] = set()
        # Those of them that are there: what fits is not put together.
        self._gone_to: Hashable = None
        # Key of the line to which the user went last; another one may have moved up since.

    def watch_outlook(self, outlook: Outlook) -> None:
        """Show what is wrong now; where a finding was mended, the cursor is on the next one."""
        before, current = self._found, self.current
        self._found = tuple(x for x in outlook.found or () if not x.is_told_by_dates)
        self._show_lines()
        known = {self.key(x) for x in self._found}
        if isinstance(current, Finding) and self.key(current) not in known:
            later = before[before.index(current) + 1 :]
            following = next((x for x in later if self.key(x) in known), None)
            if following is not None:
                self._put_on(following)

    def on_resize(self) -> None:
        """Put together what no longer fits."""
        super().on_resize()
        if self._found:
            self._show_lines()

    def _show_lines(self) -> None:
        lines = grouped(self._found, self._page)
        self._open = self._unfolded & {self.key(x) for x in lines if isinstance(x, FindingGroup)}
        shown: list[FindingLine] = []
        for line in lines:
            shown.append(line)
            if isinstance(line, FindingGroup) and self.key(line) in self._open:
                shown += line.findings
        self.title = self._heading()
        gone_to = self._gone_to
        self.show(shown)
        self._gone_to = gone_to

    def _heading(self) -> str:
        """Return how many findings there are of each mark: `Findings: 4 x, 8 !   ! next`."""
        if self.outlook.found is None:
            return "Findings"
        counts = Counter(x.severity for x in self._found)
        marks = ", ".join(f"{counts[x]} {x.mark}" for x in Urgency if counts[x])
        return f"Findings: {marks}   {NEXT_PROBLEM.key} next" if marks else "Findings: none"

    def _put_on(self, finding: Finding) -> None:
        """Put the cursor on a finding, or on the group in which it is folded away."""
        gone_to = self._gone_to
        if not self.select(self.key(finding)):
            self.select((finding.severity, finding.rule))
        self._gone_to = gone_to

    def empty_lines(self) -> tuple[str, ...]:
        """Say that all is well, or that it is not known yet, if there is anything to find."""
        if not self.outlook.portfolio.licenses:
            return ()
        found = self.outlook.found
        if found is None:
            return (LOOKING,)
        return ("Nothing else is wrong.",) if found else (NOTHING,)

    def cells(self, item: FindingLine) -> tuple[Cell, ...]:
        """Return mark, reason, and the key that mends it where that is not Enter."""
        mark = Cell(item.severity.mark, item.severity)
        if isinstance(item, FindingGroup):
            is_open = self.key(item) in self._open
            sign, word = ("-", "collapses") if is_open else ("+", "expands")
            return (mark, Cell(f"{sign} {item.sentence}"), Cell(f"{OPEN.key} {word}"))
        indent = "  " if (item.severity, item.rule) in self._open else ""
        key = mending(item, self.outlook).brief
        return (mark, Cell(indent + self.reason(item)), Cell(key))

    def reason(self, finding: Finding) -> str:
        """Return the reason, with what tells the license from others of the same name."""
        outlook = self.outlook
        license = outlook.portfolio.license(finding.license)
        sign = outlook.names.sign(license) if license else None
        if license is None or not sign:
            return finding.reason
        if license.name in finding.reason:
            return finding.reason.replace(license.name, f"{license.name} ({sign})", 1)
        return f"{sign}: {finding.reason}"

    def key(self, item: FindingLine) -> Hashable:
        """Return rule and subject."""
        if isinstance(item, FindingGroup):
            return (item.severity, item.rule)
        return (item.rule, item.license, item.contact, item.field)

    def watch_cursor(self, before: int, after: int) -> None:
        """Remember where the user went."""
        super().watch_cursor(before, after)
        self._gone_to = self.key(self.current) if self.current else None

    def go_to_next(self, *, also_here: bool) -> None:
        """Put the cursor on the next finding, from the top after the last; unfold its group only.

        It stays with `also_here`, and where another one has moved up to the place of one that was
        mended.
        """
        if self.current is None:
            return
        here = self.current
        if isinstance(here, FindingGroup):
            wanted = here.findings[0]
        elif also_here or self._gone_to != self.key(here):
            wanted = here
        else:
            wanted = self._found[(self._found.index(here) + 1) % len(self._found)]
        self._unfolded = {(wanted.severity, wanted.rule)}
        self._show_lines()
        self._put_on(wanted)
        self._gone_to = self.key(wanted)

    def caption(self) -> tuple[str, str]:
        """Return the line under the cursor whole, and what there is to press."""
        if isinstance(self.current, FindingGroup):
            reasons = "; ".join(self.reason(x) for x in self.current.findings)
            return f"{self.current.sentence}: {reasons}", f"{OPEN.key} expands"
        if self.current is None:
            return "", ""
        return self.reason(self.current), mending(self.current, self.outlook).words

    def action_open(self) -> None:
        """Open the record in the field that mends it, or the findings of a group."""
        if isinstance(self.current, FindingGroup):
            self._unfolded ^= {self.key(self.current)}
            self._show_lines()
        elif self.current is not None:
            wanted = request(self.current, self.outlook)
            if wanted is not None:
                self.post_message(wanted)

    def shown_record(self) -> License | Contact | None:
        """Return the contact that the finding under the cursor is about, else the license."""
        if not isinstance(self.current, Finding):
            return None
        contact = self.outlook.portfolio.contact(self.current.contact)
        return contact or self.shown_license()

    def shown_license(self) -> License | None:
        """Return the license that the finding under the cursor is about."""
        if not isinstance(self.current, Finding):
            return None
        return self.outlook.portfolio.license(self.current.license)

    def chosen_licenses(self) -> tuple[License, ...]:
        """Return the licenses that the line under the cursor is about."""
        if self.current is None:
            return ()
        line = self.current
        found: Sequence[Finding] = line.findings if isinstance(line, FindingGroup) else (line,)
        return tuple(filter(None, (self.outlook.portfolio.license(x.license) for x in found)))
