"""Figures on pages: tables in Markdown, put where a page keeps room for them.

`python -m tests.bench.tui --write` writes both: beside other programs into the README, and what
keys send into the manual.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from tests.bench.beside import Beside
from tests.pages import MANUAL, ROOT

OURS = "licensetui"
"""How our program is called among others."""
PAGES = {"beside": ROOT / "README.md", "sent": ROOT / MANUAL / "ssh.md"}
"""Where each table stands."""
Size = tuple[int, int]
Sent = Mapping[str, Mapping[Size, float]]
"""Bytes of each thing that is sent, by size of the terminal."""


def beside_table(found: Sequence[Beside], hello: Beside) -> str:
    """Return what programs take, a column each."""
    heads = ("80x24, 1,000 entries", *(x.name for x in found))
    return _table(heads, [(what, *map(said, found)) for what, said in _rows(hello).items()])


def _rows(hello: Beside) -> Mapping[str, Callable[[Beside], str]]:
    return {
        "first screen, bytes": lambda x: f"{x.first:,}",
        # What an arrow does not move says nothing of keys.
        "an arrow key, bytes": lambda x: _number(x.arrow or None),
        "a key held for 3 s at 64 kbit/s runs on for": lambda x: (
            _seconds(x.runs_on[64]) if x.runs_on and x.arrow else ""
        ),
        "start, next to an empty Textual program": lambda x: (
            f"{x.ready.long / hello.ready.long:.2g} times"
        ),
    }


def sent_table(sent: Sent) -> str:
    """Return what is sent, a column for each size of the terminal."""
    sizes = list(dict.fromkeys(size for by_size in sent.values() for size in by_size))
    heads = ("bytes", *(f"{columns}x{lines}" for columns, lines in sizes))
    return _table(heads, [(x, *(_number(sent[x].get(size)) for size in sizes)) for x in sent])


def write(part: str, table: str, page: Path | None = None) -> None:
    """Put a table into its page; the rest of the page stays as it is."""
    path = page or PAGES[part]
    text = path.read_text("utf-8")
    before, after = place_of(part).split(text)
    path.write_text(f"{before}{table}{after}", "utf-8")


def place_of(part: str) -> re.Pattern[str]:
    """Return what finds a table in its page."""
    begin = rf"<!-- {part}: written by `python -m tests\.bench\.tui --write` -->\n"
    return re.compile(rf"(?<={begin}).*(?=<!-- end of {part} -->)", re.DOTALL)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (heads, ("---", *("---:" for _ in heads[1:])), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def _seconds(value: float) -> str:
    return f"{value:.2f} s"
