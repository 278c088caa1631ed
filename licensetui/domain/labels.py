"""Labels of the choices that records have."""

from __future__ import annotations

from enum import Enum


class Labeled(Enum):
    """Members with a value, which files and scripts have, and a label, which people read.

    In English the words of the file are those of the screen, so there is no table of labels: a
    language would have its own here, and the values stay.
    """

    __hash__ = object.__hash__  # a member is one object, and this is asked a million times

    @property
    def label(self) -> str:
        """The word for it on a screen and in print."""
        return str(self.value)
