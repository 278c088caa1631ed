"""A sentence on the screen while a save waits, and Textual can paint nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from textual.app import App

DELAY = 1.0
"""Seconds after which a save is late."""
SAVING = " Saving: waiting for an answer..."


@contextmanager
def told_if_late(app: App[None]) -> Iterator[None]:
    """Say in the line above the keys that the program waits, if what is done takes long.

    It is done on the event loop, which paints nothing meanwhile: another thread draws the line as
    Textual would, and all is painted again afterwards. Keys wait, as they do for any save.
    """
    told: list[str] = []

    def tell() -> None:
        driver, (width, height) = app._driver, app.size  # there is no public way
        if driver is None or height < 2:
            return
        (x, y), line = app.cursor_position, SAVING[:width].ljust(width)
        told.append(line)
        driver.write(f"\x1b[{height - 1};1H\x1b[7m{line}\x1b[0m\x1b[{y + 1};{x + 1}H")
        driver.flush()

    timer = Timer(DELAY, tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # else it could draw over what is painted next
        if told:
            app.refresh()
