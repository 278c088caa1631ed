"""The layout of tables as bytes, written and read back.

One JSON object that plain `TinyDB(path)` reads, one document per line, so that `grep` and `diff`
are of use, and half a file still holds half its documents:

    {"meta":{"1":{"format":1,"schema":1,"generation":7,"checksum":"...","next":{"licenses":3},...}},
    "licenses":{
    "1":{"name":"Jira Software",...},
    "2":{"name":"Confluence",...}
    }
    }

The checksum is the SHA-256 of what follows the first line, and then of the first line, in which
its own 64 digits count as zeros. So no other bit of the file can change unseen either, and after
an edit only what follows the changed line is looked at again. By hand:

    (tail -n +2 FILE; head -n 1 FILE | sed -E "s/[0-9a-f]{64}/$(printf %064d 0)/") | sha256sum
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

import msgspec

from licensetui.domain.plain import plain
from licensetui.domain.structure import MOST_ID
from licensetui.store.codec import Tables
from licensetui.store.errors import DamagedError, NewerError
from licensetui.store.file.blocks import Blocks
from licensetui.store.migrations import Documents

FORMAT = 1
"""Number of this layout."""
META = "meta"
"""Table in which the layout keeps its own notes. Not among the tables of `Contents`."""

_Positive = Annotated[int, msgspec.Meta(ge=1, le=MOST_ID)]

_ID_DIGITS = len(str(MOST_ID))
_BEFORE_DIGITS = b'"checksum":"'
_ZEROS = b"0" * hashlib.sha256().digest_size * 2


@dataclass(frozen=True)
class Contents:
    """The contents of one version of a file."""

    tables: Tables
    """All tables but `META`, unknown ones included."""
    schema: int
    """Number of the schema that the documents follow."""
    generation: int = 0
    """How often the file has been written."""
    noted: Mapping[str, int] = field(default_factory=dict)
    """By table, the next id as the file has it."""
    begun: str = ""
    """Moment of the first change (ISO 8601, UTC), which stays whatever becomes of the file; empty
    where an earlier release has written it last."""
    moved: str = ""
    """Where all of it has moved to, after which nothing is saved here; empty if it has not."""
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """Notes of another release, kept as they are."""
    foreign: str = ""
    """Why it must be another program's work, as a clause; empty if it is ours."""
    blocks: Blocks = field(default_factory=Blocks, compare=False, repr=False)
    """What was made of this version or the one before, for the next: `replace` keeps it."""

    @cached_property
    def next(self) -> Mapping[str, int]:
        """An id, by table, that no document in it has ever had."""
        after = {name: self.blocks.highest(name, table) + 1 for name, table in self.tables.items()}
        return {
            name: max(self.noted.get(name, 1), id) for name, id in {**self.noted, **after}.items()
        }

    def next_id(self, table: str) -> int:
        """Return an id that no document of `table` has ever had."""
        return self.next.get(table, 1)


class _Format(msgspec.Struct):
    format: Annotated[int, msgspec.Meta(ge=1)]


class _Meta(_Format):
    schema: _Positive
    generation: Annotated[int, msgspec.Meta(ge=0, le=MOST_ID)]
    checksum: str
    next: dict[str, Annotated[int, msgspec.Meta(ge=1, le=MOST_ID + 1)]]
    begun: str = ""
    moved: str = ""


_READER = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])


def parse(content: bytes, place: str) -> Contents:
    """Read the bytes of the file `place`. No document is looked into.

    Raises `DamagedError` for what is not our layout, `NewerError` for a layout yet to come.
    """
    tables = _tables(content, place)
    noted = tables.pop(META, {}).get("1")
    check_ids(tables, place)
    if noted is None:
        return Contents(tables, schema=1, foreign="it has no meta table")
    try:
        if (found := msgspec.json.decode(noted, type=_Format).format) > FORMAT:
            raise NewerError(
                f"{place} has format {found}, this release knows format {FORMAT}: "
                "update licensetui to open it"
            )
        meta = msgspec.json.decode(noted, type=_Meta)
        unknown = msgspec.json.decode(noted)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError(f"{place}: table meta, document 1: {error}") from error
    for known in _Meta.__struct_fields__:
        unknown.pop(known, None)
    foreign = "" if checksum(content) == meta.checksum else "its checksum does not match"
    return Contents(
        tables,
        meta.schema,
        meta.generation,
        meta.next,
        meta.begun,
        meta.moved,
        unknown,
        foreign,
    )


