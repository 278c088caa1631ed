"""Work in the background: reading folders and files, which may take long, or for ever."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from textual.message_pump import MessagePump

Found = TypeVar("Found")


def aside(pump: MessagePump, work: Callable[[], Found], then: Callable[[Found], None]) -> None:
    """Do some work in a thread, and let a widget or screen go on with what comes of it.

    The thread does not keep the program from ending: a file server that is gone may never answer.
    What the work raises is a defect, and ends the program as one in the foreground does.
    """

    def run() -> None:
        try:
            found = work()
        except Exception as error:
            _hand_over(pump, _fail, error)
        else:
            _hand_over(pump, then, found)

    Thread(target=run, name="aside", daemon=True).start()


def _hand_over(pump: MessagePump, then: Callable[[Found], None], found: Found) -> None:
    with suppress(RuntimeError):  # the program has ended meanwhile
        pump.call_later(then, found)


def _fail(error: Exception) -> None:
    raise error
