"""The plan of an import, of one file or several, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.contact import Contact
from licensetui.domain.counting import listed
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License
from licensetui.domain.money import Money
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import RememberedMapping
from licensetui.domain.settings import Settings
from licensetui.domain.structure import types_are_right
from licensetui.imports.addresses import judged
from licensetui.imports.fields import ImportField
from licensetui.imports.keys import key_notes
from licensetui.imports.mapping import Mapping
from licensetui.imports.mapping_notes import mapping_notes, mapping_warnings
from licensetui.imports.notation import day, end, notice
from licensetui.imports.notes import (
    column_notes,
    cost_notes,
    currency_notes,
    date_notes,
    look_notes,
    owner_notes,
    table_notes,
)
from licensetui.imports.planned import (
    UNANSWERED,
    ImportPlan,
    PlanAnswers,
    PlannedContact,
    PlannedFile,
    Question,
    RowOutcome,
)
from licensetui.imports.planner import FilePlanner
from licensetui.imports.questions import currency_question, date_question, seen_question
from licensetui.imports.remembered import remembering
from licensetui.imports.rows import notation_of
from licensetui.reading.dates import DateEvidence, date_evidence, is_ambiguous
from licensetui.tables.table import Table

_DATES = tuple(field for field in ImportField if field.read in (day, end, notice))
"""Fields whose columns together show the order of day and month."""
_REMEMBERED = "your column choices are remembered for files with these headers"
_STEP = 200
"""Rows between two reports of progress."""

Progress = Callable[[int, int], None]
"""Is told how much is done, of how much; whatever it raises ends the planning."""


class StoppedError(Exception):
    """The planning was stopped by whoever watched it. Nothing was written."""


@dataclass(frozen=True)
class Source:
    """One file of an import."""

    table: Table
    """What is in it."""
    mapping: Mapping
    """What its columns hold."""
    answers: PlanAnswers = UNANSWERED
    """What somebody said of it."""


def plan_imports(
    sources: Sequence[Source],
    portfolio: Portfolio,
    today: date,
    settings: Settings,
    progress: Progress | None = None,
) -> ImportPlan:
    """Return what the import of some files would do to a portfolio, as one change.

    Each file is planned on what the files before it leave behind. It may be called in a thread.
    Raises `StructureError` only for a currency in the answers that is no ISO code.
    """
    steps = _Steps(sum(len(source.table.rows) for source in sources), progress)
    names = [source.table.source for source in sources]
    licenses: dict[int, Edit[License]] = {}
    contacts: dict[int, Edit[Contact]] = {}
    mappings: dict[int, Edit[RememberedMapping]] = {}
    files: list[PlannedFile] = []
    people: list[tuple[Contact, PlannedContact]] = []
    added, now = (0, 0), portfolio
    for source in sources:
        name = source.table.source if len(sources) > 1 else ""
        file, planner = _planned(source, now, today, settings, name, added, steps)
        files.append(file)
        added = planner.added, planner.contacts.added
        people += planner.contacts.added_contacts()
        edits, others = planner.licenses(), planner.contacts.edits()
        now = now.with_licenses(edit.shown for edit in edits)
        now = now.with_contacts(edit.shown for edit in others)
        said = _remembered(source, file, now, today)
        now = now.with_mappings(edit.shown for edit in said)
        _collect(licenses, edits)
        _collect(contacts, others)
        _collect(mappings, said)
    what = plain(f"import {listed(names, 3)}")
    change = Change(
        what,
        tuple(licenses.values()),
        tuple(contacts.values()),
        mappings=tuple(mappings.values()),
    )
    counts = Counter(row.outcome for file in files for row in file.rows)
    return ImportPlan(
        tuple(files),
        judged(people, now, settings, steps.more(len(people))),
        change,
        {outcome: counts[outcome] for outcome in RowOutcome},
    )


def _planned(
    source: Source,
    portfolio: Portfolio,
    today: date,
    settings: Settings,
    name: str,
    added: tuple[int, int],
    steps: _Steps,
) -> tuple[PlannedFile, FilePlanner]:
    """Return one file with its planner, which has what it would change."""
    table, mapping, said = source.table, source.mapping, source.answers
    if said.currency is not None:
        Money(Decimal(0), said.currency)
    dates = _dates(table, mapping)
    evidence = date_evidence(dates)
    order = said.date_order or evidence.order
    notation = notation_of(table, mapping, order, said.currency, settings.currency)
    planner = FilePlanner(table, mapping, portfolio, today, notation, said.seen, name, added)
    with types_are_right():  # of what the readers of cells return
        for row in table.rows:
            planner.plan(row)
            steps.next()
        planner.finish()
    notes = (
        *table_notes(table),
        *mapping_notes(mapping),
        *date_notes(dates, evidence, said.date_order),
        *cost_notes(mapping),
        *(currency_notes(settings, table) if planner.has_assumed_currency else ()),
        *key_notes(planner.keys, mapping),
        *look_notes(mapping, said.seen),
        *owner_notes(mapping),
        *column_notes(table, mapping),
        *((_REMEMBERED,) if mapping.is_said and planner.has_read else ()),
    )
    open_ = _questions(source, dates, evidence, settings, planner)
    notes = tuple(plain(note) for note in notes)
    doubts = tuple(plain(one) for one in mapping_warnings(table, mapping))
    file = PlannedFile(plain(table.source), tuple(planner.rows), open_, doubts, notes)
    return file, planner


def _remembered(
    source: Source, file: PlannedFile, portfolio: Portfolio, today: date
) -> list[Edit[RememberedMapping]]:
    """Return what is remembered of the columns, if any row could be read by them."""
    if all(row.outcome is RowOutcome.REFUSED for row in file.rows):
        return []
    new = min((known.id for known in portfolio.mappings), default=0)
    return [
        edit if edit.before else Edit(None, replace(edit.shown, id=min(new, 0) - 1))
        for edit in remembering(source.mapping, portfolio, today)
    ]


def _questions(
    source: Source,
    dates: Sequence[str],
    evidence: DateEvidence,
    settings: Settings,
    planner: FilePlanner,
) -> tuple[Question, ...]:
    """Return what a file leaves open."""
    columns = _date_columns(source.mapping)
    refused = sum(
        row.outcome is RowOutcome.REFUSED and any(is_ambiguous(of.cell(at)) for at in columns)
        for row, of in zip(planner.rows, source.table.rows, strict=True)
    )
    said = source.answers
    found = (
        *date_question(dates, evidence, said, refused),
        *currency_question(planner.has_assumed_currency, said, settings),
        *seen_question(source.mapping, said),
    )
    return tuple(replace(question, text=plain(question.text)) for question in found)


def _date_columns(mapping: Mapping) -> list[int]:
    found = (mapping.column(field) for field in _DATES)
    return [column for column in found if column is not None]


def _dates(table: Table, mapping: Mapping) -> tuple[str, ...]:
    columns = _date_columns(mapping)
    return tuple(row.cell(column) for row in table.rows for column in columns)


def _collect(known: dict[int, Edit[Record]], edits: Iterable[Edit[Record]]) -> None:
    """Put edits after those of the files before: what was known before all of them stays so."""
    for edit in edits:
        before = known.get(edit.id)
        known[edit.id] = Edit(before.before if before else edit.before, edit.after)


class _Steps:
    """Counts what is done, and tells it now and then."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def more(self, count: int) -> Callable[[], None]:
        """Take in that so much more is to be done; return what counts it."""
        self._total += count
        return self.next

    def next(self) -> None:
        self._done += 1
        if self._progress and self._done % _STEP == 0:
            self._progress(self._done, self._total)
