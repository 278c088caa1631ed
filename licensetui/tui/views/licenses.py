"""The list of licenses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from textual.binding import BindingType

from licensetui.domain.auto_renewal import auto_renewal, present_end
from licensetui.domain.contact import Contact
from licensetui.domain.costs import credit_of, term_cost
from licensetui.domain.documents import document_words
from licensetui.domain.handling import is_handled, state_word
from licensetui.domain.history import RecordKind
from licensetui.domain.key_days import old_end
from licensetui.domain.license import License, Role
from licensetui.domain.milestones import Urgency, is_snoozed
from licensetui.domain.money import brief_amount
from licensetui.domain.plain import folded
from licensetui.domain.totals import sums_in_order
from licensetui.outlook import Outlook
from licensetui.tui.bindings import requests
from licensetui.tui.commands import sections
from licensetui.tui.describe import (
    FIRST_STEPS,
    KIND_WORDS,
    dates_line,
    portal_line,
    purchase_line,
    role_names,
    seats_text,
)
from licensetui.tui.messages import ArchiveLicenses, EditLicense
from licensetui.tui.views.find_view import FindView
from licensetui.tui.views.list_view import ONE_BY_ONE, ListView, RecordTable
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.wording.costs import CREDIT

IMPORTED = "just imported"
"""The filter for what the last import has brought."""
BILLING_ROLES = (Role.BILLING, Role.BILLING_ADMIN)
"""The roles that receive invoices."""


class LicenseTable(RecordTable[License]):
    """Licenses with what is due next and who reads the mails."""

    COLUMNS = (
        Column("", 1),
        Column("", 1),
        Column("license"),
        Column("organization", 20, wide=28, only_above=116),
        Column("number", 12, wide=20, only_above=96),
        Column("seats", 9, right=True, only_above=140),
        Column("renewal", 10),
        Column("next", 11),
        Column("cost", 9, right=True),
        Column("tech", 10, wide=28),
        Column("billing", 14, only_above=140),
        Column("owner", 14, only_above=196),
    )

    def cells(self, item: License) -> tuple[Cell, ...]:
        """Return what stands in the columns."""
        portfolio = self.outlook.portfolio
        entry = self.outlook.next_entry(item)
        urgency = entry.urgency if entry else None
        word = (
            f"{KIND_WORDS[entry.kind]:6}{entry.days:5}"
            if entry
            else state_word(item, self.outlook.today)
        )
        cost = term_cost(item.term)
        amount = f"{brief_amount(cost.amount)} {cost.currency}" if cost else "-"
        return (
            Cell("+" if item.id in self.marked else ""),
            Cell(urgency.mark if urgency is not None else "", urgency),
            Cell(item.name),
            Cell(item.organization),
            Cell(item.number or "-"),
            Cell(str(item.seats or "-")),
            Cell(str(present_end(item, self.outlook.today) or "NONE"), urgency),
            Cell(word, urgency),
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
            return ("No license fits. Esc shows all again, n adds one.",)
        return FIRST_STEPS


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
    SORTS = ("renewal", "license", "organization", "vendor", "cost")

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty view."""
        super().__init__(LicenseTable(outlook, id="license-table"), outlook, id="licenses")
        self._imported: frozenset[int] = frozenset()

    def show_imported(self, ids: Iterable[int]) -> None:
        """Show what was just imported, and nothing else; Esc shows all again."""
        self._imported = frozenset(ids)
        self.narrow(IMPORTED if self._imported else "")
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
        found["handled"] = lambda x: (
            not x.archived and is_handled(x) and not auto_renewal(x, outlook.today)
        )
        for vendor in portfolio.vendors():
            found[f"vendor {vendor}"] = _of_vendor(vendor)
        if self._imported:
            found[IMPORTED] = lambda x: x.id in self._imported
        found["archived"] = lambda x: x.archived
        return found

    def text_of(self, outlook: Outlook) -> Callable[[License], str]:
        """Return what tells the text in which a license is found."""
        return outlook.names.license_text

    def sort_key(self, record: License, outlook: Outlook) -> Any:
        """Return what to sort a license by; unknown dates and costs come last."""
        name = folded(record.name)
        if self.sort == "renewal":
            return (present_end(record, outlook.today) or date.max, name)
        if self.sort == "cost":
            cost = term_cost(record.term)
            return (-cost.amount if cost else Decimal(1), name)
        text = {"organization": record.organization, "vendor": record.vendor}.get(self.sort, "")
        return (folded(text), name)

    def heading(self, shown: list[License], outlook: Outlook) -> str:
        """Return how many licenses are shown and what they cost."""
        costs = [cost for x in shown if (cost := term_cost(x.term))]
        amounts = sums_in_order(costs, outlook.settings)
        total = ", ".join(f"{brief_amount(money.amount)} {money.currency}" for money in amounts)
        return f"Licenses: {len(shown)}" + (f"   {total}" if total else "")

    def describe(self, record: License, outlook: Outlook) -> tuple[str, tuple[str, ...]]:
        """Return number and name, and five lines."""
        today = outlook.today
        tech = role_names(record, outlook, *record.portal.readers)
        bill = role_names(record, outlook, *BILLING_ROLES)
        what = [record.vendor, seats_text(record), record.hosting.label, record.type.label]
        what += [record.organization, record.site]
        findings = outlook.findings_of(record)
        reasons = "; ".join(f"{x.severity.mark} {x.reason}" for x in findings) or "none"
        owner = f"Owner  {who.label}   " if (who := outlook.portfolio.owner(record)) else ""
        title = f"{record.number or 'no number'}  {record.name}"
        return title, (
            ", ".join(part for part in what if part),
            dates_line(record, today, outlook),
            purchase_line(record, today),
            f"Tech  {tech or 'NONE'}   Bill  {bill or 'NONE'}",
            f"Portal  {portal_line(record, outlook)}",
            f"Findings  {reasons}",
            f"{owner}{_mails(record, outlook)}{_documents(record)}Notes  {record.notes or '-'}",
        )

    def copy_text(self, record: License) -> str:
        """Return the number, or the name where there is none."""
        return record.number or record.name


def _mails(license: License, outlook: Outlook) -> str:
    """Return when the vendor reminds of an end, and who says so; nothing where there is none."""
    return f"Mails  {outlook.reminders(license).brief}   " if license.end else ""


def _documents(license: License) -> str:
    """Return what it names, with the key that opens it; nothing where it names nothing."""
    words = document_words(license.documents)
    return f"Documents (L)  {words}   " if words else ""


def _of_vendor(vendor: str) -> Callable[[License], bool]:
    return lambda x: x.vendor == vendor and not x.archived
