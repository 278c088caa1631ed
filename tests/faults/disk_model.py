"""A model of a disk: what may stand on it after a power cut, whatever the file system.

The rules are those of POSIX and no kinder. Bytes that were not followed by an fsync of their file
may be there, in part, as zeros, or not at all. A change of a directory that was not followed by an
fsync of that directory may have happened or not, each for itself. A rename happens whole.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

Names = Mapping[str, int]
"""Nodes by name. Node 0 is the top directory; below zero are directories, above are files."""
Tree = Mapping[str, bytes | None]
"""Bytes by path; None for a directory."""


@dataclass(frozen=True)
class Bind:
    """A change of directories that happens whole or not: make, link, rename, remove."""

    names: tuple[tuple[int, str, int | None], ...]
    """Directory, name, and the node it stands for afterwards; None if it is gone."""


@dataclass(frozen=True)
class Write:
    """Bytes handed to the kernel."""

    node: int
    """The file."""
    offset: int
    """Where they begin."""
    content: bytes
    """The bytes."""


@dataclass(frozen=True)
class Resize:
    """A file cut or extended."""

    node: int
    """The file."""
    size: int
    """Its size afterwards, in bytes."""


@dataclass(frozen=True)
class Sync:
    """The disk has confirmed what came before: the bytes of a file, the names in a directory."""

    node: int
    """The file or directory."""


Operation = Bind | Write | Resize | Sync


@dataclass(frozen=True)
class Disk:
    """Directories and files."""

    directories: Mapping[int, Names]
    """What stands in each directory."""
    files: Mapping[int, bytes]
    """The bytes of each file."""

    def after(self, operations: Sequence[Operation]) -> Disk:
        """Return the disk after all operations."""
        directories = {node: dict(names) for node, names in self.directories.items()}
        files = dict(self.files)
        for operation in operations:
            if isinstance(operation, Bind):
                for place, name, node in operation.names:
                    names = directories.setdefault(place, {})
                    names.pop(name, None)
                    if node is not None:
                        names[name] = node
            elif isinstance(operation, Write | Resize):
                files[operation.node] = _written(files.get(operation.node, b""), operation)
        return Disk(directories, files)

    def tree(self) -> Tree:
        """Return what can be reached from the top directory."""
        return dict(self._walk(0, ""))

    def _walk(self, directory: int, prefix: str) -> Iterator[tuple[str, bytes | None]]:
        for name, node in self.directories.get(directory, {}).items():
            if node > 0:
                yield prefix + name, self.files.get(node, b"")
            else:
                yield prefix + name, None
                yield from self._walk(node, f"{prefix}{name}/")


def after_power_cut(
    disk: Disk, done: Sequence[Operation], most: int, chance: random.Random
) -> Iterator[Tree]:
    """Yield what may stand on a disk if the power is cut right after the operations `done`.

    Where there are more than `most` possibilities, so many of them are drawn, the extremes first.
    The same tree may come twice.
    """
    done = _joined(done)
    certain, doubtful = _told_apart(done)
    choices = [_outcomes(operation) for operation in doubtful]
    for chosen in _combinations(choices, most, chance):
        fates = {index: fate for (index, _), fate in zip(doubtful, chosen, strict=True)}
        yield disk.after(
            [
                fate
                for index, operation in enumerate(done)
                if (fate := operation if index in certain else fates[index]) is not None
            ]
        ).tree()


def _joined(done: Sequence[Operation]) -> list[Operation]:
    """Return operations in which pieces that were written one behind the other are one."""
    joined: list[Operation] = []
    for operation in done:
        last = joined[-1] if joined else None
        if (
            isinstance(operation, Write)
            and isinstance(last, Write)
            and (operation.node, operation.offset) == (last.node, last.offset + len(last.content))
        ):
            joined[-1] = replace(last, content=last.content + operation.content)
        else:
            joined.append(operation)
    return joined


def _told_apart(
    done: Sequence[Operation],
) -> tuple[set[int], list[tuple[int, Operation]]]:
    """Return the indices of operations that the disk has confirmed, and those in doubt."""
    synced: set[int] = set()
    certain: set[int] = set()
    doubtful: list[tuple[int, Operation]] = []
    for index in reversed(range(len(done))):
        operation = done[index]
        if isinstance(operation, Sync):
            synced.add(operation.node)
            certain.add(index)
        elif _nodes(operation) <= synced:
            certain.add(index)
        else:
            doubtful.append((index, operation))
    return certain, doubtful[::-1]


def _nodes(operation: Bind | Write | Resize) -> set[int]:
    if isinstance(operation, Bind):
        return {place for place, _, _ in operation.names}
    return {operation.node}


def _outcomes(doubtful: tuple[int, Operation]) -> list[Operation | None]:
    """Return what may become of an operation that the disk has not confirmed."""
    operation = doubtful[1]
    if not isinstance(operation, Write):
        return [None, operation]
    size = len(operation.content)
    half = replace(operation, content=operation.content[: size // 2])
    zeros = replace(operation, content=bytes(size))
    late = replace(operation, content=bytes(size // 2) + operation.content[size // 2 :])
    return [None, operation, half, zeros, late]


def _combinations(
    choices: list[list[Operation | None]], most: int, chance: random.Random
) -> Iterator[tuple[Operation | None, ...]]:
    number = 1
    for outcomes in choices:
        number *= len(outcomes)
    if number <= most:
        yield from itertools.product(*choices)
        return
    yield tuple(outcomes[0] for outcomes in choices)
    yield tuple(outcomes[1] for outcomes in choices)
    for kept in range(len(choices)):  # a disk that does things in order
        yield tuple(outcomes[index < kept] for index, outcomes in enumerate(choices))
    for _ in range(most):
        yield tuple(chance.choice(outcomes) for outcomes in choices)


def _written(content: bytes, operation: Write | Resize) -> bytes:
    if isinstance(operation, Resize):
        return content[: operation.size].ljust(operation.size, b"\0")
    end = operation.offset + len(operation.content)
    start = content[: operation.offset].ljust(operation.offset, b"\0")
    return start + operation.content + content[end:]
