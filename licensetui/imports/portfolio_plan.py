"""The plan of an import of an export: which records it adds, changes and refuses.

A record of the export takes the place of the one that it is, whole; what the export does not have
stays. Into a file in which nothing has ever been, all comes under the ids that it had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic

from licensetui.domain.change import Change, Edit, Record, contact_with_ids, with_ids
from licensetui.domain.contact import Contact, named_contacts
from licensetui.domain.counting import listed
from licensetui.domain.history import RecordKind
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import RememberedMapping
from licensetui.imports.identifiers import entitlement_key, sen_key
from licensetui.imports.planned import (
    FieldChange,
    ImportPlan,
    PlannedContact,
    PlannedFile,
    PlannedRow,
    RowOutcome,
)
from licensetui.reading.cells import text_key
from licensetui.store.record_changes import record_changes
from licensetui.wording.changes import NONE, field_words

_SHOWN = 3
_Changes = tuple[FieldChange, ...]


def plan_portfolio(
    export: Portfolio,
    into: Portfolio,
    source: str,
    traces: Sequence[str] = (),
    *,
    is_new: bool,
) -> ImportPlan:
    """Return what the import of an export would do to a portfolio, as one change.

    `traces` are the license keys that were left out; `is_new` says that nothing has ever been in
    the portfolio.
    """
    contacts = _Matches(export.contacts, into.contacts, _keys_of_contact, is_new)
    licenses = _Matches(export.licenses, into.licenses, _keys_of_license, is_new)
    mappings = _Matches(export.mappings, into.mappings, _keys_of_mapping, is_new)
    _refuse_loose(licenses, contacts)
    change = Change(
        plain(f"import {source}"),
        tuple(licenses.edits(lambda x: with_ids(x, licenses.ids, contacts.ids))),
        tuple(contacts.edits(lambda x: contact_with_ids(x, contacts.ids))),
        mappings=tuple(mappings.edits(lambda x: replace(x, id=mappings.ids[x.id]))),
    )
    changes = _changes_of(change, into)
    rows = (*_rows(licenses, changes), *_rows(contacts, changes))
    counts = Counter(row.outcome for row in rows)
    doubts = tuple(plain(f"license key left out: {trace}") for trace in traces)
    file = PlannedFile(plain(source), rows, (), doubts, tuple(_notes(change, is_new=is_new)))
    new = [edit.shown for edit in change.contacts if edit.before is None]
    people = tuple(
        PlannedContact(plain(x.name), plain(x.email), f"contact {contacts.old(x.id)}") for x in new
    )
    return ImportPlan((file,), people, change, {outcome: counts[outcome] for outcome in RowOutcome})


def _changes_of(change: Change, into: Portfolio) -> Callable[[RecordKind, int], _Changes]:
    """Return what tells, field by field, what a change makes of a record; of a new one nothing."""
    after = into.with_licenses(edit.shown for edit in change.licenses)
    after = after.with_contacts(edit.shown for edit in change.contacts)
    told = {(x.kind, x.id): x for x in record_changes(change, {})}

    def changes(kind: RecordKind, id: int) -> _Changes:
        found = told.get((kind, id))
        if found is None or found.before is None:
            return ()
        return tuple(
            FieldChange(
                plain(f"{words.label} {words.place}".strip().rstrip(":")),
                plain(words.before or ""),
                plain(words.after or NONE),
            )
            for words in field_words(found, after)
        )

    return changes


def _notes(change: Change, *, is_new: bool) -> Iterator[str]:
    """Yield what there is to know of an export that is read."""
    replaces = "" if is_new else ": its records replace the matching ones"
    yield f"read as a licensetui export{replaces}"
    if labels := [f'"{edit.shown.label}"' for edit in change.mappings]:
        yield plain(f"includes remembered settings: {listed(labels, _SHOWN)}")


@dataclass
class _Matches(Generic[Record]):
    """The records of one kind in an export, and which of the known ones each of them is."""

    records: tuple[Record, ...]
    present: tuple[Record, ...]
    keys: Callable[[Record], Iterator[Hashable]]
    keeps_ids: bool
    known: dict[int, Record] = field(default_factory=dict)
    """The known record that each is, by its id in the export."""
    refused: dict[int, str] = field(default_factory=dict)
    """Why some are refused."""
    ids: dict[int, int] = field(default_factory=dict)
    """Ids in the portfolio by those in the export."""

    def __post_init__(self) -> None:
        """Match each record by itself: what has its id first, where it is the same."""
        there: dict[Hashable, list[Record]] = {}
        by_id = {record.id: record for record in self.present}
        for record in self.present:
            for key in self.keys(record):
                there.setdefault(key, []).append(record)
        taken: dict[int, int] = {}
        for record in self.records:
            same = by_id.get(record.id)
            if same is not None and not set(self.keys(same)).isdisjoint(self.keys(record)):
                self.known[record.id] = same
                taken[same.id] = record.id
        rest = [record for record in self.records if record.id not in self.known]
        often = Counter(key for record in rest for key in self.keys(record))
        for record in rest:
            self._match(record, there, taken, often)
        for place, record in enumerate(self.records, 1):
            known = self.known.get(record.id)
            new = record.id if self.keeps_ids else -place
            self.ids[record.id] = known.id if known else new

    def _match(
        self,
        record: Record,
        there: dict[Hashable, list[Record]],
        taken: dict[int, int],
        often: Counter[Hashable],
    ) -> None:
        """Find the known record by the best key that any has: of several, it is none of them."""
        for key in self.keys(record):
            found = [one for one in there.get(key, ()) if one.id not in taken]
            if found and often[key] > 1:
                name = f"{found[0].label} (id {found[0].id})"
                self.refused[record.id] = f"{often[key]} in the export could be {name}"
                return
            if len(found) > 1:
                names = listed([f"{one.label} (id {one.id})" for one in found], _SHOWN)
                self.refused[record.id] = f"matches {len(found)} records: {names}"
                return
            if found:
                self.known[record.id] = found[0]
                taken[found[0].id] = record.id
                return

    def old(self, id: int) -> int:
        """Return the id in the export of a record that is new."""
        return id if id > 0 else self.records[-id - 1].id

    def edits(self, with_new_ids: Callable[[Record], Record]) -> Iterator[Edit[Record]]:
        """Yield what becomes of the records that are not refused, and not the same already."""
        for record in self.records:
            if record.id not in self.refused:
                after, before = with_new_ids(record), self.known.get(record.id)
                if after != before:
                    yield Edit(before, after)


def _refuse_loose(licenses: _Matches[License], contacts: _Matches[Contact]) -> None:
    """Refuse what refers to a record that does not come, and then what refers to that."""
    before = -1
    while before != len(licenses.refused) + len(contacts.refused):
        before = len(licenses.refused) + len(contacts.refused)
        people = {x.id for x in contacts.records} - contacts.refused.keys()
        parents = {x.id for x in licenses.records} - licenses.refused.keys()
        for person in contacts.records:
            missing = set(named_contacts(person)) - people
            _refuse(contacts, person, "contact", missing)
        for license in licenses.records:
            held = {one.contact for one in license.wanted}
            owners = set() if license.owner is None else {license.owner}
            _refuse(licenses, license, "contact", (held | owners) - people)
            hosts = set() if license.parent is None else {license.parent}
            _refuse(licenses, license, "license", hosts - parents)


def _refuse(of: _Matches[Record], record: Record, kind: str, missing: set[int]) -> None:
    known = of.known.get(record.id)
    if missing and record.id not in of.refused and known != record:
        of.refused[record.id] = f"it refers to {kind} {min(missing)}, which is not in the file"


def _keys_of_contact(contact: Contact) -> Iterator[Hashable]:
    yield ("address", contact.address) if contact.address else ("name", text_key(contact.name))


def _keys_of_license(license: License) -> Iterator[Hashable]:
    """Yield what tells a license from others, the best first; a number tells more than words."""
    if license.sen.strip():
        yield ("sen", sen_key(license.sen))
    if license.entitlement.strip():
        yield ("entitlement", entitlement_key(license.entitlement))
    if not license.number.strip():
        words = (license.name, license.vendor, license.organization, license.site)
        yield ("words", *map(text_key, words))


def _keys_of_mapping(mapping: RememberedMapping) -> Iterator[Hashable]:
    yield tuple(sorted(column.header for column in mapping.columns))


def _rows(
    of: _Matches[Record], changes: Callable[[RecordKind, int], _Changes]
) -> Iterator[PlannedRow]:
    for record in of.records:
        kind, known = RecordKind.of(record), of.known.get(record.id)
        told = changes(kind, known.id) if known else ()
        if record.id in of.refused:
            outcome, told = RowOutcome.REFUSED, ()
        elif known is None:
            outcome = RowOutcome.NEW
        else:
            outcome = RowOutcome.CHANGED if told else RowOutcome.SAME
        reason = plain(of.refused.get(record.id, ""))
        remedy = "fix it at the source, and export again" if reason else ""
        row = PlannedRow(
            record.id,
            f"{kind.label} {record.id}",
            outcome,
            plain(record.label),
            changes=told,
            reason=reason,
            remedy=remedy,
        )
        yield _with_term(row, record) if isinstance(record, License) else row


def _with_term(row: PlannedRow, license: License) -> PlannedRow:
    row = replace(row, what=plain(f"{license.name} {license.number}".strip()))
    if (term := license.term) is None:
        return row
    price = None if term.cost is None else (term.cost, term.cost_basis, term.per_seat)
    return replace(
        row,
        start=term.start,
        end=term.end,
        is_perpetual=term.perpetual,
        price=price,
        seats="" if license.seats is None else f"{license.seats} {license.unit.label}",
    )
