"""The password of a mail server, which a command of the user's prints."""

from __future__ import annotations

import os
import selectors
import shlex
import signal
import subprocess
import time
from contextlib import suppress
from typing import IO

from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import plain
from licensetui.exchange.delivery import LoginError

PATIENCE = 10.0
"""Seconds that a command may take, as one that asks a key ring."""
MOST_PRINTED = 65_536
"""Bytes that it may print, its complaints included."""
_SHOWN = 300
"""Characters of its complaints that are shown."""
_GLANCE = 0.05
"""Seconds between two looks at whether it has ended: what it has started may hold its output."""
_GRACE = 1.0
"""Seconds for what it has started to let go of its output, on the way into the background."""


@dataclass(frozen=True)
class _Ended:
    """The end of a command."""

    code: int
    """Its exit code; negative for a signal."""
    printed: bytes
    """Its output."""
    complaints: bytes
    """What it printed to standard error."""


class _TooMuchError(Exception):
    """It prints more than it may."""


def password_from(
    command: str, patience: float = PATIENCE, most_printed: int = MOST_PRINTED
) -> str:
    """Return the first line that a command prints.

    It is run without a shell, and has neither input nor terminal. It has ended when it ends itself,
    even if something that it started lives on; nothing that still holds its output is left running.
    Raises `LoginError` that says what went wrong, with what the command said on standard error and
    nothing of what it printed.
    """
    words = shlex.split(command)
    name = f"smtp_password_command ({plain(words[0])})"
    try:
        ended = _run(words, patience, most_printed)
    except TimeoutError as error:
        raise LoginError(f"{name} did not end within {patience:g} s") from error
    except _TooMuchError as error:
        raise LoginError(f"{name} printed more than {most_printed:,} bytes") from error
    except OSError as error:
        raise LoginError(f"{name} cannot be run: {error.strerror}") from error
    except ValueError as error:  # a character that no command has, as NUL
        raise LoginError(f"{name} cannot be run: {plain(str(error))}") from error
    if ended.code:
        said = plain(ended.complaints.decode(errors="replace").strip())[:_SHOWN]
        raise LoginError(f"{name} ended with {ended.code}: {said or 'no message'}")
    try:
        password = ended.printed.decode().partition("\n")[0].removesuffix("\r")
    except UnicodeDecodeError as error:
        raise LoginError(f"{name} printed text that is not UTF-8") from error
    if not password:
        raise LoginError(f"{name} printed no password")
    return password


def _run(words: list[str], patience: float, most_printed: int) -> _Ended:
    """Run a command to its end. Raises `TimeoutError`, `_TooMuchError`, `OSError` or `ValueError`.

    It is the first of a process group of its own, by which all of it can be ended.
    """
    end = time.monotonic() + patience
    # The user's own command, from the user's own settings.
    process = subprocess.Popen(  # noqa: S603
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    is_over = False
    try:
        assert process.stdout is not None  # noqa: S101  # for mypy: both are pipes
        assert process.stderr is not None  # noqa: S101
        streams = (process.stdout, process.stderr)
        (printed, complaints), is_silent = _heard(process, streams, end, most_printed)
        code = process.wait(max(0.0, end - time.monotonic()))
        is_over = is_silent
        return _Ended(code, printed, complaints)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    finally:
        if not is_over:
            _end(process)
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


def _heard(
    process: subprocess.Popen[bytes], streams: tuple[IO[bytes], ...], end: float, most: int
) -> tuple[tuple[bytes, ...], bool]:
    """Return what is printed to each stream until the process ends, and whether all are closed.

    Raises `TimeoutError` or `_TooMuchError`.
    """
    heard = {stream.fileno(): bytearray() for stream in streams}
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, selectors.EVENT_READ)
        has_ended = False
        while selector.get_map():
            if not has_ended and process.poll() is not None:
                has_ended, end = True, min(end, time.monotonic() + _GRACE)
            left = end - time.monotonic()
            if left <= 0 and not has_ended:
                raise TimeoutError
            ready = selector.select(max(0.0, min(_GLANCE, left)))
            if has_ended and left <= 0 and not ready:
                break
            for key, _ in ready:
                piece = os.read(key.fd, most + 1)
                if not piece:
                    selector.unregister(key.fileobj)
                heard[key.fd] += piece
            if sum(map(len, heard.values())) > most:
                raise _TooMuchError
        return tuple(map(bytes, heard.values())), not selector.get_map()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the group of a process: itself, or what has outlived it and holds its output."""
    with suppress(OSError):  # all have ended by now, or run as somebody else (sudo)
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
