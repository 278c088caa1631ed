"""Textual's own themes, with what our style sheets need, and as readable as ours where they allow.

Several have a cursor whose text nearly vanishes, and edges that can hardly be seen.
"""

from __future__ import annotations

from dataclasses import replace

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

TEXT, EDGE = 4.5, 3.0
"""Contrasts of WCAG: of texts, and of what shows where something is."""

_TEXTS = ("primary", "secondary", "accent", "error", "warning", "success", "muted")
_STEPS = 10


def of_textual(theme: Theme) -> Theme:
    """Return a theme of Textual's to be shown here."""
    name = f"licensetui-{theme.name}"  # theirs stay what they are
    if theme.ansi:
        own = {"surface-active": "ansi_default"}  # which those of 16 colors lack
        return replace(theme, name=name, variables={**own, **theme.variables})
    made = {**theme.to_color_system().generate(), **theme.variables}
    page, ink = Color.parse(made["background"]), Color.parse(made["foreground"])
    bar = _color(made["block-cursor-background"], page, ink)
    colors = {f"text-{name}": TEXT for name in _TEXTS} | {"border-blurred": EDGE}
    better = {
        name: _readable(_color(made[name], page, ink), page, ink, least).hex
        for name, least in colors.items()
    }
    better["block-cursor-foreground"] = max(
        (page, ink, BLACK, WHITE), key=lambda color: contrast(color, bar)
    ).hex
    return replace(theme, name=name, variables={**theme.variables, **better})


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colors, from 1 to 21, as WCAG counts."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _color(text: str, page: Color, ink: Color) -> Color:
    """Return a color of a style sheet as it looks on the page; `auto 60%` is of the ink."""
    if text.startswith("auto"):
        return page.blend(ink, float(text.split()[1].rstrip("%")) / 100)
    color = Color.parse(text)
    return page.blend(color.with_alpha(1), color.a)


def _readable(color: Color, page: Color, ink: Color, least: float) -> Color:
    """Return the color, or what is nearest to it on the way to the ink and has enough contrast."""
    ways = (color.blend(ink, step / _STEPS) for step in range(_STEPS + 1))
    return next((way for way in ways if contrast(way, page) >= least), ink)
