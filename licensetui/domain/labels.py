"""Labels of the choices that records have."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

_LABELS: Mapping[object, str] = {
    "look": "check",
    "no mail arrives there": "mail does not arrive",
    "only one who can sign in": "only sign-in",
    "only one who knows it": "only one with the password",
    "given up": "canceled",
    "reminder mail": "reminder",
    "renewed itself": "auto-renewed",
}
"""Labels of the values that files and scripts keep, and people read otherwise."""


class Labeled(Enum):
    """Members with a value, which files and scripts have, and a label, which people read.

    In English most words of the file are those of the screen: `_LABELS` has the others, as a
    language would have its own here, and the values stay.
    """

    __hash__ = object.__hash__  # a member is one object, and this is asked a million times

    @property
    def label(self) -> str:
        """The word for it on a screen and in print."""
        return _LABELS.get(self.value, str(self.value))
