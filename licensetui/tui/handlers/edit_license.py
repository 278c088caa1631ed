"""The form of a license."""

from __future__ import annotations

from licensetui.tui.desk import Desk
from licensetui.tui.messages import EditLicense
from licensetui.tui.screens.license_editor import LicenseEditor


def edit_license(desk: Desk, request: EditLicense) -> None:
    """Open a license in its editor, or a new one."""
    if request.license is not None or desk.may_edit():
        desk.open(LicenseEditor(desk.session, request.license, start_in=request.field))
