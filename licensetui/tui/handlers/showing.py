"""Windows that a key ends: keys and commands, terms, an entry of the history, who sees what."""

from __future__ import annotations

from textual.binding import ActiveBinding

from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.messages import ShowCommands, ShowEntry, ShowKeys, ShowTerms, ShowWhoSees
from licensetui.tui.screens.help import HelpScreen
from licensetui.tui.screens.who_sees import SightsScreen
from licensetui.tui.screens.window import EntryScreen, TermHistory


def show_terms(desk: Desk, request: ShowTerms) -> None:
    """Show all terms of a license."""
    desk.show(TermHistory(request.license, desk.outlook))


def show_entry(desk: Desk, request: ShowEntry) -> None:
    """Show an entry whole."""
    desk.show(EntryScreen(request.entry, request.history, desk.outlook))


def show_who_sees(desk: Desk, request: ShowWhoSees) -> None:
    """Show what a contact sees, or who sees a license, and why."""
    desk.show(SightsScreen(request.record, desk.outlook))


def show_keys(desk: Desk, request: ShowKeys) -> None:
    """Show the keys, those of the present place first."""
    titles = request.titles or (desk.main.view_name.capitalize(),)
    desk.show(HelpScreen(*titles, only=request.only))


def show_commands(desk: Desk, _request: ShowCommands) -> None:
    """Find a command that works now by its name, and do it."""
    options = [
        Option(
            f"{active.binding.description} ({active.binding.key_display})", active, active.tooltip
        )
        for active in desk.main.active_bindings.values()
        if active.enabled and active.binding.id and active.tooltip
    ]
    unique = list({option.value.binding.id: option for option in options}.values())

    async def run(active: ActiveBinding | None) -> None:
        if active is not None:
            await desk.app.run_action(active.binding.action, active.node)

    desk.app.push_screen(Chooser("Which command", unique), run)
