"""Copies of this process, for what needs one: Python and the imports are there already."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO


def forked(
    run: Callable[[], int], environment: Mapping[str, str], streams: tuple[int, int, int]
) -> int:
    """Return the exit code of a copy that runs something, and has these standard streams."""
    process = os.fork()
    if process == 0:
        _become(run, environment, streams)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@contextmanager
def talking(run: Callable[[], int]) -> Iterator[tuple[int, TextIO]]:
    """Let a copy run something; yield its number and what it prints. In the end it is killed."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _become(run, dict(os.environ), (0, writing, 2))
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="utf-8") as said:
            yield process, said
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _become(
    run: Callable[[], int], environment: Mapping[str, str], streams: tuple[int, int, int]
) -> NoReturn:
    """Be a process with this environment and these standard streams, and end."""
    code = 1
    try:
        signal.alarm(30)
        for stream, descriptor in enumerate(streams):
            os.dup2(descriptor, stream)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(Path(__file__).parents[1])
        sys.stdin, sys.stdout, sys.stderr = (
            open(stream, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            for stream, mode in enumerate("rww")
        )
        code = run()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code if _is_written(sys.stdout) and _is_written(sys.stderr) else 120)


def _is_written(stream: TextIO | None) -> bool:
    """Say whether what was printed could be written in the end; where not, Python ends by 120."""
    try:
        if stream is not None and not stream.closed:
            stream.flush()
    except OSError:
        return False
    return True
