"""Notes of what reminder mails have told, a line each, wherever the lines are kept.

    {"at":"2026-11-23T07:00:02+01:00","what":"sending","id":"<...>","to":["5f0c..."]}
    {"at":"2026-11-23T07:00:03+01:00","what":"sent","id":"<...>","to":["5f0c..."],"told":{"...":15}}

Recipients are kept as the SHA-256 of their address, and `forget` takes even that out. Each line
lasts before it counts. A line that cannot be read, as the half one of a full disk, is left out:
what it told is told again, for a reminder that comes twice costs less than one that is lost. So
does the run that finds `sending` without an end: whoever wrote it may have died before or after
the server had the mail.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from licensetui.store.told import Told, mark_of


class _Line(msgspec.Struct, omit_defaults=True):
    at: datetime
    what: Literal["sending", "sent", "failed", "over"]
    id: str = ""
    to: list[str] = []  # msgspec copies it
    told: dict[str, int] = {}
    over: list[str] = []


_READER = msgspec.json.Decoder(_Line)


class SentNotes(ABC):
    """Notes of sent mails. All that notes something needs the lock of where they are kept."""

    @abstractmethod
    def content(self) -> bytes:
        """Return all lines, as they stand there. Raises `UnreadableError`."""

    @abstractmethod
    def append(self, line: bytes) -> None:
        """Keep one more line, without its end. Raises `NotSavedError`."""

    def read(self) -> Told:
        """Return what was told. Takes no lock. Raises `UnreadableError`."""
        return _told(line for text in self.content().splitlines() if (line := _parsed(text)))

    def about_to_send(self, id: str, recipients: Sequence[str], at: datetime) -> None:
        """Note that the message `id` is about to be sent. Raises `NotSavedError`."""
        self._note(_Line(at, "sending", id, _marks(recipients)))

    def accepted(
        self, id: str, recipients: Sequence[str], told: Mapping[str, int], at: datetime
    ) -> None:
        """Note that a server has taken the message for `recipients`, and what it tells them.

        Raises `NotSavedError`: then it will be sent again.
        """
        self._note(_Line(at, "sent", id, _marks(recipients), dict(told)))

    def failed(self, id: str, at: datetime) -> None:
        """Note that nobody else has got the message. Raises `NotSavedError`."""
        self._note(_Line(at, "failed", id))

    def unsure(self, id: str, recipients: Sequence[str], at: datetime) -> None:
        """Note that `recipients` alone may have got the message. Raises `NotSavedError`."""
        self.failed(id, at)
        self.about_to_send(id, recipients, at)

    def over(self, recipient: str, keys: Sequence[str], at: datetime) -> None:
        """Note that what one was told holds no more: it is news again. Raises `NotSavedError`."""
        self._note(_Line(at, "over", to=_marks([recipient]), over=list(keys)))

    def _note(self, line: _Line) -> None:
        self.append(msgspec.json.encode(line))


def _told(lines: Iterable[_Line]) -> Told:
    stages: dict[str, dict[str, int]] = {}
    unsure: dict[str, dict[str, datetime]] = {}
    for line in lines:
        for mark in line.to:
            told = stages.setdefault(mark, {})
            for key, stage in line.told.items():
                told[key] = min(stage, told.get(key, stage))
            for key in line.over:
                told.pop(key, None)
            if line.what == "sending":
                unsure.setdefault(mark, {})[line.id] = line.at
            if line.what == "sent":  # whoever got this one was told what the others would have
                unsure.pop(mark, None)
        if line.what == "failed":
            for begun in unsure.values():
                begun.pop(line.id, None)
    return Told(stages, unsure)


def _parsed(text: bytes) -> _Line | None:
    try:
        return _READER.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _marks(recipients: Sequence[str]) -> list[str]:
    return [mark_of(recipient) for recipient in recipients]
