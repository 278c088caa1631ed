"""A driver that sends only what changes.

Textual paints whole regions anew: 4 kB where one line of a list has moved, which over a slow line
takes half a second. Here its frames are drawn into a picture; what goes to the terminal is the
difference, as soon as the line takes it. What is not understood goes on as it is, and the next
frame is sent whole: a Textual that writes in another way costs bytes, and shows the same.
"""

from __future__ import annotations

import asyncio
import re
import signal
import threading
from collections import deque
from time import monotonic
from types import FrameType
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message

from licensetui.tui.terminal.abilities import abilities
from licensetui.tui.terminal.driver import TerminalDriver
from licensetui.tui.terminal.pacing import QUESTION, Pacing
from licensetui.tui.terminal.painter import Painter
from licensetui.tui.terminal.picture import MOVE, Picture

HELD = 0.05
"""Seconds after which a frame that was held back is looked at again."""
RESIZED = 0.1
"""Seconds to wait after a resize for a frame of the new size; those before it are of the old."""
SYNCED = 200
"""Bytes from which a frame is shown at once, where the terminal is able to."""

HOME = "\x1b[H"
"""Moves the cursor to where all begins."""

_SYNC = "\x1b[?2026h", "\x1b[?2026l"
_LEAVE = "\x1b[?1049l"
_SETTINGS = re.compile(
    r"(?:"
    r"\x1b\[\?(?!(?:6|7|47|1047|1049)[hl])\d+(?:\$p|[hl])"  # modes, but for other screens
    r"|\x1b\[\?7[hl]"  # wrapping
    r"|\x1b\[[<>=?]\d*u"  # how keys are told
    r"|\x1b\[ ?\d q"  # the shape of the cursor
    r"|\x1b\](?!8;)\d+;[^\x07\x1b]*(?:\x07|\x1b\\)"  # the title, the clipboard
    r"|\x07)+"
)
# What changes no cell and moves no cursor.


class ChangesDriver(TerminalDriver):
    """The terminal, with less to send."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        """Make the driver; to be called in the event loop."""
        super().__init__(app, **options)
        self._program = app
        self._loop = asyncio.get_running_loop()
        self._picture = Picture()
        self._painter = Painter(abilities())
        self._pacing = Pacing()
        self._is_stale = False
        # Whether the terminal does not show what it should.
        self._is_synced = False
        self._resized_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._asked_at: deque[tuple[int | None, ...]] = deque()
        # Column and line from 0, as far as known, of the cursor at each question without an answer.
        self._asked = 0
        # Questions, counted by the event loop;
        self._heard = 0
        # and their answers, by the thread that reads.
        self._has_heard_all = threading.Event()

    def write(self, data: str) -> None:
        """Draw a frame; send at once whatever else it is."""
        if data in _SYNC:
            self._is_synced = True  # Textual has learned that the terminal knows it
        elif MOVE.match(data) and self._draws(data):
            self._is_stale = True
        else:
            if not _SETTINGS.fullmatch(data):
                if self._is_stale and data != _LEAVE:
                    self._show()
                self._is_stale = False
                self._forget()
            super().write(data)

    def flush(self) -> None:
        """Show what there is, unless the line is full or a frame of another size is on its way."""
        super().flush()
        if not self._is_stale:
            return
        now = monotonic()
        if self._pacing.gives_up(now) or (self._pacing.is_free(now) and not self._resized_at):
            self._show()
        elif self._timer is None:
            self._timer = self._loop.call_later(HELD, self._look_again)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._forget()
        super().start_application_mode()
        if not self._is_ours:
            return
        textuals = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: FrameType | None) -> None:
            self._loop.call_soon_threadsafe(self._resized)
            if callable(textuals):
                textuals(number, frame)

        signal.signal(signal.SIGWINCH, resized)
        if self._pacing.asks_first(monotonic()):
            super().write(HOME + self._question(0, 0))

    def disable_input(self) -> None:
        """Read no more, once the last answer is there: else the shell would get it."""
        if self._is_ours and self._heard < self._asked:
            self._has_heard_all.wait(self._pacing.parting(monotonic()))
        self._is_stale = False  # a frame that was held back until now would ask again
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read keys; once that ends, as with the terminal, nobody waits for answers any more."""
        try:
            super().run_input_thread()
        finally:
            self._has_heard_all.set()

    def process_message(self, message: Message) -> None:
        """Keep the answers to our own questions. Called by the thread that reads."""
        if isinstance(message, events.CursorPosition) and self._heard < self._asked:
            self._heard += 1
            if self._heard == self._asked:
                self._has_heard_all.set()
            self._loop.call_soon_threadsafe(self._answered, (message.x, message.y))
        else:
            super().process_message(message)

    def _draws(self, frame: str) -> bool:
        """Draw a frame, and say whether it was one."""
        size = self._program.size
        if self._picture.size != size:
            self._picture.resize(*size)
        if not self._picture.draw(frame):
            return False
        if self._picture.is_whole:
            self._resized_at = 0.0
        return True

    def _show(self) -> None:
        self._is_stale = False
        data = self._painter.paint(self._picture)
        if not data:
            return
        if self._is_synced and len(data) >= SYNCED:
            data = data.join(_SYNC)
        if self._pacing.asks_after(len(data), monotonic()):
            data += self._question(*(self._painter.place or (None, None)))
        super().write(data)

    def _question(self, *place: int | None) -> str:
        """Return what asks where the cursor is, which is there as far as is known."""
        self._asked += 1
        self._asked_at.append(place)
        self._has_heard_all.clear()
        return QUESTION

    def _answered(self, place: tuple[int, int]) -> None:
        self._pacing.answered(monotonic(), is_sure=self._asked_at.popleft() == place)
        self.flush()

    def _look_again(self) -> None:
        """Show what was held back, if the reason is gone."""
        self._timer = None
        if self._resized_at and monotonic() - self._resized_at > RESIZED:
            self._resized_at = 0.0
        self.flush()

    def _resized(self) -> None:
        """Wait for a whole frame: the terminal has moved what it shows, or thrown it away."""
        self._forget()
        self._resized_at = monotonic()
        self._is_stale = True
        self.flush()

    def _forget(self) -> None:
        self._picture.forget()
        self._painter.forget()
