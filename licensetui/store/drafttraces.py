"""What was typed about a person and not saved: found in the journals of drafts, and taken out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from licensetui.store import disk
from licensetui.store.author import user_name
from licensetui.store.errors import LockedError, UnreadableError
from licensetui.store.journal import Journal
from licensetui.store.traces import Person, Unreached

_ESCAPED = re.compile(r'\\(?:u([0-9a-fA-F]{4})|[nrtbf"\\/])')


def drafts_about(directory: Path, sought: Person) -> tuple[tuple[Path, ...], list[Unreached]]:
    """Return the journals with traces of a person that are ours, and those that are not."""
    concerned, unreached = [], []
    for path in sorted(directory.glob("*")):
        try:
            found = disk.read(path)
            owner = path.stat().st_uid
        except (UnreadableError, OSError):
            unreached.append(Unreached(path, "it cannot be read"))
            continue
        if found is None or not _is_in(found[0], sought):
            continue
        if owner == os.geteuid():
            concerned.append(path)
        else:
            unreached.append(Unreached(path, f"it is what {user_name(owner)} has typed"))
    return tuple(concerned), unreached


def clean_draft(path: Path, sought: Person) -> None:
    """Take the lines about a person out of a journal.

    A form of which an earlier line stays is offered as it was then. Raises `LockedError` while its
    session is open, and `NotSavedError`.
    """
    journal = Journal.claim(path)
    if journal is None:
        if path.exists():
            raise LockedError(
                f"NOT SAVED: a program is open in which something about that contact is typed "
                f"({path}). Save or close it there, and try again"
            )
        return
    try:
        lines = journal.read().splitlines(keepends=True)
        kept = [line for line in lines if not _is_in(line, sought)]
        if kept:
            Journal.begin(path.parent, b"".join(kept)).close()
        path.unlink()
        disk.sync_directory(path.parent)
    except OSError as error:
        raise disk.not_saved(path, error) from error
    finally:
        journal.close()


def _is_in(content: bytes, sought: Person) -> bool:
    return any(
        sought.without(text) != text for line in content.splitlines() for text in _texts(line)
    )


def _texts(line: bytes) -> Iterator[str]:
    """Yield all texts in a line of JSON; a line that is none as one text, without its escapes."""
    try:
        values = [msgspec.json.decode(line)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        yield _ESCAPED.sub(_unescaped, line.decode(errors="replace"))
        return
    while values:
        value = values.pop()
        if isinstance(value, dict):
            values += [*value, *value.values()]
        elif isinstance(value, list):
            values += value
        else:
            yield str(value)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else " "
