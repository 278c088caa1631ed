"""Pacing: how far output may run ahead of a slow line, by the terminal's own answers.

A key that is held draws more than a slow line carries, and what was sent cannot be called back: the
screen would run on long after the key is let go. So the terminal is asked now and then where its
cursor is; the answer says that all before the question is shown.
"""

from __future__ import annotations

from collections import deque

QUESTION = "\x1b[6n"
"""Asks a terminal where its cursor is."""
LAG = 0.1
"""Seconds that what is shown may be late."""
SMALL = 256
"""Bytes that are not worth a question."""
PATIENCE = 2.0
"""Seconds to wait for an answer. Then all is sent; after a second time nothing is asked again."""
_AT_LEAST = 0.001
# Seconds that sending takes, for what is faster than can be measured.
_SURE = 0.02
# Seconds of delay from which a rate is a measure, and not an accident.


class Pacing:
    """What is under way to a terminal, and how fast it seems to take it. Times are monotonic."""

    def __init__(self) -> None:
        """Begin with nothing known of the line."""
        self.is_answered = False
        """Whether the terminal answers, as far as is known."""
        self._asks = True
        self._open: deque[tuple[float, int]] = deque()
        # Questions without an answer: when they were asked, and after how many bytes.
        self._unasked = 0
        self._under_way = 0
        self._quickest = 60.0
        self._rate = 1e9

    @property
    def parting(self) -> float:
        """Seconds to wait for the last answer on leaving, since the shell would get it."""
        return min(1.0, LAG + 4 * self._quickest)

    def asks_first(self, now: float) -> bool:
        """Say whether to ask with nothing sent before: how long an answer takes at least."""
        if self._asks:
            self._ask(now)
        return self._asks

    def asks_after(self, size: int, now: float) -> bool:
        """Take note of bytes that are sent; say whether to ask after them."""
        self._under_way += size
        self._unasked += size
        if not self._asks or self._unasked < SMALL:
            return False
        self._ask(now)
        return True

    def _ask(self, now: float) -> None:
        self._open.append((now, self._unasked))
        self._unasked = 0

    def answered(self, now: float) -> None:
        """Learn from an answer; one that comes later than anybody waited says only that it does."""
        self.is_answered = True
        if not self._open:
            return
        asked, size = self._open.popleft()
        took = now - asked
        self._quickest = min(self._quickest, took)
        late = max(took - self._quickest, _AT_LEAST)
        rate = self._under_way / late
        self._rate = rate if late > _SURE else max(self._rate, rate)
        self._under_way = max(0, self._under_way - size) if self._open else self._unasked

    def is_free(self, now: float) -> bool:
        """Say whether what is sent now will be shown soon.

        A far but fast line is not held back: what counts is by how much an answer is later than
        the quickest one.
        """
        if not self._open or not self.is_answered:
            return True
        late = now - self._open[0][0] - self._quickest
        return self._under_way < max(SMALL, self._rate * LAG) and late < LAG

    def gives_up(self, now: float) -> bool:
        """Say whether an answer is overdue; then what was asked is forgotten."""
        if not self._open or now - self._open[0][0] < PATIENCE:
            return False
        self._asks, self.is_answered = self.is_answered, False
        self._open.clear()
        self._under_way = 0
        return True
