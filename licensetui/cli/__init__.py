"""The command line: every screen has a printed twin; Textual is loaded only to open the program."""

from __future__ import annotations

from collections.abc import Sequence

_INTERRUPTED = 130
# As in `exits`, which may not be there yet.


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (else the process's own) and return its exit code."""
    try:
        from licensetui.cli import entry  # Ctrl+C while all is loaded is no traceback either
    except KeyboardInterrupt:
        return _INTERRUPTED
    except RuntimeError as error:
        if isinstance(error.__cause__, KeyboardInterrupt):  # Python 3.11, while a class is made
            return _INTERRUPTED
        raise
    return entry.main(argv)
