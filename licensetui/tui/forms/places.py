"""Files that may be meant, and the folders they are in: the usual ones, or one that is typed."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from platformdirs import user_documents_path, user_downloads_path

from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import folded
from licensetui.home import expanded, home

TABLES = (
    *(".csv", ".tsv", ".tab", ".txt", ".json", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    *(".html", ".htm", ".xml"),
)
"""How the names of files end that may hold a table, or say why not when they are opened."""
UP = ".."
"""What stands for the folder above."""
_PATH = re.compile(r"~|\.{0,2}/|file:|[\"']", re.IGNORECASE)
"""How a path begins, and words to find do not."""


class Rank(IntEnum):
    """The order in which entries of a folder are offered."""

    TABLE = 0
    FOLDER = 1
    OTHER = 2


class FileEntry(NamedTuple):
    """A file or folder to choose; a tuple, as there may be very many."""

    folder: Path
    """The folder it is in."""
    name: str
    """What it is called there; `..` for the folder that this one is in."""
    rank: Rank
    """Whether it may be a table, or is a folder."""
    moment: float = 0.0
    """When it was last changed, in seconds since 1970; 0 where nobody has looked."""
    size: int = 0
    """Its bytes; 0 where nobody has looked."""
    text: str = ""
    """The text in which it is found, folded."""

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder.parent if self.name == UP else self.folder / self.name


@dataclass(frozen=True)
class Listing:
    """What is in a folder, the best first, or why nobody can say it."""

    folder: Path
    """The folder."""
    entries: tuple[FileEntry, ...] = ()
    """What is in it."""
    problem: str = ""
    """Why it cannot be read, as a clause."""


def usual_folders() -> tuple[Path, ...]:
    """Return the folders where a list may be: the working one, downloads, documents, home."""
    found: list[Path] = []
    with suppress(FileNotFoundError):  # the working one was removed
        found.append(Path.cwd())
    if house := home():
        found += [user_downloads_path(), user_documents_path(), house]
    return tuple(dict.fromkeys(found))


def listing(folder: Path) -> Listing:
    """Return what is in a folder: tables, newest first, then folders, then all else.

    It may take as long as the disk or the network takes, so ask it in the background.
    """
    where = folded(in_brief(folder))
    try:
        with os.scandir(folder) as found:
            entries = [_entry(folder, each, where) for each in found]
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Listing(folder, problem=reason)
    return Listing(folder, tuple(sorted(entries, key=in_order)))


def in_order(entry: FileEntry) -> tuple[Rank, float, str]:
    """Return what sorts entries: tables by their age, all else by name."""
    return (entry.rank, -entry.moment, entry.text)


def _entry(folder: Path, found: os.DirEntry[str], where: str) -> FileEntry:
    name = found.name
    text = f"{folded(name)} {where}"
    try:
        if found.is_dir():
            return FileEntry(folder, name, Rank.FOLDER, text=text)
        if name.lower().endswith(TABLES) and found.is_file():
            told = found.stat()
            return FileEntry(folder, name, Rank.TABLE, told.st_mtime, told.st_size, text)
    except OSError:  # a link to nothing, or a server that is gone
        pass
    return FileEntry(folder, name, Rank.OTHER, text=text)


def typed_path(text: str) -> Path | None:
    """Return the path in what was typed or pasted; None if these are words to find.

    A path may be quoted, as a shell or a file manager copies it, or a `file:` URL. The disk is not
    asked, which may not answer.
    """
    text = text.strip()
    if not (_PATH.match(text) or "/" in text):
        return None
    try:
        if text[:5].lower() == "file:":
            text = unquote(urlsplit(text).path)
        elif text[0] in "\"'" or "\\ " in text:
            text = _unquoted(text)
        path = expanded(text)
        return path if path.is_absolute() else Path.cwd() / path
    except (ValueError, OSError):  # no URL, nobody's home, or the working directory was removed
        return None


def is_folder(text: str) -> bool:
    """Say whether what was typed ends as the path of a folder does."""
    return text.strip().strip("\"'").endswith(("/", "/.", "/..", "~"))


def _unquoted(text: str) -> str:
    try:
        return " ".join(shlex.split(text))
    except ValueError:  # the end of a quotation is still to be typed
        return text.strip("\"'")


def in_brief(path: Path) -> str:
    """Return a path, with `~` for the home directory."""
    house = home()
    if house and path.is_relative_to(house):
        return str(Path("~") / path.relative_to(house))
    return str(path)


def up_from(folder: Path) -> FileEntry:
    """Return the entry that leads out of a folder."""
    return FileEntry(folder, UP, Rank.FOLDER)


def fitting(entries: Iterable[FileEntry], text: str) -> list[FileEntry]:
    """Return the entries in whose texts all words are; one that is called just so is first.

    What is hidden by a dot is there for whoever types the dot.
    """
    words, shows_hidden = folded(text).split(), text.startswith(".")
    found = [
        entry
        for entry in entries
        if (shows_hidden or not entry.name.startswith("."))
        and all(word in entry.text for word in words)
    ]
    return sorted(found, key=lambda entry: entry.name != text) if text else found
