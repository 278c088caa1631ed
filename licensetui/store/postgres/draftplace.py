"""The place of drafts: on the user's machine, so that they outlive a server that is gone."""

from __future__ import annotations

from licensetui import descriptors
from licensetui.home import usual_directory
from licensetui.store.errors import NotSavedError
from licensetui.store.file import disk
from licensetui.store.file.gate import Gate


class DraftPlace:
    """The directory of the drafts for one database, in the state directory of the user."""

    def __init__(self, mark: str) -> None:
        """Touch nothing yet. Raises `SettingsError` without a home directory."""
        place = usual_directory("state") / f"drafts-{mark}"
        self.gate = Gate(place)
        """The way to it."""
        self.drafts = place
        """The directory of the journals."""

    def prepare(self) -> None:
        """Make the directory, open to this user alone, or raise `NotSavedError`."""
        try:
            disk.make_directory(self.drafts)
        except OSError as error:
            raise NotSavedError(f"NOT SAVED: {self.drafts}: {descriptors.reason(error)}") from error
