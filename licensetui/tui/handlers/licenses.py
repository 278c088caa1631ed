"""Licenses as a list: shown, archived, brought back."""

from __future__ import annotations

from dataclasses import replace

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import named
from licensetui.tui.desk import Desk
from licensetui.tui.handlers.archiving import archived_words, verb
from licensetui.tui.messages import ArchiveLicenses, ListLicenses
from licensetui.tui.views.licenses import LicensesView


async def list_licenses(desk: Desk, request: ListLicenses) -> None:
    """Show the list of licenses, narrowed."""
    view = await desk.show_view("licenses")
    assert isinstance(view, LicensesView)  # noqa: S101  # asked for by its name
    if request.filter:
        view.narrow(request.filter)
    if request.find:
        view.action_find()


def archive_licenses(desk: Desk, request: ArchiveLicenses) -> None:
    """Archive licenses, or bring them back if all are archived."""
    archive = not all(license.archived for license in request.licenses)
    edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.licenses)
    names = named([license.name for license in request.licenses], "license")
    if desk.may_edit():
        change = Change(f"{verb(archive)} {names}", licenses=edits)
        desk.commit(change, archived_words(archive, names))
