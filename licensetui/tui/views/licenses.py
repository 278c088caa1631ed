"""The list of licenses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.auto_renewal import auto_renewal, present_end
from licensetui.domain.contact import Contact
from licensetui.domain.costs import credit_of, term_cost
from licensetui.domain.handling import is_handled, state_word
from licensetui.domain.history import RecordKind
from licensetui.domain.key_days import old_end
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency, is_snoozed
from licensetui.domain.money import brief_amount
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.totals import sums_in_order
from licensetui.outlook import Outlook
from licensetui.tui.bindings import requests
from licensetui.tui.commands import sections
from licensetui.tui.describe import FIRST_STEPS, KIND_WORDS, NOTHING
from licensetui.tui.license_facts import BILLING_ROLES, license_facts
from licensetui.tui.messages import ArchiveLicenses, EditLicense
from licensetui.tui.views.find_view import FindView, no_match
from licensetui.tui.views.list_view import ARCHIVED, ONE_BY_ONE, ListView, RecordTable
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.detail import DetailLine
from licensetui.wording.costs import CREDIT

IMPORTED = "just imported"
"""The filter for what the last import has brought."""
OPEN = "open"
"""The filter that holds at the start: what is done is out of the way."""
NEXT = "next date"
"""The order that holds at the start."""


class LicenseTable(RecordTable[License]):
    """Licenses with what is due next and who reads the mails."""

    COLUMNS = (
        Column("", 1, tight=True),
        Column("", 2, tight=True),
        Column("License", 22, most=60, middle=True),
        Column("Number", 8, most=20, rank=1, middle=True),
        Column("Organization", 14, most=32, rank=5, middle=True, is_extra=True),
        Column("Seats", 9, rank=8, right=True, is_extra=True),
        Column("Ends", 10),
        Column("Next", 10, most=11, rank=2),
        Column("Cost", 9, rank=4, right=True),
        Column("Technical", 11, most=28, rank=3),
        Column("Billing", 14, most=28, rank=6, is_extra=True),
        Column("Owner", 14, most=28, rank=7, is_extra=True),
    )

    def longest(self) -> Mapping[str, int]:
        """Return what all licenses and contacts need, whichever of them are shown."""
        portfolio = self.outlook.portfolio
        if portfolio is not self._measured[0]:
            self._measured = (portfolio, _longest(portfolio))
        return self._measured[1]

    _measured: tuple[Portfolio | None, Mapping[str, int]] = (None, {})

    def cells(self, item: License) -> tuple[Cell, ...]:
        """Return what stands in the columns."""
        portfolio, today = self.outlook.portfolio, self.outlook.today
        entry = self.outlook.next_entry(item)
        urgency = entry.urgency if entry else None
        cost = term_cost(item.term)
        amount = f"{brief_amount(cost.amount)} {cost.currency}" if cost else "-"
        return (
            Cell("+" if item.id in self.marked else ""),
            Cell(urgency.mark if urgency is not None else "", urgency),
            Cell(item.name),
            Cell(item.number or "-"),
            Cell(item.organization),
            Cell(str(item.seats or "-")),
            Cell(str(present_end(item, today) or "NONE"), urgency),
            Cell(_next(item, entry, today), urgency),
            Cell(CREDIT if credit_of(item.term) else amount),
            self._contact_cell(portfolio.readers(item)),
            self._contact_cell(portfolio.holders(item, *BILLING_ROLES), needed=False),
            Cell(owner.label if (owner := portfolio.owner(item)) else "-"),
        )

    def _contact_cell(self, contacts: tuple[Contact, ...], *, needed: bool = True) -> Cell:
        if not contacts:
            return Cell("NONE", Urgency.OVERDUE) if needed else Cell("-")
        findings = self.outlook.contact_findings(contacts[0])
        if findings and findings[0].severity <= Urgency.URGENT:
            return Cell(findings[0].word, findings[0].severity)
        return Cell(contacts[0].label)

    def empty_lines(self) -> tuple[str, ...]:
        """Say what to press."""
        if self.outlook.portfolio.licenses:
            return no_match("license", or_new=not self.is_read_only)
        return NOTHING if self.is_read_only else FIRST_STEPS


class LicensesView(ListView[License], inherit_bindings=False):
    """All licenses, with the one under the cursor in detail."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *requests(*sections.LICENSE),
        *FindView.BINDINGS,
        *ListView.BINDINGS,
        *ONE_BY_ONE,
    ]
    # All of them, in the order in which commands are found by their names.
    KIND = RecordKind.LICENSE
    EDITING, ARCHIVING = EditLicense, ArchiveLicenses
    SORTS = (NEXT, "ends", "name", "organization", "vendor", "cost")
    AT_FIRST = OPEN

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty view."""
        super().__init__(LicenseTable(outlook, id="license-table"), outlook, id="licenses")
        self._imported: frozenset[int] = frozenset()
        self._in_sight: frozenset[int] = frozenset()
        # What was shown when somebody said that it is done: the same key takes that back.

    def watch_outlook(self, outlook: Outlook) -> None:
        """Show all anew; what has just been done stays in sight."""
        if self.filter == OPEN:
            self._in_sight |= {license.id for license in self.table.items}
        super().watch_outlook(outlook)

    def narrow(self, filter: str) -> None:
        """Set a filter by its name, without a search; what was done goes out of sight."""
        self._in_sight = frozenset()
        super().narrow(filter)

    def filter_rests_on(self, outlook: Outlook) -> object:
        """Return the outlook, and what stays in sight."""
        return (outlook, self._in_sight)

    def show_imported(self, ids: Iterable[int]) -> None:
        """Show what was just imported, and nothing else; Esc shows all again."""
        self._imported = frozenset(ids)
        self.narrow(IMPORTED if self._imported else OPEN)
        self.table.cursor = 0

    def records(self, outlook: Outlook) -> tuple[License, ...]:
        """Return all licenses."""
        return outlook.portfolio.licenses

    def filters(self, outlook: Outlook) -> Mapping[str, Callable[[License], bool]]:
        """Return the filters: by date, by risk, by vendor."""
        portfolio, me = outlook.portfolio, outlook.settings.me
        mine = portfolio.contact_at(me) if me else None

        def has(*urgencies: Urgency) -> Callable[[License], bool]:
            def is_near(license: License) -> bool:
                entry = outlook.next_entry(license)
                return entry is not None and entry.urgency in urgencies

            return is_near

        found: dict[str, Callable[[License], bool]] = {
            OPEN: lambda x: (
                not x.archived and (x.id in self._in_sight or not is_done(x, outlook.today))
            ),
            "due": has(Urgency.OVERDUE, Urgency.URGENT),
            "overdue": has(Urgency.OVERDUE),
            "with findings": lambda x: not x.archived and bool(outlook.findings_of(x, mild=False)),
            "no technical contact": lambda x: not x.archived and not portfolio.readers(x),
        }
        if mine:
            ids = {license.id for license in portfolio.of_contact(mine.id).licenses}
            found["mine"] = lambda x: x.owner == mine.id and not x.archived
            found["my mail"] = lambda x: x.id in ids and not x.archived
        if any(license.owner for license in portfolio.licenses):
            found["no owner"] = lambda x: x.owner is None and not x.archived
        if any(old_end(x, outlook.today) for x in portfolio.licenses):
            found["key not in use"] = lambda x: (
                not x.archived and old_end(x, outlook.today) is not None
            )
        found["snoozed"] = lambda x: not x.archived and is_snoozed(x, outlook.today)
        found["done"] = lambda x: not x.archived and is_done(x, outlook.today)
        for vendor in portfolio.vendors():
            found[f"vendor {vendor}"] = _of_vendor(vendor)
        if self._imported:
            found[IMPORTED] = lambda x: x.id in self._imported
        found[ARCHIVED] = lambda x: x.archived
        return found

    def texts_of(self, outlook: Outlook) -> Callable[[Sequence[License]], Sequence[str]]:
        """Return what tells the texts in which licenses are found."""
        return outlook.names.license_texts

    def sort_key(self, record: License, outlook: Outlook) -> Any:
        """Return what to sort a license by; unknown dates and costs come last."""
        if self.sort == NEXT:
            return _next_day(record, outlook)
        if self.sort == "ends":
            return present_end(record, outlook.today) or date.max
        if self.sort == "cost":
            cost = term_cost(record.term)
            return -cost.amount if cost else Decimal(1)
        text = {"organization": record.organization, "vendor": record.vendor}.get(self.sort, "")
        return folded(text)

    def order_rests_on(self, outlook: Outlook) -> object:
        """Return what dates rest on."""
        return (outlook.today, outlook.settings) if self.sort in (NEXT, "ends") else None

    def amounts(self, shown: list[License], outlook: Outlook) -> str:
        """Return what the licenses shown cost."""
        amounts = sums_in_order(outlook.costs.of_terms(shown), outlook.settings)
        return ", ".join(f"{brief_amount(money.amount)} {money.currency}" for money in amounts)

    def describe(self, record: License, outlook: Outlook) -> tuple[str, tuple[DetailLine, ...]]:
        """Return the name, and all that is said of it."""
        return record.name, license_facts(record, outlook)

    def copy_text(self, record: License) -> str:
        """Return the number, or the name where there is none."""
        return record.number or record.name


def is_done(license: License, today: date) -> bool:
    """Say whether nothing is to be done about a license before its next term."""
    return is_handled(license) and not auto_renewal(license, today)


def _next(license: License, entry: AgendaEntry | None, today: date) -> str:
    """Return what is next and in how many days: `cancel  13`; else why nothing is, in a word."""
    if entry is not None:
        word, days = KIND_WORDS[entry.kind], entry.days
    elif (until := _snoozed_until(license, today)) is not None:
        word, days = "snooze", (until - today).days
    else:
        return state_word(license, today)
    return f"{word} {days:>{max(9 - len(word), 0)}}"


def _next_day(license: License, outlook: Outlook) -> date:
    """Return the day by which licenses stand in order; of one that has none the last of all."""
    if entry := outlook.next_entry(license):
        return entry.day
    until = _snoozed_until(license, outlook.today)
    return until or present_end(license, outlook.today) or date.max


def _snoozed_until(license: License, today: date) -> date | None:
    return license.term.snoozed_until if license.term and is_snoozed(license, today) else None


def _longest(portfolio: Portfolio) -> Mapping[str, int]:
    licenses = portfolio.licenses
    people = _widest(x.label for x in portfolio.contacts)
    has_owner = any(map(attrgetter("owner"), licenses))
    return {
        "License": _widest(map(attrgetter("name"), licenses)),
        "Number": _widest(map(attrgetter("number"), licenses)),
        "Organization": _widest(map(attrgetter("organization"), licenses)),
        "Technical": people,
        "Billing": people,
        "Owner": people if has_owner else 0,
    }


def _widest(texts: Iterable[str]) -> int:
    """Return the cells of the widest text. Most are as wide as they are long: that is told fast."""
    every = list(texts)
    if "".join(every).isascii():
        return max(map(len, every), default=0)
    return max(len(text) if text.isascii() else cell_len(text) for text in every)


def _of_vendor(vendor: str) -> Callable[[License], bool]:
    return lambda x: x.vendor == vendor and not x.archived
