"""Textual's events from what a terminal sends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import events
from textual._xterm_parser import XTermParser  # has the names of the keys; there is no public way
from textual.message import Message

from licensetui.tui.terminal.pieces import ESCAPE, Pasted, Piece, Sequence, Text

_LONGEST = 32
"""Characters of a sequence in which Textual looks for its meaning; then it takes them for keys."""
_TEXTS = tuple(f"{ESCAPE}{begin}" for begin in "]PX^_")
"""How answers begin that have a text in them."""
_KEY = re.compile(
    r"\x1b\[(?P<code>\d*)[\d:]*;(?P<with>\d*)(?::(?P<what>\d*))?[\d:]*(?P<rest>(?:;[\d:]*)?[u~A-HP-S])"
)
"""A key with what Textual does not ask for: other characters of the key, and what is done to it."""
_NOT_ASKED = re.compile(r"\x1b\[(?:[0-9;:]*t|\?2048;)")
# The size: the system is asked for that, which never answers in pixels, nor with none.


class EventReader:
    """Makes events; a sequence of which nothing can be made is for nobody."""

    def __init__(self) -> None:
        """Begin without anything known of the mouse."""
        self._parser = XTermParser()

    def events(self, piece: Piece) -> Iterator[Message]:
        """Return the events that a piece stands for."""
        match piece:
            case Text(text):
                yield from self._parser.feed(text)
            case Pasted(text):
                yield events.Paste(text.replace("\x00", ""))
            case Sequence(text) if text == ESCAPE:
                yield events.Key("escape", ESCAPE)
            case Sequence(text):
                text = _without_details(text)
                if (
                    len(text) <= _LONGEST
                    and not text.startswith(_TEXTS)
                    and not _NOT_ASKED.match(text)
                ):
                    yield from self._sequence(text)

    def _sequence(self, text: str) -> list[Message]:
        """Return what Textual knows of a sequence.

        It raises for numbers beyond what it expects (a character that there is not), and waits
        for more of a sequence that it does not know, which is whole: then a new parser goes on.
        """
        try:
            found = list(self._parser.feed(text))
        except (ValueError, OverflowError):
            found = []
        if not found:
            self._parser = XTermParser()
        return found


def _without_details(text: str) -> str:
    """Return a key as Textual knows it; nothing of a key that is let go."""
    found = _KEY.fullmatch(text)
    if found is None:
        return text
    if found["what"] == "3":
        return ""
    return f"{ESCAPE}[{found['code']};{found['with']}{found['rest']}"
