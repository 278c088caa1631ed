"""Forgetting a person: the one thing that rewrites the history and the backups.

At every moment each file is whole, and the history, which knows all names, comes last: whoever is
interrupted starts again, and the rest is done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from licensetui.domain.contact import address_key
from licensetui.domain.history import Entry
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec, disk, layout
from licensetui.store.backups import Backup
from licensetui.store.drafttraces import clean_draft, drafts_about
from licensetui.store.errors import DamagedError, StoreError
from licensetui.store.historyline import rewritten
from licensetui.store.layout import Contents
from licensetui.store.people import Known, people, person
from licensetui.store.present import Present, present
from licensetui.store.tablefile import TableFile
from licensetui.store.traces import Person, Unreached, line_without, without

_LABEL = "forget a contact"


@dataclass(frozen=True)
class Survey:
    """Where somebody is, and what cannot be reached."""

    person: Person
    """Who, and by which words he or she is found."""
    shared: tuple[str, ...]
    """Words that are not looked for, because another contact has them too."""
    in_file: tuple[str, ...]
    """A clause for each trace in the file."""
    lines: int
    """How many lines of the history have traces."""
    backups: tuple[Backup, ...]
    """The backups with traces."""
    drafts: tuple[Path, ...]
    """The journals of drafts with traces."""
    unreached: tuple[Unreached, ...]
    """Where somebody may still be."""
    alone: tuple[License, ...]
    """Licenses of whose mails nobody else is a reader."""
    on_portal: tuple[License, ...]
    """Licenses for which the vendor's portal was seen to show the address."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no trace."""
        return not (self.in_file or self.lines or self.backups or self.drafts)


def known_people(file: TableFile) -> list[Known]:
    """Return everybody who can be forgotten. Raises an error of `FileStore.open`."""
    return people(file, _sound(file), file.backups.all())


def survey(file: TableFile, who: Known) -> Survey:
    """Return what `forget` would do. Takes no lock, and changes nothing."""
    now = _sound(file)
    sought, shared = person(who, now.portfolio)
    _, traces = without(now.version.contents.tables, sought)
    backups, unreached = _backups_about(file, sought)
    drafts, others = drafts_about(file.beside, sought)
    return Survey(
        sought,
        shared,
        traces,
        _concerned_lines(file, sought),
        backups,
        drafts,
        (*unreached, *others),
        _alone(now.portfolio, who.id),
        _shown(now.portfolio, sought),
    )


def forget(file: TableFile, who: Known, now: datetime, by: str) -> Survey:
    """Remove somebody from the file, the backups, the drafts and the history.

    Nothing takes that back. Returns what was done. Raises `DamagedError` if the file is not sound,
    `UnreadableError`, `LockedError` (also while a program is open in which something about the
    person is typed), `NotSavedError` or `NotDurableError`; then it is to be done again, which
    finishes the rest.
    """
    with file.locked():
        found = survey(file, who)
        for draft in found.drafts:
            clean_draft(file.beside.gate, draft, found.person)
        _clean_file(file, found.person, now, by)
        for backup in file.backups.all():
            _clean_backup(backup, found.person)
        _remove_leftovers(file)
        _clean_history(file, found.person)
    return found


def _backups_about(file: TableFile, sought: Person) -> tuple[tuple[Backup, ...], list[Unreached]]:
    """Return the backups with traces of a person, and those of which nobody can tell."""
    concerned, unreached = [], []
    for backup in file.backups.all():
        try:
            _, found = without(_contents(backup).tables, sought)
        except StoreError:
            unreached.append(
                Unreached(backup.path, "it is damaged, or another program's: remove it if need be")
            )
        else:
            concerned += [backup] if found else []
    return tuple(concerned), unreached


def _sound(file: TableFile) -> Present:
    now = present(file)
    if now.problem and now.version.stamp is None and file.path.exists():
        raise DamagedError(now.problem)
    if now.version.contents.foreign:
        raise DamagedError(f"{now.problem}: licensetui doctor says what to do")
    return now


def _clean_file(file: TableFile, sought: Person, now: datetime, by: str) -> None:
    """Save the file without a person; the entry has no records, so that no undo is offered."""
    before = file.read()
    tables, traces = without(before.contents.tables, sought)
    if not traces:
        return
    codec.portfolio(tables, str(file.path))  # never write what cannot be read
    after = file.following(before, tables)
    file.write(before, after, Entry(after.generation, now, by, _LABEL))


def _clean_backup(backup: Backup, sought: Person) -> None:
    try:
        contents = _contents(backup)
        tables, traces = without(contents.tables, sought)
    except StoreError:  # told as not reached
        return
    if traces:
        backup.gate.replace(backup.path, layout.render(replace(contents, tables=tables)))


def _clean_history(file: TableFile, sought: Person) -> None:
    """Replace the history by one without a person; lines that nobody can read are left out."""
    found = file.beside.gate.read(file.history.path)
    before = found[0] if found else b""
    clean = rewritten(before, lambda line: line_without(line, sought))
    if clean != before:
        file.beside.gate.replace(file.history.path, clean)


def _remove_leftovers(file: TableFile) -> None:
    """Remove what killed sessions have half written: somebody may be in it."""
    for path in file.beside.leftovers():
        try:
            file.beside.gate.remove(path)
        except OSError as error:
            raise disk.not_saved(path, error) from error
    file.backups.prune()


def _contents(backup: Backup) -> Contents:
    """Return what stands in a backup, in its own schema. Raises `StoreError`."""
    content, _ = backup.read()
    contents = layout.parse(content, str(backup.path))
    if contents.foreign:
        raise DamagedError(f"{backup.path} is not as it was written ({contents.foreign})")
    return contents


def _concerned_lines(file: TableFile, sought: Person) -> int:
    """Return how many lines of the history have traces."""
    count = 0

    def look(line: dict[str, Any]) -> dict[str, Any]:
        nonlocal count
        count += line != line_without(line, sought)
        return line

    found = file.beside.gate.read(file.history.path)
    rewritten(found[0] if found else b"", look)
    return count


def _alone(portfolio: Portfolio, id: int) -> tuple[License, ...]:
    """Return the current licenses of which a contact is the only reader."""
    return tuple(
        license
        for license in portfolio.current().licenses
        if [reader.id for reader in portfolio.readers(license)] == [id]
    )


def _shown(portfolio: Portfolio, sought: Person) -> tuple[License, ...]:
    return tuple(
        license
        for license in portfolio.licenses
        if any(address_key(seen.address) in sought.addresses for seen in license.on_portal)
    )
