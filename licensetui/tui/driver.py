"""Textual's driver, for a terminal that may be lent to the shell, or gone."""

from __future__ import annotations

import io
import signal
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from licensetui.tui import terminal


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

    def write(self, data: str) -> None:
        """Write to the terminal, while it is ours."""
        if self._is_ours:
            super().write(data)

    def run_input_thread(self) -> None:
        """Read keys until the terminal is given back."""
        try:
            super().run_input_thread()
        except OSError:  # in the background for good: the shell that had started it is gone
            signal.raise_signal(signal.SIGHUP)


class _Screen(io.FileIO):
    """Writes to the terminal; once it is gone, what comes after is for nobody."""

    def write(self, text: Any, /) -> int:
        """Write bytes, and return how many, as if all were well: `Signals` ends the program."""
        try:
            return super().write(text)
        except OSError:
            return len(text)
