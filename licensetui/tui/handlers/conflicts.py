"""Two sessions have changed the same: the user chooses between both."""

from __future__ import annotations

from licensetui.domain.change import Change
from licensetui.domain.history import RecordKind
from licensetui.domain.moments import brief_moment
from licensetui.store.errors import Conflicts, StoreError
from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.conflict import ConflictScreen
from licensetui.tui.messages import SettleConflict
from licensetui.tui.session import Session

RECENT = 100
"""Entries of the history in which to look for what others have just done."""


def settle_conflict(desk: Desk, request: SettleConflict) -> None:
    """Let the user choose between the sides."""
    error = request.error
    assert error.change is not None  # noqa: S101  # it can be settled

    def answered(settled: Change | None) -> None:
        if settled is None:
            request.refused()
        else:
            request.then(settled)

    who = _who_changed(desk.session, error.conflicts)
    screen = ConflictScreen(error.change, error.conflicts, desk.outlook.portfolio, who=who)
    desk.app.push_screen(screen, answered)


def _who_changed(session: Session, conflicts: Conflicts) -> str:
    """Return who has saved the other side of a conflict, and when: `anna@jira1, 22 Nov 10:31`.

    Empty where that is not known, or where there are several conflicts.
    """
    if len(conflicts) != 1:
        return ""
    record = conflicts[0].shown
    kind = RecordKind.of(record)
    try:
        entries = session.history().entries[-RECENT:]
    except StoreError:  # the question can be answered without
        return ""
    for entry in reversed(entries):
        if any(change.kind is kind and change.id == record.id for change in entry.records):
            return f"{entry.by}, {brief_moment(entry.at, session.outlook.today)}"
    return ""
