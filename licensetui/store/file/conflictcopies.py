"""Copies that programs which keep folders in step put beside a file when two versions of it met.

Dropbox, Nextcloud and Seafile write `licenses (... conflicted copy ...).json`, Syncthing writes
`licenses.sync-conflict-20261127-101500-ABCDEFG.json`, ownCloud `licenses_conflict-...json`, pCloud
`licenses [conflicted].json`. Google Drive writes `licenses (1).json`, iCloud `licenses 2.json`, and
OneDrive puts the name of the machine at the end: `licenses-LAPTOP.json`. So may a user; such a name
counts only where a file of licensetui stands under it, and the last kind only in a synced folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from licensetui.domain.dataclass import dataclass
from licensetui.store.errors import StoreError
from licensetui.store.file import disk, filesystem, layout

_CONFLICT = re.compile(
    r"conflict|konflikt|conflit|conflito|conflitt|ristiriita|競合|冲突", re.IGNORECASE
)
"""What such names say, in the languages of these programs."""


@dataclass(frozen=True)
class ConflictCopy:
    """One such copy."""

    path: Path
    generation: int
    """The generation of the file that it tells of; 0 if it tells of none."""


def conflict_copies(file: Path, beside: Path) -> tuple[ConflictCopy, ...]:
    """Return the copies beside a file, and in the directory `beside` it, by name."""
    is_synced = bool(filesystem.synced_folder(file))
    found = [
        ConflictCopy(path, number)
        for path in _entries(file.parent)
        if path not in (file, beside)
        for number in (_generation(path),)
        if _is_named_after(path.name, file, is_synced, is_ours=number > 0)
    ]
    inside = [path for path in _entries(beside) if _CONFLICT.search(path.name)]
    return (*found, *(ConflictCopy(path, 0) for path in inside))


def _is_named_after(name: str, file: Path, is_synced: bool, *, is_ours: bool) -> bool:
    if file.stem in name and _CONFLICT.search(name.replace(file.stem, "", 1)):
        return True
    stem, suffix = re.escape(file.stem), re.escape(file.suffix)
    counted = rf"(copy of )?{stem}( \(\d+\)| \d+|( -)? copy( \(?\d+\)?)?)?{suffix}"
    machine = rf"{stem}-[^/]+{suffix}"
    return is_ours and bool(
        re.fullmatch(counted, name, re.IGNORECASE) or (is_synced and re.fullmatch(machine, name))
    )


def _generation(path: Path) -> int:
    try:
        stamp = disk.stamp(path)
    except StoreError:  # closed to us, or no file
        return 0
    return layout.generation(stamp.opening) if stamp else 0


def _entries(directory: Path) -> Iterator[Path]:
    try:
        yield from sorted(directory.iterdir())
    except OSError:  # not there, or closed to us, which is told elsewhere
        return
