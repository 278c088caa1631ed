"""The program with two terminals: one gets all that Textual paints, the other what we send.

`python -m tests.tui.compared REPORT bce|no-bce [arguments]` runs it on a real terminal, and
compares what both show each time that nothing is held back; with or without a terminal that erases
in the background of the moment. The report is written at its end.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from licensetui.tui import app
from licensetui.tui.terminal.changes import ChangesDriver
from tests.tui.emulator import Emulator

FEW = 3
"""Differences that are described."""


@dataclass
class Report:
    """What was found."""

    compared: int = 0
    """How often both were compared."""
    painted: int = 0
    """Bytes that Textual has painted."""
    sent: int = 0
    """Bytes that we have sent."""
    unequal: list[str] = field(default_factory=list)
    """Places that both show differently, a few."""


class Compared(ChangesDriver):
    """The driver under test, and what both terminals show of it."""

    place = Path()
    bce = True

    def __init__(self, program: App[Any], **options: Any) -> None:
        super().__init__(program, **options)
        self.painted: Emulator | None = None
        self.sent: Emulator | None = None
        self.report = Report()
        self._is_whole = False
        # Whether all was painted since the last change of the size: frames of the size before may
        # still come then.

    def write(self, data: str) -> None:
        self._match_size()
        if self.painted is not None:
            self.painted.feed(data)
            self.report.painted += len(data.encode())
        super().write(data)
        self._is_whole |= self._picture.is_whole

    def flush(self) -> None:
        super().flush()
        if self._is_stale or self.painted is None or self.sent is None or self._resized_at:
            return
        if not self._is_whole:
            return
        self.report.compared += 1
        ours, theirs = self.sent.cells, self.painted.cells
        if ours != theirs:
            for y, (line, other) in enumerate(zip(ours, theirs, strict=True)):
                for x, (look, wanted) in enumerate(zip(line, other, strict=True)):
                    if look != wanted and len(self.report.unequal) < FEW:
                        self.report.unequal.append(f"{x},{y}: {look} and not {wanted}")
                        break

    def disable_input(self) -> None:
        self._is_whole = self._picture.is_whole = False  # what is held back now is never shown
        super().disable_input()

    def close(self) -> None:
        super().close()
        self.place.write_text(json.dumps(asdict(self.report)))

    def _match_size(self) -> None:
        columns, lines = self._program.size
        if self.painted is None or self.sent is None:
            self.painted = Emulator(columns, lines, bce=True)
            self.sent = Emulator(columns, lines, bce=self.bce)
        elif self.painted.size != (columns, lines):
            self._is_whole = self._picture.is_whole = False
            self.painted.resize(columns, lines)
            self.sent.resize(columns, lines)


def _sent(self: LinuxDriver, data: str, _write: Any = LinuxDriver.write) -> None:
    if isinstance(self, Compared) and self.sent is not None:
        self.sent.feed(data)
        self.report.sent += len(data.encode())
    _write(self, data)


if __name__ == "__main__":
    Compared.place, Compared.bce = Path(sys.argv.pop(1)), sys.argv.pop(1) == "bce"
    LinuxDriver.write = _sent  # type: ignore[method-assign]  # below the driver under test
    vars(app)["ChangesDriver"] = Compared
    from licensetui.cli import main

    sys.exit(main())
