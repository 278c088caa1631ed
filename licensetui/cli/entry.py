"""The way from the command line to an exit code, by a command or by the screens."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import TextIOWrapper

from licensetui.cli.arguments import parse
from licensetui.cli.exits import DEFECT, DONE, INTERRUPTED, PIPE_CLOSED, code_of, sentence_of
from licensetui.cli.registry import CLOCK_FROM, PLAIN, RUN, TRACEBACK_LINES
from licensetui.cli.results import OutputError, Results, send_nowhere
from licensetui.door import load

_SELDOM = (100_000, 50, 50)
"""When a run looks for garbage: it makes little, and what it loads and reads stays to its end."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (else the process's own) and return its exit code."""
    gc.set_threshold(*_SELDOM)
    _open_closed()
    # What is there at the end goes with the process: to look for garbage in all of it once more
    # would take an eighth of the time of a command.
    atexit.register(gc.freeze)
    results = Results(sys.stdout)
    try:
        code = _run(argv, os.environ, results)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        code = _failed(error)
    try:
        is_saved = results.must_finish and code == DONE
        results.end()
    except OutputError as error:
        # What the run itself failed with says more than that this could not be printed.
        code = code or _not_printed(error, is_saved)
    return code


def _run(argv: Sequence[str] | None, environ: Mapping[str, str], results: Results) -> int:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without UTF-8 gets `?`, no traceback
    try:
        arguments = parse(argv, lambda: load(CLOCK_FROM)(environ).today())
    except SystemExit as leaving:  # --help and --version
        return DONE if leaving.code is None else int(leaving.code)
    code: int = load(RUN)(arguments, environ, results)
    return code


def _open_closed() -> None:
    """Keep the numbers of standard streams that are closed from the first files that are opened.

    Else what another part of the process writes to "standard error" would go into such a file.
    """
    for stream in range(3):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one


def _failed(error: Exception) -> int:
    """Say what went wrong, and return the exit code for it."""
    code = code_of(error)
    if code is None:
        _complain("".join(load(TRACEBACK_LINES)(error)))
        _complain("licensetui: this is a bug in licensetui: please report it\n")
        return DEFECT
    if code != PIPE_CLOSED:
        _complain(f"licensetui: {load(PLAIN)(sentence_of(error))}\n")
    return code


def _not_printed(error: OutputError, is_saved: bool) -> int:
    """Say what became of a run of which not all could be printed, and return its exit code."""
    reason = "output was closed" if error.is_unread else load(PLAIN)(str(error))
    if is_saved:
        _complain(f"licensetui: the change was saved, but the output is incomplete: {reason}\n")
    elif not error.is_unread:
        _complain(f"licensetui: {load(PLAIN)(sentence_of(error))}\n")
    return code_of(error) or DEFECT


def _complain(text: str) -> None:
    """Print to standard error; where that fails too, only the exit code is left to tell."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            with suppress(OSError):
                send_nowhere(sys.stderr)
