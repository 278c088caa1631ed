"""The command line: every screen has a printed twin; Textual is loaded only to open the program."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (else the process's own) and return its exit code."""
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # nobody else's
    if is_ours:
        signal.signal(signal.SIGINT, _interrupted)
    try:
        from licensetui.cli import entry  # Ctrl+C while all is loaded is no traceback either

        return entry.main(argv)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    finally:
        if is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupted(_number: int, frame: FrameType | None) -> None:
    """Raise `KeyboardInterrupt`, but in the middle of an import end the process.

    There Python may ignore an error, wait forever for a lock, or make another error of it.
    """
    while frame and frame.f_code is not main.__code__:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            try:
                sys.stdout.flush()
            finally:  # whatever became of it
                os._exit(128 + signal.SIGINT)
        frame = frame.f_back
    raise KeyboardInterrupt
