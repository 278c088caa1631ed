"""From the command line to an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from licensetui.cli import exits
from licensetui.cli.arguments import parse
from licensetui.cli.context import Context
from licensetui.cli.program import no_terminal, open_program
from licensetui.clock import Clock, clock_from
from licensetui.domain.plain import plain
from licensetui.settings import settings_path
from licensetui.store.store import Store

FILE_VARIABLE = "LICENSETUI_FILE"
"""Environment variable that names the file where `--file` does not."""

DEFECT = "this is a defect of the program; please report it with what stands above"
"""What to say of an error that nobody has foreseen."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (else the process's own) and return its exit code."""
    if sys.stdout is None:  # closed, as by `>&-`
        return exits.FAILED_IO
    try:
        code = _run(argv, os.environ)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return exits.PIPE_CLOSED
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except Exception as error:
        known = exits.code_of(error)
        if known is None:
            sys.excepthook(type(error), error, error.__traceback__)
            print(f"licensetui: {DEFECT}", file=sys.stderr)
            return exits.CRASHED
        print(f"licensetui: {plain(exits.sentence_of(error))}", file=sys.stderr)
        if isinstance(error, OSError):
            _drop_output()
        return known
    return code


def _run(argv: Sequence[str] | None, environ: Mapping[str, str]) -> int:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without UTF-8 gets `?`, no traceback
    try:
        arguments = parse(argv)
    except SystemExit as leaving:  # --help and --version
        return exits.DONE if leaving.code is None else int(leaving.code)
    clock = clock_from(environ)
    named = arguments.file or environ.get(FILE_VARIABLE)
    file = None if arguments.demo else _file(named)
    context = Context(
        open_store=partial(_open_store, file, arguments.readonly, clock),
        file=file,
        settings_file=settings_path(environ),
        no_dns=arguments.no_dns,
        environ=environ,
        clock=clock,
        out=sys.stdout,
        err=sys.stderr,
        input=getattr(sys.stdin, "buffer", None),
        answers=sys.stdin if sys.stdout.isatty() and _is_terminal(sys.stdin) else None,
        is_named=bool(named),
    )
    if arguments.run is None:
        why_not = no_terminal(environ, sys.stdin, sys.stdout, sys.stderr)
        return open_program(arguments, context, why_not)
    code: int = arguments.run(arguments, context)
    return code


def _file(named: str | None) -> Path:
    if named:
        return Path(named)
    from licensetui.store.paths import default_path

    return default_path()


def _open_store(file: Path | None, always_readonly: bool, clock: Clock, readonly: bool) -> Store:
    if file is None:
        from licensetui.demo import demo_portfolio
        from licensetui.store.memory import MemoryStore

        return MemoryStore(demo_portfolio(clock.today()), title="demo")
    from licensetui.store.filestore import FileStore

    return FileStore.open(file, readonly=readonly or always_readonly, now=clock.now)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _drop_output() -> None:
    """Send what is still to be written nowhere: the flush at exit would fail again, aloud."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
