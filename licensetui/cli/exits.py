"""Exit codes by error: those of sysexits.h, as far as they fit."""

from __future__ import annotations

import os

from licensetui.cli.context import UsageError
from licensetui.cli.registry import (
    CLOSED_INPUT_ERROR,
    DAMAGED_KEY_ERROR,
    DELIVERY_ERROR,
    LOGIN_ERROR,
    TABLE_ERROR,
    TRY_LATER_ERROR,
    TYPED_ERROR,
    UNREAD_ERROR,
    UNREADABLE_FILE_ERROR,
)
from licensetui.cli.results import OutputError
from licensetui.domain.settings import SettingsError
from licensetui.door import load
from licensetui.store import errors

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

_CODES: tuple[tuple[type[Exception], int], ...] = (
    (UsageError, WRONG_USE),
    (errors.NotRevertibleError, WRONG_USE),
    (SettingsError, BAD_SETTINGS),
    (errors.DamagedError, BAD_DATA),
    (errors.NewerError, BAD_DATA),
    (errors.LockedError, TRY_AGAIN),
    (errors.ConflictError, TRY_AGAIN),
    (errors.StoreError, FAILED_IO),
    (OSError, FAILED_IO),
)


_RARE_CODES = (
    (TYPED_ERROR, BAD_DATA),
    (UNREADABLE_FILE_ERROR, FAILED_IO),
    (CLOSED_INPUT_ERROR, WRONG_USE),
    (TABLE_ERROR, BAD_DATA),
    (DAMAGED_KEY_ERROR, BAD_DATA),
    (TRY_LATER_ERROR, TRY_AGAIN),
    (LOGIN_ERROR, NOT_ALLOWED),
    (DELIVERY_ERROR, UNAVAILABLE),
    (UNREAD_ERROR, BAD_DATA),
)


def code_of(error: Exception) -> int | None:
    """Return the exit code for an error, or None for one that is a defect of the program."""
    if isinstance(error, OutputError):
        return PIPE_CLOSED if error.is_unread else FAILED_IO
    # Loaded only once something has gone wrong: most commands import no list.
    codes = (*((load(where), code) for where, code in _RARE_CODES), *_CODES)
    return next((code for kind, code in codes if isinstance(error, kind)), None)


def sentence_of(error: Exception) -> str:
    """Return what to tell the user about an error."""
    if isinstance(error, OutputError):
        return f"output incomplete: {error}"
    if isinstance(error, FileNotFoundError) and not error.filename and _is_nowhere():
        return "the current directory was deleted: change to another one, or use absolute paths"
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"{error.filename}: {reason}" if error.filename else reason
    if isinstance(error, errors.DamagedError) and "licensetui " not in str(error):
        return f"{error}. For what to do: licensetui doctor"
    return str(error)


def _is_nowhere() -> bool:
    """Return whether the current directory was removed."""
    try:
        os.getcwd()  # noqa: PTH109  # as a question
    except FileNotFoundError:
        return True
    return False
