"""Lists that become licenses: asked for, and opened in their form."""

from __future__ import annotations

from licensetui.tui.desk import Desk
from licensetui.tui.messages import ImportList
from licensetui.tui.screens.importing import ImportForm


def import_list(desk: Desk, _request: ImportList) -> None:
    """Import licenses from a file."""
    if desk.may_edit():
        desk.open(ImportForm(desk.session))
