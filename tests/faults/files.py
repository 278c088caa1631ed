"""Files to try things on, and what must be true of them afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import StoreError
from licensetui.store.file.filestore import FileStore
from tests.builders import a_contact, a_license
from tests.faults.outcome import Run, Tally, Wrong
from tests.store.changes import all_new

NAME = "licenses.json"
"""What the file is called in every directory."""
PATIENCE = 0.5
"""Seconds after which a lock that nobody holds any more counts as stuck."""
_EXPECTED = {"lock", "queue", "backups", "drafts"}
"""What may stand in the directory beside the file, apart from the history."""


def new_file(directory: Path, documents: int) -> Path:
    """Write a file with so many licenses and one contact, and return its path."""
    path = directory / NAME
    licenses = tuple(a_license(f"License {id}", id=id) for id in range(1, documents + 1))
    FileStore.open(path).commit(all_new(Portfolio(licenses, (a_contact(),))))
    return path


def copy(path: Path, directory: Path) -> Path:
    """Copy a file with all that belongs to it into a directory that is made, and return it."""
    shutil.copytree(path.parent, directory)
    return directory / path.name


def edit(store: FileStore, id: int, label: str = "", **fields: object) -> Change:
    """Return the change of some fields of a license, as the store shows it now."""
    license = store.portfolio.license(id)
    assert license is not None
    changed: License = replace(license, **fields)  # type: ignore[arg-type]
    return Change(label or f"edit {license.name}", (Edit(license, changed),))


def leftovers(path: Path) -> list[str]:
    """Return what stands beside a file, or in the directory beside it, and should not."""
    beside = path.with_name(f"{path.name}.d")
    found = [entry for entry in path.parent.iterdir() if entry not in (path, beside)]
    if beside.is_dir():
        found += [
            entry
            for entry in beside.iterdir()
            if entry.name not in _EXPECTED and not entry.name.startswith("history.")
        ]
        found += [
            entry
            for entry in beside.rglob("*")
            if entry.parent != beside and (entry.name.startswith(".") or ".new" in entry.name)
        ]
    return [str(entry.relative_to(path.parent)) for entry in found]


def opened(path: Path, tally: Tally, when: str) -> FileStore | None:
    """Open a file that must be sound and writable; None, and counted, if it is not."""
    try:
        store = FileStore.open(path, wait=PATIENCE)
        why = store.why_read_only
    except StoreError as error:
        why = str(error)
    except Exception as error:
        why = f"TRACEBACK {error!r}"
    if not why:
        return store
    tally.add(Wrong.UNREADABLE, f"{when}: {why}")
    return None


def backups_of(path: Path) -> list[Portfolio]:
    """Return what stands in the backups of a file. Raises `StoreError` if one is not sound."""
    directory = path.with_name(f"{path.name}.d") / "backups"
    return [FileStore.open(one, readonly=True).portfolio for one in directory.glob("*.json")]


def labels(store: FileStore) -> list[str]:
    """Return what stands in the history, the oldest first."""
    return [entry.label for entry in store.history().entries]


@contextmanager
def in_memory(run: Run) -> Iterator[Path]:
    """Make a directory that costs no disk: for what is about bytes, and not about a disk."""
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(
        prefix="licensetui-", dir=memory if os.access(memory, os.W_OK) else run.place
    ) as place:
        yield Path(place).resolve()
