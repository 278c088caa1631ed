"""Signals from outside: the program is ended, stopped, continued.

It ends with 128 and the number of the signal, as shells count:

* 129 for SIGHUP, and for a terminal that is gone whether or not a signal said so: a closed window
  or a dropped connection, also with SIGHUP ignored as under `nohup`;
* 130 for SIGINT from outside (Ctrl+C is a key like any other);
* 143 for SIGTERM.

A signal that was ignored when the program started stays ignored.
"""

from __future__ import annotations

import asyncio
import os
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

from licensetui.tui.terminal import tty as terminal

ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
"""The signals that end the program."""

LOOK = 0.25
"""Seconds between two looks whether the terminal is still there.

A closed terminal can always be read and says nothing: Textual's thread for the keys asks it again
and again, as fast as it can, until somebody notices.
"""

PATIENCE = 1.5
"""Seconds to leave in; then the process just ends, as it would by any signal.

What takes so long waits for a terminal that reads nothing any more, or for a disk.
"""

LAST_WORDS = 0.2
"""Seconds that restoring the terminal may take then: one that reads nothing takes forever."""


class Program(Protocol):
    """The program on which the signals act.

    All is called on the event loop, between two of its steps: never while something is half
    saved, or while the file is locked and others wait for it.
    """

    def leave(self, code: int) -> None:
        """End with an exit code."""

    def action_suspend(self) -> None:
        """Give the terminal to the shell, and stop."""

    def begin_again(self) -> None:
        """Take the terminal anew: a stop that nobody announced has left it to others."""


class Signals:
    """The handlers, and what they know."""

    def __init__(self) -> None:
        """Begin without any."""
        self._code = 0
        self._continued = 0
        self._is_stopping = False
        self._has_insisted = False

    @contextmanager
    def handled(self, program: Program, loop: asyncio.AbstractEventLoop) -> Iterator[None]:
        """Let the signals act on a program; to be entered before it begins, in this event loop."""
        self._program = program
        self._loop = loop
        self._attributes = termios.tcgetattr(terminal.INPUT)
        handlers = {
            **dict.fromkeys(ENDING, self._end),
            signal.SIGTSTP: self._stop,
            signal.SIGCONT: self._continue,
        }
        kept = {number: signal.getsignal(number) for number in handlers}
        for number, handler in handlers.items():
            if kept[number] is not signal.SIG_IGN:
                signal.signal(number, handler)
        self._look()
        try:
            yield
        finally:
            self._timer.cancel()
            if not self._code:  # else a second signal would still end it in another way
                for number, handler_before in kept.items():
                    signal.signal(number, handler_before)

    @property
    def may_stop(self) -> bool:
        """Whether a shell may be there that could continue this job once it is stopped.

        None is where this is the first process of its session: the one program of a window, or of
        `ssh -t`. Elsewhere only trying tells.
        """
        return (
            signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN and os.getsid(0) != os.getpid()
        )

    def stop(self) -> bool:
        """Stop this job until it is continued; return whether it was stopped at all.

        The whole job, because the shell waits for its first process, which may have started this
        one. The system itself refuses where no shell could continue it, as for the one program
        of a window or of `ssh -t`.
        """
        mine = signal.getsignal(signal.SIGTSTP)
        if mine is signal.SIG_IGN:
            return False
        before = self._continued
        self._is_stopping = True
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)  # stands still here
        signal.signal(signal.SIGTSTP, mine)
        self._is_stopping = False
        return self._continued > before

    def forget(self) -> None:
        """Insist no more: the alarm would cut short what Python still does at its end."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        self._end_with(128 + number)

    def _end_with(self, code: int) -> None:
        if self._code:
            return
        self._code = code
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # in the background, leaving would stop it
        signal.signal(signal.SIGALRM, self._insist)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE, LAST_WORDS)
        self._loop.call_soon_threadsafe(self._program.leave, code)

    def _insist(self, _number: int, _frame: FrameType | None) -> None:
        """End what cannot leave, with the terminal restored if that does not take as long."""
        if self._has_insisted:
            os._exit(self._code)
        self._has_insisted = True
        try:
            terminal.restore(self._attributes)
        finally:
            os._exit(self._code)

    def _look(self) -> None:
        if terminal.is_gone():
            self._end_with(128 + signal.SIGHUP)
        self._timer = self._loop.call_later(LOOK, self._look)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        if not self._code:
            self._loop.call_soon_threadsafe(self._program.action_suspend)

    def _continue(self, _number: int, _frame: FrameType | None) -> None:
        self._continued += 1
        if not self._is_stopping and not self._code:
            self._loop.call_soon_threadsafe(self._program.begin_again)
