"""A run of the program once its arguments are read: by a command, or by the screens."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from io import StringIO
from typing import TextIO

from licensetui.cli.context import Context
from licensetui.cli.exits import DEFECT, DONE
from licensetui.cli.places import find_place
from licensetui.cli.registry import PRINT_DUE, PROGRAM, PROGRAM_FAILED
from licensetui.cli.results import Results
from licensetui.clock import clock_from
from licensetui.door import load

FRAMES = "240"
"""Frames a second at most: at the usual 60, what belongs to one key is painted in two steps."""


def run(arguments: Namespace, environ: Mapping[str, str], results: Results) -> int:
    """Do what the arguments ask, and return the exit code."""
    clock = clock_from(environ)
    context = Context(
        find_place=partial(find_place, arguments, environ, clock),
        no_dns=arguments.no_dns,
        environ=environ,
        clock=clock,
        out=results,
        err=sys.stderr or StringIO(),  # closed, as by `2>&-`: printing would go to standard output
        input=getattr(sys.stdin, "buffer", None),
        answers=sys.stdin if results.isatty() and _is_terminal(sys.stdin) else None,
    )
    if arguments.run is None:
        why_not = no_terminal(environ, sys.stdin, sys.stdout, sys.stderr)
        return open_program(arguments, context, why_not)
    code: int = arguments.run(arguments, context)
    return code


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


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
        load(PRINT_DUE)(context)
        return DONE
    context.take_keys()  # before the screens are loaded: some sentences are made then
    gc.disable()  # until all is read and found there is no garbage; then `MainScreen` turns it on
    store = context.open_store(arguments.readonly)
    gc.freeze()  # what was read is not looked at again
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)  # read by Textual as it is loaded
    run_app: Callable[..., int] = load(PROGRAM)
    own = context.keeper.own if context.keeper else lambda _path: ""
    try:
        code = run_app(store, context.settings, context.clock, own, demo=arguments.demo)
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
