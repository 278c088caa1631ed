"""License keys: the form into which one is pasted."""

from __future__ import annotations

from licensetui.tui.commands.browsing import ARCHIVE
from licensetui.tui.desk import Desk
from licensetui.tui.messages import PasteKey
from licensetui.tui.screens.license_key import KeyForm


def paste_key(desk: Desk, request: PasteKey) -> None:
    """Open the form of a license's key."""
    if request.license.archived:
        desk.refuse(f"{request.license.name} is archived. Restore it first: {ARCHIVE.key}.")
    elif desk.may_edit():
        desk.open(KeyForm(desk.session, request.license))
