"""Textual's driver, for a terminal that may be lent to the shell, or gone."""

from __future__ import annotations

import io
import os
import select
import signal
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import constants
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from licensetui.door import load
from licensetui.tui.registry import TERMINAL
from licensetui.tui.terminal import tty as terminal

if TYPE_CHECKING:
    from licensetui.tui.terminal.pieces import Pieces

CHUNK = 1 << 14
"""Bytes to read at once."""

ESCAPE_PATIENCE = 0.02
"""Seconds after which an escape character is the key Esc, unless ESCDELAY says otherwise.

The rest of a key comes with it even over a slow line: terminals write both at once.
"""

PASTE_PATIENCE = 1.0
"""Seconds after which a key in a paste that does not go on is a key: its end was lost."""


class TerminalDriver(LinuxDriver):
    """Touches the terminal only while it is ours, and outlives its end.

    Textual leaves a terminal that it has left already, starts on one that it has not left, and
    cannot write any more once a single write has failed; then the whole program waits forever.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Make the driver; the signals stay with those who have them (see `signals`)."""
        kept = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        for number, handler in kept.items():
            signal.signal(number, handler)
        # Textual has no public way to say where the output goes.
        self._file = io.TextIOWrapper(
            io.BufferedWriter(_Screen(terminal.ERRORS, "w", closefd=False)), "utf-8", "replace"
        )
        self._is_ours = False
        self._woken, self._wake = os.pipe()
        # What makes the reading stop at once.

    def start_application_mode(self) -> None:
        """Take the terminal, as soon as the shell gives it; not at all if it never will."""
        terminal.wait_for_foreground()
        self._is_ours = not terminal.in_background() and not terminal.is_gone()
        if self._is_ours:
            super().start_application_mode()  # type: ignore[no-untyped-call]  # as Textual has it

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, unless that is done."""
        if self._is_ours:
            super().stop_application_mode()
            self._is_ours = False

    def _enable_mouse_support(self) -> None:
        """Ask for clicks, and for moves while a button is down, as of a scroll bar.

        Textual asks for all moves: each would come through the line, and change nothing.
        """
        if self._mouse:
            self.write(terminal.MOUSE_ON)
            self.flush()

    def _disable_mouse_support(self) -> None:
        """Ask for nothing of the mouse any more."""
        if self._mouse:
            self.write(terminal.MOUSE_OFF)
            self.flush()

    def disable_input(self) -> None:
        """Read no more; what waits for input is woken."""
        os.write(self._wake, b"x")
        super().disable_input()

    def write(self, data: str) -> None:
        """Write to the terminal, while it is ours."""
        if self._is_ours:
            super().write(data)

    def run_input_thread(self) -> None:
        """Read keys until the terminal is given back, whatever the terminal sends.

        Textual's own reading ends the program at a byte that is no UTF-8, and at a number that it
        does not expect.
        """
        try:
            self._read()
        except OSError:  # in the background for good: the shell that had started it is gone
            signal.raise_signal(signal.SIGHUP)

    def _read(self) -> None:
        select.select([terminal.INPUT, self._woken], [], [])
        # Only now, because the first screen is drawn meanwhile.
        pieces: Pieces = load(TERMINAL["pieces"])()
        reader = load(TERMINAL["events"])()

        def hand_over(found: Iterable[Any]) -> None:
            for piece in found:
                for event in reader.events(piece):
                    self.process_message(event)

        while True:
            ready, _, _ = select.select([terminal.INPUT, self._woken], [], [], _patience(pieces))
            if self._woken in ready:
                os.read(self._woken, CHUNK)
                return
            if ready:
                data = os.read(terminal.INPUT, CHUNK)
                if not data:
                    raise OSError("the terminal is closed")
                hand_over(pieces.feed(data))
            elif pieces.is_pasting:
                hand_over(pieces.end_paste())
            else:
                hand_over(pieces.give_up())


def _patience(pieces: Pieces) -> float | None:
    """Return the seconds to wait for the rest of what has begun; None to wait for anything."""
    if pieces.is_pasting:
        return PASTE_PATIENCE
    if pieces.is_escape and "ESCDELAY" not in os.environ:
        return ESCAPE_PATIENCE
    return constants.ESCAPE_DELAY if pieces.is_waiting else None


class _Screen(io.FileIO):
    """Writes to the terminal; once it is gone, what comes after is for nobody."""

    def write(self, text: Any, /) -> int:
        """Write bytes, and return how many, as if all were well: `Signals` ends the program."""
        try:
            return super().write(text)
        except OSError:
            return len(text)
