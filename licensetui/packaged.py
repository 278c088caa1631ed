"""Files that come with the program, in the folders of its packages."""

from __future__ import annotations

import pkgutil


def packaged(package: str, place: str) -> bytes:
    """Return the bytes of a file by its place in a package: `data/roles.txt`.

    `importlib.resources` would do the same, and load what takes longer than to read the file.
    Raises `FileNotFoundError`.
    """
    found = pkgutil.get_data(package, place)
    assert found is not None  # noqa: S101  # by the loaders that Python has
    return found


def packaged_text(package: str, place: str) -> str:
    """Return the text of such a file, whatever ends its lines."""
    return packaged(package, place).decode().replace("\r\n", "\n")
