"""The rows of one file, one after the other, and what they would change."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from functools import lru_cache

from licensetui.domain.change import Edit
from licensetui.domain.counting import counted
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License, Seats, Unit
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Term
from licensetui.findings.vendor_rules import vendor_question
from licensetui.imports.chains import place_in
from licensetui.imports.contact_book import ContactBook, assign_first, with_owner
from licensetui.imports.fields import ImportField
from licensetui.imports.keys import FoundKey, key_columns, without_keys
from licensetui.imports.looks import doubt_other_contacts, first_look, with_look
from licensetui.imports.mapping import Mapping
from licensetui.imports.matching import AmbiguousError, KnownLicenses, identities, label_of
from licensetui.imports.notation import Notation
from licensetui.imports.planned import PlannedRow, RowOutcome
from licensetui.imports.price import price_in
from licensetui.imports.records import merge, new_license
from licensetui.imports.row_reader import RowError, RowForm
from licensetui.imports.rows import read_row
from licensetui.imports.statement import Statement
from licensetui.imports.told import RowWords
from licensetui.reading.notices import notice_text
from licensetui.tables.table import Table, TableRow

_TWICE = "the same license as {place}"
_MERGE = "merge the two rows, or give each its number"


@dataclass(slots=True)
class _Group:
    """The rows of a file about one license."""

    known: License | None
    """The license as it was; None for a new one."""
    index: int
    """Which row is the first, counted from 0."""
    edit: int
    """Where what becomes of the license stands; -1 where nothing does."""
    chain: list[tuple[int, Statement]] | None = None
    """All its rows in the order of time, once there are several."""


class FilePlanner:
    """Goes through the rows of a file, and keeps what they would change."""

    def __init__(
        self,
        table: Table,
        mapping: Mapping,
        portfolio: Portfolio,
        today: date,
        notation: Notation,
        seen: date | None,
        source: str,
        added: tuple[int, int],
    ) -> None:
        """Begin with nothing planned.

        `source` is the name of the file where places need it; so many licenses and contacts were
        `added` by other files.
        """
        self.table = table
        self.mapping = mapping
        self.portfolio = portfolio
        self.today = today
        self.seen = seen
        self.known = KnownLicenses(portfolio)
        self.known.claim(table, mapping)
        self.contacts = ContactBook(portfolio, added[1])
        self.keys: list[FoundKey] = []
        """The license keys in the rows."""
        self.has_assumed_currency = False
        """Whether an amount is in a currency that nobody said."""
        self.added = added[0]
        """How many licenses were added."""
        self.rows: list[PlannedRow] = []
        """What becomes of the rows so far."""
        self._source = source
        self._key_columns = key_columns(mapping)
        self._form = RowForm(mapping, notation, table.unit)
        self._edits: list[Edit[License] | None] = []
        self._groups: dict[Hashable, _Group] = {}
        self._several: list[_Group] = []

    @property
    def has_read(self) -> bool:
        """Whether any row so far was not refused."""
        return any(row.outcome is not RowOutcome.REFUSED for row in self.rows)

    def licenses(self) -> list[Edit[License]]:
        """Return what becomes of the licenses."""
        return [edit for edit in self._edits if edit]

    def plan(self, row: TableRow) -> None:
        """Decide about the next row. A row that is refused changes nothing."""
        row, found = without_keys(row, self._key_columns)
        self.keys += found
        try:
            stated = read_row(row, self._form, found)
        except RowError as error:
            self._refuse(row.line, self._name(row), str(error), error.remedy)
            return
        try:
            known = self.known.match(stated)
        except AmbiguousError as error:
            self._refuse(stated.line, stated.label, str(error), error.remedy)
            return
        keys: list[Hashable] = [*identities(stated), *([("known", known.id)] if known else [])]
        groups = [group for key in keys if (group := self._groups.get(key))]
        if not groups:
            self._begin(_Group(known, len(self.rows), -1), stated, keys)
        elif any(group is not groups[0] for group in groups) or not self._join(
            groups[0], stated, keys
        ):
            place = self.place(self.table.rows[groups[0].index].line)
            self._refuse(stated.line, stated.label, _TWICE.format(place=place), _MERGE)

    def finish(self) -> None:
        """Plan the licenses of which several rows are terms, in the order of time."""
        for group in self._several:
            before = self._edits[group.edit] if group.edit >= 0 else None
            if before and before.after:
                self.contacts.release(before.after)
            for (index, _), planned in zip(
                group.chain or (), self._planned(group.chain or [], group), strict=True
            ):
                self.rows[index] = planned

    def place(self, line: int) -> str:
        """Return where a row stands, in words."""
        where = f"{self.table.unit} {line}"
        return f"{self._source}, {where}" if self._source else where

    def _begin(self, group: _Group, stated: Statement, keys: list[Hashable]) -> None:
        try:
            (planned,) = self._planned([(group.index, stated)], group)
        except StructureError as error:  # the row and what is known do not fit together
            self._refuse(stated.line, stated.label, str(error), "")
            return
        self.rows.append(planned)
        self._groups.update(dict.fromkeys(keys, group))

    def _join(self, group: _Group, stated: Statement, keys: list[Hashable]) -> bool:
        """Add a row to the terms of a license, and say whether it is one of them."""
        chain = group.chain or [(group.index, self._again(group.index))]
        place = place_in([one for _, one in chain], stated)
        if place is None:
            return False
        chain.insert(place, (len(self.rows), stated))
        if group.chain is None:
            group.chain = chain
            self._several.append(group)
        self.rows.append(self.rows[group.index])  # until all are known
        self._groups.update(dict.fromkeys(keys, group))
        return True

    def _again(self, index: int) -> Statement:
        """Read a row again: to keep all of them would take too much room."""
        row, keys = without_keys(self.table.rows[index], self._key_columns)
        return read_row(row, self._form, keys)

    def _planned(self, chain: list[tuple[int, Statement]], group: _Group) -> list[PlannedRow]:
        """Plan what becomes of a license by its rows, and return these.

        The contacts are those of the newest row that names any.
        """
        newest = next((i for i in reversed(range(len(chain))) if _names(chain[i][1])), -1)
        license = group.known
        told = [RowWords(self.place(stated.line)) for _, stated in chain]
        outcomes = []
        for place, (_, stated) in enumerate(chain):
            before = license
            if license is None:
                license = self._new(stated, group, told[place])
            else:
                license = merge(license, stated, told[place])
            if place == newest or (newest < 0 and place == len(chain) - 1):
                license = self._with_people(license, stated, group, told[place])
            outcomes.append(RowOutcome.SAME if license == before else RowOutcome.CHANGED)
            self.has_assumed_currency |= stated.is_currency_assumed
        self._keep(group, license)
        if group.known is None:
            outcomes[0] = RowOutcome.NEW
        first = next((at for at, x in enumerate(outcomes) if x is not RowOutcome.SAME), None)
        for at, outcome in enumerate(outcomes):
            if outcome is RowOutcome.CHANGED and at != first:
                outcomes[at] = RowOutcome.TERM
        if license and first is not None and (question := vendor_question(license)):
            (told[first].doubts if license.vendor else told[first].notes).append(question)
        rows = zip(chain, outcomes, told, strict=True)
        return [_shown(stated, outcome, words) for (_, stated), outcome, words in rows]

    def _new(self, stated: Statement, group: _Group, told: RowWords) -> License:
        if group.edit < 0:
            self.added += 1
            group.edit = len(self._edits)
            self._edits.append(None)
        edit = self._edits[group.edit]
        license = new_license(stated, edit.shown.id if edit else -self.added)
        lookalike = self.known.lookalike(stated)
        if lookalike:
            told.doubts.append(
                f"{label_of(lookalike)} exists; this is planned as a separate license"
            )
        return license

    def _with_people(
        self, license: License, stated: Statement, group: _Group, told: RowWords
    ) -> License:
        look = self._look(stated)
        if group.known is None:
            license = assign_first(license, stated, self.contacts, self.today, told)
            license = first_look(license, stated, look)
        elif look:
            license = with_look(license, stated, look, told)
        else:
            doubt_other_contacts(license, stated, self.portfolio, told)
        return with_owner(license, stated, self.contacts, told)

    def _keep(self, group: _Group, license: License | None) -> None:
        if license is None or (license == group.known and group.edit < 0):
            return
        if group.edit < 0:
            group.edit = len(self._edits)
            self._edits.append(None)
        is_same = license == group.known
        self._edits[group.edit] = None if is_same else Edit(group.known, license)

    def _look(self, stated: Statement) -> date | None:
        """Return the day on which the portal showed what a row says; None if it is no look.

        An export of the portal dates its rows. A day in the future is no day of a look.
        """
        own = stated.looked_on if self.mapping.is_portal_export else None
        return own if own and own <= self.today else self.seen

    def _name(self, row: TableRow) -> str:
        column = self.mapping.column(ImportField.NAME)
        return "" if column is None else row.cell(column).strip()

    def _refuse(self, line: int, what: str, reason: str, remedy: str) -> None:
        what = plain(what) or "(no name)"
        refused = RowOutcome.REFUSED
        self.rows.append(
            PlannedRow(
                line, self.place(line), refused, what, reason=plain(reason), remedy=plain(remedy)
            )
        )


def _names(stated: Statement) -> bool:
    return bool(stated.technical or stated.billing or stated.owner)


def _shown(stated: Statement, outcome: RowOutcome, told: RowWords) -> PlannedRow:
    return PlannedRow(
        stated.line,
        told.place,
        outcome,
        plain(stated.label),
        stated.start,
        stated.end,
        bool(stated.term.get("perpetual")),
        price_in(stated.term),
        _seats(stated.license.get("seats"), stated.license.get("unit")),
        _renewal(stated),
        tuple(told.changes),
        tuple(told.contacts),
        tuple(plain(doubt) for doubt in (*stated.doubts, *told.doubts)),
        tuple(plain(note) for note in (*stated.remarks, *told.notes)),
    )


def _renewal(stated: Statement) -> str:
    """Return what a row says of its renewal: a word of the field may be read as another."""
    notice = {field: value for field, value in stated.term.items() if field.startswith("notice_")}
    said = notice_text(Term(1, **notice).notice) if notice else ""
    renews = "auto-renew" if stated.term.get("auto_renew") else ""
    return ", ".join(filter(None, (renews, f"notice {said}" if said else "")))


@lru_cache(maxsize=1_024)  # many licenses have as many
def _seats(seats: Seats, unit: Unit | None) -> str:
    if seats is None:
        return ""
    word = unit.label.removesuffix("s") if unit else "seat"
    return counted(seats, word) if isinstance(seats, int) else f"{seats} {word}s"
