"""Looks at portals that were none: an earlier release took every imported list for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import counted
from licensetui.domain.history import Entry, History, RecordChange, RecordKind
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec

IMPORT = "import "
"""How what an import did is called in the history."""
_LOOK = ("on_portal", "looked_on")


def imports(history: History) -> tuple[Entry, ...]:
    """Return the imports that are in the file and not undone, the oldest first."""
    return tuple(x for x in history.entries if _is_import(x) and not history.is_undone(x.number))


def unseen(portfolio: Portfolio, entries: Iterable[Entry], *, dated: bool) -> Change:
    """Return the change that takes back the looks at portals that some imports made.

    What somebody saw or ticked since then stays. Without `dated`, so do looks on another day than
    that of the import: an export of the portal has dated its rows.
    """
    found: dict[int, License] = {}
    for entry in sorted(entries, key=lambda entry: -entry.number):
        for record in entry.records:
            license = found.get(record.id) or portfolio.license(record.id)
            if record.kind is not RecordKind.LICENSE or license is None:
                continue
            if _is_as_left(license, record) and (dated or _is_of_the_day(entry, record)):
                found[license.id] = _as_before(license, record)
    edits = tuple(Edit(portfolio.license(id), license) for id, license in sorted(found.items()))
    return Change(f"portals of {counted(len(edits), 'license')} never checked", licenses=edits)


def _is_import(entry: Entry) -> bool:
    return entry.what.startswith(IMPORT) and entry.reverts is None


def _is_as_left(license: License, record: RecordChange) -> bool:
    """Say whether an import made a look that is still the last one."""
    after, now = record.after or {}, codec.values(license)
    looks = [name for name in _LOOK if name in record.fields]
    return bool(looks) and all(now.get(name) == after.get(name) for name in looks)


def _is_of_the_day(entry: Entry, record: RecordChange) -> bool:
    look = (record.after or {}).get("looked_on")
    return look in (None, entry.at.date().isoformat(), entry.at.astimezone().date().isoformat())


def _as_before(license: License, record: RecordChange) -> License:
    before: Mapping[str, Any] = record.before or {}
    said = {name: before[name] for name in _LOOK if name in before}
    then = codec.record(License, license.id, {"name": license.name, **said})
    return replace(license, **{x: getattr(then, x) for x in _LOOK if x in record.fields})
