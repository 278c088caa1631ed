"""Traces of somebody in the journals of drafts, found and taken out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from licensetui.store.author import user_name
from licensetui.store.errors import LockedError, UnreadableError
from licensetui.store.file import disk
from licensetui.store.file.drafts import DraftSide
from licensetui.store.file.gate import Gate
from licensetui.store.file.journal import Journal
from licensetui.store.keeper import Unreached


def drafts_about(
    beside: DraftSide, is_in: Callable[[bytes], bool]
) -> tuple[tuple[Path, ...], list[Unreached]]:
    """Return the journals in which something is that are ours, and those that are not.

    What another user has typed is not read. Raises `UnreadableError`.
    """
    concerned, unreached = [], []
    for name in beside.gate.names(beside.drafts):
        path = beside.drafts / name
        try:
            owner = path.lstat().st_uid
            if owner != os.geteuid():
                unreached.append(
                    Unreached(str(path), (f"it is unsaved text by {user_name(owner)}"))
                )
                continue
            found = beside.gate.read(path)
        except FileNotFoundError:  # its session has just ended
            continue
        except (UnreadableError, OSError) as error:
            unreached.append(Unreached(str(path), str(error)))
            continue
        if found and is_in(found[0]):
            concerned.append(path)
    return tuple(concerned), unreached


def clean_draft(gate: Gate, path: Path, is_in: Callable[[bytes], bool], what: str) -> None:
    """Take the lines in which something is out of a journal; `what` it is, for a sentence.

    A form of which an earlier line stays is offered as it was then. Raises `LockedError` while its
    session is open, and `NotSavedError`.
    """
    journal = Journal.claim(gate, path)
    if journal is None:
        if os.path.lexists(path):
            raise LockedError(
                f"NOT SAVED: an open session has unsaved text about {what} ({path}). "
                "Save or close it there, and try again"
            )
        return
    try:
        lines = journal.read().splitlines(keepends=True)
        kept = [line for line in lines if not is_in(line)]
        if kept:
            Journal.begin(gate, path.parent, b"".join(kept)).close()
        gate.remove(path)
        gate.sync(path.parent)
    except OSError as error:
        raise disk.not_saved(path, error) from error
    finally:
        journal.close()
