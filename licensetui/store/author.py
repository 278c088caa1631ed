"""Who makes the changes."""

from __future__ import annotations

import os
import pwd


def author() -> str:
    """Return the user and the machine, under which changes are recorded: `anna@jira1`."""
    return f"{user_name(os.geteuid())}@{os.uname().nodename}"


def user_name(id: int) -> str:
    """Return the name of a user of this machine, or `user1000` for one who has none."""
    try:
        return pwd.getpwuid(id).pw_name
    except KeyError:
        return f"user{id}"
