"""What a hostile neighbor puts in place of something beside a file."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

ANNA, BERT, STRANGER, ROOT = 20001, 20002, 20003, 0
"""Ids of users: the owner of the file, a colleague, somebody else, and root."""

Planting = Callable[[Path, Path], None]
"""Puts something in a place; the second path is something precious of the same sort."""


def _removed(place: Path) -> Path:
    """Remove what is in a place, if anything is, and return it."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    return place


def _plant(make: Callable[[Path, Path], None], owner: int, mode: int | None = None) -> Planting:
    """Return what puts a thing of an owner in a place; the second path is something precious."""

    def plant(place: Path, precious: Path) -> None:
        make(_removed(place), precious)
        below = () if place.is_symlink() else place.rglob("*")
        for path in (place, *below):
            os.chown(path, owner, owner, follow_symlinks=False)
        if mode is not None:
            place.chmod(mode)

    return plant


def _socket(place: Path, _: Path) -> None:
    here = os.open(place.parent, os.O_RDONLY)
    try:  # the names of sockets are short
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(f"/proc/self/fd/{here}/{place.name}")
    finally:
        os.close(here)


def _same(place: Path, precious: Path) -> None:
    """Copy something of the same sort."""
    if precious.is_dir():
        shutil.copytree(precious, place)
    else:
        shutil.copy(precious, place)


def _second_name(place: Path, precious: Path) -> None:
    """Give something precious a second name; a directory can have none."""
    if precious.is_dir():
        place.symlink_to(precious)
    else:
        place.hardlink_to(precious)


KINDS: dict[str, Planting] = {
    "a link to its like": _plant(lambda place, like: place.symlink_to(like), BERT),
    "a link to a directory": _plant(lambda place, like: place.symlink_to(like.parent), BERT),
    "a link to nowhere": _plant(lambda place, like: place.symlink_to(like.parent / "no"), BERT),
    "a pipe": _plant(lambda place, _: os.mkfifo(place), BERT, 0o660),
    "a socket": _plant(_socket, BERT, 0o660),
    "a directory": _plant(lambda place, _: place.mkdir(), BERT, 0o770),
    "a second name": lambda place, like: _second_name(_removed(place), like),
    "a stranger's": _plant(_same, STRANGER, 0o700),
    "something of Anna's own": _plant(_same, ANNA, 0o700),
    "something of root's": _plant(_same, ROOT, 0o700),
}
"""What is put in a place, by what it is called."""
