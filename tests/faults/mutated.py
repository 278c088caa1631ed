"""Files in which one value is odd: each opens and every printed command works, or one sentence.

Every field of every record, of the notes about the file and of a line of the history is set to
values that nobody expects, with checksums that fit, so that nothing but the value is wrong. What
can be opened is edited and saved, and must open again; what another program has written is taken
over, or refused as it is.
"""

from __future__ import annotations

import contextlib
import io
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from licensetui.cli import main
from licensetui.domain.change import Change, Edit
from licensetui.store.errors import StoreError
from licensetui.store.file import layout
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.tablefile import TableFile
from tests.faults.files import NAME, in_memory
from tests.faults.outcome import Run, Tally, Wrong
from tests.store.full import full_portfolio

_MARK = "@@odd@@"
_NUMBERS = (
    "0", "-1", "1", "366", "2147483648", "-9223372036854775809", "18446744073709551616",
    "999999999999999999", "1000000000000000000", "-1000000000000000000", f"1{'0' * 30}",
    f"1{'0' * 5000}", "1.5", "1e3", "1e400", "-0", "NaN", "Infinity",
)  # fmt: skip
_TEXTS = (
    '""', '" "', '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '"\\u202e\\u0007\\u001b[2J"',
    '"2026-02-30"', '"0001-01-01"', '"9999-12-31"', '"10000-01-01"', '"2026-11-27T10:00:00Z"',
    '"1e999999999"', '"1e-999999999"', '"0e999999999"', '"-1e39"', '"9e39"', '"NaN"', '"sNaN"',
    '"-Infinity"', f'"{"9" * 5000}"', f'"{"long " * 20_000}"', '"unlimited"', '"EUR"', '"e\u0301"',
    '"a\\nb\\r\\tc"', '"<b>|[/x]&amp;"',
)  # fmt: skip
_OTHERS = (
    "null", "true", "[]", "{}", "[[]]", '[""]', "[null]", "[-1]", f"[{'7,' * 2000}7]",
    '{"id":1}', f"{'[' * 400}{']' * 400}", f"{'[' * 100_000}{']' * 100_000}",
    '{"a":' * 3000 + "1" + "}" * 3000,
)  # fmt: skip
ODD = (*_NUMBERS, *_TEXTS, *_OTHERS)
"""Values as they stand in a file; some are no JSON."""
_ALWAYS = (("list", "--all"), ("history", "--fields"), ("doctor",), ("restore",))
"""What is printed of a file whether it opens or not."""
_WHERE_IT_OPENS = (
    *(("due",), ("list", "--json"), ("contacts", "--all"), ("contacts", "--json"), ("calendar",)),
    *(("findings",), ("coverage",), ("portal",), ("report",), ("export", "ics"), ("check",)),
    *(("history", "--json"), ("coterm", "2027-06-30"), ("who", "1")),
)
_SHARES = 100, 5
"""One in so many of the files is tried, in a short and in a long run; `--seed` chooses them."""


