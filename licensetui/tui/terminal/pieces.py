"""Input of a terminal, cut into whole pieces: text, sequences, pastes.

A terminal sends more than keys: answers to what a program before this one has asked, halves of
sequences, bytes of another encoding. None of it may be taken for letters, which are commands.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator

from licensetui.domain.dataclass import dataclass

ESCAPE = "\x1b"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

LONGEST = 4096
"""Characters that are kept of a sequence without an end; whatever ends it, it is for nobody."""

MOST_PASTED = 1 << 20
"""Characters of a paste that are taken; the rest goes nowhere."""

_WHOLE = re.compile(
    r"\x1b(?:"
    r"\[M[^\x00-\x1f]{3}"  # the mouse as of old: button, column and line as one character each
    r"|\[\[[A-E]"  # function keys of the Linux console
    r"|\[\d+\$(?!\Z)"  # keys of rxvt with Shift
    r"|\[(?:[ -?]*[@-LN-Z\\-~]|[ -?]+M)"  # all other control sequences
    r"|O[ -~]"
    r"|[\]PX^_][^\x00-\x1f]*(?:\x07|\x1b\\)"  # answers with text in them
    r"|[bdf\x08\x7f]"  # Alt with a key that goes by words, as in shells
    r")"
)
_UNFINISHED = re.compile(
    r"\x1b(?:\[(?:\[|M[^\x00-\x1f]{0,2}|[ -?]*)?|O|[\]PX^_][^\x00-\x1f]*\x1b?)?\Z"
)
_GOES_ON = "[O]P_"
# How what a terminal sends goes on behind an escape character, if that came alone.
_BEGUN = re.compile(r"\x1b(?:\[(?:M[^\x00-\x1f]{0,2}|[ -?]*)|O|[\]PX^_][^\x00-\x1f]*)")
_KEY_AT_END = re.compile(r"(?:[\x01-\x08\x0b\x0c\x0e-\x1a\x1b-\x1f]|\x1b\[[ -?]*[@-~])\Z")
# What no terminal leaves in a paste: a control character, or a sequence.


@dataclass(frozen=True)
class Text:
    """Characters, each of which is a key."""

    text: str
    """Without an escape character."""


@dataclass(frozen=True)
class Sequence:
    """An escape character with what belongs to it: a key, the mouse, or an answer."""

    text: str
    """All of it; the escape character alone is the key Esc."""


@dataclass(frozen=True)
class Pasted:
    """A whole paste."""

    text: str
    """What was pasted, as it came."""


Piece = Text | Sequence | Pasted


class Pieces:
    """Cuts bytes into pieces, and keeps what is not whole yet."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._kept = ""
        self._pasted: list[str] | None = None
        # What has come of a paste; None while there is none.
        self._room = MOST_PASTED

    @property
    def is_waiting(self) -> bool:
        """Whether something has begun that is no paste, and has no end yet."""
        return self._pasted is None and bool(self._kept or self._decoder.getstate()[0])

    @property
    def is_escape(self) -> bool:
        """Whether only an escape character has come: the key Esc, or the begin of something."""
        return self._pasted is None and self._kept == ESCAPE

    @property
    def is_pasting(self) -> bool:
        """Whether a paste has begun that has no end yet."""
        return self._pasted is not None

    def feed(self, data: bytes) -> Iterator[Piece]:
        """Return the pieces that end in `data`. What is no UTF-8 becomes a visible sign."""
        text = self._decoder.decode(data)
        if self.is_escape and text and text[0] not in _GOES_ON:
            self._kept = ""
            yield Sequence(ESCAPE)
        yield from self._cut(text)

    def give_up(self) -> Iterator[Piece]:
        """Return what has begun and does not go on: nothing has come for a while."""
        yield from self._cut(self._decoder.decode(b"", final=True))
        if self._pasted is None and self._kept:
            kept, self._kept = self._kept, ""
            yield Sequence(kept)

    def end_paste(self) -> Iterator[Piece]:
        """Return a paste whose end was lost, and the key after it, if a key is the last of it.

        Without a key the paste goes on: a slow line may have stopped in the middle, and the rest
        of what was pasted would be obeyed.
        """
        text = "".join(self._pasted or ()) + self._kept
        if found := _KEY_AT_END.search(text, max(len(text) - LONGEST, 0)):
            self._pasted, self._kept = None, ""
            yield Pasted(text[: found.start()])
            yield from self._cut(found[0])

    def _cut(self, more: str) -> Iterator[Piece]:
        text, self._kept = self._kept + more, ""
        while text:
            if self._pasted is not None:
                before, end, text = text.partition(PASTE_ENDS)
                if not end:
                    self._keep_paste(before)
                    return
                self._take(before)
                yield Pasted("".join(self._pasted))
                self._pasted = None
            elif not text.startswith(ESCAPE):
                keys, escape, text = text.partition(ESCAPE)
                text = escape + text
                yield Text(keys)
            elif found := _WHOLE.match(text):
                text = text[found.end() :]
                if found[0] == PASTE_BEGINS:
                    self._pasted, self._room = [], MOST_PASTED
                else:
                    yield Sequence(found[0])
            elif _UNFINISHED.match(text):
                self._kept = text[:LONGEST]
                return
            else:
                piece, text = _broken(text)
                yield from piece

    def _keep_paste(self, text: str) -> None:
        """Keep more of a paste; what may be the start of its end is looked at again."""
        at = text.rfind(ESCAPE, -len(PASTE_ENDS))
        if at < 0:
            at = len(text)
        self._take(text[:at])
        self._kept = text[at:]

    def _take(self, text: str) -> None:
        assert self._pasted is not None  # noqa: S101  # called within a paste only
        self._pasted.append(text[: self._room])
        self._room -= len(self._pasted[-1])


def _broken(text: str) -> tuple[list[Piece], str]:
    """Return what to make of a sequence that cannot be one, and what comes behind it.

    What was begun goes nowhere, up to the character that cannot belong to it. An escape character
    of which nothing was made is the key Esc.
    """
    begun = _BEGUN.match(text)
    if begun is None:
        return [Sequence(ESCAPE)], text[1:]
    return [], text[begun.end() :]
