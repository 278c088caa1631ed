"""Files that stay as they are although something was to be taken out of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class UnreachedFile:
    """A file in which what was sought may still be."""

    path: Path
    """The file."""
    why: str
    """Why it was left as it is, as a clause."""

    @property
    def place(self) -> str:
        """The file, for the user."""
        return str(self.path)
