"""A file that is closed: what was in it has moved elsewhere, and nothing is saved here any more."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from licensetui.store.errors import ReadOnlyError, UnreadableError
from licensetui.store.file import disk, layout


def why_closed(moved: str) -> str:
    """Return where a file has moved to, as a clause; empty if it has not."""
    return f"this file has moved to {moved}" if moved else ""


def refuse_closed(path: Path) -> None:
    """Raise `ReadOnlyError` if what was in a file has moved."""
    stamp = None
    with suppress(UnreadableError):  # whoever reads it next says why
        stamp = disk.stamp(path)
    if stamp and (moved := layout.moved(stamp.opening)):
        raise ReadOnlyError(f"NOT SAVED: {why_closed(moved)}")
