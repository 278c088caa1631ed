"""Pacing: how far output may run ahead of a slow line, by the terminal's own answers.

A key that is held draws more than a slow line carries, and what was sent cannot be called back: the
screen would run on long after the key is let go. So the terminal is asked now and then where its
cursor is; the answer says that all before the question is shown.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

QUESTION = "\x1b[6n"
"""Asks a terminal where its cursor is."""
LAG = 0.1
"""Seconds that what is shown may be late."""
SMALL = 256
"""Bytes that are not worth a question."""
PATIENCE = 2.0
"""Seconds to wait for an answer at least. Then all is sent, and after a second time not asked."""
SLOWEST = 200.0
"""Bytes a second of the slowest line that is waited for, as long as none was measured."""
PARTING = 20.0
"""Seconds to wait for the last answer on leaving, at most."""
_SLOWER = 4
# How many times as long an answer may take as the line seems to need.
_AT_LEAST = 0.001
# Seconds that sending takes, for what is faster than can be measured.
_SURE = 0.02
# Seconds of delay from which a rate is a measure, and not an accident.
_FASTER = 2
# How many times as fast as before a line counts at once.
_AT_FIRST = 40_000.0
# Bytes a second of a line of which nothing is known: what is sent cannot be called back.


class _Question(NamedTuple):
    """A question that was asked."""

    when: float
    """When."""
    sent: int
    """The bytes that had been sent by then, from the beginning."""
    under_way: int
    """Those of them that were still under way."""


class Pacing:
    """What is under way to a terminal, and how fast it seems to take it. Times are monotonic."""

    def __init__(self) -> None:
        """Begin with nothing known of the line."""
        self.is_answered = False
        """Whether the terminal answers, as far as is known."""
        self._asks = True
        self._is_sure = False
        self._is_measured = False
        # Whether an answer came that says something of the line: one to a frame.
        self._open: deque[_Question] = deque()
        self._overdue: deque[_Question] = deque()
        # Nobody waits for their answers any more; a line may be that slow.
        self._sent = self._arrived = self._asked = 0
        # Bytes from the beginning: sent, known to be shown, and sent before the last question.
        self._quickest = 60.0
        self._rate = _AT_FIRST

    def parting(self, now: float) -> float:
        """Return the seconds to wait for the last answer on leaving: else the shell would get it.

        Over a slow line that is long, but until then the screen is not seen to be left either: what
        leaves it comes behind all that is under way.
        """
        waiting = self._open or self._overdue
        if not waiting or not self._asks:
            return 0.0
        if not self._is_sure:
            return min(1.0, LAG + _SLOWER * self._quickest) if self.is_answered else 0.0
        last = waiting[-1]
        due = last.when + self._quickest + self._carried(last)
        return min(PARTING, LAG + _SLOWER * (self._quickest + max(due - now, 0.0)))

    def _carried(self, question: _Question) -> float:
        """Return the seconds in which the line carries all that was under way at a question.

        Of a line of which nothing is known but that its terminal answers: as long as it may take.
        """
        is_slow = self._is_sure and not self._is_measured
        return question.under_way / (SLOWEST if is_slow else self._rate)

    @property
    def _under_way(self) -> int:
        return self._sent - self._arrived

    def asks_first(self, now: float) -> bool:
        """Say whether to ask with nothing sent before: how long an answer takes at least."""
        if self._asks:
            self._ask(now)
        return self._asks

    def asks_after(self, size: int, now: float) -> bool:
        """Take note of bytes that are sent; say whether to ask after them."""
        self._sent += size
        if not self._asks or self._sent - self._asked < SMALL:
            return False
        self._ask(now)
        return True

    def _ask(self, now: float) -> None:
        self._open.append(_Question(now, self._sent, self._under_way))
        self._asked = self._sent

    def answered(self, now: float, *, is_sure: bool) -> None:
        """Learn from an answer, also from one for which nobody waited any more.

        It is sure if it tells the place where the cursor was: others may have asked too, and some
        keys look like an answer.
        """
        self.is_answered = self._asks = True
        self._is_sure |= is_sure
        if not self._open and not self._overdue:
            return
        question = (self._overdue or self._open).popleft()
        took = now - question.when
        self._quickest = min(self._quickest, took)
        late = max(took - self._quickest, _AT_LEAST)
        rate = question.under_way / late
        if late > _SURE:
            self._rate = rate
        else:  # of what is not late only little is known: the quickest may have been slow as well
            self._rate = max(self._rate, min(rate, _FASTER * self._rate))
        self._is_measured |= question.under_way >= SMALL
        self._arrived = max(self._arrived, question.sent)
        if not self._open:
            self._arrived = self._asked

    def is_free(self, now: float) -> bool:
        """Say whether what is sent now will be shown soon.

        A far but fast line is not held back: what counts is by how much an answer is later than
        the quickest one.
        """
        if not self._open or not self.is_answered:
            return True
        late = now - self._open[0].when - self._quickest
        return self._under_way < max(SMALL, self._rate * LAG) and late < LAG

    def gives_up(self, now: float) -> bool:
        """Say whether an answer is overdue; then all counts as shown."""
        if not self._open:
            return False
        oldest = self._open[0]
        needed = self._carried(oldest) + self._quickest if self.is_answered else 0.0
        if now - oldest.when < max(PATIENCE, needed * (_SLOWER if self._is_measured else 1)):
            return False
        self._asks, self.is_answered = self.is_answered, False
        self._overdue += self._open
        self._open.clear()
        self._arrived = self._sent
        return True
