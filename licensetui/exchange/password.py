"""The password of a mail server, which a command of the user's prints."""

from __future__ import annotations

import shlex
import subprocess

from licensetui.domain.plain import plain
from licensetui.exchange.delivery import LoginError

PATIENCE = 30.0
"""Seconds that a command may take, as one that asks a key ring."""
_SHOWN = 300
"""Characters of its complaints that are shown."""


def password_from(command: str, patience: float = PATIENCE) -> str:
    """Return the first line that a command prints.

    It is run without a shell, and has no input. Raises `LoginError` that says what went wrong, with
    what the command said on standard error and nothing of what it printed.
    """
    words = shlex.split(command)
    name = f"smtp_password_command ({plain(words[0])})"
    try:
        # The user's own command, from the user's own settings.
        done = subprocess.run(  # noqa: S603
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LoginError(f"{name} did not end within {patience:g} s") from error
    except OSError as error:
        raise LoginError(f"{name} cannot be run: {error.strerror}") from error
    if done.returncode:
        said = plain(done.stderr.decode(errors="replace").strip())[:_SHOWN]
        raise LoginError(f"{name} ended with {done.returncode}: {said or 'it said nothing'}")
    try:
        password = done.stdout.decode().partition("\n")[0].removesuffix("\r")
    except UnicodeDecodeError as error:
        raise LoginError(f"{name} printed what is no text in UTF-8") from error
    if not password:
        raise LoginError(f"{name} printed no password")
    return password
