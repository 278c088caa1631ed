"""Links to pages that our own tables name, for terminals that know them (OSC 8).

Only these: what users, files and vendors have written is text, and never a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_URL = re.compile(r"https://[^\s;,]+[^\s;,:.)]")
_TERMS = ("xterm-kitty", "foot", "alacritty", "xterm-ghostty", "wezterm", "contour")
_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "mintty")
_OWN = ("KONSOLE_VERSION", "KITTY_WINDOW_ID", "WT_SESSION", "WEZTERM_EXECUTABLE")
_VTE = 5000
# The first release of VTE, on which GNOME's and many other terminals stand, that knows links.


def knows_links(environ: Mapping[str, str]) -> bool:
    """Say whether a terminal is known to show links; others get the same text without them.

    Over SSH often TERM alone is handed on; FORCE_HYPERLINK=1 says so there, and 0 that it is none.
    """
    if forced := environ.get("FORCE_HYPERLINK"):
        return forced != "0"
    vte = environ.get("VTE_VERSION", "")
    return (
        (vte.isascii() and vte.isdecimal() and int(vte) >= _VTE)
        or environ.get("TERM", "").startswith(_TERMS)
        or environ.get("TERM_PROGRAM") in _PROGRAMS
        or any(name in environ for name in _OWN)
    )


def linked(line: str) -> str:
    """Return a line of our own with its addresses as links; all of it stays to be read."""
    return _URL.sub(lambda found: f"\x1b]8;;{found[0]}\x1b\\{found[0]}\x1b]8;;\x1b\\", line)
