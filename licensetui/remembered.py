"""Memory of the screens from run to run, in the state directory: the theme chosen in them."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import cast, get_args

from licensetui.domain.settings import SettingsError, ThemeName
from licensetui.home import usual_directory

_CHOICE = re.compile(r"(\S+) instead of (\S+)\s*")


def theme_path() -> Path | None:
    """Return where the theme is remembered, there or not; None without a home."""
    try:
        return usual_directory("state") / "theme"
    except SettingsError:
        return None


def remembered_theme(said: ThemeName) -> ThemeName | None:
    """Return the theme that was chosen on the screens when the settings said what they say now.

    Somebody who has changed the settings since wants to see what they say.
    """
    path = theme_path()
    try:
        found = _CHOICE.fullmatch(path.read_text("utf-8")) if path else None
    except (OSError, UnicodeDecodeError):
        return None
    is_known = found and found[2] == said and found[1] in get_args(ThemeName)
    return cast("ThemeName", found[1]) if found and is_known else None


def remember_theme(chosen: ThemeName, said: ThemeName) -> None:
    """Keep a theme that was chosen, beside what the settings `said`; raises `OSError`."""
    path = theme_path()
    if path is None:
        raise FileNotFoundError("no home directory")
    if chosen == said:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"theme.{os.getpid()}")
    try:
        new.write_text(f"{chosen} instead of {said}\n", encoding="utf-8")
        new.replace(path)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
