"""Agendas in words: what ended long ago, and the heading over the readers."""

from __future__ import annotations

from collections.abc import Sequence

from licensetui.domain.agenda import AgendaEntry

READERS = "reads the next mail"
"""Heads the column that says who reads the vendor's next mail."""


def long_ended_words(entries: Sequence[AgendaEntry]) -> str:
    """Return that terms ended long ago, as a clause without its end; there must be some."""
    return f"{len(entries)} ended up to {entries[-1].day} and are still open"
