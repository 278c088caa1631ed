"""The agenda of the dashboard: what is still to be done, by day."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta

from rich.cells import cell_len
from textual.reactive import reactive

from licensetui.domain.agenda import AgendaEntry, split_long_ended
from licensetui.domain.contact import Contact
from licensetui.domain.day_events import DayEvent
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, Urgency
from licensetui.domain.months import Month, day_and_month
from licensetui.domain.next_mail import NO_MAIL, NOBODY, NextMail
from licensetui.domain.plain import plain
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import browsing
from licensetui.tui.commands.dashboard import SHOW_EVERYTHING
from licensetui.tui.commands.everywhere import SHOW_LICENSES
from licensetui.tui.day_words import due_words, event_name, reader_names
from licensetui.tui.describe import FIRST_STEPS, KIND_WORDS, progress_word
from licensetui.tui.messages import EditLicense, ListLicenses
from licensetui.tui.views.agenda_lines import (
    AgendaLine,
    LongEnded,
    cost_words,
    day_of,
    event_request,
)
from licensetui.tui.views.license_keys import LicenseKeys
from licensetui.tui.widgets.cells import Cell, Column, told_apart
from licensetui.tui.widgets.rows import OutlookRows

MONTHS_OF_MAILS = 12
"""For so many months from today mails, absences and ends of life stand in the agenda."""

NOTE = Column("note", 9, most=14, rank=4)
"""What is wrong with a license other than its date, else how far it is."""
WHAT = Column("what", 6, most=8, rank=1)
"""What is due."""
SHORT = {"reminder": "remind"}
"""What is said of what is due where there is no room for the word."""
LICENSE = Column("license", 30, most=90, middle=True)
"""The name of the license."""
READER = Column("read by", 15, most=60, rank=2)
"""Who reads the vendor's next reminder."""
ASKED = 500
"""So many lines say how much room the names need."""
ALL_BUT_A_YEAR = timedelta(days=330)
"""Days that lie nearer to each other are told without the year."""
ROOMY = 24
"""Cells from which there is room for the address of a reader."""


