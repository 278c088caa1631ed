"""The history as a list: of one record, and each entry whole."""

from __future__ import annotations

from licensetui.tui.desk import Desk
from licensetui.tui.messages import ListChanges, ShowEntry
from licensetui.tui.screens.history_entry import EntryScreen
from licensetui.tui.views.history import HistoryView


async def list_changes(desk: Desk, request: ListChanges) -> None:
    """Show the history of one record."""
    view = await desk.main.show_view("history")
    assert isinstance(view, HistoryView)  # noqa: S101  # asked for by its name
    view.show_record(request.record)


def show_entry(desk: Desk, request: ShowEntry) -> None:
    """Show an entry whole."""
    desk.show(EntryScreen(request.entry, request.history, desk.outlook))
