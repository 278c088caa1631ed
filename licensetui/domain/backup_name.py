"""The name of a backup, by which the history says which one was restored."""

from __future__ import annotations

import re

BACKUP = re.compile(
    "([0-9]{4}(?:-[0-9]{2}){2}T[0-9]{6}Z)-g([0-9]{1,18})-([a-z]{1,12}(?:-[a-z]{1,12}){0,2})"
    "(?:-([0-9]{1,6}))?"
)
"""Time, generation, why it was made, and a number where there are several."""
