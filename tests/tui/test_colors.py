"""What can be read: the colors that the widgets end up with, on every screen of the demo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.theme import Theme
from textual.widget import Widget

from licensetui.demo import demo_portfolio
from licensetui.tui.theme import DARK, LIGHT
from tests.builders import TODAY
from tests.tui.running import Running, running
from tests.tui.walk import WALK

TEXT, EDGE = 4.5, 3.0
"""Contrasts of WCAG: of texts, and of what shows where something is."""
EDGES = frozenset("─━│┃╭╮╰╯┌┐└┘▏▎▍▌▋▊▉█▐▕▁▂▃▄▅▆▇▀▔[]")
"""Characters that are no text."""


def luminance(color: Color) -> float:
    """Return how bright a color is, as WCAG counts."""
    parts = (part / 255 for part in color.get_truecolor())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colors, from 1 to 21."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@cache
def least_contrast(one: Color, other: Color) -> float:
    """Return the contrast in exact colors, or in 256 of them, whichever is less."""
    few = (color.downgrade(ColorSystem.EIGHT_BIT) for color in (one, other))
    return min(contrast(one, other), contrast(*few))


def pair(style: Style) -> tuple[Color, Color]:
    """Return the colors of the character and of what is behind it."""
    assert style.color is not None
    assert style.bgcolor is not None
    assert not style.dim, "Textual has made dim a color by now"
    ends = (style.color, style.bgcolor)
    return ends[::-1] if style.reverse else ends


def segments(program: Running) -> Iterator[Segment]:
    """Return what is on the screen."""
    for strip in program.app.screen._compositor.render_strips():
        yield from strip


def too_weak(program: Running) -> Iterator[str]:
    """Return what on the screen cannot be told well enough from what is behind it."""
    for text, style, _ in segments(program):
        if style is None or not text.strip():
            continue
        wanted = EDGE if EDGES.issuperset(text.replace(" ", "")) else TEXT
        found = least_contrast(*pair(style))
        if found < wanted:
            yield f"{found:.2f} of {wanted} in {style}: {text.strip()!r}"


def weak_bars(widget: Widget) -> Iterator[str]:
    """Return the scrollbars of a widget that can hardly be seen."""
    if widget.show_vertical_scrollbar:
        colors = widget.styles.scrollbar_color, widget.styles.scrollbar_background
        found = least_contrast(*(color.rich_color for color in colors))
        if found < EDGE:
            yield f"{found:.2f}: scrollbar of {widget}"


async def test_all_that_is_shown_can_be_read_in_both_themes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    weak: set[str] = set()
    async with running(demo_portfolio(TODAY), demo=True) as program:
        program.app.register_theme(LIGHT)
        for stop in WALK.values():
            await program.press(*stop.keys)
            for theme in (LIGHT, DARK):
                program.app.theme = theme.name
                await program.settle()
                weak.update(f"{theme.name}: {found}" for found in too_weak(program))
                for widget in program.app.screen.walk_children(Widget):
                    weak.update(f"{theme.name}: {found}" for found in weak_bars(widget))
            await program.press(*stop.back)
    assert not weak, "\n".join(sorted(weak))


def without_colors(program: Running) -> list[tuple[str, bool, bool, bool]]:
    """Return what is on the screen where there are no colors: texts, bold, reverse, dim."""
    return [
        (text, bool(style.bold), bool(style.reverse), bool(style.dim))
        for text, style, _ in segments(program)
        if style is not None
    ]


async def test_the_focus_is_told_without_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    unseen = []
    async with running(demo_portfolio(TODAY), demo=True) as program:
        for name, stop in WALK.items():
            await program.press(*stop.keys)
            with_focus, focused = without_colors(program), program.focused
            program.app.screen.set_focus(None)
            await program.settle()
            if without_colors(program) == with_focus:
                unseen.append(f"{name}: {focused}")
            program.app.screen.set_focus(focused)
            await program.press(*stop.back)
    assert not unseen


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
async def test_what_is_overdue_is_red_and_stands_out_most(
    monkeypatch: pytest.MonkeyPatch, theme: Theme
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with running(demo_portfolio(TODAY), demo=True) as program:
        program.app.register_theme(LIGHT)
        program.app.theme = theme.name
        await program.press("2", "j", "j", "j")
        lines = [*segments(program)][::-1]
        found = {text.strip(): style for text, style, _ in lines if text.strip() and style}
        styles = [found[mark] for mark in "x!*"]
        overdue, urgent, soon = (pair(one)[0].get_truecolor() for one in styles)
    assert styles[0].bold
    assert not styles[1].bold
    assert overdue.red > 2 * max(overdue.green, overdue.blue)
    assert urgent.red > urgent.green > urgent.blue
    assert soon.blue >= soon.green > soon.red
