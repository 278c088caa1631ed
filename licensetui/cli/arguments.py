"""Arguments of `licensetui`: all subcommands and options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date

from licensetui import __version__
from licensetui.cli.registry import SUBCOMMANDS
from licensetui.cli.usage import Help, Parser, SubParser, UsageError

_ABOUT = "Track software license renewals and the people who get the vendors' emails."
ENVIRONMENT = {
    "LICENSETUI_FILE": "data file",
    "LICENSETUI_STORE": "address of a database instead of a file",
    "LICENSETUI_SETTINGS": "settings file",
    "COLUMNS": "width of printed lists, in a pipe too",
}
"""Variables of the environment by name, with what each sets."""
EXIT_CODES = {
    "0": "done",
    "1": "with --exit-code: bad addresses (check), something due (due), no end dates (import)",
    "2": "usage error",
    "65": "data damaged or rejected",
    "69": "mail server failed",
    "70": "bug in licensetui",
    "74": "input or output failed",
    "75": "file locked, or changed by another session",
    "77": "mail server login failed",
    "78": "settings invalid",
    "141": "output cut off, as by | head",
}
"""What each exit code says."""


def parse(argv: Sequence[str] | None, today: Callable[[], date]) -> argparse.Namespace:
    """Return what the user wrote; `run` is the subcommand's function, or None without one.

    `today` is asked only where a day was written short.

    Raises `UsageError`; `--help` and `--version` print and raise SystemExit.
    """
    parser, _children = _parsers(today)
    arguments = parser.parse_args(argv)
    _check_place(arguments)
    return arguments


def _check_place(arguments: argparse.Namespace) -> None:
    """Raise `UsageError` unless at most one option says where the portfolio is."""
    given = [name for name in ("file", "store") if getattr(arguments, name) is not None]
    both = [f"--{name}" for name in (*(["demo"] if arguments.demo else []), *given)]
    if len(both) > 1:
        raise UsageError(f"{' and '.join(both[:2])} cannot be used together; see licensetui --help")
    if arguments.file == "":
        raise UsageError("--file needs a file name; see licensetui --help")
    if arguments.store == "":
        raise UsageError("--store needs an address; see licensetui --help")


def whole_parser() -> tuple[Parser, dict[str, Parser]]:
    """Return the parser, and by its word that of each subcommand, all with all arguments.

    That loads every command: it is for what is written about them, and for tests.
    """
    parser, children = _parsers(date.today)
    for child in children.values():
        child.learn()
    return parser, {**children}


def _parsers(today: Callable[[], date]) -> tuple[Parser, dict[str, SubParser]]:
    """Return the parser and those of the subcommands, which have yet to learn their arguments."""
    parser = Parser(
        prog="licensetui",
        description=_ABOUT,
        epilog=_after(),
        formatter_class=Help,
        parents=[_everywhere()],
        allow_abbrev=False,
    )
    parser.add_argument(
        "-V",
        "--version",
        action=_Version,
        nargs=0,
        default=argparse.SUPPRESS,
        help="show program's version number and exit",
    )
    parser.set_defaults(file=None, store=None, demo=False, readonly=False, no_dns=False, run=None)
    subcommands = parser.add_subparsers(
        prog="licensetui", metavar="COMMAND", title="commands", parser_class=SubParser
    )
    everywhere = _everywhere()
    children: dict[str, SubParser] = {}
    for listed in SUBCOMMANDS:
        child = children[listed.word] = subcommands.add_parser(
            listed.word,
            help=listed.help,
            description=f"{listed.help[0].upper()}{listed.help[1:]}.",
            formatter_class=Help,
            parents=[everywhere],  # type: ignore[list-item]  # a parser of any kind will do
            allow_abbrev=False,
        )
        child.where, child.today = listed.where, today
    return parser, children


def _after() -> str:
    """Return what the help says below the commands."""
    return "\n".join(
        (
            "Without a command, opens the terminal app.\n",
            "Options of a command: licensetui COMMAND --help\n",
            "Environment:",
            *(f"  {name:22}{what}" for name, what in ENVIRONMENT.items()),
            "",
            "Exit codes:",
            *(f"  {code:5}{what}" for code, what in EXIT_CODES.items()),
        )
    )


class _Version(argparse.Action):
    """Prints the version as it is: the action of argparse would load what fits it to columns."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"licensetui {__version__}")
        parser.exit()


def _everywhere() -> Parser:
    """Return the options that may stand before and after the command.

    They have no default here: the command's parser would overwrite what stood before it.
    """
    options = Parser(add_help=False, argument_default=argparse.SUPPRESS, formatter_class=Help)
    options.add_argument(
        "--file", metavar="FILE", help="data file (default: licenses.json in your data directory)"
    )
    options.add_argument(
        "--store",
        metavar="ADDRESS",
        help="database instead of a file, such as postgresql://db1/licenses",
    )
    options.add_argument("--demo", action="store_true", help="use sample data and save nothing")
    options.add_argument("--readonly", action="store_true", help="open read-only")
    options.add_argument("--no-dns", action="store_true", help="do not query DNS")
    return options
