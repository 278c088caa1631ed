"""What terminals send, cut into pieces and made events: nothing ends the program, nor is obeyed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from licensetui.tui.terminal.keys import EventReader
from licensetui.tui.terminal.pieces import LONGEST, MOST_PASTED, Pasted, Piece, Pieces

SIGN = "\N{REPLACEMENT CHARACTER}"


def sent(*chunks: bytes) -> list[Message]:
    """Return the events that come of bytes, the last of which nothing follows."""
    return list(_events(chunks))


def _events(chunks: tuple[bytes, ...]) -> Iterator[Message]:
    pieces, reader = Pieces(), EventReader()
    for chunk in chunks:
        for piece in pieces.feed(chunk):
            yield from reader.events(piece)
    for piece in pieces.give_up():
        yield from reader.events(piece)


def keys(*chunks: bytes) -> list[str]:
    """Return the names of the keys, of what is nothing but keys."""
    found = sent(*chunks)
    assert all(isinstance(event, events.Key) for event in found), found
    return [event.key for event in found if isinstance(event, events.Key)]


@pytest.mark.parametrize("odd", [b"\xe9", b"\xff", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\x9b"])
def test_a_byte_that_is_no_utf8_is_typed_as_a_visible_sign(odd: bytes) -> None:
    found = [event.character for event in sent(odd + b"a") if isinstance(event, events.Key)]
    assert set(found[:-1]) == {SIGN}
    assert found[-1] == "a"
    assert sent(odd), "it is not kept until the next key"


@pytest.mark.parametrize("split", range(1, 3))
def test_a_character_may_come_in_pieces(split: int) -> None:
    euro = "\N{EURO SIGN}".encode()
    (key,) = sent(euro[:split], euro[split:])
    assert isinstance(key, events.Key)
    assert key.character == "\N{EURO SIGN}"


def test_escape_is_a_key_where_nothing_follows_it() -> None:
    assert keys(b"\x1b") == ["escape"]
    assert keys(b"\x1b\x1b[A") == ["escape", "up"]
    assert keys(b"\x1b\x11") == ["escape", "ctrl+q"]
    assert keys(b"\x1b", b"[A") == ["up"]


def test_a_letter_behind_escape_is_a_key_of_its_own() -> None:
    """Over a slow line both come at once; to take them for Alt with the letter lost both."""
    assert keys(b"\x1bx") == keys(b"\x1b", b"x") == ["escape", "x"]
    assert keys(b"\x1b", b"\x1b", b"2") == ["escape", "escape", "2"]
    assert keys(b"\x1bb\x1bf") == ["ctrl+left", "ctrl+right"], "by words, as in a shell"


@pytest.mark.parametrize(
    ("some", "names"),
    [
        (b"\x1b[A\x1bOB\x1b[1;5C", ["up", "down", "ctrl+right"]),
        (b"\x1b[[A\x1b[3~\x1b[3$q", ["f1", "delete", "shift+delete", "q"]),
        (b"\x1b[3$", ["shift+delete"]),
        (b"\x1b[113;5u", ["ctrl+q"]),
        (b"\x1b[97:65;2u\x1b[97;1:1u\x1b[97;1:3u", ["shift+a", "a"]),  # let go is no key
    ],
)
def test_keys_are_known_however_a_terminal_writes_them(some: bytes, names: list[str]) -> None:
    assert keys(some) == names


@pytest.mark.parametrize(
    "answer",
    [
        *(b"\x1b[?62;1;4c", b"\x1b[>0;276;0c", b"\x1bP!|00000000\x1b\\", b"\x1b[0n", b"\x1b[?0u"),
        *(b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", b"\x1b]52;c;cXE=\x07", b"\x1b_Gi=31;OK\x1b\\"),
        *(b"\x1b[?2048;1$y", b"\x1b[48;24;80;0;0t", b"\x1b[48;0;0;0;0t", b"\x1b[8;24;80t"),
        *(b"\x1b[1114112u", b"\x1b[97;;99999999u", b"\x1b[999999999;999999999999999999999999u"),
        *(
            b"\x1b[M !!",
            b"\x1b[M \xff\xff",
            b"\x1b[<35;-1;1M",
            b"\x1b[<;;M",
            b"\x1b[" + b"9;" * 60 + b"u",
        ),
        *(b"\x1b[" + b"9" * 3 * LONGEST + b"u", b"\x1b]" + b"y" * 3 * LONGEST + b"\x07"),
        *(b"\x1b[", b"\x1b[<0;", b"\x1b]0;title", b"\x1bO", b"\x1b[M", b"\x1b[201~"),
    ],
)
@pytest.mark.parametrize("at", [None, 1, 2, 5])
def test_an_answer_or_a_broken_sequence_is_for_nobody(answer: bytes, at: int | None) -> None:
    assert sent(answer[:at], answer[at:] if at else b"") == []
    if not answer.endswith((b"[", b";", b"title", b"O", b"[M")):
        assert keys(answer + b"j") == ["j"]
    assert keys(answer[:-1] + b"\x11")[-1:] == ["ctrl+q"]


def test_a_size_report_without_pixels_leaves_the_mouse_alone() -> None:
    """A click after it ended the program: it was divided by the pixels of a cell."""
    down, up = sent(b"\x1b[48;24;80;0;0t\x1b[<0;5;7M\x1b[<0;5;7m")
    assert isinstance(down, events.MouseDown)
    assert isinstance(up, events.MouseUp)
    assert (up.x, up.y) == (4, 6)


def test_a_paste_is_one_event_however_it_is_cut() -> None:
    whole = b"\x1b[200~D\x00\nq\x1b[201~j"
    for at in range(len(whole)):
        paste, key = sent(whole[:at], whole[at:])
        assert isinstance(paste, events.Paste)
        assert isinstance(key, events.Key)
        assert (paste.text, key.key) == ("D\nq", "j")


def test_of_a_paste_without_an_end_so_much_is_kept() -> None:
    pieces = Pieces()
    found: list[Piece] = list(pieces.feed(b"\x1b[200~"))
    for _ in range(3):
        found += pieces.feed(b"x" * MOST_PASTED)
    assert not found
    assert pieces.is_pasting
    (paste,) = pieces.feed(b"\x1b[201~")
    assert isinstance(paste, Pasted)
    assert len(paste.text) == MOST_PASTED


@pytest.mark.parametrize("key", [b"\x11", b"\x1b[113;5u", b"\x1b", b"\x03"])
def test_a_key_ends_a_paste_whose_end_was_lost(key: bytes) -> None:
    pieces = Pieces()
    assert not list(pieces.feed(b"\x1b[200~half"))
    assert not list(pieces.end_paste()), "a slow line: the rest would be obeyed"
    assert not list(pieces.feed(key))
    paste, *_ = pieces.end_paste()
    assert paste == Pasted("half")
    assert not pieces.is_pasting


SENT = st.lists(
    st.binary(max_size=6)
    | st.sampled_from(
        [b"\x1b", b"\x1b[", b"\x1b[200~", b"\x1b[201~", b"\x1b]", b"\x1bP", b"\x1b\\"]
    )
    | st.from_regex(rb"\x1b\[[<?]?[0-9;:$]{0,40}[a-zA-Z~]", fullmatch=True)
)


@given(SENT)
def test_whatever_comes_is_cut_and_given_up_in_the_end(chunks: list[bytes]) -> None:
    sent(*chunks)
    pieces = Pieces()
    for chunk in chunks:
        list(pieces.feed(chunk))
    list(pieces.give_up())
    assert not pieces.is_waiting
