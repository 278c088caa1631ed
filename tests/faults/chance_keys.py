"""What chance sends through a terminal: keys, mouse, pastes, answers, broken and odd bytes."""

from __future__ import annotations

import random
from collections.abc import Callable

from licensetui.tui.commands import sections

SIZES = ((60, 20), (80, 24), (120, 40))
"""Columns and lines of the terminals in which everything must hold."""
ODD_SIZES = ((1, 1), (0, 0), (0, 24), (2, 1), (9, 3), (30, 8), (200, 60), (500, 200), (65535, 9999))
"""Columns and lines that a terminal may have for a moment."""
QUIT = b"\x11"
"""Ctrl+Q."""
_LEAVING = (b"q", QUIT)
_CODES = {
    "question_mark": b"?",
    "exclamation_mark": b"!",
    "slash": b"/",
    "colon": b":",
    "left_square_bracket": b"[",
    "right_square_bracket": b"]",
    "full_stop": b".",
    "space": b" ",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1bOD",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "delete": b"\x1b[3~",
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "ctrl+left": b"\x1b[1;5D",
    "ctrl+right": b"\x1b[1;5C",
    "ctrl+underscore": b"\x1f",
    "ctrl+slash": b"\x1f",
    "ctrl+minus": b"\x1f",
    "ctrl+backspace": b"\x08",
    "minus": b"-",
    "shift+left": b"\x1b[1;2D",
    "shift+right": b"\x1b[1;2C",
    "alt+backspace": b"\x1b\x7f",
}
"""What terminals send for keys whose names are longer than one character."""
WAYS = (
    *(
        "1",
        "2",
        "3",
        "4",
        "5",
        "2\r",
        "2n",
        "2r",
        "2 j r",
        "2z",
        "2d",
        "2p",
        "2T",
        "2c",
        "2t",
        "2b",
    ),
    *("2v", "2i", "2H", "2f", "2/", "2l", "3\r", "3n", "3L", "3H", "3i", "3l", "4\r", "4v", "5\r"),
    *(
        "?",
        ":",
        "!\r",
        "1\r",
        "1\t\r",
        "1a",
        "1H",
        "3Gk\r",
        "2\rtn",
        "o",
        "3H\x13",
        "2 j H",
        "2 jc",
    ),
)
"""Keys that lead to every screen, form and dialog."""
_TEXTS = (
    *("31", "12-31", "+30", "2027-01-31", "2026-12-10..2026-12-28", "x", "1.250,00", "1e999999999"),
    *(
        "anna",
        "a@b",
        "b.durand@gmial.com",
        "[/x]",
        "[@click=app.quit]x",
        "\u0645\u06cc\u200c\u062e",
    ),
    *("\N{SOFT HYPHEN}", "\u061c", "\U000e0041", "\u3164", "\N{WOMAN}\u200d\N{PERSONAL COMPUTER}"),
    *("9" * 40, "-1", "\N{LATIN SMALL LETTER E WITH ACUTE}", "\u65e5\u672c", "%s{0}", "'\"\\"),
)
_ANSWERS = (
    *(
        "\x1b[?62;1;4c",
        "\x1b[>0;276;0c",
        "\x1bP!|00000000\x1b\\",
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    ),
    *("\x1b]52;c;cXE=\x07", "\x1b[0n", "\x1b[12;40R", "\x1b[99999;99999R", "\x1b[?2026;2$y"),
    *("\x1b[?2048;1$y", "\x1b[?2048;2$y", "\x1b[?2048;7$y", "\x1b[?9999999999;9$y", "\x1b[?0u"),
    *(
        "\x1b[48;24;80;0;0t",
        "\x1b[48;0;0;0;0t",
        "\x1b[48;99999;99999;1;1t",
        "\x1b[48;24;80;480;800t",
    ),
    *("\x1b[8;24;80t", "\x1b[I", "\x1b[O", "\x1b_Gi=31;OK\x1b\\", "\x1bP>|xterm(388)\x1b\\"),
    *("\x1b[1114112u", "\x1b[97:65;2u", "\x1b[97;1:3u", "\x1b[55296u", "\x1b[;;u", "\x1b[57441;2u"),
    *("\x1b[97;;99999999u", "\x1b[999999999;999999999u", "\x1b[1;99999A", "\x1b[?1;2;3;4;5;6;7h"),
)
_BYTES = (
    *(
        b"\xe9",
        b"\xff\xfe",
        b"\xc3",
        b"\xe2\x82",
        b"\xf0\x9f\x98",
        b"\xed\xa0\x80",
        b"\x00",
        b"\x9b31m",
    ),
    *(
        b"\xc2\x9b31;5u",
        b"\x9b200~",
        b"\x90x\x9c",
        b"\x1b",
        b"\x1b[",
        b"\x1b[<",
        b"\x1b]0;x",
        b"\x1bP",
    ),
    *(b"\x1b[M", b"\x1b[M \xff\xff", b"\x1bO", b"\x1b\x1b\x1b", b"\x1b[200", b"\x1b[201~", b"\x7f"),
    *(b"\x1b[" + b"1;" * 40, b"\x1b[" + b"9" * 6000 + b"u", b"\x1b]" + b"y" * 5000, b"\x1b[\x18"),
)


def start(chance: random.Random) -> bytes:
    """Return the keys that lead to some screen or form."""
    return chance.choice(WAYS).encode()


def something(chance: random.Random) -> bytes:
    """Return what may be sent in place of one key."""
    kinds: tuple[Callable[[random.Random], bytes], ...] = (_command, _text, _mouse, _odd, _paste)
    (kind,) = chance.choices(kinds, weights=(60, 14, 12, 12, 2))
    return kind(chance)


def _command(chance: random.Random) -> bytes:
    return chance.choice(_KEYS)


def _text(chance: random.Random) -> bytes:
    return chance.choice(_TEXTS).encode()


def _mouse(chance: random.Random) -> bytes:
    button = chance.choice((0, 0, 0, 1, 2, 32, 35, 64, 65, 66, 67, 4, 8, 16, 128, 99999))
    far = chance.choice((60, 80, 120, 120, 120, 9999, 10**12))
    x, y = chance.randint(-1, far), chance.randint(-1, far // 2)
    click = f"\x1b[<{button};{x};{y}"
    return f"{click}M{click}m".encode()


def _odd(chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return chance.choice(_ANSWERS).encode()
    if chance.random() < 0.7:
        return chance.choice(_BYTES)
    some = bytes(chance.randrange(256) for _ in range(chance.randint(1, 12)))
    return some.translate(
        None, b"q\x11\x1c"
    )  # nothing that leaves: Ctrl+\ may end it while it stops


def _paste(chance: random.Random) -> bytes:
    text = chance.choice(_TEXTS) * chance.choice((1, 1, 1, 1, 1, 2000, 12000))
    end = chance.choice(("\x1b[201~", "\x1b[201~", "\x1b[201~", "\n\n\x1b[201~", ""))
    return f"\x1b[200~{chance.choice(('', chr(10)))}{text}{end}".encode()


def _keys() -> tuple[bytes, ...]:
    names = {name for command in sections.all_commands() for name in command.keys.split(",")}
    codes = {_code(name) for name in names} | {
        b"\x1b[1;2A",
        b"\x1b[15~",
        b"\x1bb",
        b"\x7f",
        b"\x03",
    }
    return tuple(sorted(codes - set(_LEAVING)))


def _code(name: str) -> bytes:
    if name in _CODES:
        return _CODES[name]
    if name.startswith("ctrl+"):
        return bytes([ord(name[5:]) & 31])
    assert len(name) == 1, name
    return name.encode()


_KEYS = _keys()
