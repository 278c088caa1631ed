"""The keys there are, and the commands by their names."""

from __future__ import annotations

from textual.binding import ActiveBinding

from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.dialogs.help import HelpScreen
from licensetui.tui.messages import ShowCommands, ShowKeys


def show_keys(desk: Desk, request: ShowKeys) -> None:
    """Show the keys, those of the present place first."""
    places = request.places or (desk.main.view_name.capitalize(),)
    desk.show(HelpScreen(*places, only=request.only))


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
