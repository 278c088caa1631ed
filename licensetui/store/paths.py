"""The path of the file when nobody names one."""

from __future__ import annotations

from pathlib import Path

from licensetui.home import usual_directory


def default_path() -> Path:
    """Return the file in the user's data directory (`~/.local/share/licensetui` on Linux).

    Raises `SettingsError` where there is no home directory.
    """
    return usual_directory("data") / "licenses.json"
