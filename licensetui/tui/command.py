"""Commands: keys, a word, a help text, and an id for keymaps."""

from __future__ import annotations

import inspect
import re
from typing import ClassVar

_SHOWN = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "delete": "Del",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "full_stop": ".",
}
"""Keys whose Textual name is not what stands on the key cap."""


class Command:
    """One action. The docstring of each class is its help."""

    keys: ClassVar[str]
    """Textual's names of the keys, the one to show first, separated by commas."""
    word: ClassVar[str]
    """What the footer calls it, in a word or two."""
    edits: ClassVar[bool] = False
    """Whether it changes the portfolio, and so is absent when that cannot be saved."""
    shown: ClassVar[bool] = True
    """Whether it stands in the footer. Help and palette list it anyway."""
    request: ClassVar[tuple[str, ...]] = ()
    """The request of `messages` that it makes, by name, and what it tells; empty where each widget
    in which it works makes another one, or none."""
    of: ClassVar[str] = ""
    """Of what: `chosen` records, the `shown` one, the `shown license`; empty if of none of them."""

    @classmethod
    def id(cls) -> str:
        """Return the id for keymaps, in kebab-case: `next-problem`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def action(cls) -> str:
        """Return the name of the action method, without `action_`: `next_problem`."""
        return cls.id().replace("-", "_")

    @classmethod
    def help_text(cls) -> str:
        """Return what the action does, as one line."""
        return " ".join(inspect.cleandoc(cls.__doc__ or cls.word).split())

    @classmethod
    def key_names(cls) -> tuple[str, ...]:
        """Return what stands on the keys: `("Ctrl+P", ":")`."""
        return tuple(_shown(key.strip()) for key in cls.keys.split(","))

    @classmethod
    def keys_shown(cls) -> str:
        """Return all its keys as the help shows them: `: or Ctrl+P`."""
        return " or ".join(cls.key_names())


def _shown(key: str) -> str:
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return _SHOWN.get(key, key)
