"""Two sessions have changed the same: the user chooses between both."""

from __future__ import annotations

from licensetui.domain.change import Change
from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.conflict import ConflictScreen
from licensetui.tui.messages import SettleConflict


def settle_conflict(desk: Desk, request: SettleConflict) -> None:
    """Let the user choose between the sides."""
    error = request.error
    assert error.change is not None  # noqa: S101  # it can be settled

    def answered(settled: Change | None) -> None:
        if settled is None:
            request.refused()
        else:
            request.then(settled)

    who = desk.session.who_changed(error.conflicts)
    screen = ConflictScreen(error.change, error.conflicts, desk.outlook.portfolio, who=who)
    desk.app.push_screen(screen, answered)
