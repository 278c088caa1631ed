"""Things that are done in a process of their own: as another user, or with disks of its own."""

from __future__ import annotations

import ctypes
import os
import pickle
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.outcome import Tally, Wrong

_NEW_MOUNTS, _NEW_USERS = 0x00020000, 0x10000000
_READ_ONLY, _REMOUNT, _ALL_BELOW, _PRIVATE = 1, 32, 16384, 1 << 18
_NOBODY = 65534


def in_child(thing: Callable[[Tally], None], tally: Tally) -> None:
    """Do a thing in a forked process, and take over what it has counted in `tally`.

    If it raises `PermissionError` or `NotImplementedError`, `tally.skipped` says why.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            try:
                thing(tally)
            except (PermissionError, NotImplementedError) as error:
                tally.skipped = str(error)
            except BaseException:
                tally.add(Wrong.UNTRUE, traceback.format_exc())
            with os.fdopen(write, "wb") as pipe:
                pickle.dump(tally, pipe)
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        counted: Tally = pickle.load(pipe)  # noqa: S301  # from our own child
    os.waitpid(child, 0)
    vars(tally).update(vars(counted))


def become_nobody(*places: Path) -> None:
    """Give up the rights of root for ever, but keep `places` as our own."""
    if os.geteuid() == 0:
        for place in places:
            os.chown(place, _NOBODY, _NOBODY)
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def own_mounts() -> None:
    """Let this process mount what nobody else sees.

    Raises `PermissionError` where it may not, `NotImplementedError` where there is no such thing.
    """
    if not hasattr(_libc(), "unshare"):
        raise NotImplementedError("only Linux lets a process have disks of its own")
    user, group = os.geteuid(), os.getegid()
    _call("unshare", _NEW_MOUNTS | (_NEW_USERS if user else 0))
    if user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    _mount("/", "", _PRIVATE | _ALL_BELOW, "")


@contextmanager
def small_disk(place: Path, options: str) -> Iterator[None]:
    """Mount an empty disk in memory, with the options of tmpfs."""
    place.mkdir(exist_ok=True)
    _mount(str(place), "tmpfs", 0, options)
    try:
        yield
    finally:
        _call("umount2", os.fsencode(place), 0)


def make_read_only(place: Path, options: str, *, read_only: bool) -> None:
    """Make a disk read-only, or writable again."""
    _mount(str(place), "tmpfs", _REMOUNT | (_READ_ONLY if read_only else 0), options)


def _mount(place: str, kind: str, flags: int, options: str) -> None:
    names = (name.encode() for name in ("none", place, kind))
    _call("mount", *names, ctypes.c_ulong(flags), options.encode())


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc(), name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise PermissionError(number, f"{name}: {os.strerror(number)}")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
