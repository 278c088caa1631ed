"""The list on screen into a file: where, and under which name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from licensetui.domain.plain import plain
from licensetui.store.errors import StoreError
from licensetui.tui.widgets.save_choice import SaveChoice

_KINDS = "Enter saves: .csv, .json, or .txt. Down selects from the list, Esc cancels."


class SaveListScreen(ModalScreen[Path]):
    """Ends with the file that was written, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]
    DEFAULT_CSS = """
    SaveListScreen { align: center middle; background: transparent; }
    SaveListScreen > Vertical {
        width: 100%; max-width: 100%; height: 16; max-height: 100%;
    }
    SaveListScreen Static { height: 2; }
    """

    def __init__(self, what: str, path: Path, save: Callable[[Path], None]) -> None:
        """Ask where `what` is written, beginning with a path; `save` raises a `StoreError`."""
        super().__init__()
        self._what = what
        self._path = path
        self._save = save
        self._asked: Path | None = None
        # Of which the user has been told that it is there already.

    def compose(self) -> ComposeResult:
        """Lay out what is written, and where."""
        with Vertical(classes="frame"):
            yield Static(markup=False)
            yield SaveChoice()

    def on_mount(self) -> None:
        """Offer the default name."""
        self._say(_KINDS)
        self.query_one(SaveChoice).begin_with(self._path)

    def _say(self, sentence: str) -> None:
        self.query_one(Static).update(plain(f"{self._what}  {sentence}"))

    @on(SaveChoice.Chosen)
    def _chosen(self, event: SaveChoice.Chosen) -> None:
        """Write it; in place of a file that is there, only if that is chosen twice."""
        event.stop()
        path = event.path
        if path.is_file() and self._asked != path:
            self._asked = path
            self._say(f"{path.name} already exists. Press Enter again to replace it.")
            return
        try:
            self._save(path)
        except StoreError as error:
            self._say(f"{error}.")
        else:
            self.dismiss(path)
