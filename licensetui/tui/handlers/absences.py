"""Absences of contacts: from, until, and a note."""

from __future__ import annotations

from licensetui.tui.desk import Desk
from licensetui.tui.messages import NoteAbsence
from licensetui.tui.screens.absence import AbsenceForm


def note_absence(desk: Desk, request: NoteAbsence) -> None:
    """Ask when contacts are away."""
    if desk.may_edit():
        desk.open(AbsenceForm(desk.session, request.contacts))
