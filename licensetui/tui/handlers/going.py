"""Going somewhere: to a view, or to something in it, out of the program; and what is said there."""

from __future__ import annotations

from collections.abc import Sequence

from licensetui.domain.change import Change
from licensetui.domain.counting import named
from licensetui.domain.plain import plain
from licensetui.tui.commands.everywhere import QUIT, SAVE_AGAIN
from licensetui.tui.desk import Desk
from licensetui.tui.messages import (
    CopyText,
    Leave,
    ListChanges,
    ListLicenses,
    ListSteps,
    ShowNextProblem,
    ShowView,
    Tell,
)
from licensetui.tui.unsaved import NOT_CONFIRMED, NOT_SAVED
from licensetui.tui.views.dashboard import Dashboard
from licensetui.tui.views.find_view import FindView


async def show_view(desk: Desk, request: ShowView) -> None:
    """Show a view."""
    view = await desk.main.show_view(request.name)
    if request.name == "portal" and desk.steps_of is not None:
        view.show_record(desk.steps_of)
        desk.steps_of = None


async def show_next_problem(desk: Desk, _request: ShowNextProblem) -> None:
    """Go to the next finding."""
    view = await desk.main.show_view("dashboard")
    assert isinstance(view, Dashboard)  # noqa: S101  # asked for by its name
    view.show_next_problem()


async def list_licenses(desk: Desk, request: ListLicenses) -> None:
    """Show the list of licenses, narrowed."""
    view = await desk.main.show_view("licenses")
    assert isinstance(view, FindView)  # noqa: S101  # asked for by its name
    if request.filter:
        view.narrow(request.filter)
    if request.find:
        view.action_find()


async def list_changes(desk: Desk, request: ListChanges) -> None:
    """Show the history of one record."""
    (await desk.main.show_view("history")).show_record(request.record)


async def list_steps(desk: Desk, request: ListSteps) -> None:
    """Show what is to be done on portals, the cursor on a license."""
    (await desk.main.show_view("portal")).show_record(request.license)


def leave(desk: Desk, _request: Leave) -> None:
    """Leave: everything confirmed is saved already. If something is not, say so first."""
    waiting = desk.session.waiting.changes
    if not waiting or desk.main.leaves_at_once:
        desk.app.exit()
        return
    desk.main.leaves_at_once = True
    desk.refuse(
        f"{_unsaved_words(waiting, desk.session.waiting.unconfirmed)}. {SAVE_AGAIN.key} retries, "
        f"{QUIT.key} again quits anyway"
    )


def _unsaved_words(waiting: Sequence[Change], unconfirmed: Change | None) -> str:
    """Return which changes are not saved, and which may be."""
    known = waiting[1:] if unconfirmed else waiting
    parts = [f"{NOT_CONFIRMED}: {unconfirmed.label}"] if unconfirmed else []
    if known:
        parts.append(f"{NOT_SAVED}: {named([change.label for change in known], 'change')}")
    return "; ".join(parts)


def copy_text(desk: Desk, request: CopyText) -> None:
    """Put a text on the terminal's clipboard, and show it."""
    text = plain(request.text)
    desk.app.copy_to_clipboard(text)
    desk.say(f"Copied: {text}")


def tell(desk: Desk, request: Tell) -> None:
    """Show a sentence."""
    desk.say(request.sentence)
