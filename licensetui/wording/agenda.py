"""Agendas in words: what ended long ago, and the heading over the readers."""

from __future__ import annotations

from collections.abc import Sequence

from licensetui.domain.agenda import AgendaEntry

READERS = "next reminder goes to"
"""Heads the column that says who gets the vendor's next reminder."""


def long_ended_words(entries: Sequence[AgendaEntry]) -> str:
    """Return that terms ended long ago, as a clause without its end; there must be some."""
    return f"{len(entries)} ended by {entries[-1].day} and are still open"
