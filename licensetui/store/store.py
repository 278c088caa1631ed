"""The seam: what the rest of the program asks of a store, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from licensetui.domain.change import Change
from licensetui.domain.portfolio import Portfolio


@dataclass(frozen=True)
class Saved:
    """A change that has been confirmed: it is on the disk."""

    portfolio: Portfolio
    """Everything as it is now, changes of other sessions included."""
    licenses: Mapping[int, int]
    """Final ids of the new licenses by the ids they had in the change."""
    contacts: Mapping[int, int]
    """Final ids of the new contacts by the ids they had in the change."""


class Store(Protocol):
    """A place that keeps a portfolio. Nothing above it knows whether that is a file."""

    @property
    def title(self) -> str:
        """What to call the place on screen."""

    @property
    def is_writable(self) -> bool:
        """Whether changes can be saved at all."""

    @property
    def why_read_only(self) -> str:
        """Why changes cannot be saved, as a clause for the user; empty if they can."""

    @property
    def portfolio(self) -> Portfolio:
        """Everything as it was when last opened or saved, or when a commit last looked."""

    def commit(self, change: Change) -> Saved:
        """Save a change whole, or raise a `StoreError` and save nothing of it.

        `NotDurableError` alone says that the change is there, but may not last.
        """
