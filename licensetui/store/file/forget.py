"""Forgetting a person, or license keys: all that rewrites the history and the backups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from licensetui.store.codec import Tables
from licensetui.store.contact_names import ContactNames, people, person
from licensetui.store.errors import StoreError, UnreadableError
from licensetui.store.file.backups import BackupFile
from licensetui.store.file.cleaning import clean, sound, traces_of
from licensetui.store.file.present import contents_of
from licensetui.store.file.sent import SentFile
from licensetui.store.file.tablefile import TableFile
from licensetui.store.forgetting import Someone, survey_of
from licensetui.store.keeper import Survey, Traces
from licensetui.store.keytraces import Keys
from licensetui.store.person import Person
from licensetui.store.senttraces import sent_without


def known_people(file: TableFile) -> list[ContactNames]:
    """Return everybody who can be forgotten. Raises an error of `FileStore.open`."""
    now = sound(file)
    backups = file.backups.all()
    history = file.history.read(now.version.contents.generation)
    return people(now.portfolio, history, _readable(backups))


def survey(file: TableFile, who: ContactNames) -> Survey:
    """Return what `forget` would do. Takes no lock, and changes nothing."""
    now = sound(file)
    sought, shared = person(who, now.portfolio)
    found = traces_of(file, Someone(sought), now.version)
    is_in_sent = sent_without(content := SentFile(file.beside).content(), sought) != content
    return survey_of(found, who, sought, shared, now.portfolio, is_in_sent=is_in_sent)


def forget(file: TableFile, who: ContactNames, now: datetime, by: str) -> Survey:
    """Remove somebody from the file, the backups, the drafts, what was mailed and the history.

    Nothing takes that back. Returns what was done. Raises `DamagedError` if the file is not sound,
    `UnreadableError`, `LockedError` (also while a program is open in which something about the
    person is typed, or reminders are sent), `NotSavedError` or `NotDurableError`; then it is to be
    done again, which finishes the rest.
    """
    with file.locked(even_closed=True):
        found = survey(file, who)
        if found.is_in_sent:
            _clean_sent(SentFile(file.beside), found.person)
        clean(file, Someone(found.person), found, now, by)
    return found


def survey_keys(file: TableFile, numbers: Collection[str]) -> Traces:
    """Return what `forget_keys` would do, unlocked, or raise `UnreadableError` where nothing is."""
    if not (file.path.exists() or file.beside.directory.exists()):
        raise UnreadableError(f"{file.path} does not exist: check the path")
    return traces_of(file, Keys(frozenset(numbers)), sound(file).version)


def forget_keys(file: TableFile, numbers: Collection[str], now: datetime, by: str) -> Traces:
    """Take license keys out of everything but the fields in `numbers`. Nothing takes that back.

    Returns what was done. Raises as `forget` does.
    """
    survey_keys(file, numbers)  # before anything is made beside a file that is not there
    with file.locked(even_closed=True):
        found = survey_keys(file, numbers)
        clean(file, Keys(frozenset(numbers)), found, now, by)
    return found


def _clean_sent(sent: SentFile, sought: Person) -> None:
    """Take a person out of what was noted. Raises `LockedError` while reminders are sent."""
    with sent.locked(even_closed=True):
        sent.rewrite(sent_without(sent.content(), sought))


def _readable(backups: Iterable[BackupFile]) -> Iterator[Tables]:
    """Yield what stands in backups; one that cannot be read is named among what is not reached."""
    for backup in backups:
        with suppress(StoreError):
            yield contents_of(backup).tables
