"""The pager: whatever `PAGER` names, else `less` or `more`."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress

_NOT_RUN = (126, 127)
"""What a shell ends with where it cannot run a command, or finds none."""
_FOR_LESS = "FRX"
"""As git has it: end where all fits on the screen, and leave it standing there."""


def paged(text: bytes, environ: Mapping[str, str]) -> bool:
    """Show a text by the pager, until that ends; return whether there is one."""
    command = environ.get("PAGER", shutil.which("less") or shutil.which("more") or "")
    if not command or command == "cat":
        return False
    with subprocess.Popen(  # noqa: S603  # the user's own command, by the shell as in `man`
        ["/bin/sh", "-c", command],
        stdin=subprocess.PIPE,
        env={"LESS": _FOR_LESS, **environ},
    ) as process:
        with suppress(BrokenPipeError, KeyboardInterrupt):  # it was left before all was read
            process.communicate(text)
        while process.poll() is None:
            with suppress(KeyboardInterrupt):  # Ctrl+C is for the pager, which goes on
                process.wait()
    return process.returncode not in _NOT_RUN
