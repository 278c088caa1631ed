"""A file as one of the two places of a move."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import msgspec

from licensetui.domain.set_aside import found as found_aside
from licensetui.domain.set_aside import remedy
from licensetui.store import codec
from licensetui.store.errors import DamagedError, NotSavedError, ReadOnlyError, UnreadableError
from licensetui.store.file import disk, historyline, layout
from licensetui.store.file.closed import why_closed
from licensetui.store.file.exported import ExportedFile
from licensetui.store.file.historyline import parsed
from licensetui.store.file.layout import Contents
from licensetui.store.file.sent import SentFile
from licensetui.store.file.sidecar import is_same_moment
from licensetui.store.file.tablefile import TableFile
from licensetui.store.moving import OWN, KeptLine, Whole, compare, documents

_OPENING = 256
"""Bytes of a history in which the moment of the first change stands."""


class FileEnd:
    """A file that is moved, or moved to."""

    def __init__(self, file: TableFile, title: str) -> None:
        """Touch nothing yet."""
        self._file = file
        self._sent = SentFile(file.beside)
        self._exported = ExportedFile(file.beside)
        self.title = title
        """The path."""
        path = shlex.quote(str(file.path))
        self.whereabouts = f"{file.path} on {os.uname().nodename}"
        """The path, and on which machine."""
        self.letting_in = (f"chgrp team {path}", f"chmod 660 {path}")
        """Commands that let a group in."""

    @contextmanager
    def held(self) -> Iterator[Whole]:
        """Return everything; meanwhile nobody else saves there, or sends mails.

        Raises an error of `TableFile.read`, `DamagedError` for a file of another program,
        `ReadOnlyError` if it has moved already, and `NotSavedError` while changes are set aside.
        """
        if not self._file.path.exists():  # nothing is made beside what is not there
            raise UnreadableError(f"{self.title} does not exist: check the path")
        with self._file.locked(), self._sent.locked():
            if aside := self._file.set_aside():
                raise NotSavedError(f"NOT MOVED: {found_aside(aside)}. {remedy(aside)}")
            yield self._whole()

    def close(self, moved: str) -> None:
        """Note where it has moved to, and let nobody write it any more."""
        path = self._file.path
        content = disk.read(path)
        if content is None:
            raise NotSavedError(f"NOT SAVED: {self.title} is gone")
        contents = layout.parse(content[0], str(path))
        disk.replace(path, layout.pieces(replace(contents, moved=moved)))
        try:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)
        except OSError as error:
            raise disk.not_saved(path, error) from error

    def take(self, whole: Whole) -> None:
        """Make the file, last of all, when what belongs to it is there; read all of it back."""
        path = self._file.path
        if path.exists():
            if self._whole() != whole:
                raise NotSavedError(
                    f"NOT MOVED: {self.title} exists already, with something else in it: "
                    "move to a new file"
                )
            return
        self._refuse_remains(whole.begun)
        with self._file.locked():
            gate, beside = self._file.beside.gate, self._file.beside
            gate.replace(beside.history, b"".join(map(_line, whole.lines)))
            if whole.sent:
                gate.replace(beside.sent, b"".join(line + b"\n" for line in whole.sent))
            if whole.exported:
                gate.replace(beside.exported, _exported(whole))
            tables = {codec.LICENSES: {}, codec.CONTACTS: {}, **whole.tables}
            contents = Contents(tables, whole.schema, whole.generation, whole.next, whole.begun)
            disk.replace(path, layout.pieces(contents))
            try:
                compare(whole, self._whole(), self.title)
            except BaseException:
                path.unlink()
                raise

    def _refuse_remains(self, begun: str) -> None:
        """Raise `NotSavedError` if what belongs to another file stands beside it."""
        beside = self._file.beside
        found = beside.gate.read(beside.history)
        first = historyline.begun(found[0][:_OPENING]) if found else ""
        # A move that was killed has left the history, and not yet made the file.
        is_ours = not found or not found[0] or is_same_moment(first, begun)
        if not is_ours or self._file.backups.all():
            raise NotSavedError(
                f"NOT MOVED: {beside.directory} belongs to another file: move to a new file"
            )

    def _whole(self) -> Whole:
        """Return everything as it stands there. Needs the lock."""
        version, place = self._file.read(), str(self._file.path)
        contents = version.contents
        if why := why_closed(contents.moved):
            raise ReadOnlyError(f"NOT MOVED: {why}")
        if contents.foreign:
            raise DamagedError(
                f"NOT MOVED: another program changed {place} ({contents.foreign}). For what to do: "
                "licensetui doctor"
            )
        if contents.unknown:
            raise NotSavedError(
                f"NOT MOVED: a newer release wrote {place}: update licensetui to move it"
            )
        codec.portfolio(contents.tables, place)  # never move what cannot be read
        found = self._file.beside.gate.read(self._file.history.path)
        lines = found[0].splitlines(keepends=True) if found else ()
        return Whole(
            documents(contents.tables),
            contents.schema,
            contents.generation,
            contents.next,
            self._file.begun(contents.begun),
            tuple(_kept(text) for text in lines if parsed(text)),
            tuple(line for line in self._sent.content().splitlines() if _is_json(line)),
            self._exported.all(),
        )


def _kept(text: bytes) -> KeptLine:
    """Return a line of the history, which can be read."""
    fields = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    moment = msgspec.json.decode(fields["at"], type=str)
    by = msgspec.json.decode(fields["by"], type=str)
    via = msgspec.json.decode(fields["via"], type=str) if "via" in fields else ""
    return KeptLine(
        msgspec.json.decode(fields["n"], type=int),
        msgspec.json.decode(fields["at"], type=datetime),
        by,
        via,
        msgspec.json.encode({name: fields[name] for name in fields if name not in OWN}),
        moment,
    )


def _line(kept: KeptLine) -> bytes:
    """Return a line of the history as a file has it."""
    at = kept.moment or kept.at
    via = {"via": kept.via} if kept.via else {}
    return bytes(
        historyline.checked({"n": kept.number, "at": at, "by": kept.by, **via, **kept.fields})
    )


def _exported(whole: Whole) -> bytes:
    """Return the lines that note exported events, one for each moment."""
    moments: dict[datetime, list[str]] = {}
    for uid, at in sorted(whole.exported.items()):
        moments.setdefault(at, []).append(uid)
    return b"".join(
        msgspec.json.encode({"at": at, "uids": [*filter(None, uids)]}) + b"\n"
        for at, uids in sorted(moments.items())
    )


def _is_json(line: bytes) -> bool:
    try:
        msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
