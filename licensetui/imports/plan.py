"""The plan of an import, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from licensetui.domain.change import Change, Edit
from licensetui.domain.labels import Labeled
from licensetui.domain.license import License
from licensetui.domain.money import Money
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings.vendor_rules import vendor_question
from licensetui.imports.contact_book import ContactBook, assign_first, with_owner
from licensetui.imports.fields import ImportField
from licensetui.imports.keys import FoundKey, key_notes, without_keys
from licensetui.imports.looks import first_look
from licensetui.imports.mapping import Mapping as ColumnMapping
from licensetui.imports.mapping_notes import mapping_notes, mapping_warnings
from licensetui.imports.matching import AmbiguousError, KnownLicenses, identities, label_of
from licensetui.imports.notation import Notation, day, end
from licensetui.imports.notes import (
    column_notes,
    cost_notes,
    currency_notes,
    date_notes,
    encoding_notes,
    look_notes,
    owner_notes,
)
from licensetui.imports.records import merge, new_license
from licensetui.imports.remembered import remembering
from licensetui.imports.rows import RowError, notation_of, read_row
from licensetui.imports.statement import Statement
from licensetui.reading.dates import DateOrder, date_evidence
from licensetui.tables.table import Table, TableRow

_DATES = tuple(field for field in ImportField if field.read in (day, end))
"""Fields whose columns together show the order of day and month."""


class RowOutcome(Labeled):
    """The outcome of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class PlannedRow:
    """One row with what becomes of it. All texts are harmless on one line of a terminal."""

    line: int
    """Line of the file on which the row starts."""
    outcome: RowOutcome
    """What becomes of it."""
    what: str
    """The license: its name and number, as far as the row says them."""
    details: tuple[str, ...] = ()
    """What changes: `end 2026-10-18 -> 2027-10-18`."""
    notes: tuple[str, ...] = ()
    """What the user should know about how the row is read."""
    reason: str = ""
    """Why it is refused."""