def check_ids(tables: Tables, place: str) -> None:
    """Raise `DamagedError` unless all documents have ids from 1 to `MOST_ID`."""
    for name, table in tables.items():
        for id in table:
            if not (id.isascii() and id.isdigit() and id[0] != "0" and len(id) <= _ID_DIGITS):
                raise DamagedError(
                    f"{place}: table {name}: {plain(id[:40])!r} is not a document id (1, 2, ... "
                    f"{MOST_ID})"
                )


def generation(opening: bytes) -> int:
    """Return the generation that the first bytes of a file tell of, or 0 if they tell of none."""
    found = re.search(rb'"generation": ?(\d{1,18})', opening)
    return int(found[1]) if found else 0


def begun(opening: bytes) -> str:
    """Return the moment of the first change, by the first bytes of a file; empty if unsaid."""
    found = re.search(rb'"begun": ?"([-+:.0-9T]{1,40})"', opening)
    return found[1].decode() if found else ""


def moved(opening: bytes) -> str:
    """Return where a file has moved to, by its first bytes; empty if it has not."""
    first, _, _ = opening.partition(b"\n")
    found = re.search(rb'"moved": ?("(?:[^"\\]|\\.)*")', first)
    return msgspec.json.decode(found[1], type=str) if found else ""


def render(contents: Contents) -> bytes:
    """Return the bytes of a file with these contents."""
    return b"".join(pieces(contents))


def pieces(contents: Contents) -> list[bytes]:
    """Return the bytes of a file with these contents, one after the other."""
    meta = {
        "format": FORMAT,
        "schema": contents.schema,
        "generation": contents.generation,
        **({"moved": contents.moved} if contents.moved else {}),
        "checksum": _ZEROS.decode(),
        "next": contents.next,
        **({"begun": contents.begun} if contents.begun else {}),
        **contents.unknown,
    }
    comma = b"," if contents.tables else b""
    first = b'{"meta":{"1":%b}%b\n' % (msgspec.json.encode(meta), comma)
    rest = list(_rest(contents.tables, contents.blocks))
    checksum = contents.blocks.hashed(rest)
    checksum.update(first)
    return [first.replace(_ZEROS, checksum.hexdigest().encode(), 1), *rest]


def checksum(content: bytes) -> str | None:
    """Return what the checksum of a file must be, or None if there is no place for one."""
    end = content.find(b"\n") + 1
    before, found, after = content[:end].partition(_BEFORE_DIGITS)
    if not found:
        return None
    checksum = hashlib.sha256(memoryview(content)[end:])
    checksum.update(before + found + _ZEROS + after[len(_ZEROS) :])
    return checksum.hexdigest()


def documents(tables: Tables, place: str) -> Documents:
    """Return all documents of the file `place` as JSON values, or raise `DamagedError`."""
    read: Documents = {}
    for name, table in tables.items():
        read[name] = {}
        for id, raw in table.items():
            try:
                read[name][id] = msgspec.json.decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise DamagedError(f"{place}: {name} {id}: {error}") from error
    return read


def tables(documents: Mapping[str, Mapping[str, Any]]) -> Tables:
    """Return documents as the bytes that stand in a file."""
    return {
        name: {id: msgspec.Raw(msgspec.json.encode(document)) for id, document in table.items()}
        for name, table in documents.items()
    }


def _rest(tables: Tables, blocks: Blocks) -> Iterator[bytes]:
    """Yield what follows the first line: each table, with a line for each document."""
    before = b""
    for name, table in tables.items():
        yield b"%b%b:{" % (before, msgspec.json.encode(name))
        yield from blocks.lines(name, table)
        yield b"\n}"
        before = b",\n"
    yield b"\n}\n" if tables else b"}\n"


def _tables(content: bytes, place: str) -> dict[str, dict[str, msgspec.Raw]]:
    if not content:
        raise DamagedError(
            f"{place} is empty. Restore a copy, or remove the file to start with an empty portfolio"
        )
    try:
        return _READER.decode(content)
    except msgspec.ValidationError as error:
        raise DamagedError(f"{place} contains no tables of documents: {error}") from error
    except msgspec.DecodeError as error:
        raise DamagedError(f"{place}, {_position(content, error)}: {error}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise DamagedError(f"{place} is not a licensetui file: {error}") from error


def _position(content: bytes, error: msgspec.DecodeError) -> str:
    """Return where the JSON breaks off, for people: line and column, both from 1."""
    found = re.search(r"\(byte (\d+)\)", str(error))
    before = content[: int(found[1])] if found else content
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode(errors="replace")) + 1
    line = before.count(b"\n") + 1
    return f"line {line}, column {column}"
