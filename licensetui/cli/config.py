"""`licensetui config`: the settings that hold, where each comes from, or a file to begin with."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from licensetui.cli.context import Context, Subcommand, UsageError, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.places import Named, named_place
from licensetui.cli.table import print_json
from licensetui.domain.plain import plain
from licensetui.domain.settings import Settings
from licensetui.remembered import remembered_theme, theme_path
from licensetui.settings import lines_of
from licensetui.wording.setting_words import settings_file, toml

_OUTPUT = "LICENSETUI_OUTPUT"


@dataclass(frozen=True)
class _Held:
    """A setting as it holds."""

    name: str
    value: Any
    origin: str
    """Where it comes from, in words."""


def _add_arguments(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--explain",
        action="store_true",
        help="print each setting and where it comes from; also what happens without an option",
    )
    what.add_argument(
        "--init",
        action="store_true",
        help="write a settings file in which everything is explained and commented out",
    )
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.init:
        if arguments.json:
            raise UsageError("--init and --json cannot be used together")
        return _init(context)
    context.take_keys()  # which says what is wrong with them
    held = list(_held(context, named_place(arguments, context.environ)))
    if arguments.json:
        for one in held:
            print_json(context, {"name": one.name, "value": one.value, "from": one.origin})
        return DONE
    there = "" if context.settings_file.exists() else " (not found, using defaults)"
    context.say_whole(f"{plain(str(context.settings_file))}{there}")
    context.say()
    texts = [one.name if one.value is None else f"{one.name} = {toml(one.value)}" for one in held]
    widest = min(max(map(len, texts)), 40)
    for text, one in zip(texts, held, strict=True):
        context.say(f"{plain(text):{widest}}  {plain(one.origin)}", under=widest + 2)
    return DONE


def _held(context: Context, named: Named | None) -> Iterator[_Held]:
    """Yield the settings as they hold for the screens, and each key of the user's own.

    `named` is what says otherwise where the licenses are.
    """
    settings, said = context.settings, lines_of(context.settings_file)
    environ, theme = context.environ, remembered_theme(context.settings.theme)

    def origin(name: str) -> str:
        line = said.get(name)
        return "default" if line is None else f"settings file{line}"

    for name in (field.name for field in fields(Settings)):
        value = getattr(settings, name)
        if name == "store" and named and named.address != value:
            usual = toml(value) if value else "a file"
            yield _Held(name, named.address, f"{named.by}; without it {usual}")
        elif name == "keys":
            for id, keys in value:
                yield _Held(f"keys.{id}", keys, origin(f"keys.{id}"))
        elif name == "theme" and theme:
            yield _Held(name, theme, f"chosen in the app: {theme_path()}; without it {value}")
        elif name == "output" and environ.get(_OUTPUT) == "plain" != value:
            yield _Held(name, "plain", f"{_OUTPUT}; without it {value}")
        elif name == "ask_dns" and context.no_dns:
            yield _Held(name, value, "--no-dns")
        elif name == "reminder_days" and value is None:
            yield _Held(name, None, "default: as each vendor does")
        else:
            yield _Held(name, value, origin(name))


def _init(context: Context) -> int:
    path = context.settings_file
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} already exists and is unchanged; see licensetui config")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    context.out.must_finish = True
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(settings_file())
    except FileExistsError:
        raise UsageError(f"{path} already exists and is unchanged") from None
    context.say_whole(f"Wrote {plain(str(path))}. Remove the # before what you change.")
    return DONE


CONFIG = Subcommand(_add_arguments, _run)
