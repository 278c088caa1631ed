"""`licensetui doctor`: versions, paths, terminal and data, and what to do where one is not well."""

from __future__ import annotations

import locale
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from importlib import metadata
from itertools import chain

from licensetui import __version__
from licensetui.cli.backup import contents_words, say_kept
from licensetui.cli.context import Context, Subcommand, add_json, changing
from licensetui.cli.exits import BAD_DATA, BAD_SETTINGS, DONE, FAILED_IO
from licensetui.cli.registry import MAIL_CHECKS
from licensetui.cli.table import print_json
from licensetui.domain.plain import plain
from licensetui.domain.settings import SettingsError
from licensetui.door import load
from licensetui.settings import read_settings
from licensetui.store.author import described
from licensetui.store.check import Check, State
from licensetui.store.errors import StoreError

PACKAGES = ("textual", "tinydb", "msgspec", "email-validator", "dnspython", "platformdirs")
"""What the program stands on; asked for their versions and not loaded."""
LEAST_SIZE = (80, 24)
"""Columns and lines for which the screens are made."""
_UNDER = 21
"""Cells before what was found."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--accept",
        action="store_true",
        help="accept data that another program changed, after backing it up",
    )
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.accept:
        changing(arguments, context, "--accept")
        return _accept(context)
    looks = _terminal(context), _settings(context), _mail(context), _place(context)
    found = [*_versions(), *chain.from_iterable(looks)]
    for check in found:
        if arguments.json:
            print_json(
                context,
                {
                    "subject": check.subject,
                    "state": check.state.value,
                    "found": check.text,
                    "remedy": check.remedy,
                },
            )
        else:
            _print(context, check)
    if not arguments.json:
        _print_summary(context, found)
    return _code(found)


def _print(context: Context, check: Check) -> None:
    context.say(f"{check.state.mark:2}  {check.subject:15}  {plain(check.text)}", under=_UNDER)
    if check.remedy:
        context.say(f"{'':{_UNDER}}-> {plain(check.remedy)}", under=_UNDER + 3)


def _print_summary(context: Context, found: Iterable[Check]) -> None:
    marks = [check.state.mark for check in found]
    wrong, doubtful = marks.count("x"), marks.count("!")
    if wrong or doubtful:
        context.say(f"{wrong} wrong (x), {doubtful} to check (!).")
    else:
        context.say("All checks passed.")


def _code(found: Iterable[Check]) -> int:
    """Return the exit code for the worst that was found."""
    states = {check.state for check in found}
    codes = ((State.DAMAGED, BAD_DATA), (State.FAILED, FAILED_IO), (State.UNSET, BAD_SETTINGS))
    return next((code for state, code in codes if state in states), DONE)


def _versions() -> Iterator[Check]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Check("licensetui", f"{__version__}, Python {python} on {sys.platform}")
    for name in PACKAGES:
        try:
            yield Check(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Check(
                name,
                "not installed",
                State.FAILED,
                "Reinstall licensetui: python -m pip install --upgrade licensetui",
            )


def _terminal(context: Context) -> Iterator[Check]:
    environ = context.environ
    term = environ.get("TERM", "")
    shown = ", ".join(
        f"{name}={environ[name]}" for name in ("TERM", "COLORTERM", "NO_COLOR") if name in environ
    )
    if term in ("", "dumb"):
        remedy = "Set TERM to your terminal type, for example xterm-256color."
        yield Check("terminal", shown or "TERM is not set", State.DOUBTFUL, remedy)
    else:
        yield Check("terminal", shown)
    ways = [word for word, names in _WAYS.items() if any(name in environ for name in names)]
    if ways:
        yield Check("reached", ", ".join(ways))
    if not context.out.isatty():
        yield Check("output", "not a terminal")
    else:
        columns, lines = shutil.get_terminal_size()
        is_small = columns < LEAST_SIZE[0] or lines < LEAST_SIZE[1]
        yield Check(
            "size",
            f"{columns} columns, {lines} lines",
            State.DOUBTFUL if is_small else State.FINE,
            "Enlarge the window: the screens are designed for 80 by 24." if is_small else "",
        )
    yield _encoding(context)


_WAYS = {
    "over SSH": ("SSH_CONNECTION", "SSH_TTY"),
    "in tmux": ("TMUX",),
    "in screen": ("STY",),
}


def _encoding(context: Context) -> Check:
    encoding = context.out.encoding or "unknown"
    language = next(
        (
            context.environ[name]
            for name in ("LC_ALL", "LC_CTYPE", "LANG")
            if context.environ.get(name)
        ),
        "not set",
    )
    text = f"{encoding}, locale {language}, {locale.getpreferredencoding(False)}"
    if encoding.lower().replace("-", "") == "utf8":
        return Check("encoding", text)
    remedy = "Other letters are shown as ?. Set LANG to a UTF-8 locale, for example C.UTF-8."
    return Check("encoding", text, State.DOUBTFUL, remedy)


def _settings(context: Context) -> Iterator[Check]:
    try:
        file = context.settings_file
    except SettingsError as error:
        yield Check("settings", str(error), State.UNSET)
        return
    try:
        read_settings(file)
    except SettingsError as error:
        yield Check("settings", str(error), State.UNSET, "Fix that line, or remove it.")
    else:
        if file.exists():
            yield Check("settings", described(file))
        else:
            yield Check("settings", f"{file} (not found, using defaults)")


def _mail(context: Context) -> Iterator[Check]:
    """Look at what reminders need, once somebody has set any of it."""
    try:
        settings = context.settings
    except SettingsError:
        return  # of which all is said above
    if settings.smtp_host or settings.mail_from:
        yield from load(MAIL_CHECKS)(context)


def _place(context: Context) -> Iterator[Check]:
    try:
        keeper = context.keeper
    except SettingsError as error:
        yield Check("data", str(error), State.UNSET)
        return
    except StoreError as error:
        yield Check("data", str(error), State.FAILED)
        return
    if keeper is None:
        yield Check("data", "the demo, which is not saved and has no backups")
        return
    yield from keeper.checks()


def _accept(context: Context) -> int:
    righted = context.keeper_for("doctor").accept()
    if righted.number is None:
        context.say("No other program has changed the data, so there was nothing to accept.")
        return DONE
    context.say(f"Accepted, with {contents_words(righted.portfolio)}.")
    say_kept(context, righted)
    return DONE


DOCTOR = Subcommand(_add_arguments, _run)
