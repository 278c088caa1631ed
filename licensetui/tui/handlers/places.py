"""Going somewhere: to a view, to the next finding, out of the program; and what is said there."""

from __future__ import annotations

from licensetui.domain.counting import named
from licensetui.domain.plain import plain
from licensetui.tui.desk import Desk
from licensetui.tui.messages import CopyText, Leave, ShowNextProblem, ShowView, Tell
from licensetui.tui.pending import NOT_SAVED
from licensetui.tui.views.dashboard import Dashboard


async def show_view(desk: Desk, request: ShowView) -> None:
    """Show a view."""
    await desk.main.show_view(request.name)


async def show_next_problem(desk: Desk, _request: ShowNextProblem) -> None:
    """Go to the next finding."""
    view = await desk.main.show_view("dashboard")
    assert isinstance(view, Dashboard)  # noqa: S101  # asked for by its name
    view.show_next_problem()


def leave(desk: Desk, _request: Leave) -> None:
    """Leave: everything confirmed is saved already. If something is not, say so first."""
    waiting = desk.session.pending
    if not waiting or desk.main.leaves_at_once:
        desk.app.exit()
        return
    desk.main.leaves_at_once = True
    what = named([change.label for change in waiting], "change")
    desk.refuse(f"{NOT_SAVED}: {what}. q again leaves without, Ctrl+S tries again")


def copy_text(desk: Desk, request: CopyText) -> None:
    """Put a text on the terminal's clipboard, and show it."""
    text = plain(request.text)
    desk.app.copy_to_clipboard(text)
    desk.say(f"Copied: {text}")


def tell(desk: Desk, request: Tell) -> None:
    """Show a sentence."""
    desk.say(request.sentence)
