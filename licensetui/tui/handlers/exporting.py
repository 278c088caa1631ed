"""The list on screen, written into a file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from licensetui.domain.counting import counted
from licensetui.exchange.shown_list import ShownList, save_list
from licensetui.home import home
from licensetui.tui.desk import Desk
from licensetui.tui.forms.places import in_brief
from licensetui.tui.messages import ExportList
from licensetui.tui.screens.save_list import SaveListScreen
from licensetui.tui.widgets.rows import RowList


def export_list(desk: Desk, _request: ExportList) -> None:
    """Ask where the list that has the focus is written, and write it."""
    rows = desk.main.focused
    if not isinstance(rows, RowList) or not rows.items:
        desk.refuse("There is no list here to write to a file.")
        return
    is_dashboard = desk.main.view_name == "dashboard"
    name = (rows.id if is_dashboard else None) or desk.main.view_name
    shown = ShownList(name, *rows.as_shown())
    folder = home() or Path("/")
    with suppress(FileNotFoundError):  # the working directory was removed
        folder = Path.cwd()
    path = folder / f"{shown.name}-{desk.outlook.today}.csv"
    lines = counted(len(shown.rows), "line")

    def written(path: Path | None) -> None:
        if path is not None:
            desk.say(f"{in_brief(path)}: {lines}, as shown")

    desk.app.push_screen(
        SaveListScreen(
            f"{lines} as shown.", path, lambda path: save_list(shown, path, desk.session.own)
        ),
        written,
    )
