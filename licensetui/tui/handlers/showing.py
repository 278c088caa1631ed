"""What is shown until a key ends it: terms, an entry of the history, who sees what."""

from __future__ import annotations

from licensetui.tui.desk import Desk
from licensetui.tui.messages import ShowEntry, ShowTerms, ShowWhoSees
from licensetui.tui.screens.history_entry import EntryScreen
from licensetui.tui.screens.term_history import TermHistory
from licensetui.tui.screens.who_sees import SightsScreen


def show_terms(desk: Desk, request: ShowTerms) -> None:
    """Show all terms of a license."""
    desk.show(TermHistory(request.license, desk.outlook))


def show_entry(desk: Desk, request: ShowEntry) -> None:
    """Show an entry whole."""
    desk.show(EntryScreen(request.entry, request.history, desk.outlook))


def show_who_sees(desk: Desk, request: ShowWhoSees) -> None:
    """Show what a contact sees, or who sees a license, and why."""
    desk.show(SightsScreen(request.record, desk.outlook))
