"""Bytes of a file, or of standard input where the file is called `-`."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from licensetui.domain.plain import plain
from licensetui.tables.table import TableError, UnreadableFileError

INPUT = "-"
"""What stands for standard input."""
INPUT_NAME = "standard input"


class ClosedInputError(TableError):
    """Standard input is named, and is closed."""


def bytes_of(name: str, input: BinaryIO | None, most: int) -> tuple[str, bytes]:
    """Return what to call a file or standard input, and its bytes, as `read_bytes`."""
    if name != INPUT:
        return Path(name).name, read_bytes(Path(name), most)
    try:
        return INPUT_NAME, opened(input).read(most + 1)
    except OSError as error:
        raise UnreadableFileError(f"{INPUT_NAME} cannot be read: {error.strerror}") from error


def opened(input: BinaryIO | None) -> BinaryIO:
    """Return standard input, or raise `ClosedInputError` where it is closed."""
    if input is None:
        raise ClosedInputError("standard input is closed: nothing to read for -")
    return input


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file, one more than the `most` there may be if there are more.

    Raises `UnreadableFileError`.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableFileError(f"{plain(str(path))} cannot be read: {reason}") from error
