"""Names of backups, which stand in the history too."""

from __future__ import annotations

import re

BACKUP_NAME = re.compile(
    "([0-9]{4}(?:-[0-9]{2}){2}T[0-9]{6}Z)-g([0-9]{1,18})-([a-z]{1,12}(?:-[a-z]{1,12}){0,2})"
    "(?:-([0-9]{1,6}))?"
)
"""What a backup is called, by which the history says which one was restored: time, generation,
why it was made, a number where there are several."""
