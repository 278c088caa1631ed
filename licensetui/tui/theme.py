"""The colors of the program: a theme for dark and one for light terminals, each also in 16 colors.

Style sheets name what Textual has in every theme, so that each color is said here alone:

| what | color |
|---|---|
| `x`, and what went wrong | `$text-error`, bold |
| `!` | `$text-warning` |
| `*` | `$text-secondary` |
| what is well | `$text-success` |
| what has the focus | `$text-primary`, and one more sign: bold, reverse, another background |
| the line under the cursor | `$block-cursor-...`: a bar |
| a field and its edges | `$surface`, `$border-blurred` |
| ... with the focus | `$surface-active`, `$border` |
| rules and frames | `$border-blurred` |
| labels and help | `text-style: dim` |

SSH hands on TERM, not COLORTERM: most terminals get the nearest of 256 colors. Those here are
among them, or near one that is as good.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from licensetui.domain.settings import ThemeName
from licensetui.tui.terminal.tty import has_few_colors
from licensetui.tui.theme_of_textual import of_textual

OURS: Mapping[ThemeName, str] = {
    "dark": "ours, for dark terminals",
    "light": "ours, for light terminals",
    "terminal": "the terminal's own 16 colors",
}
"""The themes of this module, and what to say of them."""


def _theme(name: str, *, dark: bool, page: str, ink: str, field: str, **colors: str) -> Theme:
    """Return a theme of exact colors; Textual would mix those of texts, and make them grey."""
    focus, edge, faint = colors["focus"], colors["edge"], colors["faint"]
    return Theme(
        name=name,
        dark=dark,
        background=page,
        foreground=ink,
        surface=field,
        panel=field,
        primary=focus,
        secondary=colors["soon"],
        accent=focus,
        error=colors["error"],
        warning=colors["warning"],
        success=colors["well"],
        variables={
            "text": ink,
            "text-muted": faint,
            "text-disabled": faint,
            "text-primary": focus,
            "text-accent": focus,
            "text-secondary": colors["soon"],
            "text-error": colors["error"],
            "text-warning": colors["warning"],
            "text-success": colors["well"],
            "border": focus,
            "border-blurred": edge,
            "surface-active": colors["field_focus"],
            "block-cursor-foreground": "#ffffff",
            "block-cursor-background": colors["bar"],
            "scrollbar": edge,
            "scrollbar-hover": focus,
            "scrollbar-active": focus,
            "scrollbar-background": page,
            "scrollbar-background-hover": page,
            "scrollbar-background-active": page,
            "input-cursor-background": ink,
            "input-cursor-foreground": page,
            "input-selection-background": colors["bar"],
            "input-selection-foreground": "#ffffff",
        },
    )


def _few(name: str, *, dark: bool, **colors: str) -> Theme:
    """Return a theme of a terminal's own colors, on its own background."""
    focus, soon = colors["focus"], colors["soon"]
    own = "ansi_default"
    return Theme(
        name=name,
        dark=dark,
        ansi=True,
        background=own,
        foreground=own,
        surface=own,
        panel=own,
        boost=own,
        primary=focus,
        secondary=soon,
        accent=focus,
        error=colors["error"],
        warning=colors["warning"],
        success=colors["well"],
        variables={
            "text-muted": own,
            "text-disabled": own,
            "border": focus,
            "border-blurred": own,
            "surface-active": own,
            "block-cursor-foreground": focus,
            "block-cursor-background": own,
            "block-cursor-text-style": "bold reverse",
            "scrollbar": own,
            "scrollbar-hover": focus,
            "scrollbar-active": focus,
            "scrollbar-background": own,
            "scrollbar-background-hover": own,
            "scrollbar-background-active": own,
            "ansi-background": "ansi_black" if dark else "ansi_white",
            "ansi-foreground": "ansi_white" if dark else "ansi_black",
            "input-cursor-background": own,
            "input-cursor-foreground": own,
            "input-cursor-text-style": "reverse",
            "input-selection-background": own,
            "input-selection-foreground": own,
        },
    )


DARK = _theme(
    "licensetui-dark",
    dark=True,
    page="#121212",
    ink="#e4e4e4",
    field="#303030",
    field_focus="#1f2f4f",
    edge="#808080",
    faint="#a8a8a8",
    focus="#5fafff",
    error="#ff5f5f",
    warning="#d78700",
    soon="#00afaf",
    well="#5faf5f",
    bar="#005fd7",
)
"""For dark terminals."""

LIGHT = _theme(
    "licensetui-light",
    dark=False,
    page="#ffffff",
    ink="#1c1c1c",
    field="#eeeeee",
    field_focus="#d7e7ff",
    edge="#808080",
    faint="#585858",
    focus="#005faf",
    error="#d70000",
    warning="#af5f00",
    soon="#005f5f",
    well="#005f00",
    bar="#005faf",
)
"""For light terminals."""

FEW_DARK = _few(
    "licensetui-16-dark",
    dark=True,
    focus="ansi_bright_blue",
    error="ansi_bright_red",
    warning="ansi_yellow",
    soon="ansi_cyan",
    well="ansi_green",
)
"""For dark terminals with few colors, and for their own colors wherever those are wanted."""

FEW_LIGHT = _few(
    "licensetui-16-light",
    dark=False,
    focus="ansi_blue",
    error="ansi_red",
    warning="ansi_magenta",  # yellow, cyan and green of most terminals cannot be read on white
    soon="ansi_default",
    well="ansi_default",
)
"""For light terminals with few colors."""


def names(*, few_colors: bool) -> tuple[ThemeName, ...]:
    """Return the themes to choose from; with few colors there are only ours."""
    offered = OURS if few_colors else {*OURS, *BUILTIN_THEMES}
    every: tuple[ThemeName, ...] = get_args(ThemeName)
    return tuple(name for name in every if name in offered)


def theme_for(wanted: ThemeName, *, few_colors: bool) -> Theme:
    """Return the theme that shows what is wanted on a terminal."""
    if wanted == "terminal":
        return FEW_DARK
    ours = LIGHT if wanted == "light" else DARK
    theme = BUILTIN_THEMES.get(wanted, ours)
    if few_colors:
        return FEW_DARK if theme.dark else FEW_LIGHT
    return theme if theme is ours else of_textual(theme)


def show_theme(app: App[Any], wanted: ThemeName) -> None:
    """Show an app in other colors."""
    theme = theme_for(wanted, few_colors=has_few_colors())
    app.register_theme(theme)
    app.ansi_color = theme.ansi or None
    app.theme = theme.name
