"""The dashboard: what is due, what the year brings, and what is wrong."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Container
from textual.getters import query_one
from textual.reactive import reactive

from licensetui.domain.agenda import AgendaEntry, split_long_ended
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency, is_snoozed
from licensetui.domain.months import Month, day_and_month, ended_before
from licensetui.domain.settings import Settings
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import browsing
from licensetui.tui.describe import FIRST_STEPS, KIND_WORDS, progress_word
from licensetui.tui.messages import EditContact, EditLicense, ListLicenses
from licensetui.tui.outlook import Outlook
from licensetui.tui.views.term_keys import TermKeys
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.month import MonthGrid
from licensetui.tui.widgets.rows import RowList
from licensetui.tui.widgets.year import YearStrip

DATE_RULES = ("overdue", "due", "instance-stops")
"""Rules whose findings the agenda shows anyway."""


@dataclass(frozen=True)
class LongEnded:
    """One line for all that ended long ago."""

    entries: tuple[AgendaEntry, ...]
    """Their agenda entries, oldest first."""


AgendaLine = AgendaEntry | LongEnded


class Agenda(RowList[AgendaLine], TermKeys):
    """The open milestones by day."""

    HAS_HEADING = False
    COLUMNS = (
        Column("", 1),
        Column("days", 5, right=True),
        Column("date", 6),
        Column("year", 4, only_above=70),
        Column("what", 6),
        Column("license"),
        Column("organization", 18, only_above=70),
        Column("note", snug=True),
    )
    BINDINGS = bindings(browsing.Open)

    outlook: reactive[Outlook | None] = reactive(None)
    """What to show."""

    def watch_outlook(self, outlook: Outlook | None) -> None:
        """Show what is open now."""
        if outlook is None:
            return
        long_ended, rest = split_long_ended(outlook.agenda, outlook.settings)
        lines: Sequence[AgendaLine] = rest
        if len(long_ended) > 1:
            lines = (LongEnded(long_ended), *rest)
        elif long_ended:
            lines = (*long_ended, *rest)
        snoozed = sum(is_snoozed(x, outlook.today) for x in outlook.portfolio.current().licenses)
        self.title = f"Due: {len(outlook.agenda) or 'nothing'}" + (
            f"   snoozed: {snoozed}" if snoozed else ""
        )
        self.show(lines)

    def empty_lines(self) -> tuple[str, ...]:
        """Say what to press, or that there is nothing to worry about."""
        if self.outlook and self.outlook.portfolio.licenses:
            return ("Nothing is due, and nothing will be.", "2 shows the licenses.")
        return FIRST_STEPS

    def cells(self, item: AgendaLine) -> tuple[Cell, ...]:
        """Return mark, days, date, kind, name and note."""
        if isinstance(item, LongEnded):
            newest = item.entries[-1]
            return (
                Cell("x", Urgency.OVERDUE),
                Cell(str(newest.days), Urgency.OVERDUE),
                Cell(day_and_month(newest.day)),
                Cell(str(newest.day.year)),
                Cell("ended"),
                Cell(f"{len(item.entries)} until then: Enter lists"),
                *(Cell(""), Cell("")),
            )
        return (
            Cell(item.urgency.mark, item.urgency),
            Cell(str(item.days), item.urgency),
            Cell(day_and_month(item.day)),
            Cell(str(item.day.year)),
            Cell(KIND_WORDS[item.kind]),
            Cell(item.license.name),
            Cell(item.license.organization),
            Cell(self._note(item.license)),
        )

    def _note(self, license: License) -> str:
        """Return what is wrong about the license other than its date, else how far it is."""
        found = self.outlook.findings_of(license, mild=False) if self.outlook else ()
        wrong = (x.word for x in found if x.rule not in DATE_RULES)
        return next(wrong, progress_word(license))

    def key(self, item: AgendaLine) -> Hashable:
        """Return license and kind: the same entry on another day is still the same."""
        return None if isinstance(item, LongEnded) else (item.license.id, item.kind)

    def action_open(self) -> None:
        """Open the license, or the list of those that ended."""
        match self.current:
            case AgendaEntry() as entry:
                self.post_message(EditLicense(entry.license))
            case LongEnded():
                self.post_message(ListLicenses(filter="overdue"))

    def shown_license(self) -> License | None:
        """Return the license under the cursor."""
        return self.current.license if isinstance(self.current, AgendaEntry) else None

    def chosen_licenses(self) -> tuple[License, ...]:
        """Return the license under the cursor, if there is one."""
        shown = self.shown_license()
        return (shown,) if shown is not None else ()


class Findings(RowList[Finding]):
    """What is wrong or unwise, the worst first, what lapsed long ago last."""

    HAS_HEADING = False
    COLUMNS = (Column("", 1), Column("what"))
    BINDINGS = bindings(browsing.Open)

    outlook: reactive[Outlook | None] = reactive(None)
    """What to show."""

    def watch_outlook(self, outlook: Outlook | None) -> None:
        """Show what is wrong now."""
        if outlook is None:
            return
        self.title = f"Findings: {len(outlook.findings) or 'none'}"
        # As in the agenda, what lapsed long ago must not hide what can still be mended.
        lapsed = {x.license.id for x in split_long_ended(outlook.agenda, outlook.settings)[0]}
        self.show(
            sorted(outlook.findings, key=lambda x: x.rule == "overdue" and x.license in lapsed)
        )

    def empty_lines(self) -> tuple[str, ...]:
        """Say that all is well, if there is anything that could be."""
        known = self.outlook and self.outlook.portfolio.licenses
        return ("Nothing is wrong.",) if known else ()

    def cells(self, item: Finding) -> tuple[Cell, ...]:
        """Return mark and reason."""
        return (Cell(item.severity.mark, item.severity), Cell(item.reason))

    def key(self, item: Finding) -> Hashable:
        """Return rule and subject."""
        return (item.rule, item.license, item.contact, item.field)

    def go_to_next(self, *, also_here: bool) -> None:
        """Put the cursor on the next finding that is not about a date only, from the top at last.

        With `also_here` it stays where it is if that is one.
        """
        count = len(self.items)
        first = self.cursor if also_here else self.cursor + 1
        order = [place % count for place in range(first, first + count)]
        wanted = [place for place in order if self.items[place].rule not in DATE_RULES]
        self.cursor = next(iter(wanted or order), 0)

    def action_open(self) -> None:
        """Open the record in the field that mends it."""
        if self.current is None or self.outlook is None:
            return
        finding, portfolio = self.current, self.outlook.portfolio
        if finding.contact is not None:
            self.post_message(EditContact(portfolio.contact(finding.contact), finding.field))
        elif finding.license is not None:
            self.post_message(EditLicense(portfolio.license(finding.license), finding.field))


class Dashboard(Container):
    """Month grid, agenda, the next twelve months, and findings."""

    BINDINGS = bindings(
        browsing.New,
        browsing.Find,
        browsing.EarlierMonth,
        browsing.LaterMonth,
        browsing.NextPanel,
    )
    DEFAULT_CSS = """
    Dashboard {
        layout: grid;
        grid-size: 2;
        grid-columns: 32 1fr;
        grid-rows: 8 5 1fr;
    }
    Dashboard #year { column-span: 2; }
    Dashboard #findings { column-span: 2; }
    """

    outlook: reactive[Outlook | None] = reactive(None)
    """What to show."""
    shift: reactive[int] = reactive(0)
    """Months between today's and the first one shown."""

    month = query_one("#month", MonthGrid)
    agenda = query_one("#agenda", Agenda)
    year = query_one("#year", YearStrip)
    findings = query_one("#findings", Findings)

    def __init__(self, settings: Settings) -> None:
        """Make a dashboard whose weeks start as the settings say."""
        super().__init__(id="dashboard")
        self._settings = settings

    def compose(self) -> ComposeResult:
        """Lay out the four panels."""
        yield MonthGrid(self._settings, id="month")
        yield Agenda(id="agenda").data_bind(Dashboard.outlook)
        yield YearStrip(id="year")
        yield Findings(id="findings").data_bind(Dashboard.outlook)

    def on_mount(self) -> None:
        """Draw the month and the year."""
        self._draw()

    def watch_outlook(self) -> None:
        """Draw the month and the year anew."""
        if self.is_mounted:
            self._draw()

    def watch_shift(self) -> None:
        """Draw another month."""
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        outlook = self.outlook
        if outlook is None:
            return
        self.month.today = outlook.today
        self.month.month = Month.of(outlook.today).plus(self.shift)
        self.month.marks = outlook.marks
        self.year.months = outlook.months
        self.year.earlier = len(ended_before(outlook.agenda, outlook.today))

    def focus_view(self) -> None:
        """Take the focus."""
        self.agenda.focus()

    def show_next_problem(self) -> None:
        """Put the cursor on the next finding; what is due is none here, the agenda shows it."""
        self.findings.go_to_next(also_here=not self.findings.has_focus)
        self.findings.focus()

    def action_new(self) -> None:
        """Add a license."""
        self.post_message(EditLicense(None))

    def action_find(self) -> None:
        """Find a license in the list of all."""
        self.post_message(ListLicenses(find=True))

    def action_earlier_month(self) -> None:
        """Show the month before."""
        self.shift -= 1

    def action_later_month(self) -> None:
        """Show the month after."""
        self.shift += 1

    def action_next_panel(self) -> None:
        """Go from the agenda to the findings, or back."""
        (self.agenda if self.findings.has_focus else self.findings).focus()
