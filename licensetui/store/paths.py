"""Where the file is kept when nobody says."""

from __future__ import annotations

from pathlib import Path


def default_path() -> Path:
    """Return the file in the user's data directory (`~/.local/share/licensetui` on Linux)."""
    from platformdirs import user_data_dir

    return Path(user_data_dir("licensetui", appauthor=False)) / "licenses.json"