def run(run: Run) -> Tally:
    """Try some of all odd files."""
    tally, chance = Tally("mutated"), run.chance()
    with in_memory(run) as place, _environment(place):
        path = place / NAME
        store = FileStore.open(path)
        store.commit(full_portfolio())
        store.commit(_edit(store))
        base, history = path.read_bytes(), TableFile(path).beside.history.read_bytes()
        opened = 0
        cases = list(_cases(base, history))
        for what, made in chance.sample(cases, len(cases) // run.of(*_SHARES)):
            if run.is_over:
                break
            tally.tries += 1
            opened += _Trial(path, what, tally).passes(*made())
        tally.notes.append(f"{opened:,} of them open; there are {len(cases):,}")
    return tally


class _Trial:
    """One odd file."""

    def __init__(self, path: Path, what: str, tally: Tally) -> None:
        self._path = path
        self._what = what
        self._tally = tally

    def passes(self, content: bytes, history: bytes) -> bool:
        """Try a file, and the same as another program leaves it; say whether it opens."""
        beside = TableFile(self._path).beside
        for backup in beside.backups.glob("*"):
            backup.unlink()
        beside.history.write_bytes(history)
        self._path.write_bytes(content)
        is_sound = self._open() is not None
        for command in (*_ALWAYS, *(_WHERE_IT_OPENS if is_sound else ())):
            self._command(*command)
        self._save()
        self._path.write_bytes(content.replace(b'"checksum":"', b'"checksum":"0', 1))
        self._accept()
        return is_sound

    def _open(self) -> FileStore | None:
        try:
            return FileStore.open(self._path)
        except StoreError as error:
            if "\n" in str(error) or len(str(error)) > 1000:
                self._wrong(f"not one sentence: {str(error)[:100]!r}")
        except Exception as error:
            self._wrong(f"TRACEBACK {type(error).__name__} {str(error)[:100]}")
        return None

    def _command(self, *command: str) -> int:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main(["--file", str(self._path), "--no-dns", *command])
        except Exception as error:
            self._wrong(f"{' '.join(command)}: TRACEBACK {type(error).__name__} {str(error)[:100]}")
            return 1
        err.flush()
        if code and not err.buffer.tell() and command != ("doctor",):
            self._wrong(f"{' '.join(command)}: exit code {code} without a word")
        return code

    def _save(self) -> None:
        """Edit every record, take that back, and see that each version opens."""
        store = self._open()
        if store is None or not store.is_writable:
            return
        before = self._path.read_bytes()
        try:
            store.commit(_edit(store))
        except StoreError:
            if self._path.read_bytes() != before:
                self._wrong("refused, and written all the same")
        except Exception as error:
            self._wrong(f"edit: TRACEBACK {type(error).__name__} {str(error)[:100]}")
        self._opens_again(store)
        for command in (("undo",), ("redo",)):
            self._command(*command)
            self._opens_again(None)

    def _accept(self) -> None:
        before = self._path.read_bytes()
        if self._command("doctor", "--accept") == 0:
            self._opens_again(None)
        elif self._path.read_bytes() != before:
            self._wrong("doctor --accept refused, and wrote all the same")

    def _opens_again(self, store: FileStore | None) -> None:
        again = self._open()
        if again is None:
            self._tally.add(Wrong.UNREADABLE, f"{self._what}: written, and does not open")
        elif store and again.portfolio != store.portfolio:
            self._tally.add(Wrong.LOST, f"{self._what}: reads differently")

    def _wrong(self, what: str) -> None:
        self._tally.add(Wrong.UNTRUE, f"{self._what}: {what}")


def _edit(store: FileStore) -> Change:
    """Return a change of every record."""
    now = store.portfolio
    return Change(
        "edit all",
        tuple(Edit(x, replace(x, notes=f"{x.notes[:20]}+")) for x in now.licenses),
        tuple(Edit(x, replace(x, notes=f"{x.notes[:20]}+")) for x in now.contacts),
    )


_Case = tuple[str, Callable[[], tuple[bytes, bytes]]]
"""What is odd, and what makes the file with it, and its history."""


def _cases(base: bytes, history: bytes) -> Iterator[_Case]:
    """Yield all odd files, none of which is made yet."""
    whole: dict[str, Any] = msgspec.json.decode(base)
    for path in _paths(whole):
        for odd in ODD:
            made = partial(_of_file, whole, path, odd, history)
            yield f"{'.'.join(map(str, path))} = {odd[:40]}", made
    for table in ("licenses", "contacts", "new table"):
        for id in ("0", "-1", "01", "x", "", "999999999999999999", "1000000000000000000", "१"):
            documents = {id: next(iter(whole.get(table, {"1": {}}).values()))}
            made = partial(
                _of_file, {**whole, table: documents}, ("meta", "1", "new"), "1", history
            )
            yield f"{table}: id {id}", made
    line: dict[str, Any] = msgspec.json.decode(history.splitlines()[-1])
    del line["check"]
    for path in _paths(line):
        for odd in ODD:
            made = partial(_of_history, base, line, path, odd, history)
            yield f"history: {'.'.join(map(str, path))} = {odd[:40]}", made


def _of_file(
    whole: dict[str, Any], path: tuple[Any, ...], odd: str, history: bytes
) -> tuple[bytes, bytes]:
    return _sealed(_with(whole, path, _MARK), odd), history


def _of_history(
    base: bytes, line: dict[str, Any], path: tuple[Any, ...], odd: str, history: bytes
) -> tuple[bytes, bytes]:
    told = msgspec.json.encode(_with(line, path, _MARK))[1:]
    told = told.replace(f'"{_MARK}"'.encode(), odd.encode())
    checked = b'{"check":"%08x",%b' % (zlib.crc32(told), told)
    return base, b"\n".join([*history.splitlines()[:-1], checked, b""])


def _paths(value: Any, *before: Any) -> Iterator[tuple[Any, ...]]:
    """Yield where something stands in JSON values, and a field of another release at each level."""
    if before:
        yield before
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _paths(item, *before, name)
        yield (*before, "new")
    elif isinstance(value, list) and value:
        yield from _paths(value[0], *before, 0)


def _with(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    """Return JSON values with another one at a place."""
    if not path:
        return odd
    if isinstance(value, list):
        return [_with(value[0], path[1:], odd), *value[1:]]
    return {**value, path[0]: _with(value.get(path[0]), path[1:], odd)}


def _sealed(whole: dict[str, Any], odd: str) -> bytes:
    """Return a file of these tables, in which the mark is replaced, with a checksum that fits."""
    encoded = msgspec.json.encode(whole)
    meta = msgspec.json.encode({"meta": whole["meta"]})
    if isinstance(whole.get("meta"), dict) and encoded.startswith(meta[:-1]):
        encoded = encoded[: len(meta) - 1] + b"," + b"\n" + encoded[len(meta) :]
    content = encoded.replace(f'"{_MARK}"'.encode(), odd.encode())
    checksum = layout.checksum(content)
    if checksum is None:
        return content
    before, found, after = content.partition(b'"checksum":"')
    return before + found + checksum.encode() + after[len(checksum) :]


@contextlib.contextmanager
def _environment(place: Path) -> Iterator[None]:
    """Let the program find no settings of the user's, and a day that does not change."""
    before = dict(os.environ)
    os.environ.update(
        LICENSETUI_TODAY="2026-11-22T10:31", HOME=str(place), XDG_CONFIG_HOME=str(place / "none")
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