class Agenda(OutlookRows[AgendaLine], LicenseKeys):
    """The open milestones by day, and whatever else falls on a day if the user wants it."""

    HAS_HEADING = False
    COLUMNS = (
        Column("", 1),
        Column("days", 2, most=6, right=True),
        Column("date", 6),
        Column("year", 4, rank=6),
        WHAT,
        LICENSE,
        Column("organization", 20, most=40, rank=5),
        Column("cost", 9, rank=3, right=True),
        READER,
        NOTE,
        Column("alarm", snug=True),
    )
    BINDINGS = bindings(browsing.OPEN)

    is_full: reactive[bool] = reactive(False, init=False)
    """Whether mails, absences and ends of life are shown too."""

    _apart: Mapping[str, str] = {}
    # How names are cut that would not be told apart otherwise,
    _apart_of: tuple[int, Sequence[AgendaLine]] = 0, ()
    # and the cells and the lines for which that holds.

    def watch_outlook(self) -> None:
        """Show what is open now."""
        self._show_lines()

    def watch_is_full(self) -> None:
        """Show more, or less."""
        self._show_lines()

    def on_resize(self) -> None:
        """Fit title and columns to the new width."""
        super().on_resize()
        self._say_title()

    def _show_lines(self) -> None:
        outlook = self.outlook
        long_ended, rest = split_long_ended(outlook.agenda, outlook.settings)
        lines: Sequence[AgendaLine] = self._with_events(outlook, rest) if self.is_full else rest
        if len(long_ended) > 1:
            lines = (LongEnded(long_ended), *lines)
        elif long_ended:
            lines = (*long_ended, *lines)
        self._say_title()
        self.show(lines)

    def _say_title(self) -> None:
        """Say how much is due, and by when; what to press where there is room for it."""
        outlook = self.outlook
        snoozed = len(outlook.dates.snoozed)
        parts = [f"Due: {due_words(outlook)}"]
        parts += [f"{snoozed} snoozed"] if snoozed else []
        hint = f"{SHOW_EVERYTHING.key}: {'hide' if self.is_full else 'show'} reminders"
        text = "   ".join(parts)
        width = self.size.width or self.app.size.width  # it takes all there is
        is_roomy = len(text) + len(hint) + 6 <= width
        self.title = f"{text}   {hint}" if is_roomy else text

    def go_to(self, day: date) -> None:
        """Put the cursor on the first line from a day on, at the top; on the last if none is."""
        found = (i for i, x in enumerate(self.items) if day_of(x) >= day)
        place = next(found, max(len(self.items) - 1, 0))
        self.cursor = place
        self.scroll_to(y=place, animate=False, force=True, immediate=True)

    def _with_events(
        self, outlook: Outlook, entries: Sequence[AgendaEntry]
    ) -> Sequence[AgendaEntry | DayEvent]:
        """Return entries with all else that falls on a day, in order."""
        last = Month.of(outlook.today).plus(MONTHS_OF_MAILS - 1).last_day
        lines: list[AgendaEntry | DayEvent] = [*entries]
        lines += [x for x in outlook.dates.events(outlook.today, last) if x.mark in "ema"]
        return sorted(lines, key=lambda line: line.day)

    def empty_lines(self) -> tuple[str, ...]:
        """Say what to press, or that there is nothing to worry about."""
        if self.outlook.portfolio.licenses:
            return (
                "Nothing is due, and nothing will be.",
                f"{SHOW_LICENSES.key} shows the licenses.",
            )
        return FIRST_STEPS

    def longest(self) -> Mapping[str, int]:
        """Return how much room names and organizations need: those at the top say it for all."""
        names = [self._called(item) for item in self.items[:ASKED]]
        licenses = [None if isinstance(x, LongEnded) else x.license for x in self.items[:ASKED]]
        ends = [day_of(x) for x in (*self.items[:1], *self.items[-1:])]
        is_plain = not ends or ends[-1] - ends[0] < ALL_BUT_A_YEAR
        return {
            "year": 0 if is_plain else 4,
            "what": 8 if self.is_full else 6,
            "days": max((len(str((x - self.outlook.today).days)) for x in ends), default=0),
            "license": max(map(cell_len, names), default=0),
            "organization": max((cell_len(x.organization) for x in licenses if x), default=0),
        }

    def _called(self, item: AgendaLine) -> str:
        match item:
            case LongEnded():
                return f"{len(item.entries)} licenses up to this day"
            case DayEvent():
                return event_name(item, self.outlook)
        return self.outlook.names.of(item.license)

    def _cut_name(self, item: AgendaLine) -> str:
        """Return a name, already cut if it would not be told from another one otherwise."""
        name, width = self._called(item), self._room[LICENSE]
        if cell_len(name) <= width:
            return name
        if self._apart_of[0] != width or self._apart_of[1] is not self.items:
            self._apart_of = width, self.items
            self._apart = told_apart(map(self._called, self.items[:ASKED]), width)
        return self._apart.get(plain(name), name)

    def cells(self, item: AgendaLine) -> tuple[Cell, ...]:
        """Return mark, days, date, kind, name, organization, cost, readers and note."""
        if isinstance(item, LongEnded):
            newest = item.entries[-1]
            return (
                Cell("x", Urgency.OVERDUE),
                Cell(str(newest.days), Urgency.OVERDUE),
                Cell(day_and_month(newest.day)),
                Cell(str(newest.day.year)),
                Cell("ended"),
                Cell(self._called(item)),
                *(5 * [Cell("")]),
            )
        license, urgency = item.license, item.urgency
        mail = self._mail(item)
        lost = Cell(NOBODY, Urgency.OVERDUE) if mail and mail.is_lost else None
        note = Cell(self._note(item))
        return (
            Cell(item.urgency.mark if isinstance(item, AgendaEntry) else item.mark, urgency),
            Cell(str((item.day - self.outlook.today).days), urgency),
            Cell(day_and_month(item.day)),
            Cell(str(item.day.year)),
            Cell(self._kind_word(item)),
            Cell(self._cut_name(item), urgency if urgency is Urgency.OVERDUE else None),
            Cell(license.organization if license else ""),
            Cell(cost_words(item)),
            self._reader(item, mail, note),
            note,
            Cell("") if READER in self._room else lost or note,
        )

    @property
    def _room(self) -> Mapping[Column, int]:
        """The columns that there is room for, with their cells."""
        layout = self.layout_here
        shown = (self.COLUMNS[place] for place in layout.places)
        return dict(zip(shown, layout.widths, strict=True))

    def _kind_word(self, item: AgendaEntry | DayEvent) -> str:
        """Return what is due, in a word that is not cut."""
        word = KIND_WORDS[item.kind]
        return SHORT.get(word, word) if self._room.get(WHAT, 0) < len(word) else word

    def _reader(self, item: AgendaEntry | DayEvent, mail: NextMail | None, note: Cell) -> Cell:
        """Return the address at which a reminder is read; where it has no room, who reads it.

        Where there is no room for notes either, what was ordered or is wrong stands here.
        """
        nothing = NO_MAIL if item.license and self.outlook.is_prepared else ""
        is_lost = mail is not None and mail.is_lost
        urgency = Urgency.OVERDUE if is_lost else None
        cells = self._room.get(READER, 0)
        if cells >= ROOMY and (mail is None or cell_len(mail.brief) <= cells):
            return Cell(mail.brief if mail else nothing, urgency)
        names = reader_names(mail, cells)
        if NOTE not in self._room:
            progress = progress_word(item.license) if item.license else ""
            names = progress or names or note.text
        return Cell(NOBODY if is_lost else names or nothing, urgency)

    def _mail(self, item: AgendaEntry | DayEvent) -> NextMail | None:
        """Return the vendor's next reminder about a license, or the one that a line is about."""
        license, outlook = item.license, self.outlook
        if license is None or not outlook.is_prepared:
            return None
        is_mail = item.kind is MilestoneKind.REMINDER
        return outlook.next_mail(license, item.day if is_mail else None)

    def _note(self, item: AgendaEntry | DayEvent) -> str:
        """Return what is wrong about a license other than its date, else how far it is."""
        outlook, license = self.outlook, item.license
        if isinstance(item, DayEvent) and item.last > item.day:
            return f"to {day_and_month(item.last)}"
        if license is None:
            return ""
        if not outlook.is_prepared:
            return progress_word(license)
        found = outlook.findings_of(license, mild=False)
        worst = next((x for x in found if not x.is_told_by_dates), None)
        return worst.word if worst else progress_word(license)

    def key(self, item: AgendaLine) -> Hashable:
        """Return whose it is and its kind: the same entry on another day is still the same."""
        match item:
            case AgendaEntry():
                return (item.license.id, item.kind)
            case DayEvent():
                whose = item.license or item.contact
                return (whose.id if whose else item.subject, item.kind, item.day)
        return None

    def action_open(self) -> None:
        """Open the record, or the list of those that ended."""
        match self.current:
            case AgendaEntry() as entry:
                self.post_message(EditLicense(entry.license))
            case DayEvent() as event:
                self.post_message(event_request(event))
            case LongEnded():
                self.post_message(ListLicenses(filter="overdue"))

    def shown_license(self) -> License | None:
        """Return the license under the cursor."""
        return self.current.license if isinstance(self.current, AgendaEntry | DayEvent) else None

    def shown_record(self) -> License | Contact | None:
        """Return the license under the cursor, or whose absence or last day it is."""
        contact = self.current.contact if isinstance(self.current, DayEvent) else None
        return self.shown_license() or contact

    def chosen_licenses(self) -> tuple[License, ...]:
        """Return the license under the cursor, if there is one."""
        shown = self.shown_license()
        return (shown,) if shown is not None else ()
