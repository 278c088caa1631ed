"""Which error ends the program with which code: those of sysexits.h, as far as they fit."""

from __future__ import annotations

from licensetui.cli.context import UsageError
from licensetui.domain.settings import SettingsError
from licensetui.store.errors import (
    ConflictError,
    DamagedError,
    LockedError,
    NewerError,
    NotRevertibleError,
    StoreError,
)

DONE = 0
"""All went well."""
FOUND = 1
"""Where `--exit-code` asks: `check` found a wrong address, or `due` something that is due."""
WRONG_USE = 2
"""The command line is wrong, as argparse says it, or asks for what cannot be."""
BAD_DATA = 65
"""What is to be read is broken, or not ours."""
UNAVAILABLE = 69
"""The mail server is not to be trusted, or refuses the mail."""
CRASHED = 70
"""A defect of the program has ended it."""
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
    (NotRevertibleError, WRONG_USE),
    (SettingsError, BAD_SETTINGS),
    (DamagedError, BAD_DATA),
    (NewerError, BAD_DATA),
    (LockedError, TRY_AGAIN),
    (ConflictError, TRY_AGAIN),
    (StoreError, FAILED_IO),
    (OSError, FAILED_IO),
)


def code_of(error: Exception) -> int | None:
    """Return the exit code for an error, or None for one that is a defect of the program."""
    # Loaded only once something has gone wrong: most commands import no list.
    from licensetui.exchange.delivery import DeliveryError, LoginError, TryLaterError
    from licensetui.exchange.table import TableError, UnreadableFileError

    codes = (
        (UnreadableFileError, FAILED_IO),
        (TableError, BAD_DATA),
        (TryLaterError, TRY_AGAIN),
        (LoginError, NOT_ALLOWED),
        (DeliveryError, UNAVAILABLE),
        *_CODES,
    )
    return next((code for kind, code in codes if isinstance(error, kind)), None)


def sentence_of(error: Exception) -> str:
    """Return what to tell the user about an error."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"{error.filename}: {reason}" if error.filename else f"not printed whole: {reason}"
    if isinstance(error, DamagedError) and "licensetui " not in str(error):
        return f"{error}: licensetui doctor says what to do"
    return str(error)
