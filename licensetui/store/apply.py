"""A change applied to a portfolio: merged with what others did, with final ids, checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from licensetui.domain.change import Change, Edit, Record, Wanted, contact_with_ids, with_ids
from licensetui.domain.contact import Contact, named_contacts
from licensetui.domain.counting import and_more
from licensetui.domain.history import RecordKind
from licensetui.domain.license import License
from licensetui.domain.merge import WHOLE, Conflict, merge
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import RememberedMapping
from licensetui.domain.structure import types_are_right
from licensetui.store.errors import ConflictError, Conflicts


@dataclass(frozen=True)
class Applied:
    """A portfolio after a change."""

    portfolio: Portfolio
    """All records."""
    licenses: tuple[Edit[License], ...]
    """What became of licenses, from what they were a moment ago, with final ids."""
    contacts: tuple[Edit[Contact], ...]
    """What became of contacts, from what they were a moment ago, with final ids."""
    license_ids: Mapping[int, int]
    """Final ids of the new licenses by the ids they had in the change."""
    contact_ids: Mapping[int, int]
    """Final ids of the new contacts by the ids they had in the change."""
    mappings: tuple[Edit[RememberedMapping], ...] = ()
    """What became of remembered mappings, from what they were a moment ago, with final ids."""

    @property
    def is_empty(self) -> bool:
        """Whether everything was as wanted already."""
        return not (self.licenses or self.contacts or self.mappings)


def applied(
    change: Change, portfolio: Portfolio, license_id: int, contact_id: int, mapping_id: int = 1
) -> Applied:
    """Return `portfolio` after `change`; new records get ids from `license_id` and so on.

    Raises `ConflictError` if what others did to a record does not fit together with the change,
    or if a record would refer to one that does not exist. References that were wrong before are
    a finding, and no reason.
    """
    license_ids = _new_ids(change.licenses, license_id)
    contact_ids = _new_ids(change.contacts, contact_id)
    mapping_ids = _new_ids(change.mappings, mapping_id)
    wanted: dict[Wanted, Wanted] = {}
    with types_are_right():  # of records that were built before; only ids differ
        licenses = tuple(
            Edit(edit.before, edit.after and with_ids(edit.after, license_ids, contact_ids, wanted))
            for edit in change.licenses
        )
        contacts = tuple(
            Edit(edit.before, edit.after and contact_with_ids(edit.after, contact_ids))
            for edit in change.contacts
        )
        mappings = tuple(
            Edit(edit.before, edit.after and _with_id(edit.after, mapping_ids))
            for edit in change.mappings
        )
    merged_licenses, license_conflicts = _merged(change.licenses, licenses, portfolio.license)
    merged_contacts, contact_conflicts = _merged(change.contacts, contacts, portfolio.contact)
    merged_mappings, mapping_conflicts = _merged(change.mappings, mappings, portfolio.mapping)
    conflicts: Conflicts = (*license_conflicts, *contact_conflicts, *mapping_conflicts)
    if conflicts:
        raise ConflictError(_sentence(conflicts), change, conflicts)
    after = portfolio
    if merged_licenses:
        after = after.with_licenses(_kept(merged_licenses), _removed(merged_licenses))
    if merged_contacts:
        after = after.with_contacts(_kept(merged_contacts), _removed(merged_contacts))
    if merged_mappings:
        after = after.with_mappings(_kept(merged_mappings), _removed(merged_mappings))
    _check_references(merged_licenses, merged_contacts, after)
    return Applied(
        after, merged_licenses, merged_contacts, license_ids, contact_ids, merged_mappings
    )


def _with_id(mapping: RememberedMapping, ids: Mapping[int, int]) -> RememberedMapping:
    return replace(mapping, id=ids.get(mapping.id, mapping.id))


def _new_ids(edits: tuple[Edit[Record], ...], first: int) -> dict[int, int]:
    """Return the ids of the new records of a change, having checked that it is well made."""
    ids = [edit.id for edit in edits]
    if len(set(ids)) != len(ids):
        raise ValueError(f"a change edits each record once, not {ids}")
    for edit in edits:
        if edit.before and (edit.before.id <= 0 or edit.before.id != edit.id):
            raise ValueError(f"a record keeps its id, so {edit.before.id} cannot be {edit.id}")
    new = [edit.id for edit in edits if edit.before is None and edit.id <= 0]
    return {id: first + count for count, id in enumerate(new)}


def _merged(
    asked: tuple[Edit[Record], ...],
    final: tuple[Edit[Record], ...],
    current: Callable[[int], Record | None],
) -> tuple[tuple[Edit[Record], ...], tuple[Conflict[Record], ...]]:
    """Return the edits with what others did, and the conflicts; `final` has the final ids.

    A conflict refers to new records by the ids that they have in the change: until it is settled
    another session may give the final ones to records of its own.
    """
    merged, conflicts = [], []
    for edit, wanted in zip(asked, final, strict=True):
        result = merge(wanted, current(wanted.id))
        if isinstance(result, Conflict):
            conflicts.append(replace(result, mine=edit.after))
        elif result is not None:
            merged.append(result)
    return tuple(merged), tuple(conflicts)


def _kept(edits: Iterable[Edit[Record]]) -> list[Record]:
    return [edit.after for edit in edits if edit.after is not None]


def _removed(edits: Iterable[Edit[Record]]) -> set[int]:
    return {edit.id for edit in edits if edit.after is None}


def _check_references(
    licenses: Iterable[Edit[License]], contacts: Iterable[Edit[Contact]], now: Portfolio
) -> None:
    for edit in licenses:
        _check_license(edit, now)
    for person in contacts:
        _check_contact(person, now)


def _check_license(edit: Edit[License], now: Portfolio) -> None:
    if edit.after is None:
        if children := now.children(edit.id):
            raise _still_used(edit.shown, f"{plain(children[0].name)!r} belongs to it")
        return
    for id in _people(edit.after) - _people(edit.before):
        if now.contact(id) is None:
            raise _missing("contact", id, edit.after)
    parent = edit.after.parent
    if parent is None or (edit.before and edit.before.parent == parent):
        return
    if now.license(parent) is None:
        raise _missing("license", parent, edit.after)
    _check_line(edit.after, now)


def _check_line(license: License, now: Portfolio) -> None:
    """Raise `ConflictError` if a license would belong to itself, by way of others or directly."""
    passed, above = {license.id}, license
    while parent := now.license(above.parent):
        if parent.id == license.id:
            by = "" if above is license else f" by way of {plain(above.name)!r}"
            raise ConflictError(f"NOT SAVED: {plain(license.name)!r} would belong to itself{by}")
        if parent.id in passed:  # of others: it was so before
            return
        passed.add(parent.id)
        above = parent


def _check_contact(edit: Edit[Contact], now: Portfolio) -> None:
    if edit.after is None:
        if uses := now.uses(edit.id):
            raise _still_used(edit.shown, f"it is a contact of {plain(uses[0][0].name)!r}")
        if owned := now.owned(edit.id):
            raise _still_used(edit.shown, f"it is the owner of {plain(owned[0].name)!r}")
        if others := now.naming(edit.id):
            raise _still_used(edit.shown, f"{plain(others[0].label)!r} refers to it")
        return
    for id in _named(edit.after) - _named(edit.before):
        if now.contact(id) is None:
            raise _missing("contact", id, edit.after)


def _people(license: License | None) -> set[int]:
    """Return the ids of the contacts to whom a license refers."""
    if license is None:
        return set()
    held = {held.contact for held in license.wanted}
    return held if license.owner is None else held | {license.owner}


def _named(contact: Contact | None) -> set[int]:
    return set(named_contacts(contact)) if contact else set()


def _sentence(conflicts: Conflicts) -> str:
    first = conflicts[0]
    more = and_more(len(conflicts) - 1, ",")
    kind = RecordKind.of(first.shown)
    name = f"the {kind.label} {plain(first.shown.label)!r} (id {first.shown.id})"
    if first.theirs is None:
        return f"NOT SAVED: another session removed {name}{more}"
    what = "" if WHOLE in first.fields else f": {', '.join(first.fields)}"
    return f"NOT SAVED: another session changed {name}{what}{more}"


def _missing(kind: str, id: int, record: License | Contact) -> ConflictError:
    return ConflictError(
        f"NOT SAVED: {plain(record.label)!r} refers to the {kind} {id}, which does not exist"
    )


def _still_used(record: License | Contact, why: str) -> ConflictError:
    return ConflictError(f"NOT SAVED: {plain(record.label)!r} cannot be removed: {why}")
