"""The command line: every screen has a printed twin; Textual is loaded only to open the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_INTERRUPTED = 130  # as in `exits`, which may not be there yet


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (else the process's own) and return its exit code.

    Ctrl+C can come where Python passes no error on: in what it calls as an object goes, as after
    each import. It says so and goes on; here the process ends, as by a kill.
    """
    others = sys.unraisablehook
    sys.unraisablehook = lambda lost: (
        os._exit(_INTERRUPTED) if lost.exc_type is KeyboardInterrupt else others(lost)
    )
    try:
        from licensetui.cli import entry  # Ctrl+C while all is loaded is no traceback either

        return entry.main(argv)
    except (KeyboardInterrupt, RuntimeError) as error:
        # Python 3.11 makes the second of the first while a class is made.
        if isinstance(error.__cause__ or error, KeyboardInterrupt):
            return _INTERRUPTED
        raise
    finally:
        sys.unraisablehook = others
