"""`licensetui` without a command: the program itself, or what is due where it cannot run."""

from __future__ import annotations

import gc
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import TextIO

from licensetui.cli.agenda import print_due
from licensetui.cli.context import Context
from licensetui.cli.exits import DEFECT, DONE
from licensetui.cli.registry import PROGRAM, PROGRAM_FAILED
from licensetui.door import load


def no_terminal(
    environ: Mapping[str, str], stdin: TextIO | None, out: TextIO, err: TextIO | None
) -> str:
    """Return why the screens cannot be shown; empty if they can.

    Standard error counts too: Textual draws there, so that output can be redirected.
    """
    for name, stream in (("input", stdin), ("output", out), ("error", err)):
        if stream is None or not stream.isatty():
            return f"standard {name} is no terminal"
    if environ.get("TERM") in ("dumb", "", None):
        return "the terminal can show lines only (TERM is dumb or not set)"
    return ""


def open_program(arguments: Namespace, context: Context, why_not: str) -> int:
    """Open the screens, or print what is due and say `why_not`."""
    if why_not:
        context.remark(f"{why_not}, so this is only what is due (see licensetui --help)")
        print_due(context)
        return DONE
    gc.disable()  # until all is read and found there is no garbage; then `MainScreen` turns it on
    store = context.open_store(arguments.readonly)
    gc.freeze()  # what was read is not looked at again
    run_app: Callable[..., int] = load(PROGRAM)
    try:
        return run_app(store, context.settings, context.clock, demo=arguments.demo)
    except load(PROGRAM_FAILED) as failure:  # Textual has shown the traceback
        context.remark(str(failure))
        return DEFECT
