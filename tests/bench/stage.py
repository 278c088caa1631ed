"""What the output stage itself computes: `python -m tests.bench.stage REPORT [arguments]`.

Runs the program on a real terminal. For each frame it notes the seconds that the drawing of it into
the picture took, and the search for what differs; at its end they are written to REPORT.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import thread_time

from licensetui.tui import app
from licensetui.tui.terminal.changes import ChangesDriver
from licensetui.tui.terminal.driver import TerminalDriver


class Timed(ChangesDriver):
    """The driver under measure."""

    place = Path()
    times: list[float] = []  # noqa: RUF012  # of the one program that runs here
    _frame = _other = 0.0
    # Seconds of this frame; and those of them in which Textual writes what we send.

    def write(self, data: str) -> None:
        began, other = thread_time(), self._other
        super().write(data)
        self._frame += thread_time() - began - (self._other - other)

    def flush(self) -> None:
        began, other = thread_time(), self._other
        super().flush()
        self._frame += thread_time() - began - (self._other - other)
        if not self._is_stale:
            self.times.append(self._frame)
            self._frame = 0.0

    def close(self) -> None:
        super().close()
        self.place.write_text(json.dumps(self.times))


def _written(self: TerminalDriver, data: str, _write=TerminalDriver.write) -> None:  # type: ignore[no-untyped-def]
    began = thread_time()
    _write(self, data)
    if isinstance(self, Timed):
        self._other += thread_time() - began


if __name__ == "__main__":
    Timed.place = Path(sys.argv.pop(1))
    TerminalDriver.write = _written  # type: ignore[method-assign]  # below the driver under measure
    vars(app)["ChangesDriver"] = Timed
    from licensetui.cli import main

    sys.exit(main())
