"""Commands: keys, a word, a help text, and an id for keymaps."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

_SHOWN = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "delete": "Del",
    "insert": "Ins",
}
"""Keys whose Textual name, even with a capital, is not what stands on the key cap."""
_CAPITAL = ("up", "down", "left", "right", "home", "end", "enter", "space", "tab", "backspace")
"""Keys that have their name with a capital on them."""
NAMES = frozenset((*_SHOWN, *_CAPITAL, *(f"f{number}" for number in range(1, 13))))
"""Textual's names of the keys that are no character."""
_SIGNS = {
    "/": "slash",
    "\\": "backslash",
    "@": "at",
    "-": "minus",
    "+": "plus",
    "_": "underscore",
}
"""Characters that Textual calls otherwise than Unicode does."""

_own: dict[str, str] = {}
# The keys that the settings give to commands, by id: the same for all that this process shows.


def use_keys(keymap: Mapping[str, str]) -> None:
    """Let commands have the keys of a keymap; called once, before anything tells of keys.

    Not handed down: sentences that name a key are made in places that know of no settings.
    """
    _own.clear()
    _own.update(keymap)


def keys_in_use() -> Mapping[str, str]:
    """Return the keys that the settings give to commands, by id."""
    return dict(_own)


class Command(NamedTuple):
    """One action of the user."""

    id: str
    """The id for keymaps, in kebab-case: `next-problem`."""
    usual_keys: str
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
    def keys(self) -> str:
        """The keys that hold: those of the settings, or the usual ones."""
        return _own.get(self.id, self.usual_keys)

    @property
    def key(self) -> str:
        """What stands on its first key: `Ctrl+R`."""
        return self.key_names[0]

    @property
    def key_names(self) -> tuple[str, ...]:
        """What stands on the keys: `("Ctrl+P", ":")`."""
        return tuple(key_cap(key) for key in self.keys.split(","))

    @property
    def keys_shown(self) -> str:
        """All its keys as the help shows them: `: or Ctrl+P`."""
        return " or ".join(self.key_names)


def key_cap(key: str) -> str:
    """Return what stands on a key of this name of Textual's: `Ctrl+P`, `?`."""
    for held in ("ctrl", "alt", "shift"):
        if key.startswith(f"{held}+"):
            rest = key.removeprefix(f"{held}+")
            return f"{held.capitalize()}+{rest.upper() if len(rest) == 1 else key_cap(rest)}"
    if key in NAMES:
        return _SHOWN.get(key, key.capitalize())
    return _CHARACTERS.get(key, key)


def key_named(character: str) -> str:
    """Return Textual's name of the key with a character on it."""
    if character == " ":
        return "space"
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _SIGNS.get(character, name)


_CHARACTERS = {key_named(sign): sign for sign in map(chr, range(33, 127))}
# What stands on the keys of a keyboard, by Textual's names.
