"""Bits that flip, files that are cut, blocks that are lost: noticed, and never taken for whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from licensetui.store.errors import DamagedError, NewerError, StoreError
from licensetui.store.file.filestore import FileStore
from tests.faults.files import edit, in_memory, labels, new_file
from tests.faults.outcome import Run, Tally, Wrong
from tests.store.changes import new_license

_DOCUMENTS = 20
_BLOCK = 512


def run(run: Run) -> Tally:
    """Damage a file, and then its history, in every way that chance finds."""
    tally = Tally("damage")
    with in_memory(run) as place:
        path = new_file(place, _DOCUMENTS)
        store = FileStore.open(path)
        for number in range(8):
            store.commit(edit(store, 1 + number % 3, notes=f"note {number}"))
            tally.confirmed += 1
        whole = path.read_bytes()
        known = store.portfolio
        for what, content in _damages(whole, run):
            if run.is_over:
                break
            tally.tries += 1
            _check(path, content, what, tally)
        path.write_bytes(whole)
        if FileStore.open(path).portfolio != known:
            tally.add(Wrong.UNREADABLE, "the sound file, after all")
        _damage_history(path, run, tally)
        shutil.rmtree(path.with_name(f"{path.name}.d"))
    return tally


def _damages(whole: bytes, run: Run) -> Iterator[tuple[str, bytes]]:
    """Yield what is done to a file in words, and the file after it."""
    chance = run.chance()
    for _ in range(10_000):
        at, bit = chance.randrange(len(whole)), chance.randrange(8)
        flipped = bytes([whole[at] ^ 1 << bit])
        yield f"bit {bit} of byte {at}", whole[:at] + flipped + whole[at + 1 :]
    lengths = [*range(300), *range(len(whole) - 200, len(whole))]
    lengths += chance.choices(range(len(whole)), k=1000 - len(lengths))
    for length in lengths:
        yield f"cut to {length} bytes", whole[:length]
    for _ in range(run.of(200, 2000)):
        at = chance.randrange(0, len(whole), _BLOCK)
        lost = whole[at : at + _BLOCK]
        for name, block in (("zeros", bytes(len(lost))), ("0xff", b"\xff" * len(lost))):
            yield f"{name} in the block at {at}", whole[:at] + block + whole[at + _BLOCK :]
        yield f"without the block at {at}", whole[:at] + whole[at + _BLOCK :]
        yield f"the block at {at} twice", whole[: at + _BLOCK] + whole[at:]


def _check(path: Path, content: bytes, what: str, tally: Tally) -> None:
    path.write_bytes(content)
    try:
        store = FileStore.open(path)
        if not store.why_read_only:
            tally.add(Wrong.UNTRUE, f"{what}: opened as if whole")
        store.commit(new_license("Written over it"))
    except (DamagedError, NewerError):
        pass
    except StoreError as error:
        if not str(error).startswith("NOT SAVED"):
            tally.add(Wrong.UNTRUE, f"{what}: {error!r}")
    except Exception as error:
        tally.add(Wrong.UNTRUE, f"{what}: TRACEBACK {error!r}")
    if path.read_bytes() != content:
        tally.add(Wrong.LOST, f"{what}: what was left of the file was overwritten")
        path.write_bytes(content)


def _damage_history(path: Path, run: Run, tally: Tally) -> None:
    """Damage the history: the file itself still opens and saves, and no sound line is lost."""
    history = path.with_name(f"{path.name}.d") / "history.jsonl"
    whole, content = history.read_bytes(), path.read_bytes()
    before = tally.tries
    for what, damaged, sound in _history_damages(whole, labels(FileStore.open(path)), run):
        if run.is_over:
            break
        tally.tries += 1
        path.write_bytes(content)
        for file in _history_files(path):
            file.unlink()
        history.write_bytes(damaged)
        _check_history(path, sound, what, tally)
    tally.notes.append(f"{tally.tries - before:,} of them to the history")


def _history_damages(
    whole: bytes, wanted: list[str], run: Run
) -> Iterator[tuple[str, bytes, list[str]]]:
    """Yield what is done to a history, the history after it, and the entries that stay sound."""
    chance = run.chance()
    yield "history, other ends of lines", whole.replace(b"\n", b"\r\n"), []
    for _ in range(run.of(200, 2000)):
        at, bit = chance.randrange(len(whole)), chance.randrange(8)
        damaged = whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :]
        hit = whole.count(b"\n", 0, at)
        lost = {hit, hit + 1} if whole[at : at + 1] == b"\n" else {hit}
        sound = [label for index, label in enumerate(wanted) if index not in lost]
        yield f"history, bit {bit} of byte {at}", damaged, sound
    for _ in range(run.of(100, 1000)):
        at = chance.randrange(len(whole))
        yield f"history, cut to {at} bytes", whole[:at], wanted[: whole.count(b"\n", 0, at)]


def _history_files(path: Path) -> list[Path]:
    """Return the history, and what may have been set aside of it."""
    return list(path.with_name(f"{path.name}.d").glob("history*"))


def _check_history(path: Path, sound: list[str], what: str, tally: Tally) -> None:
    damaged = _bytes_of_history(path)
    try:
        store = FileStore.open(path)
        seen = labels(store)
        store.commit(new_license("Afterwards"))
        again = labels(FileStore.open(path))
    except Exception as error:
        tally.add(Wrong.UNREADABLE, f"{what}: {error!r}")
        return
    if not _holds(seen, sound):
        tally.add(Wrong.LOST, f"{what}: entries {seen} instead of {sound}")
    if again[-1:] != ["add Afterwards"] or not _holds(again, sound):
        tally.add(Wrong.LOST, f"{what}: entries {again} after one more save than {sound}")
    kept = _bytes_of_history(path)
    for line in damaged.splitlines(keepends=True):
        # A line that cannot be read may still be of use to somebody; a rest of one is none.
        if line.endswith(b"\n") and line not in kept:
            tally.add(Wrong.LOST, f"{what}: removed by the next save: {line[:60]!r}")


def _bytes_of_history(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in _history_files(path))


def _holds(seen: list[str], sound: list[str]) -> bool:
    """Say whether all sound entries are among those seen, in their order."""
    rest = iter(seen)
    return all(label in rest for label in sound)
