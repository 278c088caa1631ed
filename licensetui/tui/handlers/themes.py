"""Choosing the colors of the screens; the choice is remembered."""

from __future__ import annotations

from licensetui.domain.settings import ThemeName
from licensetui.remembered import remember_theme
from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.messages import ChooseTheme
from licensetui.tui.terminal.tty import has_few_colors
from licensetui.tui.theme import OURS, names, show_theme


def choose_theme(desk: Desk, _request: ChooseTheme) -> None:
    """Let the user choose a theme, show it, and remember it."""

    def take(name: ThemeName) -> None:
        desk.session.theme = name
        show_theme(desk.app, name)
        desk.say(f"Theme: {name}{_kept(desk, name)}.")

    now = desk.session.theme
    few = has_few_colors()
    options = [
        Option(f"{name} (now)" if name == now else name, name, OURS.get(name, "of Textual"))
        for name in names(few_colors=few)
    ]
    title = "Themes: this terminal has few colors" if few else "Themes"
    Chooser(title, options).ask(desk.app, take)


def _kept(desk: Desk, name: ThemeName) -> str:
    """Remember it, and return why that was not done, if it was not."""
    if desk.session.is_demo:
        return ", not kept: the demo saves nothing"
    try:
        remember_theme(name, desk.session.settings.theme)
    except OSError as error:
        return f", not kept: {error.strerror or error}"
    return ""