@dataclass(frozen=True)
class ImportPlan:
    """Everything an import would do."""

    rows: tuple[PlannedRow, ...]
    """In the order of the file."""
    notes: tuple[str, ...]
    """What holds for the whole file: encoding, separator, what was assumed, what is not used."""
    change: Change
    """What a store is to save; empty where there is nothing to do."""

    @property
    def counts(self) -> Mapping[RowOutcome, int]:
        """The number of rows with each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in RowOutcome}

    @property
    def new_contacts(self) -> int:
        """The number of contacts that would be added."""
        return sum(edit.before is None for edit in self.change.contacts)


def plan_import(
    table: Table,
    mapping: ColumnMapping,
    portfolio: Portfolio,
    today: date,
    settings: Settings,
    *,
    date_order: DateOrder | None = None,
    currency: str | None = None,
    seen: date | None = None,
) -> ImportPlan:
    """Return what the import of a table would do to a portfolio.

    `date_order` settles dates with two readings, `currency` (ISO code) amounts without a
    currency; on the day `seen` the portal showed what the file says. Raises `StructureError` only
    for a `currency` that is no ISO code.
    """
    if currency is not None:
        Money(Decimal(0), currency)
    dates = _dates(table, mapping)
    evidence = date_evidence(dates)
    order = date_order or evidence.order
    notation = notation_of(table, mapping, order, currency, settings.currency)
    planner = _Planner(portfolio, today, mapping, notation, seen)
    rows = tuple(planner.plan(row) for row in table.rows)
    notes = (
        *encoding_notes(table),
        *mapping_notes(mapping),
        *date_notes(dates, evidence, date_order),
        *cost_notes(mapping),
        *(currency_notes(settings) if planner.has_assumed_currency else ()),
        *key_notes(planner.keys, mapping),
        *look_notes(mapping, seen),
        *owner_notes(mapping),
        *column_notes(table, mapping),
        *mapping_warnings(table, mapping),
    )
    is_read = any(row.outcome is not RowOutcome.REFUSED for row in rows)
    change = Change(
        f"import {table.source}",
        tuple(planner.licenses),
        planner.contacts.edits(),
        mappings=remembering(mapping, portfolio, today) if is_read else (),
    )
    if change.mappings:
        notes = (*notes, "what you say of the columns is remembered for files with these headers")
    return ImportPlan(rows, tuple(plain(note) for note in notes), change)


def _dates(table: Table, mapping: ColumnMapping) -> tuple[str, ...]:
    found = (mapping.column(field) for field in _DATES)
    columns = [column for column in found if column is not None]
    return tuple(row.cell(column) for row in table.rows for column in columns)


class _Planner:
    """Goes through the rows, and keeps what they would change."""

    def __init__(
        self,
        portfolio: Portfolio,
        today: date,
        mapping: ColumnMapping,
        notation: Notation,
        seen: date | None,
    ) -> None:
        self.portfolio = portfolio
        self.today = today
        self.mapping = mapping
        self.notation = notation
        self.seen = seen
        self.known = KnownLicenses(portfolio)
        self.contacts = ContactBook(portfolio)
        self.licenses: list[Edit[License]] = []
        self.keys: list[FoundKey] = []
        self.has_assumed_currency = False
        self._added = 0
        self._lines: dict[Hashable, int] = {}

    def plan(self, row: TableRow) -> PlannedRow:
        """Decide about one row. A row that is refused changes nothing."""
        row, keys = without_keys(row, self.mapping)
        self.keys += keys
        try:
            stated = read_row(row, self.mapping, self.notation, keys)
        except RowError as error:
            return _refused(row.line, self._name(row), str(error))
        try:
            return self._decide(stated)
        except AmbiguousError as error:
            return _refused(stated.line, stated.label, str(error))

    def _decide(self, stated: Statement) -> PlannedRow:
        known = self.known.match(stated)
        keys: list[Hashable] = [*identities(stated), *([("known", known.id)] if known else [])]
        first = next((self._lines[key] for key in keys if key in self._lines), None)
        if first is not None:
            reason = f"the same license as line {first}: merge the two, or give each its number"
            return _refused(stated.line, stated.label, reason)
        planned = self._change(known, stated) if known else self._add(stated)
        self._lines.update(dict.fromkeys(keys, stated.line))
        self.has_assumed_currency |= stated.is_currency_assumed
        return planned

    def _add(self, stated: Statement) -> PlannedRow:
        license = new_license(stated, -self._added - 1)
        license, remarks = assign_first(license, stated, self.contacts, self.today)
        license = first_look(license, stated, self._look(stated))
        license, _, more = with_owner(license, stated, self.contacts)
        remarks = (*remarks, *more, *_vendor_remarks(license))
        self._added += 1
        self.licenses.append(Edit(None, license))
        lookalike = self.known.lookalike(stated)
        if lookalike:
            remarks = (*remarks, f"{label_of(lookalike)} is known: this is planned as another one")
        return _planned(stated, RowOutcome.NEW, notes=remarks)

    def _change(self, known: License, stated: Statement) -> PlannedRow:
        merged = merge(known, stated, self.portfolio, self._look(stated))
        license, owner, more = with_owner(merged.license, stated, self.contacts)
        remarks = (*merged.remarks, *more)
        if license == known:
            return _planned(stated, RowOutcome.SAME, notes=remarks)
        self.licenses.append(Edit(known, license))
        remarks = (*remarks, *_vendor_remarks(license))
        return _planned(stated, RowOutcome.CHANGED, (*merged.changes, *owner), remarks)

    def _look(self, stated: Statement) -> date | None:
        """Return the day on which the portal showed what a row says; None if it is no look.

        An export of the portal dates its rows. A day in the future is no day of a look.
        """
        own = stated.looked_on if self.mapping.is_portal_export else None
        return own if own and own <= self.today else self.seen

    def _name(self, row: TableRow) -> str:
        column = self.mapping.column(ImportField.NAME)
        return "" if column is None else row.cell(column).strip()


def _vendor_remarks(license: License) -> tuple[str, ...]:
    """Return that the vendor is kept as it stands, but hardly meant."""
    question = vendor_question(license)
    return (question,) if question else ()


def _planned(
    stated: Statement,
    outcome: RowOutcome,
    details: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> PlannedRow:
    details = tuple(plain(detail) for detail in details)
    notes = tuple(plain(note) for note in (*stated.remarks, *notes))
    return PlannedRow(stated.line, outcome, plain(stated.label), details, notes)


def _refused(line: int, what: str, reason: str) -> PlannedRow:
    return PlannedRow(line, RowOutcome.REFUSED, plain(what) or "(no name)", reason=plain(reason))
