"""Markdown as lines of a terminal: headings at the margin, all else set in, tables in columns.

Only what the pages use: headings, paragraphs, lists, tables, fenced code, links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from licensetui.domain.plain import padded, width

MARGIN = "  "
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_ADDRESS = re.compile(r"<(https?://[^>]+)>")
_CODE = re.compile(r"(`[^`]+`)")
_ITEM = re.compile(r"( *)- ")
_LEAST = 20
"""Cells that the last column of a table has at least."""


def lines(markdown: str, columns: int) -> Iterator[str]:
    """Yield a page in lines that take at most so many columns; code stays as wide as it is."""
    for place, block in enumerate(_blocks(_COMMENT.sub("", markdown))):
        if place:
            yield ""
        yield from _block(block, columns)


def _blocks(markdown: str) -> Iterator[str]:
    """Yield what blank lines separate; those within code do not."""
    block: list[str] = []
    is_code = False
    for line in markdown.splitlines():
        is_code ^= line.startswith("```")
        if line or is_code:
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)


def _block(block: str, columns: int) -> Iterator[str]:
    if block.startswith("#"):
        level, _, title = block.partition(" ")
        yield title.replace("`", "") if len(level) > 2 else title.replace("`", "").upper()
    elif block.startswith("```"):
        for line in block.splitlines()[1:-1]:
            yield f"{MARGIN}{MARGIN}{line}".rstrip()
    elif block.startswith("|"):
        for line in _table(block, columns - len(MARGIN)):
            yield f"{MARGIN}{line}".rstrip()
    else:
        yield from _paragraphs(block, columns)


def _paragraphs(block: str, columns: int) -> Iterator[str]:
    """Yield a paragraph, or the items of a list."""
    for part in re.split(r"\n(?= *- )", block):
        item = _ITEM.match(part)
        margin = f"{MARGIN}{item[1]}" if item else MARGIN
        text = _inline(" ".join(part.split()))
        yield from _wrapped(text, columns, margin, f"{margin}  " if item else margin)


def _wrapped(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    return wrap(
        text,
        columns,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _inline(text: str) -> str:
    """Return a text without what only a renderer of Markdown reads; code keeps its marks."""
    parts = _CODE.split(text)
    parts[::2] = (_ADDRESS.sub(r"\1", _LINK.sub(_link, part)) for part in parts[::2])
    return "".join(parts)


def _link(found: re.Match[str]) -> str:
    """Return what a link says, and where it leads unless that is a page of the manual."""
    text, address = found.groups()
    return text if address.endswith(".md") or text == address else f"{text} ({address})"


def _table(block: str, columns: int) -> Iterator[str]:
    """Yield the rows of a table, without the line under its heading; the last column wraps."""
    head, _, *rows = map(_cells, block.splitlines())
    rows = [head, *rows]
    sizes = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    most = max((columns - _LEAST) // max(len(sizes) - 1, 1) - 2, 8)
    sizes = [*(min(size, most) for size in sizes[:-1]), 0]
    sizes[-1] = max(columns - sum(sizes) - 2 * (len(sizes) - 1), _LEAST)
    for row in rows:
        cells = [_wrapped(cell, size) or [""] for cell, size in zip(row, sizes, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [cell[number] if number < len(cell) else "" for cell in cells]
            yield "  ".join(
                padded(part, size, at_right=False) for part, size in zip(parts, sizes, strict=True)
            )


def _cells(row: str) -> list[str]:
    """Return the texts of a row: a key or a name alone needs no marks there."""
    cells = re.split(r"(?<!\\)\|", row.strip().strip("|"))
    return [_bare(cell.strip().replace("\\|", "|")) for cell in cells]


def _bare(cell: str) -> str:
    is_code = re.fullmatch(r"`[^`]+`(?:,? (?:or )?`[^`]+`)*", cell)
    return cell.replace("`", "") if is_code else _inline(cell)
