"""Told things: what reminder mails have said to each recipient, wherever that is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from licensetui.domain.contact import address_key
from licensetui.domain.dataclass import dataclass


@dataclass(frozen=True)
class Told:
    """Everything that messages have told so far."""

    stages: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By the mark of a recipient, the stage that was told of each thing, by its key."""
    unsure: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    """By the mark of a recipient, the messages of which nobody knows whether they went out."""

    def to(self, recipient: str) -> Mapping[str, int]:
        """Return what a recipient was told: the stages by key."""
        return self.stages.get(mark_of(recipient), {})

    def unsure_since(self, recipient: str) -> datetime | None:
        """Return when a message to a recipient was begun of which nobody knows the end."""
        return max(self.unsure.get(mark_of(recipient), {}).values(), default=None)


def mark_of(recipient: str) -> str:
    """Return by what a recipient is known again: the SHA-256 of the address."""
    return hashlib.sha256(address_key(recipient).encode()).hexdigest()
