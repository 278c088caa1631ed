"""Children that are watched, and hurt, by `strace` while they do one thing."""

from __future__ import annotations

import ctypes
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_BEGIN, _END = "/licensetui-begins", "/licensetui-ends"
"""Names that do not exist; asking for them shows in the trace where the one thing begins."""
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")
_ANYBODY = -1
_SET_PTRACER = 0x59616D61


@dataclass(frozen=True)
class Call:
    """One system call of the thing that was watched."""

    name: str
    """What it is called: `openat`."""
    number: int
    """The how-manieth call of this name it is since strace looks."""
    arguments: str
    """As strace writes them, with what it returned."""

    def __str__(self) -> str:
        """Return it for people."""
        return f"{self.name}#{self.number}({self.arguments[:70]}"


@dataclass(frozen=True)
class Watched:
    """What became of a child."""

    said: str
    """What the thing returned; empty if the child was killed."""
    calls: tuple[Call, ...]
    """The system calls of the thing, in order."""
    was_hit: bool
    """Whether the injected fault came about."""


def why_not() -> str:
    """Return why children cannot be watched here; empty if they can."""
    if shutil.which("strace") is None:
        return "there is no strace (Debian: apt-get install strace)"
    try:
        watched = watch(lambda: "done", Path("/dev/null"))
    except ChildProcessError as error:
        return f"strace may not watch processes here: {error}"
    return "" if watched.said == "done" else "strace does not let its child do anything"


def watch(thing: Callable[[], str], trace: Path, inject: str = "") -> Watched:
    """Fork a child that does one thing under strace, and return what became of it.

    `inject` is an expression of `strace -e inject=`; `trace` is the file that strace writes to.
    Raises `ChildProcessError` if strace cannot watch the child.
    """
    gate_read, gate_write = os.pipe()
    said_read, said_write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(gate_write)
        _be_child(thing, gate_read, said_write)
    os.close(gate_read)
    os.close(said_write)
    faults = ["-e", f"inject={inject}"] if inject else []
    tracer = subprocess.Popen(
        ["strace", "-p", str(child), "-o", trace, *faults], stderr=subprocess.PIPE, text=True
    )
    assert tracer.stderr is not None
    first = tracer.stderr.readline()
    if "attached" in first:
        os.write(gate_write, b"x")
    else:
        os.kill(child, signal.SIGKILL)
    os.close(gate_write)
    with os.fdopen(said_read) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    tracer.wait()
    tracer.stderr.close()
    if "attached" not in first:
        raise ChildProcessError(first.strip())
    text = trace.read_text(errors="replace") if trace.is_file() else ""
    return Watched(said, _calls(text), "(INJECTED)" in text or "+++ killed by" in text)


def _be_child(thing: Callable[[], str], gate: int, answer: int) -> None:
    """Wait until strace looks, do the thing, say what came of it, and end. Never returns."""
    try:
        if sys.platform == "linux":  # where only a parent may watch, let strace
            ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYBODY, 0, 0, 0)
        # Not a read: strace may or may not count a call in which it finds its child.
        select.select([gate], [], [])
        os.access(_BEGIN, os.F_OK)
        said = thing()
        os.access(_END, os.F_OK)
        os.write(answer, said.encode(errors="replace"))
    except BaseException:
        os.write(answer, traceback.format_exc().encode(errors="replace"))
    finally:
        os._exit(0)


def _calls(trace: str) -> tuple[Call, ...]:
    found, counted, is_inside = [], Counter[str](), False
    for line in trace.splitlines():
        if (match := _CALL.match(line)) is None:
            continue
        name, arguments = match.groups()
        counted[name] += 1
        if _END in arguments:
            break
        if is_inside:
            found.append(Call(name, counted[name], arguments))
        is_inside = is_inside or _BEGIN in arguments
    return tuple(found)
