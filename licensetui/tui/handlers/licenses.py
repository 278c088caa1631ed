"""Licenses as a list: shown, archived, brought back."""

from __future__ import annotations

from licensetui.tui.desk import Desk
from licensetui.tui.messages import ListLicenses
from licensetui.tui.views.licenses import LicensesView


async def list_licenses(desk: Desk, request: ListLicenses) -> None:
    """Show the list of licenses, narrowed."""
    view = await desk.main.show_view("licenses")
    assert isinstance(view, LicensesView)  # noqa: S101  # asked for by its name
    if request.filter:
        view.narrow(request.filter)
    if request.find:
        view.action_find()
