"""The end of the history: its last line, and what a power cut or a full disk has left of one."""

from __future__ import annotations

import os

from licensetui.store.file.historyline import number_on

_BLOCK = 1 << 16
"""Bytes to read at once from the end of the file."""


def settled(descriptor: int, size: int, generation: int) -> tuple[int, int]:
    """Cut off what never was a line; return the number of the last entry, and the size then.

    What cannot be read is cut off where the last generation that was reached stands before it. Else
    it may be a damaged line of a change that did happen, and stays to be looked at.
    """
    end, cut, number = size, size, 0
    while end:
        start, text = last_line(descriptor, end)
        found = number_on(text)
        if found is not None:
            number = found
            break
        if end == size and not text.endswith(b"\n"):
            rest = start
        end = start
    if number == generation:
        cut = end
    elif number > generation and not is_line_end(descriptor, size):
        cut = rest
    if cut < size:
        os.ftruncate(descriptor, cut)
        os.fsync(descriptor)  # what is cut off must not come back behind what is written next
    elif not is_line_end(descriptor, size):
        os.pwrite(descriptor, b"\n", size)  # so that the next line begins on its own
        cut += 1
    return number, cut


def is_line_end(descriptor: int, end: int) -> bool:
    """Say whether a line ends before the byte `end`."""
    return end == 0 or os.pread(descriptor, 1, end - 1) == b"\n"


def last_line(descriptor: int, end: int) -> tuple[int, bytes]:
    """Return where the last line before `end` starts, and its bytes."""
    start = max(end - 1, 0)  # its own end of line tells nothing
    while start:
        before = max(start - _BLOCK, 0)
        cut = os.pread(descriptor, start - before, before).rfind(b"\n") + 1
        start = before + cut
        if cut:
            break
    return start, os.pread(descriptor, end - start, start)
