"""A terminal that shows what a program writes: pyte, with a second screen and with answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyte
from rich.cells import split_graphemes
from wcwidth import wcwidth

_OTHER_SCREEN = re.compile(r"(\x1b\[\?1049[hl])")
_QUESTION = re.compile(r"\x1b\[6n")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?<>=$ ]*|\][^\x07\x1b]*\x1b?)?\Z")

WHOLE = 2
"""Erases the whole display."""

Look = tuple[Any, ...]


class _Screen(pyte.Screen):
    """A screen that is erased in the background of the moment, or in its own (no `bce`)."""

    bce = True

    def draw(self, data: str) -> None:
        """Draw text; each group of joined characters as its first, in the room of the group.

        pyte drops all behind a character that takes no room and is no accent, and knows no groups.
        """
        if not data.isascii():
            groups = ((data[start:end], width) for start, end, width in split_graphemes(data)[0])
            data = "".join(_first(*group) for group in groups)
        super().draw(data)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        with self._pen():
            super().erase_in_line(how, private=private)

    def erase_characters(self, count: int | None = None) -> None:
        with self._pen():
            super().erase_characters(count)

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        with self._pen():
            super().erase_in_display(how, *args, **kwargs)
            if how == WHOLE:  # pyte erases only where something was drawn
                for y in range(self.lines):
                    for x in range(self.columns):
                        self.buffer[y][x] = self.cursor.attrs

    @contextmanager
    def _pen(self) -> Iterator[None]:
        """Erase with the background alone, as terminals do."""
        kept = self.cursor.attrs
        background = kept.bg if self.bce else "default"
        self.cursor.attrs = self.default_char._replace(bg=background)
        yield
        self.cursor.attrs = kept


class Emulator:
    """The screens of a terminal, the one for programs and the shell's."""

    def __init__(self, columns: int = 80, lines: int = 24, *, bce: bool = True) -> None:
        self._shell, self._program = _Screen(columns, lines), _Screen(columns, lines)
        self._shell.bce = self._program.bce = bce
        self.screen = self._shell
        """The one that is shown."""
        self.questions = 0
        """How often it was asked where its cursor is."""
        self._kept = ""

    def feed(self, text: str) -> None:
        """Show what is written."""
        text = self._kept + text
        self._kept = ""
        if unfinished := _UNFINISHED.search(text):
            text, self._kept = text[: unfinished.start()], unfinished[0]
        self.questions += len(_QUESTION.findall(text))
        for part in _OTHER_SCREEN.split(text):
            if part == "\x1b[?1049h":
                self.screen = self._program
                self.screen.reset()
            elif part == "\x1b[?1049l":
                self.screen = self._shell
            elif part:
                pyte.Stream(self.screen).feed(part)

    def resize(self, columns: int, lines: int) -> None:
        """Take another size, as a window does."""
        for screen in (self._shell, self._program):
            screen.resize(lines, columns)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        return self.screen.columns, self.screen.lines

    @property
    def text(self) -> str:
        """What is to be read, a line each."""
        return "\n".join(self.screen.display)

    @property
    def cells(self) -> list[list[Look]]:
        """What each place looks like; of a blank only what can be seen on it."""
        return [[_look(line[x]) for x in range(self.screen.columns)] for line in self._lines]

    @property
    def _lines(self) -> list[Any]:
        return [self.screen.buffer[y] for y in range(self.screen.lines)]


def _first(group: str, width: int) -> str:
    """Return the first character of a group with its accents, and blanks up to its width."""
    accents = "".join(sign for sign in group[1:] if unicodedata.combining(sign))
    return f"{group[0]}{accents}{' ' * (width - wcwidth(group[0]))}" if width else ""


def _look(char: Any) -> Look:
    if char.data == " " and not (char.underscore or char.strikethrough or char.reverse):
        return (" ", char.bg)
    return tuple(char)
