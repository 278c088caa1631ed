"""The user's own keys: which may be given to which command, and whose they would be already."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from string import ascii_lowercase

from licensetui.domain.structure import StructureError
from licensetui.tui.command import NAMES, Command, key_cap, key_named, use_keys
from licensetui.tui.commands import everywhere, sections, text_fields

SETTING = "keys"
"""The table of the settings file."""

_AS_OTHERS = {"ctrl+i": "Tab", "ctrl+m": "Enter", "ctrl+h": "Backspace"}
# What a terminal sends for them, too.
_TAKEN = {
    "ctrl+q": "always quits, from every screen",
    "ctrl+c": "always says how to quit",
}
_TYPED = frozenset(("space", "backspace", "left", "right"))
# Keys of a text field, beside all characters.
_FIXED = {
    command.id: command
    for command in (text_fields.NEXT_FIELD, text_fields.FIELD_BEFORE, text_fields.SELECT)
}
# Their keys are Textual's own.
_WHILE_TYPING = (
    *(sections.IN_FORMS, sections.IN_FIELDS, sections.IN_EMAIL, sections.IN_VENDOR),
    *(sections.IN_CONTACT, sections.IN_ABSENCE),
)


def take_keys(chosen: Iterable[tuple[str, str]]) -> None:
    """Give commands the keys that the settings have chosen; raises as `keymap` does."""
    use_keys(keymap(chosen))


def keymap(chosen: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return Textual's names of the keys by the ids of commands, as the settings have chosen.

    Raises `StructureError` with the rest of a sentence: for a command or a key that there is not,
    and where two commands of one screen would have the same key.
    """
    commands = {command.id: command for command in sections.all_commands()}
    found: dict[str, str] = {}
    for id, text in chosen:
        if id not in commands:
            near = difflib.get_close_matches(id, commands, 1)
            told = f"did you mean {near[0]}?" if near else "licensetui keys --ids lists them"
            raise _error(id, f"is not a command; {told}")
        if id in _FIXED:
            raise _error(id, "cannot have another key")
        keys = tuple(_key(commands[id], part.strip()) for part in text.split(","))
        _check_typing(commands[id], keys)
        found[id] = ",".join(dict.fromkeys(keys))
    for one, other, key, place in _clashes(found):
        mine, theirs = (one, other) if one.id in found else (other, one)
        problem = f"{key_cap(key)} is also the key of {theirs.id} ({theirs.word}) in {place}"
        raise _error(mine.id, f"{problem}; give one of them another key")
    return found


def _error(id: str, problem: str) -> StructureError:
    return StructureError(f"{SETTING}.{id}", problem)


def _key(command: Command, text: str) -> str:
    """Return Textual's name of a key that every terminal sends, or raise."""
    if len(text) == 1:
        return key_named(text)
    key = text.lower()
    held, _, rest = key.rpartition("+")
    if key in _AS_OTHERS:
        raise _error(command.id, f"terminals send {_AS_OTHERS[key]} for {key_cap(key)}")
    if key in _TAKEN and command is not everywhere.QUIT:
        raise _error(command.id, f"{key_cap(key)} {_TAKEN[key]}")
    if held == "shift" and len(rest) == 1 and rest.isalpha():
        return rest.upper()
    is_sent = (
        key in _usual(command)
        or (held == "ctrl" and rest in ascii_lowercase)
        or (held in ("", "ctrl", "shift") and rest in NAMES)
        or (not held and len(key_cap(rest)) == 1)
    )
    if not (rest and is_sent):
        problem = f'{text!r} is not a key that every terminal sends; write "r", "ctrl+r", or "f5"'
        raise _error(command.id, problem)
    return key


def _check_typing(command: Command, keys: Iterable[str]) -> None:
    """Raise if a key is typed where the command works."""
    found = dict(sections.sections())
    works = {x.id for place in _WHILE_TYPING for x in found[place]} | {everywhere.SUSPEND.id}
    if command.id not in works:
        return
    for key in keys:
        is_typed = key in _TYPED or not ("+" in key or key in NAMES)
        if is_typed and key not in _usual(command):
            raise _error(
                command.id,
                f"{key_cap(key)} is typed in text fields, where this works too; "
                "choose a key with Ctrl, or F1 to F12",
            )


def _clashes(found: Mapping[str, str]) -> Iterator[tuple[Command, Command, str, str]]:
    """Yield two commands with the key that both would have, and the section of one of them.

    Those that share a key without settings mean the same, or work in different lists.
    """
    by_place = dict(sections.sections())
    for screen in sections.SCREENS.values():
        here = {command: place for place in reversed(screen) for command in by_place[place]}
        here.setdefault(everywhere.SUSPEND, sections.ANYWHERE)
        for one, other in combinations(here, 2):
            if not found.keys() & {one.id, other.id} or one.id == other.id:
                continue
            if _usual(one) & _usual(other):
                continue
            for key in _keys(one, found) & _keys(other, found):
                yield one, other, key, here[one]


def _usual(command: Command) -> set[str]:
    return {*command.usual_keys.split(",")}


def _keys(command: Command, found: Mapping[str, str]) -> set[str]:
    return {*found.get(command.id, command.usual_keys).split(",")}
