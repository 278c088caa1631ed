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
from licensetui.store.gate import Gate
from licensetui.store.journal import Journal
from licensetui.store.sidecar import Sidecar
from licensetui.store.traces import Person, Unreached

_ESCAPED = re.compile(r'\\(?:u([0-9a-fA-F]{4})|[nrtbf"\\/])')


def drafts_about(beside: Sidecar, sought: Person) -> tuple[tuple[Path, ...], list[Unreached]]:
    """Return the journals with traces of a person that are ours, and those that are not.

    What another user has typed is not read. Raises `UnreadableError`.
    """
    concerned, unreached = [], []
    for name in beside.gate.names(beside.drafts):
        path = beside.drafts / name
        try:
            owner = path.lstat().st_uid
            if owner != os.geteuid():
                unreached.append(Unreached(path, f"it is what {user_name(owner)} has typed"))
                continue
            found = beside.gate.read(path)
        except FileNotFoundError:  # its session has just ended
            continue
        except (UnreadableError, OSError) as error:
            unreached.append(Unreached(path, str(error)))
            continue
        if found and _is_in(found[0], sought):
            concerned.append(path)
    return tuple(concerned), unreached


def clean_draft(gate: Gate, path: Path, sought: Person) -> None:
    """Take the lines about a person out of a journal.

    A form of which an earlier line stays is offered as it was then. Raises `LockedError` while its
    session is open, and `NotSavedError`.
    """
    journal = Journal.claim(gate, path)
    if journal is None:
        if os.path.lexists(path):
            raise LockedError(
                f"NOT SAVED: a program is open in which something about that contact is typed "
                f"({path}). Save or close it there, and try again"
            )
        return
    try:
        lines = journal.read().splitlines(keepends=True)
        kept = [line for line in lines if not _is_in(line, sought)]
        if kept:
            Journal.begin(gate, path.parent, b"".join(kept)).close()
        gate.remove(path)
        gate.sync(path.parent)
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
