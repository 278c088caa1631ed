"""The author of changes, and the owner of a file."""

from __future__ import annotations

import grp
import os
import pwd
import stat
from pathlib import Path


def author() -> str:
    """Return the user and the machine, under which changes are recorded: `anna@jira1`."""
    return f"{user_name(os.geteuid())}@{os.uname().nodename}"


def user_name(id: int) -> str:
    """Return the name of a user of this machine, or `user1000` for one who has none."""
    try:
        return pwd.getpwuid(id).pw_name
    except KeyError:
        return f"user{id}"


def described(path: Path) -> str:
    """Return a path with mode, owner and group: `/srv/licenses.json (660 anna:team)`."""
    try:
        status = path.stat()
    except OSError as error:
        return f"{path} ({error.strerror})"
    group = _group_name(status.st_gid)
    return f"{path} ({stat.S_IMODE(status.st_mode):o} {user_name(status.st_uid)}:{group})"


def _group_name(id: int) -> str:
    try:
        return grp.getgrgid(id).gr_name
    except KeyError:
        return str(id)
