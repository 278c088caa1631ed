"""What is sent to a terminal: it shows what was painted, and few bytes say so."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.tui.terminal.abilities import Abilities
from licensetui.tui.terminal.glyphs import run_of
from licensetui.tui.terminal.pacing import PARTING, PATIENCE, SMALL, Pacing
from licensetui.tui.terminal.painter import Painter
from licensetui.tui.terminal.pens import PLAIN, change, changed
from licensetui.tui.terminal.picture import Picture
from tests.tui.compared import Report
from tests.tui.emulator import Emulator
from tests.tui.window import PROGRAM, Window, jobs_of

WIDTH, HEIGHT = 40, 12
STYLES = ("", "1", "7", "4", "2;31", "44", "1;38;2;10;20;30;48;2;1;2;3", "38;5;9;48;5;17", "7;1;4")
ALL_ABLE = Abilities(erases_colored=True, moves_lines=True)
ABILITIES = [Abilities(a, b) for a in (False, True) for b in (False, True)]

Styled = tuple[str, str]


def text_of(words: list[Styled]) -> str:
    """Return words as Textual writes them, each with its style."""
    return "".join(f"\x1b[{style}m{word}\x1b[0m" if style else word for style, word in words)


def filled(words: list[Styled], width: int = WIDTH) -> list[Styled]:
    """Return words that fill a line; a wide character has no room at its end."""
    found, room = [], width
    for style, word in words:
        cut = word[: room // 2 if "日" in word else room]
        room -= len(cut) * (2 if "日" in word else 1)
        found.append((style, cut))
    return [*found, ("44" if words and words[-1][0] == "44" else "", " " * room)]


WORDS = st.tuples(
    st.sampled_from(STYLES),
    st.sampled_from(("Jira", " ", "  x ", " " * 17, "─" * 9, "日日", "é", "0123456789", "▄█")),
)
LINES = st.lists(WORDS, max_size=6).map(filled)
SCREENS = st.lists(LINES, min_size=HEIGHT, max_size=HEIGHT)


@st.composite
def walks(draw: st.DrawFn) -> list[list[list[Styled]]]:
    """Return screens that follow each other: lines changed, or scrolled."""
    screens = [draw(SCREENS)]
    for _ in range(draw(st.integers(1, 4))):
        last = list(screens[-1])
        if draw(st.booleans()):
            step, top = draw(st.integers(1, 4)), draw(st.integers(0, 3))
            part, fresh = last[top:], draw(st.lists(LINES, min_size=step, max_size=step))
            moved = [*part[step:], *fresh] if draw(st.booleans()) else [*fresh, *part[:-step]]
            last[top:] = moved
        for y in draw(st.lists(st.integers(0, HEIGHT - 1), max_size=3)):
            last[y] = draw(LINES)
        screens.append(last)
    return screens


def frame_of(screen: list[list[Styled]], before: list[list[Styled]] | None) -> str:
    """Return the frame that paints a screen after another."""
    lines = [
        f"\x1b[{y + 1};1H{text_of(line)}"
        for y, line in enumerate(screen)
        if before is None or before[y] != line
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("able", ABILITIES)
@given(walks())
def test_a_terminal_shows_what_was_painted(
    able: Abilities, screens: list[list[list[Styled]]]
) -> None:
    painted, sent = (Emulator(WIDTH, HEIGHT, bce=bce) for bce in (True, able.erases_colored))
    for terminal in (painted, sent):
        terminal.feed("\x1b[?7l")  # as Textual does: else pyte stands behind the last column
    picture, painter = Picture(), Painter(able)
    picture.resize(WIDTH, HEIGHT)
    before = None
    for screen in screens:
        frame = frame_of(screen, before)
        painted.feed(frame)
        if frame:
            assert picture.draw(frame)
        sent.feed(painter.paint(picture))
        assert sent.cells == painted.cells
        assert not painter.paint(picture), "it is shown: nothing more is to be sent"
        before = screen


@given(SCREENS, st.integers(0, HEIGHT - 1))
def test_one_line_costs_no_more_than_that_line(screen: list[list[Styled]], y: int) -> None:
    picture, painter = Picture(), Painter(ALL_ABLE)
    picture.resize(WIDTH, HEIGHT)
    picture.draw(frame_of(screen, None))
    painter.paint(picture)
    picture.draw(f"\x1b[{y + 1};1H{text_of([('', 'x' * WIDTH)])}")
    assert len(painter.paint(picture)) <= WIDTH + len(f"\x1b[{HEIGHT};1H")


def shown(*screens: list[str], able: Abilities = ALL_ABLE) -> tuple[str, str]:
    """Paint screens of plain lines; return what was sent for the last, and what is read."""
    width = max(len(line) for line in screens[0])
    picture, painter = Picture(), Painter(able)
    terminal = Emulator(width, len(screens[0]))
    picture.resize(width, len(screens[0]))
    last = ""
    for screen in screens:
        picture.draw("\n".join(f"\x1b[{y + 1};1H{line:<{width}}" for y, line in enumerate(screen)))
        last = painter.paint(picture)
        terminal.feed(last)
    return last, terminal.text


def numbered(first: int) -> list[str]:
    """Return the lines of a list that begins with a number, and a footer."""
    words = [f"{n:>3}  {n * 7919 % 9973:>5} {n * 104729 % 99991:>6} licenses" for n in range(200)]
    return [*(f"{word:<36}|" for word in words[first : first + 20]), "q"]


@pytest.mark.parametrize("step", [1, -1, 5, -5])
def test_a_list_that_scrolls_is_moved(step: int) -> None:
    begin, then = numbered(100), numbered(100 + step)
    sent, text = shown(begin, then)
    assert len(sent) < 60 + abs(step) * 45
    assert text.splitlines() == [f"{line:<{len(then[0])}}" for line in then]
    unable, _ = shown(begin, then, able=Abilities())
    assert len(unable) > len(sent)


def test_what_terminals_draw_in_different_widths_is_sent_with_its_line() -> None:
    picture, painter = Picture(), Painter(ALL_ABLE)
    picture.resize(20, 2)
    picture.draw("\x1b[1;1Hno 👩‍🔧 yet          \n\x1b[2;1Hbelow               ")
    painter.paint(picture)
    picture.draw("\x1b[1;19H!")
    sent = painter.paint(picture)
    assert "no" in sent, "what stands behind the emoji may stand anywhere"
    assert "\x1b[1;6H" in sent, "what is next to it is gone to, and not just drawn"
    assert "below" not in sent


@pytest.mark.parametrize(
    "other",
    ["\x1b[2J", "\x1b[5A", "text", "\x1b[1;1H\x1b[?25h", "\x1b[1;1Ha\tb", "\x1b[1;1H\x1b[31m"],
)
def test_what_is_not_understood_is_no_frame(other: str) -> None:
    picture = Picture()
    picture.resize(20, 2)
    assert not picture.draw(other)
    assert picture.wanted == [[None] * 20] * 2


@given(st.lists(st.sampled_from(STYLES), min_size=2, max_size=6))
def test_a_change_of_pen_is_what_it_says(styles: list[str]) -> None:
    now = PLAIN
    for style in styles:
        wanted = changed(PLAIN, style)
        assert wanted is not None
        numbers = change(now, wanted).removeprefix("\x1b[").removesuffix("m")
        if now is not wanted:
            assert changed(now, numbers) is wanted
            assert len(numbers) <= len(f"0;{style}")
        now = wanted


def test_a_link_of_textual_is_part_of_the_pen() -> None:
    run = run_of("\x1b]8;id=1;https://example.org\x1b\\here\x1b]8;;\x1b\\ and on")
    assert run is not None
    assert [glyph.pen.link for glyph in run.glyphs][3:5] == ["id=1;https://example.org", ""]


@pytest.mark.parametrize(
    ("term", "able"),
    [
        ("no-such-terminal", Abilities()),
        ("xterm-256color", ALL_ABLE),
        ("screen", Abilities(moves_lines=True)),
        ("vt100", Abilities()),
    ],
)
def test_what_a_terminal_can_do_is_in_terminfo(term: str, able: Abilities) -> None:
    """In a process of its own: curses reads terminfo once."""
    said = "from licensetui.tui.terminal.abilities import *; print(repr(abilities()))"
    found = subprocess.run(
        [sys.executable, "-c", said],
        env={**os.environ, "TERM": term},
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == repr(able)


@pytest.mark.parametrize(
    ("rate", "away", "rest", "most"),
    [
        (8_000, 0.05, 2_000, 0.3),
        (32_000, 0.02, 2_000, 0.15),
        (250, 0.5, 2_000, 3.5),
        (250, 0.5, 0, 18.0),
        (1e9, 0.15, 2_000, 0.001),
    ],
)
def test_a_held_key_runs_on_no_longer_than_the_line_takes(
    rate: float, away: float, rest: int, most: float
) -> None:
    """Lines of 64 and 256 kbit/s, one of 2 kbit/s (a frame takes 2.8 s), and a far but fast one.

    Without a rest the first screen is still under way, for 13 s at 2 kbit/s, and two more frames:
    nothing is known of the line yet.
    """
    pacing, now, arrived = Pacing(), 0.0, 0.0
    answers: list[float] = [away]
    pacing.asks_first(now)
    shown = held = 0
    for frame in (*[0] * 40, 3_200, *[0] * rest, *[700] * 100):  # the first; then a held key
        now += 0.03
        while answers and answers[0] <= now:
            pacing.answered(answers.pop(0), is_sure=True)
        if frame and (pacing.is_free(now) or pacing.gives_up(now)):
            shown += 1
            arrived = max(arrived, now) + frame / rate
            if pacing.asks_after(frame, now):
                answers.append(arrived + away)
        elif frame:
            held += 1
    assert arrived - now <= most
    assert bool(held) is (rate < 700 / 0.03)
    assert shown > bool(not rest)  # over that line nothing else is shown meanwhile


def test_a_terminal_that_never_answers_is_asked_twice_and_not_waited_for() -> None:
    pacing = Pacing()
    assert pacing.asks_first(0.0)
    assert pacing.is_free(0.1), "nothing may wait for the first answer"
    assert not pacing.gives_up(PATIENCE - 0.1)
    assert pacing.gives_up(PATIENCE)
    assert not pacing.asks_after(SMALL, 3.0), "it did not even answer once"
    assert pacing.is_free(3.1)


def test_a_terminal_that_stops_answering_is_asked_once_more() -> None:
    pacing = Pacing()
    pacing.asks_first(0.0)
    pacing.answered(0.01, is_sure=True)
    assert pacing.asks_after(SMALL, 1.0)
    assert not pacing.is_free(2.0)
    assert pacing.gives_up(1.0 + PATIENCE)
    assert pacing.is_free(1.0 + PATIENCE)
    assert pacing.asks_after(SMALL, 4.0)
    assert pacing.gives_up(4.0 + PATIENCE)
    assert not pacing.asks_after(SMALL, 9.0)


def test_on_leaving_the_last_answer_is_waited_for_as_long_as_the_line_may_take() -> None:
    fast, slow, unknown, silent, stray = (Pacing() for _ in range(5))
    for pacing in (fast, slow, unknown, silent, stray):
        pacing.asks_first(0.0)
    for pacing, took in ((fast, 0.02), (slow, 10.0)):
        pacing.answered(0.02, is_sure=True)
        pacing.asks_after(2_500, 1.0)
        pacing.answered(1.0 + took, is_sure=True)
        pacing.asks_after(2_500, 20.0)
    unknown.answered(0.5, is_sure=True)
    unknown.asks_after(3_600, 1.0)
    silent.asks_after(3_600, 1.0)
    assert 0 < fast.parting(20.0) < 0.5
    assert 10 < slow.parting(20.0) <= PARTING
    assert 14.4 < unknown.parting(1.1) <= PARTING
    assert silent.parting(1.1) == 0, "it has answered nothing so far: it never may"
    stray.answered(0.5, is_sure=False)
    stray.asks_after(3_600, 1.0)
    assert 0 < stray.parting(1.1) <= 1.0, "that was no answer to us"
    unknown.gives_up(60.0)
    assert unknown.parting(60.0) > 0, "late is not never"


KEYS = ("j", "k", *"12345", "?", "\x1b", "\t", "/", "e", "n", "\r", "g", "G", "[", "]", "!", "日")
"""Keys that lead everywhere, and those that leave again."""


@pytest.fixture
def compared(tmp_path: Path) -> Iterator[Window]:
    report = str(tmp_path / "report.json")
    window = Window(sys.executable, "-m", "tests.tui.compared", report, "bce", "--demo")
    yield window
    window.clean_up()


def test_two_terminals_show_the_same_at_every_frame(compared: Window, tmp_path: Path) -> None:
    """One gets what Textual paints, the other what we send (at length: `tests.faults`)."""
    compared.shows("1 Dashboard", "Quit")
    chance = random.Random(25)  # noqa: S311  # to try, not to hide
    for _ in range(60):
        os.write(compared.master, chance.choice(KEYS).encode())
        compared.read(0.05)
    compared.settle()
    os.write(compared.master, b"\x11")
    compared.exit_code(5.0)
    found = Report(**json.loads((tmp_path / "report.json").read_text()))
    assert found.unequal == []
    assert found.compared > 20
    assert found.sent * 4 < found.painted


@pytest.mark.parametrize("after", [0.0, 0.15])
def test_an_answer_of_the_terminal_never_reaches_the_shell(after: float) -> None:
    """The program is left with a question on its way; the shell would take the answer for typed."""
    shell = Window("/bin/sh", "-c", "exec bash --norc --noprofile -i", answers_after=after)
    try:
        shell.press(f"PS1='$ '; {' '.join(PROGRAM)} --demo; cat -v\n")
        shell.shows("1 Dashboard", "Quit")
        shell.settle()
        asked = shell.screen.questions
        assert asked
        os.write(shell.master, b"2345q")  # each of them a large frame, with a question behind it
        shell.until(lambda: shell.seen.rfind("?1049l") > shell.seen.rfind("?1049h"), "the shell")
        shell.settle()
        assert shell.screen.questions > asked
        os.write(shell.master, b"nothing else\n")
        shell.shows("nothing else")
        shell.settle()
        assert "80R" not in shell.screen.text.partition("cat -v")[2]
    finally:
        for job in jobs_of(shell.process.pid):
            os.kill(job, signal.SIGKILL)
        shell.clean_up()


@pytest.mark.parametrize("variable", ["LICENSETUI_OUTPUT", ""])
def test_it_can_be_switched_off(variable: str, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("" if variable else 'output = "plain"')
    sizes = []
    for environ in (
        {},
        {variable or "LICENSETUI_SETTINGS": "plain" if variable else str(settings)},
    ):
        window = Window(*PROGRAM, "--demo", environ=environ)
        window.shows("1 Dashboard", "Quit")
        window.press("2")
        window.shows("Licenses: 18 of 19")
        window.settle()
        sizes.append(len(window.seen))
        window.clean_up()
    assert sizes[0] * 2 < sizes[1]
