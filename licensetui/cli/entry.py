"""The way from the command line to an exit code, by a command or by the screens."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from licensetui.cli.agenda import print_due
from licensetui.cli.arguments import parse
from licensetui.cli.context import Context
from licensetui.cli.exits import DEFECT, DONE, INTERRUPTED, PIPE_CLOSED, code_of, sentence_of
from licensetui.cli.registry import (
    DEMO,
    FILE_KEEPER,
    MEMORY_STORE,
    PROGRAM,
    PROGRAM_FAILED,
)
from licensetui.cli.results import OutputError, Results, send_nowhere
from licensetui.clock import Clock, clock_from
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.door import load
from licensetui.store.store import Store

if TYPE_CHECKING:
    from licensetui.store.keeper import Keeper

FRAMES = "240"
"""Frames a second at most: at the usual 60, what belongs to one key is painted in two steps."""
FILE_VARIABLE = "LICENSETUI_FILE"
"""Environment variable that names the file where `--file` does not."""


_SELDOM = (100_000, 50, 50)
"""When a command looks for garbage: it makes little, and what it reads stays until its end."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (else the process's own) and return its exit code."""
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
        # Python 3.11 makes another error of what comes while a class is made, as Textual loads.
        is_interrupt = isinstance(error.__cause__, KeyboardInterrupt)
        code = INTERRUPTED if is_interrupt else _failed(error)
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
        arguments = parse(argv, lambda: clock_from(environ).today())
    except SystemExit as leaving:  # --help and --version
        return DONE if leaving.code is None else int(leaving.code)
    clock = clock_from(environ)
    context = Context(
        store_at=partial(_store_at, arguments.readonly, clock),
        keeper_at=partial(_keeper_at, clock),
        no_dns=arguments.no_dns,
        environ=environ,
        clock=clock,
        out=results,
        err=sys.stderr or StringIO(),  # closed, as by `2>&-`: printing would go to standard output
        input=getattr(sys.stdin, "buffer", None),
        answers=sys.stdin if results.isatty() and _is_terminal(sys.stdin) else None,
        is_demo=arguments.demo,
        named=arguments.file or environ.get(FILE_VARIABLE, ""),
    )
    if arguments.run is None:
        why_not = no_terminal(environ, sys.stdin, sys.stdout, sys.stderr)
        return open_program(arguments, context, why_not)
    gc.set_threshold(*_SELDOM)
    code: int = arguments.run(arguments, context)
    return code


def _store_at(always_readonly: bool, clock: Clock, file: Path | None, readonly: bool) -> Store:
    if file is None:
        portfolio: Portfolio = load(DEMO)(clock.today())
        store: Store = load(MEMORY_STORE)(portfolio, title="demo")
        return store
    return _keeper_at(clock, file).open(readonly or always_readonly)


def _keeper_at(clock: Clock, file: Path) -> Keeper:
    keeper: Keeper = load(FILE_KEEPER)(file, clock.now)
    return keeper


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


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
        _complain("".join(traceback.format_exception(error)))
        _complain("licensetui: this is a bug in licensetui: please report it\n")
        return DEFECT
    if code != PIPE_CLOSED:
        _complain(f"licensetui: {plain(sentence_of(error))}\n")
    return code


def _not_printed(error: OutputError, is_saved: bool) -> int:
    """Say what became of a run of which not all could be printed, and return its exit code."""
    reason = "output was closed" if error.is_unread else plain(str(error))
    if is_saved:
        _complain(f"licensetui: the change was saved, but the output is incomplete: {reason}\n")
    elif not error.is_unread:
        _complain(f"licensetui: {plain(sentence_of(error))}\n")
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


def no_terminal(
    environ: Mapping[str, str], stdin: TextIO | None, out: TextIO, err: TextIO | None
) -> str:
    """Return why the screens cannot be shown; empty if they can.

    Standard error counts too: Textual draws there, so that output can be redirected.
    """
    for name, stream in (("input", stdin), ("output", out), ("error", err)):
        if stream is None or not stream.isatty():
            return f"standard {name} is not a terminal"
    if environ.get("TERM") in ("dumb", "", None):
        return "the terminal cannot show screens (TERM is dumb or not set)"
    return ""


def open_program(arguments: Namespace, context: Context, why_not: str) -> int:
    """Open the screens, or print what is due and say `why_not`."""
    if why_not:
        context.remark(f"{why_not}: printing what is due instead (see licensetui --help)")
        print_due(context)
        return DONE
    context.take_keys()  # before the screens are loaded: some sentences are made then
    gc.disable()  # until all is read and found there is no garbage; then `MainScreen` turns it on
    store = context.open_store(arguments.readonly)
    gc.freeze()  # what was read is not looked at again
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)  # read by Textual as it is loaded
    run_app: Callable[..., int] = load(PROGRAM)
    try:
        code = run_app(store, context.settings, context.clock, demo=arguments.demo)
    except load(PROGRAM_FAILED) as failure:  # Textual has shown the traceback
        context.remark(str(failure))
        return DEFECT
    # With the terminal, the drafts and the file closed nothing is left to do. To take all of
    # Textual apart would keep the shell waiting for longer than it took to leave.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError):  # nobody reads on, and nothing was printed
                stream.flush()
    os._exit(code)
