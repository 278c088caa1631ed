"""Conflicts in words: what each side did to a field, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.counting import by_count
from licensetui.domain.dataclass import dataclass
from licensetui.domain.history import RecordChange, RecordKind
from licensetui.domain.license import License
from licensetui.domain.merge import WHOLE, AnyConflict
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import RememberedMapping
from licensetui.store.codec import values
from licensetui.store.errors import Conflicts
from licensetui.wording.changes import FieldWords, field_words

Record = License | Contact | RememberedMapping
ALIKE = "Both look alike: they differ only in spaces or in characters that are not shown."
"""Said where the words for both sides are the same."""
OTHERS = "another session"
"""Stands for whoever saved meanwhile, where nobody knows."""
_NOT_AS_FOUND = "{name} has changed since the change you are redoing was made"
_CHANGED_AFTER = "{name} was changed after the change you are undoing"


@dataclass(frozen=True)
class Words:
    """A clash in words."""

    label: str
    """What the field is called."""
    mine: str
    """What the user did, in one line."""
    theirs: str
    """What the other session did, in one line."""
    before: tuple[str, ...]
    """What was there, whole: one text for each thing in the field."""
    whole_mine: tuple[str, ...]
    """What the user wants, whole."""
    whole_theirs: tuple[str, ...]
    """What the other session saved, whole."""
    is_marked: bool = False
    """Whether a `*` stands before each text that is not on all sides, and `=` before the rest."""


@dataclass(frozen=True)
class Clash:
    """One field of one record, to be decided: or a whole record."""

    conflict: AnyConflict
    """What it belongs to."""
    field: str
    """Name of the field, or `WHOLE`."""
    portfolio: Portfolio
    """Knows the names of the records that others refer to."""

    @property
    def name(self) -> str:
        """The name of the record."""
        return self.conflict.shown.label

    @cached_property
    def words(self) -> Words:
        """Words for both sides, made when they are looked at: an import may have thousands."""
        if self.field == WHOLE:
            return _whole_clash(self.conflict, self.portfolio)
        return _clash(self.conflict, self.field, self.portfolio)


def clashes(change: Change, conflicts: Conflicts, portfolio: Portfolio) -> tuple[Clash, ...]:
    """Return what is to be decided about a change, field by field.

    `portfolio` knows the names of the records that others refer to, as far as `change` does not
    add or remove them.
    """
    known = with_names(change, portfolio)
    return tuple(
        Clash(conflict, field, known) for conflict in conflicts for field in conflict.fields
    )


def in_brief(change: Change, name: str) -> str:
    """Return in a sentence how a record with this name came to be in the way of a change."""
    if change.applies is not None:
        return _NOT_AS_FOUND.format(name=name)
    if change.reverts is not None:
        return _CHANGED_AFTER.format(name=name)
    return f"{name} was also changed by another session"


def what_happened(change: Change, conflicts: Conflicts, name: str, who: str = "") -> str:
    """Return in a sentence what clashed; `who` did it, and when, where that is known.

    `name` is what to call the first of the records.
    """
    conflict, count = conflicts[0], len(conflicts)
    if change.applies is not None:
        return by_count(
            count,
            _NOT_AS_FOUND + "{by}",
            "{count} records have changed since the change you are redoing was made{by}",
            name=name,
            by=_by(who),
        )
    if change.reverts is not None:
        if count > 1:
            return f"{count} records were changed after the change you are undoing{_by(who)}"
        return f"{_after_undone(conflict, name)}{_by(who)}"
    if count > 1:
        return f"{count} records were changed by {who or OTHERS} while you were changing them"
    return _while_typed(conflict, name, who or OTHERS)


def _after_undone(conflict: AnyConflict, name: str) -> str:
    """Return what became of a record since the change that is to be undone."""
    if conflict.before is None:
        return f"{name} was restored after the change you are undoing"
    if conflict.theirs:
        return _CHANGED_AFTER.format(name=name)
    return f"{name} was removed after the change you are undoing"


def _while_typed(conflict: AnyConflict, name: str, who: str) -> str:
    """Return what somebody did to a record, and the user meanwhile."""
    if conflict.before is None:
        return f"{name} was restored by {who} while you were restoring it"
    if not conflict.theirs:
        return f"{name} was removed by {who} while you were editing it"
    if conflict.mine:
        return f"{name} was changed by {who} while you were editing it"
    return f"{name} was changed by {who} while you were removing it"


def field_label(record: Record, field: str, portfolio: Portfolio) -> str:
    """Return what a field of a record is called."""
    return _words(record, portfolio, None, {field: None})[0].label


def _by(who: str) -> str:
    return f", by {who}" if who else ""


def _clash(conflict: AnyConflict, field: str, portfolio: Portfolio) -> Words:
    was, own, other = conflict.before, conflict.mine, conflict.theirs
    before, mine, theirs = sides = tuple(_side(x, field, portfolio) for x in (was, own, other))
    same = set(before) & set(mine) & set(theirs)
    if same:
        before, mine, theirs = (_marked(side, same) for side in sides)
    return Words(
        field_label(conflict.shown, field, portfolio),
        _brief(was, own, field, portfolio),
        _brief(was, other, field, portfolio),
        before,
        (*mine, *_changed_parts(was, own, field, portfolio)),
        (*theirs, *_changed_parts(was, other, field, portfolio)),
        is_marked=bool(same),
    )


def _marked(side: tuple[str, ...], same: set[str]) -> tuple[str, ...]:
    """Return the texts of several things, each with a mark whether it is on all sides."""
    return tuple(f"{'=' if text in same else '*'} {text}" for text in side)


def _side(record: Record | None, field: str, portfolio: Portfolio) -> tuple[str, ...]:
    """Return the value of a field in words: one text for each thing in it, or line of it."""
    if record is None:
        return ()
    words = _words(record, portfolio, None, {field: _value(record, field)})
    return tuple(line for each in words for line in (each.after or "").splitlines() or [""])


def _brief(was: Record | None, side: Record | None, field: str, portfolio: Portfolio) -> str:
    """Return what a side did to a field, in one line: of a list, only what it changed there."""
    old, new = (_value(record, field) for record in (was, side))
    if side is None or not (isinstance(old, list) or isinstance(new, list)):
        return _joined(side, field, portfolio)
    if old == new:
        return "unchanged"
    words = _words(side, portfolio, {field: old}, {field: new})
    # What is new first: of a long line, the end is cut.
    return "; ".join(_outcome(each) for each in sorted(words, key=lambda each: each.after is None))


def _changed_parts(
    was: Record | None, side: Record | None, field: str, portfolio: Portfolio
) -> Iterator[str]:
    """Yield what a side changed within the things in a field, some of which is shown only here."""
    old, new = (_value(record, field) for record in (was, side))
    if side is not None and old != new:
        for words in _words(side, portfolio, {field: old}, {field: new}):
            if words.place:
                yield f"({words.pair})"


def _value(record: Record | None, field: str) -> Any:
    return values(record).get(field) if record else None


def _joined(side: Record | None, field: str, portfolio: Portfolio) -> str:
    """Return the value of a field in words, in one line."""
    is_list = isinstance(_value(side, field), list)
    return ("; " if is_list else " ").join(_side(side, field, portfolio))


def _outcome(words: FieldWords) -> str:
    if words.before is None:
        return f"+ {words.after}"
    if words.after is None:
        return f"- {words.before}"
    return f"{words.place}{words.after}"


def _whole_clash(conflict: AnyConflict, portfolio: Portfolio) -> Words:
    """Return the words for a record that one side removed, or that both brought back."""
    before, mine, theirs = conflict.before, conflict.mine, conflict.theirs
    if theirs is None:
        was, one, other = "It existed.", "restore it with my changes", "leave it removed"
    elif mine is None:
        was, one, other = "It existed.", "remove it", "keep it as changed there"
    else:
        was, one, other = "It was removed.", "restored by me", "restored there"
    kind = RecordKind.of(conflict.shown).label
    return Words(
        f"Whole {kind}",
        one,
        other,
        (was,),
        (one, *_differences(before or theirs, mine, portfolio, is_change=before is not None)),
        (other, *_differences(before or mine, theirs, portfolio, is_change=before is not None)),
    )


def _differences(
    other: Record | None, record: Record | None, portfolio: Portfolio, *, is_change: bool
) -> Iterator[str]:
    """Yield the fields in which a record differs from another: from what it was, or just so."""
    if other is None or record is None:
        return
    old, new = values(other), values(record)
    differing = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if not is_change:
        for name in differing:
            label = field_label(record, name, portfolio)
            yield f"{label}: {_joined(record, name, portfolio)}"
        return
    before, after = ({name: each.get(name) for name in differing} for each in (old, new))
    for words in _words(record, portfolio, before, after):
        if words.before is None or words.after is None:
            yield f"{words.label}: {_outcome(words)}"
        else:
            yield f"{words.label}: {words.pair}"


def _words(
    record: Record,
    portfolio: Portfolio,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> list[FieldWords]:
    kind = RecordKind.of(record)
    return field_words(RecordChange(kind, record.id, "", before, after), portfolio)


def with_names(change: Change, portfolio: Portfolio) -> Portfolio:
    """Return a portfolio that knows the records too that a change adds or brings back."""
    licenses = [edit.shown for edit in change.licenses if not portfolio.license(edit.id)]
    contacts = [edit.shown for edit in change.contacts if not portfolio.contact(edit.id)]
    if not licenses and not contacts:
        return portfolio
    return portfolio.with_licenses(licenses).with_contacts(contacts)
