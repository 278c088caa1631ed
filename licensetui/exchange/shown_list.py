"""Lists as a screen shows them, as files: CSV, JSON or text, by the ending of the name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from licensetui.domain.plain import plain
from licensetui.domain.purposes import holds_of
from licensetui.domain.secret import cleaned
from licensetui.exchange.csv_file import BOM, csv_bytes
from licensetui.exchange.output_file import write_file
from licensetui.store.errors import NotSavedError
from licensetui.tables.formulas import guarded_as_shown


@dataclass(frozen=True)
class ShownList:
    """The columns and the rows that a screen shows, in its order."""

    name: str
    """What it is a list of, for a file's name: `licenses`."""
    headers: tuple[str, ...]
    """May be empty, as of a column of marks."""
    rows: tuple[tuple[str, ...], ...]
    """The texts in the columns."""

    @property
    def named_headers(self) -> tuple[str, ...]:
        """The headers, each with a name of its own."""
        found: list[str] = []
        for header in self.headers:
            name = header or "mark"
            same = sum(one == name or one.startswith(f"{name} ") for one in found)
            found.append(f"{name} {same + 1}" if same else name)
        return tuple(found)


def save_list(shown: ShownList, path: Path, own: Callable[[Path], str]) -> None:
    """Write a list into a file, in place of what is there, unless it is where licenses are kept.

    `own` says what a path is to that place, as a clause. Raises `NotSavedError`.
    """
    write = _FORMS.get(path.suffix.lower())
    if write is None:
        raise NotSavedError(f"{plain(path.name)}: the name must end in {', '.join(_FORMS)}")
    if what := own(path):
        raise NotSavedError(f"{plain(str(path))} is {what}: choose another name")
    write_file(path, write(_without_keys(shown)))


def _without_keys(shown: ShownList) -> ShownList:
    """Return a list without license keys, which another program may have written into the file."""
    holds = [holds_of(header) for header in shown.headers]
    rows = (
        tuple(
            text if "@" in text else cleaned(text, of).text
            for text, of in zip(row, holds, strict=True)
        )
        for row in shown.rows
    )
    return ShownList(shown.name, shown.headers, tuple(rows))


def _csv(shown: ShownList) -> bytes:
    rows = ([guarded_as_shown("" if text == "-" else text) for text in row] for row in shown.rows)
    return BOM + csv_bytes(shown.named_headers, rows)


def _json(shown: ShownList) -> bytes:
    records = [dict(zip(shown.named_headers, row, strict=True)) for row in shown.rows]
    return f"{json.dumps(records, ensure_ascii=False, indent=1)}\n".encode()


def _text(shown: ShownList) -> bytes:
    lines = [[plain(text) for text in row] for row in (shown.headers, *shown.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown_lines = (
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "".join(f"{line}\n" for line in shown_lines).encode()


_FORMS: Mapping[str, Callable[[ShownList], bytes]] = {".csv": _csv, ".json": _json, ".txt": _text}
"""What writes it, by the ending of the file's name."""
