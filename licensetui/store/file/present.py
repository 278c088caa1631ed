"""The file as it is now, readable or not, and the backups that could take its place."""

from __future__ import annotations

from licensetui.domain.contact import Contact
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.codec import Tables
from licensetui.store.errors import DamagedError, NewerError
from licensetui.store.file.backups import DAMAGED, FOREIGN, RESTORE, BackupFile
from licensetui.store.file.layout import Contents
from licensetui.store.file.tablefile import TableFile, Version
from licensetui.store.keeper import Since
from licensetui.store.migrations import MIGRATIONS, newest_schema
from licensetui.store.record_changes import TABLES


@dataclass(frozen=True)
class Present:
    """The file as it is."""

    version: Version
    """What stands in it; nothing if nobody can read it."""
    portfolio: Portfolio
    """The records in it."""
    problem: str = ""
    """Why it must be put right, as a sentence without a full stop; empty if it is sound."""
    reason: str = RESTORE
    """Under which word it is kept before it is replaced."""


def present(file: TableFile) -> Present:
    """Return the file as it is. Raises `UnreadableError` alone."""
    schema = newest_schema(MIGRATIONS)
    try:
        version = file.read()
        portfolio = codec.portfolio(version.contents.tables, str(file.path))
    except (DamagedError, NewerError) as error:
        return Present(
            Version(Contents({}, schema), None, schema), Portfolio(), str(error), DAMAGED
        )
    if version.stamp is None:
        return Present(version, portfolio, f"{file.path} does not exist")
    if foreign := version.contents.foreign:
        problem = f"another program changed {file.path} ({foreign})"
        return Present(version, portfolio, problem, FOREIGN)
    return Present(version, portfolio)


def contents_of(backup: BackupFile) -> Contents:
    """Return what stands in a backup, as documents of the newest schema.

    Raises `DamagedError` if it cannot be restored, `NewerError` or `UnreadableError`.
    """
    version = TableFile(backup.path).version(*backup.read())
    if foreign := version.contents.foreign:
        raise DamagedError(f"{backup.path} was changed since it was written ({foreign})")
    return version.contents


def since(backup: Contents, now: Contents) -> Since:
    """Return how many records differ, by their documents: no record is decoded."""
    added = removed = changed = 0
    for name in TABLES.values():
        then, today = backup.tables.get(name, {}), now.tables.get(name, {})
        added += len(today.keys() - then.keys())
        removed += len(then.keys() - today.keys())
        changed += sum(bytes(then[id]) != bytes(today[id]) for id in then.keys() & today.keys())
    return Since(added, removed, changed)


def broken_records(tables: Tables) -> tuple[str, ...]:
    """Return a clause for each document that is no record: `licenses 7: end: ...`."""
    problems = []
    for name in TABLES.values():
        for id, raw in tables.get(name, {}).items():
            try:
                codec.portfolio({name: {id: raw}}, name)
            except DamagedError as error:
                problems.append(str(error).removeprefix(f"{name}: "))
    return tuple(problems)


def dangling(portfolio: Portfolio) -> tuple[str, ...]:
    """Return a clause for each reference to a record that is not there."""
    return (
        *(problem for license in portfolio.licenses for problem in _of_license(license, portfolio)),
        *(problem for contact in portfolio.contacts for problem in _of_contact(contact, portfolio)),
    )


def _of_license(license: License, portfolio: Portfolio) -> list[str]:
    missing = [
        f"licenses {license.id}: wanted: there is no contact {held.contact}"
        for held in license.wanted
        if portfolio.contact(held.contact) is None
    ]
    if license.owner is not None and portfolio.owner(license) is None:
        missing.append(f"licenses {license.id}: owner: there is no contact {license.owner}")
    if license.parent is not None and portfolio.license(license.parent) is None:
        missing.append(f"licenses {license.id}: parent: there is no license {license.parent}")
    return missing


def _of_contact(contact: Contact, portfolio: Portfolio) -> list[str]:
    named = [
        *(("members", id) for id in contact.members),
        *(("sign_in_known_by", id) for id in contact.sign_in_known_by),
    ]
    named += [] if contact.deputy is None else [("deputy", contact.deputy)]
    return [
        f"contacts {contact.id}: {field}: there is no contact {id}"
        for field, id in named
        if portfolio.contact(id) is None
    ]
