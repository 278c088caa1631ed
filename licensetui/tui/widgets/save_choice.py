"""The place of a file that is to be written: a name in a folder that is found by typing."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.widgets import Input

from licensetui.tui.forms.places import Rank, in_brief
from licensetui.tui.widgets.file_choice import FileChoice


class SaveChoice(FileChoice):
    """A line with a path, and below it what is there: only the arrows choose from that."""

    _is_picked = False
    # Whether the arrows have moved since the last letter.

    def begin_with(self, path: Path) -> None:
        """Offer a path; a letter is typed at its end."""
        self.line.value = in_brief(path)
        self.begin()
        self.line.action_end()

    @on(Input.Changed)
    def _unpick(self) -> None:
        self._is_picked = False

    def action_move(self, how: str) -> None:
        """Choose from what is there."""
        if self._is_picked:
            super().action_move(how)
        self._is_picked = True

    def _choose(self) -> None:
        """Take the name that is typed, whatever is called alike; go into a folder that is chosen.

        The name goes along, and that of a file that is chosen is typed for the user.
        """
        entry = self.rows.current if self._is_picked else None
        folder, name = self._meant()
        if entry is not None:
            is_folder = entry.rank is Rank.FOLDER
            # Words that have found the folder are no name of a file.
            kept = name if is_folder and "." in name else ""
            self.line.value = in_brief(entry.path / kept if is_folder else entry.path)
            if is_folder and not kept:
                self._enter(entry.path)
            self.line.action_end()
        elif name:
            self.post_message(self.Chosen((folder or Path.cwd()) / name))
