"""A stock TinyDB that writes into the file: noticed, said, and never overwritten."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tinydb import TinyDB

from licensetui.store.errors import DamagedError, ReadOnlyError
from licensetui.store.file.filestore import FileStore
from tests.faults.files import copy, edit, in_memory, new_file
from tests.faults.outcome import Run, Tally, Wrong
from tests.store.changes import new_license


def _update(stock: TinyDB, chance: random.Random) -> None:
    stock.table("licenses").update({"notes": chance.random().hex()}, doc_ids=[1])


def _insert(stock: TinyDB, chance: random.Random) -> None:
    stock.table("licenses").insert({"name": chance.random().hex()})


def _remove(stock: TinyDB, chance: random.Random) -> None:
    stock.table("licenses").remove(doc_ids=[chance.randrange(1, 6)])


def _add_table(stock: TinyDB, chance: random.Random) -> None:
    stock.insert({"anything": chance.random()})


def _empty(stock: TinyDB, _: random.Random) -> None:
    stock.drop_tables()


def _break(stock: TinyDB, _: random.Random) -> None:
    stock.table("licenses").update({"name": 5}, doc_ids=[2])


_DEEDS: tuple[Callable[[TinyDB, random.Random], None], ...] = (
    _update,
    _insert,
    _remove,
    _add_table,
    _empty,
    _break,
)


def run(run: Run) -> Tally:
    """Let a stock TinyDB write before a session opens the file, and behind one that has it open."""
    tally, chance = Tally("stock"), run.chance()
    with in_memory(run) as place:
        base = new_file(_made(place / "base"), 5)
        for _ in range(run.of(300, 5000)):
            if run.is_over:
                break
            path = copy(base, place / "tried")
            _try(path, chance, tally)
            shutil.rmtree(path.parent)
    return tally


def _try(path: Path, chance: random.Random, tally: Tally) -> None:
    tally.tries += 1
    deed = chance.choice(_DEEDS)
    what = deed.__name__
    store = FileStore.open(path)
    change = edit(store, 2, notes="over it")
    with TinyDB(path) as stock:
        if chance.random() < 0.3:
            what += " into a file that is replaced already"
            stock.tables()
            store.commit(edit(store, 1, notes="replaced"))
            tally.confirmed += 1
            before = path.read_bytes()
            _do(deed, stock, chance)
            if path.read_bytes() != before:
                tally.add(Wrong.LOST, what)
            return
        _do(deed, stock, chance)
    written = path.read_bytes()
    if chance.random() < 0.5:
        what += ", refreshed"
        with suppress(DamagedError):
            if not store.refresh() or not store.why_read_only:
                tally.add(Wrong.UNTRUE, f"{what}: not noticed")
    _must_refuse(lambda: store.commit(change), what, tally)
    _must_refuse(lambda: FileStore.open(path).commit(new_license("over it")), what, tally)
    if path.read_bytes() != written:
        tally.add(Wrong.LOST, f"{what}: overwritten")


def _do(
    deed: Callable[[TinyDB, random.Random], None], stock: TinyDB, chance: random.Random
) -> None:
    with suppress(KeyError):  # what it wants to change is gone
        deed(stock, chance)


def _must_refuse(save: Callable[[], object], what: str, tally: Tally) -> None:
    try:
        save()
        tally.add(Wrong.UNTRUE, f"{what}: saved over it")
    except (ReadOnlyError, DamagedError) as error:
        if isinstance(error, ReadOnlyError) and "another program" not in str(error):
            tally.add(Wrong.UNTRUE, f"{what}: {error}")
    except Exception as error:
        tally.add(Wrong.UNTRUE, f"{what}: {error!r}")


def _made(directory: Path) -> Path:
    directory.mkdir()
    return directory
