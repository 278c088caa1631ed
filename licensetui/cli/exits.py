"""Exit codes by error: those of sysexits.h, as far as they fit."""

from __future__ import annotations

import os

from licensetui.cli.registry import (
    CLOSED_INPUT_ERROR,
    CONFLICT_ERROR,
    DAMAGED_ERROR,
    DAMAGED_KEY_ERROR,
    DELIVERY_ERROR,
    LOCKED_ERROR,
    LOGIN_ERROR,
    NEWER_ERROR,
    NOT_REVERTIBLE_ERROR,
    SETTINGS_ERROR,
    STORE_ERROR,
    TABLE_ERROR,
    TRY_LATER_ERROR,
    TYPED_ERROR,
    UNREAD_ERROR,
    UNREADABLE_FILE_ERROR,
)
from licensetui.cli.results import OutputError
from licensetui.cli.usage import UsageError
from licensetui.door import load

DONE = 0
"""All went well."""
FOUND = 1
"""Where `--exit-code` asks: `check` found a wrong address, `due` something that is due, `import` a
list without ends, or with addresses that it does not use."""
WRONG_USE = 2
"""The command line is wrong, as argparse says it, or asks for what cannot be."""
BAD_DATA = 65
"""What is to be read is broken, or not ours; or a value is none, or refused."""
UNAVAILABLE = 69
"""The mail server is not to be trusted, or refuses the mail."""
DEFECT = 70
"""The program itself is at fault: an error that nobody has thought of."""
FAILED_IO = 74
"""Something could not be read or written."""
TRY_AGAIN = 75
"""Another session is in the way: it is saving, or has changed the same. Or the mail server is."""
NOT_ALLOWED = 77
"""The mail server refuses the login, or there is no password."""
BAD_SETTINGS = 78
"""The settings cannot be used."""
INTERRUPTED = 130
"""Ctrl+C: 128 and the number of the signal."""
PIPE_CLOSED = 141
"""Whoever reads the output has gone, as in `| head`: 128 and the number of the signal."""

_CODES = (
    (TYPED_ERROR, BAD_DATA),
    (UNREADABLE_FILE_ERROR, FAILED_IO),
    (CLOSED_INPUT_ERROR, WRONG_USE),
    (TABLE_ERROR, BAD_DATA),
    (DAMAGED_KEY_ERROR, BAD_DATA),
    (TRY_LATER_ERROR, TRY_AGAIN),
    (LOGIN_ERROR, NOT_ALLOWED),
    (DELIVERY_ERROR, UNAVAILABLE),
    (UNREAD_ERROR, BAD_DATA),
    (NOT_REVERTIBLE_ERROR, WRONG_USE),
    (SETTINGS_ERROR, BAD_SETTINGS),
    (DAMAGED_ERROR, BAD_DATA),
    (NEWER_ERROR, BAD_DATA),
    (LOCKED_ERROR, TRY_AGAIN),
    (CONFLICT_ERROR, TRY_AGAIN),
    (STORE_ERROR, FAILED_IO),
)
# Loaded only once something has gone wrong: most commands import no list.


def code_of(error: Exception) -> int | None:
    """Return the exit code for an error, or None for one that is a defect of the program."""
    if isinstance(error, OutputError):
        return PIPE_CLOSED if error.is_unread else FAILED_IO
    if isinstance(error, UsageError):
        return WRONG_USE
    for where, code in _CODES:
        if isinstance(error, load(where)):
            return code
    return FAILED_IO if isinstance(error, OSError) else None


def sentence_of(error: Exception) -> str:
    """Return what to tell the user about an error."""
    if isinstance(error, OutputError):
        return f"output incomplete: {error}"
    if isinstance(error, FileNotFoundError) and not error.filename and _is_nowhere():
        return "the current directory was deleted: change to another one, or use absolute paths"
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"{error.filename}: {reason}" if error.filename else reason
    if isinstance(error, load(DAMAGED_ERROR)) and "licensetui " not in str(error):
        return f"{error}. For what to do: licensetui doctor"
    return str(error)


def _is_nowhere() -> bool:
    """Return whether the current directory was removed."""
    try:
        os.getcwd()  # noqa: PTH109  # as a question
    except FileNotFoundError:
        return True
    return False
