"""The settings file: TOML, read once into the domain's `Settings`."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from licensetui.domain.plain import plain
from licensetui.domain.settings import Settings, SettingsError
from licensetui.domain.structure import StructureError
from licensetui.home import SETTINGS_VARIABLE

_WORDS: Mapping[Any, str] = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    tuple[int, ...]: "a list of whole numbers in brackets",
    tuple[str, ...]: "a list of quoted texts in brackets",
}


def read_settings(path: Path, *, must_exist: bool = False) -> Settings:
    """Return the settings in a file; without a file, those that hold where nothing is said.

    A file that `must_exist` was named by somebody, so that its absence is a slip. Raises
    `SettingsError` with a sentence that names the file, the line and the setting.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        if must_exist:
            reason = f"it does not exist, but {SETTINGS_VARIABLE} names it"
            raise SettingsError(f"{path} cannot be read: {reason}") from error
        return Settings()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text (at byte {error.start})") from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {plain(str(error))}") from error
    try:
        return _settings(values)
    except StructureError as error:
        raise _placed(error, path, text) from error


def lines_of(path: Path) -> dict[str, str]:
    """Return each setting that a file says, those of a table as `keys.renew`, with `, line 3`.

    For a file that was read without an error.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return {}
    said = tomllib.loads(text)
    inside = (f"keys.{id}" for id in said.get("keys", {}))
    return {name: _line(text, name) for name in (*said, *inside)}


def placed(error: StructureError, path: Path) -> SettingsError:
    """Return what is wrong with a setting of a file, with its line; for what is looked at late."""
    try:
        return _placed(error, path, path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return _placed(error, path, "")


def _placed(error: StructureError, path: Path, text: str) -> SettingsError:
    where = f"{path}{_line(text, error.field)}"
    return SettingsError(f"{where}: {plain(error.field)}: {plain(error.problem)}")


def _settings(values: Mapping[str, Any]) -> Settings:
    """Build the settings, or raise a StructureError whose field is the key at fault."""
    expected = get_type_hints(Settings)
    chosen: dict[str, Any] = {}
    for key, value in values.items():
        if key not in expected:
            raise StructureError(key, f"is not a known setting; {_suggestion(key)}")
        if key == "keys":
            chosen[key] = _keys(value)
            continue
        chosen[key] = tuple(value) if isinstance(value, list) else value
        _check(key, chosen[key], expected[key])
    return Settings(**chosen)


def _keys(value: object) -> tuple[tuple[str, str], ...]:
    """Return the table of keys; which commands and keys there are, the screens know."""
    if not isinstance(value, dict):
        raise StructureError("keys", 'must be a table: [keys], and below it renew = "f5"')
    for id, keys in value.items():
        if not (isinstance(keys, str) and keys.strip()):
            raise StructureError(f"keys.{id}", 'must be keys in quotes, such as "r, f5"')
    return tuple(value.items())


def _check(key: str, value: object, expected: Any) -> None:
    """Raise a StructureError in words that suit a settings file."""
    if get_origin(expected) is Literal:
        words = get_args(expected)
        if value not in words:
            raise StructureError(key, f"must be one of {', '.join(words)}{_nearest(value, words)}")
        return
    expected = next((x for x in get_args(expected) if get_origin(x)), expected)  # of what may lack
    needed = get_origin(expected) or expected
    if type(value) is not needed:
        raise StructureError(key, f"must be {_WORDS[expected]}")


def _suggestion(key: str) -> str:
    known = tuple(field.name for field in fields(Settings))
    near = difflib.get_close_matches(key, known, 1)
    return f"did you mean {near[0]}?" if near else f"choose from {', '.join(known)}"


def _nearest(text: object, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(str(text), known, 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _line(text: str, key: str) -> str:
    """Return `, line N` where a key stands plainly in a file; else nothing.

    That of a table, as `keys.renew`, stands below its heading, or has all of its name.
    """
    table, _, last = key.rpartition(".")
    before = rf"(?:[\"']?{re.escape(table)}[\"']?\s*\.\s*)?" if table else ""
    pattern = re.compile(rf"\s*\[*{before}[\"']?{re.escape(last)}[\"']?\s*[=.\]]")
    is_inside = not table
    for number, line in enumerate(text.splitlines(), 1):
        if table and re.match(r"\s*\[", line):
            is_inside = bool(re.match(rf"\s*\[\s*[\"']?{re.escape(table)}[\"']?\s*\]", line))
        if pattern.match(line) and (is_inside or line.lstrip().lstrip("\"'").startswith(table)):
            return f", line {number}"
    return _line(text, table) if table else ""
