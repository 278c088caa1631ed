"""Lists that become licenses: asked for, and opened in their form."""

from __future__ import annotations

from licensetui.tui.desk import Desk
from licensetui.tui.messages import ImportList, ListImported, OpenDraft
from licensetui.tui.screens.importing import ImportForm
from licensetui.tui.views.licenses import LicensesView


def import_list(desk: Desk, _request: ImportList) -> None:
    """Import licenses from a file; go on with an import that was left just now."""
    left = desk.session.left
    if not desk.may_edit():
        return
    if left and left.form == ImportForm.KIND:
        desk.session.left = None
        desk.do(OpenDraft(left))
    else:
        desk.open(ImportForm(desk.session))


async def list_imported(desk: Desk, request: ListImported) -> None:
    """Show the licenses that an import has brought or changed, and no others."""
    view = await desk.main.show_view("licenses")
    assert isinstance(view, LicensesView)  # noqa: S101  # asked for by its name
    view.show_imported(request.ids)
