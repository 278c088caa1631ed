"""Limits of asking name servers about mail."""

from __future__ import annotations

from licensetui.domain.dataclass import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of asking: how long, how often and how much. All times in seconds."""

    try_seconds: float = 1.2
    """How long one packet waits for its answer."""
    question_seconds: float = 3.0
    """How long all packets of one question take at most."""
    longest_wait: float = 4.0
    """How long whoever asks waits at most; the answer may still come, and is remembered."""
    late_seconds: float = 6.0
    """How long an answer is still heard after all of that; nobody waits for it."""
    at_once: int = 8
    """Questions that are under way at the same time; others queue."""
    queue: int = 1_000
    """Questions under way or waiting; more are not asked."""
    failures: int = 3
    """Questions in a row without any answer after which no more are asked for a while."""
    mute_seconds: float = 60.0
    """How long that while is."""
    unknown_seconds: float = 20.0
    """How long it is remembered that there was no answer."""
    shortest_memory: float = 1.0
    """How long an answer is remembered at least, even if it shall not be."""
    longest_memory: float = 3600.0
    """How long a good answer is remembered at most."""
    longest_bad_memory: float = 300.0
    """How long it is remembered at most that a domain is missing or refuses: it may be mended."""
    remembered: int = 4096
    """Answers that are remembered; the oldest go first."""
