"""The dashboard: what is due, what the year brings, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Static

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.day_events import DayEvent
from licensetui.domain.history import RecordChange, RecordKind
from licensetui.domain.months import long_date
from licensetui.door import load
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.commands.browsing import MARK, OPEN
from licensetui.tui.commands.records import HANDLE, RENEW
from licensetui.tui.day_words import day_line, entry_caption, to_do, told_of
from licensetui.tui.describe import KIND_WORDS
from licensetui.tui.messages import EditLicense, ListLicenses, Tell
from licensetui.tui.registry import CHOOSER, OPTION
from licensetui.tui.session import Session
from licensetui.tui.views.agenda import Agenda
from licensetui.tui.views.agenda_lines import LongEnded, event_request
from licensetui.tui.views.dashboard_plan import LEAST, has_room, plan
from licensetui.tui.views.findings import Findings
from licensetui.tui.views.view import View
from licensetui.tui.widgets.caption import Caption
from licensetui.tui.widgets.placed import Panel
from licensetui.tui.widgets.rows import RowList
from licensetui.tui.widgets.totals import Totals
from licensetui.tui.widgets.weeks import WeekGrid
from licensetui.tui.widgets.year import YearStrip
from licensetui.wording.agenda import long_ended_words

TOTALS_WORDS = (
    "Open terms when due, running licenses per year",
    "licensetui report prints it, with what was paid before",
)
"""What the amounts are."""


class Dashboard(View):
    """The agenda, what is under the cursor, weeks and months ahead, findings, and totals."""

    BINDINGS = bindings(*sections.DASHBOARD)
    DEFAULT_CSS = """
    Dashboard { layout: vertical; }
    Dashboard #bottom { layout: horizontal; height: 1fr; }
    Dashboard #left { width: 1fr; }
    Dashboard #middle { layout: horizontal; }
    Dashboard YearStrip { width: 1fr; }
    Dashboard #too-small { display: none; }
    Dashboard.-small > * { display: none; }
    Dashboard.-small #too-small { display: block; width: 1fr; height: 1fr; }
    Dashboard.-small #too-small { content-align: center middle; }
    Dashboard Totals { display: none; }
    Dashboard.-beside Totals { display: block; margin-left: 1; }
    Dashboard.-totals #left { display: none; }
    Dashboard.-totals Totals { display: block; width: 1fr; }
    """

    agenda = query_one("#agenda", Agenda)
    caption = query_one(Caption)
    weeks = query_one("#weeks", WeekGrid)
    findings = query_one("#findings", Findings)
    totals = query_one("#totals", Totals)

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty dashboard."""
        super().__init__(outlook, id="dashboard")
        self._last: Widget | None = None
        # The panel that had the focus last.
        self._is_writable = True

    def compose(self) -> ComposeResult:
        """Lay out the panels."""
        outlook = self.outlook
        yield Agenda(outlook, id="agenda").data_bind(Dashboard.outlook)
        yield Caption()
        with Panel(id="bottom"):
            with Panel(id="left"):
                with Panel(id="middle"):
                    yield WeekGrid(outlook, id="weeks").data_bind(Dashboard.outlook)
                    yield YearStrip(outlook, id="year").data_bind(Dashboard.outlook)
                yield Findings(outlook, id="findings").data_bind(Dashboard.outlook)
            yield Totals(outlook, id="totals")
        yield Static(id="too-small", markup=False)

    def on_mount(self) -> None:
        """Share the room among the panels; what follows one of them does so in the same frame."""
        self._lay_out()
        self.watch(self.weeks, "since", self._show_from, init=False)
        self.watch(self.agenda, "cursor", self._say_caption, init=False)
        self.watch(self.findings, "cursor", self._say_caption, init=False)

    def on_resize(self) -> None:
        """Share the room anew."""
        self._lay_out()

    def fill(self, session: Session) -> None:
        """Show what there is now, and of what to press only what can be saved."""
        self._is_writable = session.is_writable
        super().fill(session)

    def watch_outlook(self) -> None:
        """Fill the totals; the panels tell when they have what to say of it."""
        if self.is_mounted:
            self._lay_out()

    def _lay_out(self) -> None:
        columns, lines = self.app.size
        is_small, was_small = not has_room(columns, lines), self.has_class("-small")
        self.set_class(is_small, "-small")
        self.disabled = is_small  # nobody shall press keys that act on what is not seen
        if is_small:
            words = f"licensetui needs {LEAST[0]}x{LEAST[1]}; this is {columns}x{lines}"
            self.query_one("#too-small", Static).update(words)
            return
        found = plan(columns, lines)
        self.set_class(found.totals_width > 0, "-beside")
        if found.totals_width:
            self.remove_class("-totals")
        self.agenda.take(found.agenda_height)
        self.caption.styles.height = found.caption_height
        self.query_one("#middle").styles.height = found.middle_height
        self.findings.take(found.findings_height)
        self.weeks.styles.width = found.weeks_width
        self.totals.styles.width = found.totals_width or "1fr"
        if self.totals in self.panels:  # else nobody sees them, and they would cost time
            self.totals.outlook = self.outlook
        if was_small:
            self.focus_view()

    @property
    def panels(self) -> tuple[Widget, ...]:
        """The panels that can take the focus, in the order of Tab."""
        if self.has_class("-totals"):
            return (self.agenda, self.totals)
        beside = (self.totals,) if self.has_class("-beside") else ()
        return (self.agenda, self.weeks, self.findings, *beside)

    def focus_view(self) -> None:
        """Take the focus, where it was last."""
        last = next((panel for panel in self.panels if panel is self._last), self.agenda)
        if not self.disabled:
            last.focus()

    def point_at_any(self, changes: Iterable[RecordChange]) -> None:
        """Put the cursor of the agenda on one of the licenses that were changed."""
        ids = {change.id for change in changes if change.kind is RecordKind.LICENSE}
        self.agenda.select_any(lambda x: isinstance(x, AgendaEntry) and x.license.id in ids)

    def show_next_problem(self) -> None:
        """Put the cursor on the next finding; what is due is none here, the agenda shows it."""
        if self.disabled:
            return
        self.remove_class("-totals")
        self.findings.go_to_next(also_here=not self.findings.has_focus)
        self.findings.focus()

    def on_descendant_focus(self) -> None:
        """Say what is under the cursor of the panel that has the focus now."""
        self._last = next((panel for panel in self.panels if panel.has_focus), self._last)
        self._say_caption()

    def say_more(self) -> None:
        """Say who reads the next mails, now that something is known of addresses; and mark days."""
        self.weeks.refresh()
        self.agenda.refresh()
        self._say_caption()

    @on(RowList.Moved)
    @on(WeekGrid.Moved)
    def _say_caption(self) -> None:
        """Say what is under the cursor."""
        outlook = self.outlook
        if not outlook.is_prepared:
            return
        row = self.agenda.current if self._last is self.agenda else None
        self.weeks.pointed = row.day if isinstance(row, AgendaEntry | DayEvent) else None
        if self._last is self.findings:
            self.caption.say("", *self.findings.caption())
        elif self._last is self.weeks:
            day = self.weeks.day
            self.caption.say(*day_line(day, outlook.dates.events(day, day), outlook))
        elif self._last is self.totals:
            tail = "" if self.has_class("-beside") else "a: hide"
            self.caption.say(*TOTALS_WORDS, tail)
        else:
            entry = self.agenda.current
            if isinstance(entry, AgendaEntry | DayEvent):
                keys = to_do(entry) if self._is_writable else ""
                self.caption.say(*entry_caption(entry, outlook), keys)
            elif isinstance(entry, LongEnded):
                more = (
                    f"; there {MARK.key} marks, {RENEW.key} renews, {HANDLE.key} says they are done"
                )
                text = f"{OPEN.key} lists them{more if self._is_writable else ''}"
                self.caption.say(long_ended_words(entry.entries), text)
            else:
                self.caption.say("", "")

    @on(WeekGrid.Opened)
    def _open_day(self, request: WeekGrid.Opened) -> None:
        """Open the one thing that falls on a day, or let the user choose among several."""
        outlook = self.outlook
        found = outlook.dates.events(request.day, request.day)
        if not found:
            self.post_message(Tell(f"Nothing on {long_date(request.day)}."))
            return
        if len(found) == 1:
            self.post_message(event_request(found[0]))
            return
        option = load(OPTION)
        options = [option(f"{x.mark} {KIND_WORDS[x.kind]}", x, told_of(x, outlook)) for x in found]

        def chosen(event: DayEvent) -> None:
            self.post_message(event_request(event))

        load(CHOOSER)(long_date(request.day), options).ask(self.app, chosen)

    def action_new(self) -> None:
        """Add a license."""
        self.post_message(EditLicense(None))

    def action_find(self) -> None:
        """Find a license in the list of all."""
        self.post_message(ListLicenses(find=True))

    def _show_from(self, day: date) -> None:
        """Show what is due from the first of the weeks on; in this week all that is."""
        self.agenda.go_to(day if day > self.outlook.today else date.min)

    @on(YearStrip.Chosen)
    def _show_month(self, message: YearStrip.Chosen) -> None:
        """Show the weeks of a month, and what is due from then on."""
        self.weeks.turn_to(max(message.month.first_day, self.outlook.today))

    def action_earlier_weeks(self) -> None:
        """Show earlier weeks, and what is due from then on."""
        self.weeks.turn(-1)

    def action_later_weeks(self) -> None:
        """Show later weeks, and what is due from then on."""
        self.weeks.turn(1)

    def action_show_everything(self) -> None:
        """Show reminders, absences and ends of life in the agenda, or leave them out."""
        self.agenda.is_full = not self.agenda.is_full

    def action_show_totals(self) -> None:
        """Show the totals, in place of weeks and findings where there is no other; or back."""
        if self._last is self.totals:
            self.remove_class("-totals")
            self.agenda.focus()
            return
        self.set_class(not self.has_class("-beside"), "-totals")
        self.totals.outlook = self.outlook
        self.totals.focus()

    def action_next_panel(self) -> None:
        """Go to the next panel."""
        self._go_panels(1)

    def action_previous_panel(self) -> None:
        """Go to the panel before."""
        self._go_panels(-1)

    def _go_panels(self, count: int) -> None:
        place = next((i for i, x in enumerate(self.panels) if x is self._last), 0)
        self.panels[(place + count) % len(self.panels)].focus()
