"""Windows that a key ends: keys and commands, terms, an entry of the history, who sees what."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import ActiveBinding

from licensetui.domain.dataclass import dataclass
from licensetui.tui.bindings import key_shown
from licensetui.tui.command import Command
from licensetui.tui.commands import sections
from licensetui.tui.commands.sections import all_commands
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
    is_writable = desk.session.is_writable
    titles = request.titles or (*_places(desk), sections.IN_LISTS, sections.ANYWHERE)
    desk.show(HelpScreen(*titles, only=request.only, is_writable=is_writable))


def _places(desk: Desk) -> tuple[str, ...]:
    """Return the sections of the view that is shown, that of the panel with the focus first."""
    titles = sections.VIEWS[desk.main.view_name]
    focused = desk.main.focused
    panel = sections.PANELS.get(focused.id or "" if focused else "", titles[0])
    return (panel, *(title for title in titles if title != panel))


@dataclass(frozen=True)
class Elsewhere:
    """A command that works in another view."""

    view: str
    """That view."""
    command: Command
    """The command."""


def show_commands(desk: Desk, _request: ShowCommands) -> None:
    """Find a command by its name; do it if it works here, else go where it works and say how."""
    hidden = set() if desk.session.is_writable else {c.id for c in all_commands() if c.edits}
    here = {
        active.binding.id: Option[ActiveBinding | Elsewhere](
            f"{active.binding.description} ({key_shown(active.binding)})", active, active.tooltip
        )
        for active in desk.main.active_bindings.values()
        if active.enabled and active.binding.id and active.tooltip
    }
    elsewhere = {
        command.id: Option[ActiveBinding | Elsewhere](
            f"{command.word} ({command.key_names[0]})",
            Elsewhere(view, command),
            f"{title}: {command.help}",
        )
        for title, view, command in reversed([*_in_views(desk.main.view_name)])
        if command.id not in here
    }
    moves = {command.id for command in sections.LISTS}
    found = (*sorted(here.items(), key=lambda each: each[0] in moves), *reversed(elsewhere.items()))
    options = [option for id, option in found if id not in hidden]

    async def run(chosen: ActiveBinding | Elsewhere | None) -> None:
        if isinstance(chosen, Elsewhere):
            await desk.main.show_view(chosen.view)
            desk.say(f"{chosen.command.key_names[0]}: {chosen.command.help}")
        elif chosen is not None:
            await desk.app.run_action(chosen.binding.action, chosen.node)

    desk.app.push_screen(Chooser("Commands", options, starts_first=True), run)


def _in_views(shown: str) -> Iterator[tuple[str, str, Command]]:
    """Yield the commands of all views with section and view, those of the one `shown` first."""
    found = dict(sections.sections())
    for view in sorted(sections.VIEWS, key=lambda view: view != shown):
        for title in sections.VIEWS[view]:
            for command in found[title]:
                yield title, view, command
