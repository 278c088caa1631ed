"""A file that is imported: as it was read, with what its columns are taken for, and as a draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from licensetui.domain.counting import counted
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.license_table import refuse_contacts
from licensetui.imports.field_keys import LEAVE_OUT, UnknownFieldError, field_called
from licensetui.imports.fields import ImportField
from licensetui.imports.headers import is_known_header
from licensetui.imports.mapping import Mapping as ColumnMapping
from licensetui.imports.plan import Source, StoppedError, plan_imports
from licensetui.imports.planned import ImportPlan, PlanAnswers
from licensetui.imports.remembered import mapping_for
from licensetui.outlook import Outlook
from licensetui.reading.cells import folded
from licensetui.reading.dates import DateOrder
from licensetui.store.exported import is_export
from licensetui.tables.read import read_table
from licensetui.tables.sources import read_bytes
from licensetui.tables.table import Table, TableError
from licensetui.tui.commands.forms import LEAVE

FILE, SHEET, COLUMNS = "file", "sheet", "columns"
DATES, CURRENCY, FIXES = "dates", "currency", "fixes"
"""What a draft keeps: the path, the sheet and the columns that were chosen, answers, addresses."""
EMPTY = dict.fromkeys((FILE, SHEET, COLUMNS, DATES, CURRENCY, FIXES), "")
_HEAD = 200
"""Bytes of a file that tell whether it is an export of all records, and no list."""
UNKNOWN, NUMBER = "?", "#"
"""What it keeps of a column of which nothing is known, and the end of it for one of numbers."""
ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy")


@dataclass(frozen=True)
class OpenedFile:
    """A file that was read, and what the user has said of it."""

    path: Path
    """The file."""
    table: Table
    """What is in it."""
    guessed: ColumnMapping
    """What its columns are taken for if nobody says more."""
    mapping: ColumnMapping
    """What they are taken for."""
    sheet: str = ""
    """The sheet that the user chose; empty for the first."""
    answers: PlanAnswers = field(default_factory=PlanAnswers)
    """What was answered about it."""
    fixes: Mapping[str, str] = field(default_factory=dict)
    """Addresses that were probably meant, by what stands in the file."""

    def with_field(self, place: int, holds: ImportField | None) -> OpenedFile:
        """Return it with another field in a column, or with a column left out."""
        return replace(self, mapping=self.mapping.with_field(place, holds))

    def with_number(self, place: int) -> OpenedFile:
        """Return it with a column of numbers that look like license keys, and are none."""
        mapping = self.mapping
        if mapping.field(place) is ImportField.KEY:
            mapping = mapping.with_field(place, None)
        return replace(self, mapping=mapping.with_numbers((place,)))

    def with_key(self, place: int, key: str) -> OpenedFile:
        """Return it with what a draft says of a column, if that is known in this release."""
        found, name = self, key.removesuffix(NUMBER)
        with suppress(UnknownFieldError):
            found = self.with_field(place, field_called(name)) if name != UNKNOWN else self
        return found.with_number(place) if key.endswith(NUMBER) else found

    @property
    def mended(self) -> Table:
        """The table, with the addresses that were meant."""
        if not self.fixes:
            return self.table
        wrong = re.compile(rf"(?<![\w.+-])(?:{'|'.join(map(re.escape, self.fixes))})(?![\w-]|\.\w)")

        def cell(text: str) -> str:
            return wrong.sub(lambda found: self.fixes[found[0]], text) if "@" in text else text

        rows = (replace(row, cells=tuple(map(cell, row.cells))) for row in self.table.rows)
        return replace(self.table, rows=tuple(rows))

    def texts(self) -> dict[str, str]:
        """Return what a draft keeps of it."""
        return {
            FILE: str(self.path),
            SHEET: self.sheet,
            COLUMNS: "\n".join(self._said()),
            DATES: self.answers.date_order or "",
            CURRENCY: self.answers.currency or "",
            FIXES: "\n".join(f"{wrong}\t{meant}" for wrong, meant in self.fixes.items()),
        }

    def _said(self) -> Iterator[str]:
        """Yield the columns that are taken for another thing than was guessed."""
        for place, header in enumerate(self.mapping.headers):
            key = _key(self.mapping, place)
            if key != _key(self.guessed, place):
                yield f"{place}\t{key}\t{folded(header)}"

    def as_said(self, texts: Mapping[str, str]) -> OpenedFile:
        """Return it as a draft says; of columns that are others now, nothing is known."""
        found, headers = self, [folded(header) for header in self.mapping.headers]
        lines = [line.split("\t") for line in texts.get(COLUMNS, "").splitlines()]
        for place, key, header in (line for line in lines if len(line) == 3):
            column = int(place) if place.isdecimal() else len(headers)
            if key != UNKNOWN and headers[column : column + 1] == [header]:
                found = found.with_key(column, key)
        order = next((x for x in ORDERS if x == texts.get(DATES)), None)
        answers = PlanAnswers(date_order=order, currency=texts.get(CURRENCY) or None)
        fixes = [line.split("\t") for line in texts.get(FIXES, "").splitlines()]
        return replace(found, answers=answers, fixes=dict(x for x in fixes if len(x) == 2))


def _key(mapping: ColumnMapping, place: int) -> str:
    """Return what a draft keeps of a column."""
    field = mapping.field(place)
    key = field.key if field else LEAVE_OUT if mapping.is_left_out(place) else UNKNOWN
    return key + NUMBER if place in mapping.numbers else key


def opened(path: Path, sheet: str, portfolio: Portfolio) -> OpenedFile | TableError:
    """Return a file as it is read, or why it cannot be. It may take long: not for the foreground.

    Its columns are taken for what they were in an earlier file with these headers.
    """
    try:
        if is_export(read_bytes(path, _HEAD)):
            return TableError(
                f"{path.name} is an export of licensetui: import it with licensetui import FILE"
            )
        table = read_table(path, sheet=sheet or None, known=is_known_header)
        refuse_contacts(table.headers, table.source)
    except TableError as error:
        return error
    mapping = mapping_for(table, portfolio)
    return OpenedFile(path, table, mapping, mapping, sheet)


def planned(
    file: OpenedFile, outlook: Outlook, stop: Event, tell: Callable[[Event, str], None]
) -> ImportPlan | None:
    """Return what the import of a file would do; None once it shall `stop`.

    It may take long too; `tell` is told now and then how far it is.
    """

    def progress(done: int, total: int) -> None:
        if stop.is_set():
            raise StoppedError
        tell(stop, f"Planning: {done} of {counted(total, 'row')}... {LEAVE.key} stops.")

    source = Source(file.mended, file.mapping, file.answers)
    portfolio, today, settings = outlook.portfolio, outlook.today, outlook.settings
    try:
        return plan_imports([source], portfolio, today, settings, progress)
    except StoppedError:
        return None
