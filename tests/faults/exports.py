"""Every system call of an export: killed in it once, and failed once with each possible error."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from licensetui.cli import main
from licensetui.exchange import output_file
from tests.faults import strace
from tests.faults.files import new_file
from tests.faults.outcome import Run, Tally, Wrong
from tests.faults.strace import Call
from tests.faults.syscalls import errors_of

_OLD = b"what was there\n"
_MODE, _GROUP = 0o640, 30001
_DONE = "0 "


class _Nowhere(StringIO):
    """What is printed without any system call, but could be sent elsewhere."""

    def fileno(self) -> int:
        """Return a descriptor that may be replaced."""
        return os.open(os.devnull, os.O_WRONLY)


@dataclass(frozen=True)
class _Deed:
    """What is exported, and what stands at its target."""

    command: tuple[str, ...]
    """The command that makes the file."""
    name: str
    """What to write, in the directory for it."""
    is_there: bool
    """Whether there is a file already, which must keep its mode and group."""


_DEEDS = {
    "replaced": _Deed(("export", "ics"), "out.ics", is_there=True),
    "new": _Deed(("export", "ics"), "new.ics", is_there=False),
    "linked": _Deed(("export", "ics"), "link.ics", is_there=True),
    "report": _Deed(("report",), "out.ics", is_there=True),
}
"""Sorts of exports."""


def run(run: Run) -> Tally:
    """Hurt the system calls of several sorts of exports."""
    tally = Tally("exports", skipped=strace.why_not())
    if tally.skipped:
        return tally
    # With a size and a language argparse asks the system for neither, hundreds of times.
    size = {"COLUMNS": "80", "LINES": "24", "LANGUAGE": "C"}
    with patch.dict(os.environ, size, LICENSETUI_TODAY="2026-11-22T10:31"):
        _hurt_all(run, tally)
    return tally


def _hurt_all(run: Run, tally: Tally) -> None:
    file = new_file(run.directory("file"), 5)
    for name in run.names(("replaced",), tuple(_DEEDS)):
        _hurt(_Export(file, _DEEDS[name], run.place / "out"), name, run, tally)
    export = _Export(file, _DEEDS["replaced"], run.place / "out")
    for name, (step, instead) in _CONTROLS.items():
        control = Tally(name)
        with patch.object(output_file, step, instead):
            _hurt(export, name, run, control, kills_only=True)
        tally.must_fail(control)


class _Export:
    """One export, over and over from the same beginning."""

    def __init__(self, file: Path, deed: _Deed, directory: Path) -> None:
        self.file, self.deed, self.directory = file, deed, directory
        self.target = directory / deed.name
        self.begin()
        said = self.done()  # which also loads what only an export needs
        if not said.startswith(_DONE):
            raise RuntimeError(f"an export fails by itself: {said}")
        self.new = self.target.read_bytes()
        """What the target must be after it."""
        self.beside = _seen(file.parent)
        """The file and all beside it, which must not change."""

    def begin(self) -> None:
        """Make the directory anew, with what is there before."""
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir()
        (self.directory / "link.ics").symlink_to("out.ics")
        if self.deed.is_there:
            old = self.directory / "out.ics"
            old.write_bytes(_OLD)
            if os.geteuid() == 0:
                os.chown(old, -1, _GROUP)
            old.chmod(_MODE)

    def done(self) -> str:
        """Do it, and return the exit code and what was said."""
        arguments = ["--file", str(self.file), *self.deed.command, "-o", str(self.target)]
        said = StringIO()
        with redirect_stdout(_Nowhere()), redirect_stderr(said):
            code = main(arguments)
        return f"{code} {said.getvalue()}"


def _hurt(export: _Export, name: str, run: Run, tally: Tally, *, kills_only: bool = False) -> None:
    export.begin()
    calls = strace.watch(export.done, run.place / "trace").calls
    tally.confirmed += 1
    hit = [
        _try(export, call, fault, run, tally)
        for call in calls
        for fault in ("KILL", *(() if kills_only else errors_of(call)))
        if kills_only or not run.is_over
    ]
    tally.notes.append(f"{name}: {len(calls)} calls, {sum(hit)} faults")
    if sum(hit) < 0.95 * len(hit):
        tally.add(Wrong.UNTRUE, f"{name}: only {sum(hit)} of {len(hit)} faults came about")


def _try(export: _Export, call: Call, fault: str, run: Run, tally: Tally) -> bool:
    """Export with one fault, look at what is left, and return whether the fault came about."""
    tally.tries += 1
    what = "signal=KILL" if fault == "KILL" else f"error={fault}"
    export.begin()
    watched = strace.watch(
        export.done, run.place / "trace", f"{call.name}:{what}:when={call.number}"
    )
    where = f"{fault} in {call}"
    _check_said(watched.said, where, tally)
    _check_target(export, watched.said, where, tally)
    said = export.done()
    if not said.startswith(_DONE) or export.target.read_bytes() != export.new:
        tally.add(Wrong.UNREADABLE, f"{where}: and the next export: {said}")
    left = [path.name for path in export.directory.glob(".*")]
    if left:
        tally.add(Wrong.LEFT, f"{where}: {left}")
    return watched.was_hit


def _check_said(said: str, where: str, tally: Tally) -> None:
    code, _, sentence = said.partition(" ")
    is_sentence = sentence.startswith("licensetui: ") and sentence.count("\n") == 1
    if said and not said.startswith(_DONE) and not (code.isdecimal() and is_sentence):
        tally.add(Wrong.UNTRUE, f"{where}: {said.splitlines()[-1]}")


def _check_target(export: _Export, said: str, where: str, tally: Tally) -> None:
    """Check that the target is old or new, as was said, and as open as before."""
    old = _OLD if export.deed.is_there else None
    found = export.target.read_bytes() if export.target.exists() else None
    allowed = (old, export.new) if not said else (export.new if said.startswith(_DONE) else old,)
    if found not in allowed:
        tally.add(Wrong.LOST, f"{where}: said {said!r}, and there is {found!r:.60}")
    if found is not None:
        status = export.target.stat()
        group = _GROUP if export.deed.is_there and os.geteuid() == 0 else os.getegid()
        wanted = (_MODE if export.deed.is_there else 0o600, group)
        if (stat.S_IMODE(status.st_mode), status.st_gid) != wanted:
            tally.add(Wrong.UNTRUE, f"{where}: {status.st_mode:o} of group {status.st_gid}")
    if export.deed.name == "link.ics" and not export.target.is_symlink():
        tally.add(Wrong.LOST, f"{where}: the link")
    if _seen(export.file.parent) != export.beside:
        tally.add(Wrong.UNTRUE, f"{where}: something beside the file has changed")


def _seen(directory: Path) -> dict[Path, tuple[object, ...]]:
    """Return what stands in a directory, with mode, owner, group, time and content."""
    return {
        path: (
            *((status := path.lstat()).st_mode, status.st_uid, status.st_gid, status.st_mtime_ns),
            path.read_bytes() if path.is_file() else None,
        )
        for path in directory.rglob("*")
    }


def _write_in_place(path: Path, _name: str, content: bytes, *_: object) -> None:
    path.write_bytes(content)


def _remove_nothing(*_: object) -> None:
    pass


_CONTROLS = {
    "written in place": ("_write", _write_in_place),
    "without the search for leftovers": ("_remove_leftovers", _remove_nothing),
}
"""By name, a step of an export and what is done instead: each must leave something wrong."""
