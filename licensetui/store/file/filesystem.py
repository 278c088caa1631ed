"""On what a file stands: file system, room, synced folders, and whether we may look."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from licensetui.store.check import Check, State
from licensetui.store.errors import UnreadableError
from licensetui.store.file import disk

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux lists what is mounted; other systems have no such list."""

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afs|9p|ncpfs|ceph|gfs2|ocfs2|lustre|drvfs|vboxsf|prl_fs|fuse\..*"
)
_LOCAL_FUSE = frozenset(("fuse.ext2", "fuse.ntfs", "fuse.ntfs-3g", "fuse.fuse-overlayfs"))
_MEMORY = frozenset(("tmpfs", "ramfs"))
_SYNCED = re.compile(
    r"dropbox|onedrive|nextcloud|owncloud|icloud|mobile documents|cloudstorage|google ?drive|"
    r"syncthing|seafile|pcloud|box sync",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\.stfolder|\.stversions|\.stignore|\.dropbox\.cache|\.(owncloud|nextcloud)sync\.log|"
    r"\._?sync_[0-9a-f]+\.db|\.tmp\.drive(down|up)load|\.seafile-data|\.SyncID|"
    r"\.849C9593-D756-4E56-8D6E-42412F2A707B"
)
"""Names that such programs give to what they need in the folders that they keep in step."""


def kind_of(path: Path, mounts: Path = MOUNTS) -> str:
    """Return the type of the file system on which a path is or would be; empty if not known."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    place = Path(os.path.realpath(path))
    best, kind = -1, ""
    for line in lines:
        fields, _, rest = line.partition(" - ")
        parts = fields.split(" ")
        if len(parts) < 5 or not rest:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), parts[4]))
        # Of two mounts on one point the later one hides the earlier.
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), rest.split(" ")[0]
    return kind


def is_shared(kind: str) -> bool:
    """Say whether a type of file system is reached over a network, or through a guest."""
    return kind not in _LOCAL_FUSE and _NETWORK.fullmatch(kind) is not None


def is_memory(kind: str) -> bool:
    """Say whether a type of file system is gone when the machine is switched off."""
    return kind in _MEMORY


def synced_folder(path: Path) -> str:
    """Return the part of a path that, by its name or traces, a program keeps in step, or ''."""
    if named := next((part for part in path.parts if _SYNCED.search(part)), ""):
        return named
    return next((folder.name for folder in path.parents if _is_marked(folder)), "")


def _is_marked(folder: Path) -> bool:
    """Say whether a folder holds a mark of Syncthing, Dropbox, Nextcloud, Google Drive or such."""
    try:
        return any(_MARK.fullmatch(path.name) for path in folder.iterdir())
    except OSError:  # not there yet, or closed to us
        return False


def free_bytes(path: Path) -> int:
    """Return how many bytes are free where a path is or would be. Raises `OSError`."""
    nearest = next(place for place in (path, *path.parents) if place.exists())
    return shutil.disk_usage(nearest).free


def unread(subject: str, error: UnreadableError) -> Check:
    """Return what to say of what cannot be read; what is foreign says itself what to do."""
    is_foreign = isinstance(error.__cause__, disk.ForeignError)
    remedy = "" if is_foreign else "Restore your access (chown, chmod)."
    return Check(subject, str(error), State.FAILED, remedy)
