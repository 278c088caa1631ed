"""Commands: keys, a word, a help text, and an id for keymaps."""

from __future__ import annotations

from licensetui.domain.dataclass import dataclass

_SHOWN = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "delete": "Del",
    "full_stop": ".",
    "minus": "-",
    "underscore": "_",
}
"""Keys whose Textual name, even with a capital, is not what stands on the key cap."""
_NAMED = ("up", "down", "left", "right", "home", "end", "enter", "space", "tab", "backspace")
"""Keys that have their name with a capital on them."""


@dataclass(frozen=True)
class Command:
    """One action of the user."""

    id: str
    """The id for keymaps, in kebab-case: `next-problem`."""
    keys: str
    """Textual's names of the keys, the one to show first, separated by commas."""
    word: str
    """What the footer calls it, in a word or two."""
    help: str
    """What it does, as one line."""
    edits: bool = False
    """Whether it changes the portfolio, and so is absent when that cannot be saved."""
    shown: bool = True
    """Whether it stands in the footer. Help and palette list it anyway."""
    request: tuple[str, ...] = ()
    """The request of `messages` that it makes, by name, and what it tells; empty where each widget
    in which it works makes another one, or none."""
    of: str = ""
    """Of what: `chosen` records or `chosen contacts`, the `shown` record or the `shown license`;
    empty if of none of them."""

    @property
    def action(self) -> str:
        """The name of the action method, without `action_`: `next_problem`."""
        return self.id.replace("-", "_")

    @property
    def key_names(self) -> tuple[str, ...]:
        """What stands on the keys: `("Ctrl+P", ":")`."""
        return tuple(_shown(key) for key in self.keys.split(","))

    @property
    def keys_shown(self) -> str:
        """All its keys as the help shows them: `: or Ctrl+P`."""
        return " or ".join(self.key_names)


def _shown(key: str) -> str:
    for held in ("ctrl", "alt", "shift"):
        if key.startswith(f"{held}+"):
            rest = key.removeprefix(f"{held}+")
            return f"{held.capitalize()}+{rest.upper() if len(rest) == 1 else _shown(rest)}"
    return key.capitalize() if key in _NAMED else _SHOWN.get(key, key)
