"""Standard output, which can fail: its reader leaves, the disk is full, or it was never open."""

from __future__ import annotations

import errno
import os
from typing import TextIO


class OutputError(Exception):
    """Not all of the results could be printed. Its text is the reason."""

    def __init__(self, failure: OSError) -> None:
        """Take what the system said."""
        super().__init__(failure.strerror or str(failure))
        self.is_unread = isinstance(failure, BrokenPipeError)
        """Whether nothing is wrong but that nobody reads on, as after `| head`."""


class Results:
    """The output on which results are printed.

    A failure ends a run that only prints. A run that is to `finish` goes on without printing: what
    it has to save does not depend on who reads along.
    """

    def __init__(self, stream: TextIO | None) -> None:
        """Print to a stream; None stands for one that is closed, as by `>&-`."""
        self.stream = stream
        """What is printed to."""
        self._failure: OSError | None = None
        self.must_finish = False
        """Whether the run goes on where nothing can be printed."""

    @property
    def encoding(self) -> str:
        """In what letters are encoded; empty if nobody knows."""
        return getattr(self.stream, "encoding", None) or ""

    @property
    def has_failed(self) -> bool:
        """Whether something could not be printed."""
        return self._failure is not None

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self.stream is not None and self.stream.isatty()

    def say(self, line: str) -> None:
        """Print a line. Raises `OutputError`, unless the run is to finish."""
        self._try(f"{line}\n")

    def write(self, content: str | bytes) -> None:
        """Print text, or bytes as they are. Raises `OutputError`, unless the run is to finish."""
        self._try(content)

    def flush(self) -> None:
        """Have all of it printed now. Raises `OutputError`, unless the run is to finish."""
        self._try("", at_once=True)

    def end(self) -> None:
        """Have the rest printed. Raises `OutputError` if anything was not, whatever the run is."""
        self.must_finish = False
        if self._failure is None:
            self.flush()
        else:
            raise OutputError(self._failure)

    def _try(self, content: str | bytes, at_once: bool = False) -> None:
        if self._failure is not None and self.must_finish:
            return
        try:
            self._print(content, at_once)
        except OSError as error:
            self._failure = error
            self._drop()
            if not self.must_finish:
                raise OutputError(error) from error

    def _print(self, content: str | bytes, at_once: bool) -> None:
        if self.stream is None:
            if content:
                raise OSError(errno.EBADF, "standard output is closed")
            return
        if isinstance(content, bytes):
            self.stream.flush()
            self.stream.buffer.write(content)
        elif content:  # a full device takes not even nothing
            self.stream.write(content)
        if at_once:
            self.stream.flush()

    def _drop(self) -> None:
        if self.stream is not None:
            send_nowhere(self.stream)


def send_nowhere(stream: TextIO) -> None:
    """Drop what is still to be printed: the flush at the end of the process would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
