"""Places in the home directory. Not everybody has one: a user id without a name, without HOME."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from licensetui.domain.settings import SettingsError

SETTINGS_VARIABLE = "LICENSETUI_SETTINGS"
"""Environment variable that names another settings file."""

_NO_PLACE = (
    "no home directory, so the {what} cannot be found: set HOME to an absolute path, "
    "or set both LICENSETUI_FILE (or --file) and LICENSETUI_SETTINGS"
)


def home() -> Path | None:
    """Return the home directory, or None if there is none."""
    if os.environ.get("HOME") == "":
        return None
    try:
        found = Path.home()
    except RuntimeError:  # no HOME, and the system does not know the user id
        return None
    return found if found.is_absolute() else None


def usual_directory(kind: Literal["config", "data", "state"]) -> Path:
    """Return where settings (`config`) or records (`data`) are kept when nobody says.

    What is remembered from run to run is `state`. On Linux these are `~/.config/licensetui`,
    `~/.local/share/licensetui` and `~/.local/state/licensetui`. Raises `SettingsError` where there
    is no home directory to find them in.
    """
    from platformdirs import user_config_dir, user_data_dir, user_state_dir

    find, what = {
        "config": (user_config_dir, "settings file"),
        "data": (user_data_dir, "data file"),
        "state": (user_state_dir, "state directory"),
    }[kind]
    error = SettingsError(_NO_PLACE.format(what=what))
    try:
        found = Path(find("licensetui", appauthor=False))
    except RuntimeError as reason:
        raise error from reason
    if not found.is_absolute():  # older releases of platformdirs leave `~` as it is
        raise error
    return found


def settings_path(environ: Mapping[str, str]) -> Path:
    """Return where the settings file is, or would be; raises `SettingsError` without a home."""
    chosen = environ.get(SETTINGS_VARIABLE)
    return Path(chosen) if chosen else usual_directory("config") / "settings.toml"


def expanded(path: str) -> Path:
    """Return a path, `~` and `~anna` expanded, or raise `ValueError` with a clause."""
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        name = Path(path).parts[0]
        raise ValueError(f"there is no home directory {name}: write the absolute path") from error


def default_path() -> Path:
    """Return the file in the user's data directory, or raise `SettingsError` without a home."""
    return usual_directory("data") / "licenses.json"
