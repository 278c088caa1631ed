"""What the terminal can show, read from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping


def has_few_colors(environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether to keep to the terminal's own 16 colors, or to none.

    Shades that are mixed for 256 or more colors turn unreadable where there are fewer; with
    NO_COLOR set, only the terminal's own foreground and background are left.
    """
    if "NO_COLOR" in environ:
        return True
    many = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    return not many and "256color" not in environ.get("TERM", "")
