"""Arguments of `licensetui`: all subcommands and options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import NoReturn

from licensetui import __version__
from licensetui.cli.context import Subcommand, UsageError
from licensetui.cli.registry import SUBCOMMANDS
from licensetui.cli.typed import take_days
from licensetui.door import load

_ABOUT = "A renewal calendar in the terminal that knows who reads the vendor's next mail."
_AFTER = """\
Without a command the program opens. Environment: LICENSETUI_FILE (the file),
LICENSETUI_SETTINGS (the settings), LICENSETUI_TODAY (another day, 2026-11-22).
Exit codes: 0 done, 1 wrong addresses (check --exit-code), something due (due
--exit-code) or a list without ends (import --exit-code), 2 wrong use,
65 data broken or refused, 69 mail server, 70 a defect, 74 input or output,
75 locked or in conflict, 77 login to the mail server, 78 settings,
141 nobody read the output to its end."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are exceptions with one sentence.

    That of a subcommand learns the options only once it is asked: the others are never loaded.
    """

    where = ""
    """The `Subcommand` to load, as `module:name`; empty if there is none."""
    today: Callable[[], date]
    """What tells from which day short days count; of a subcommand."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage and leaving."""
        raise UsageError(f"{message}; {self.prog} --help shows what there is")

    def parse_known_args(  # type: ignore[override]  # of its four signatures the one in use
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, with the options of the subcommand."""
        if self.where:
            subcommand: Subcommand = load(self.where)
            take_days(self, self.today)
            subcommand.add_arguments(self)
            self.set_defaults(run=subcommand.run)
        return super().parse_known_args(args, namespace)


def parse(argv: Sequence[str] | None, today: Callable[[], date]) -> argparse.Namespace:
    """Return what the user wrote; `run` is the subcommand's function, or None without one.

    `today` is asked only where a day was written short.

    Raises `UsageError`; `--help` and `--version` print and raise SystemExit.
    """
    parser = _Parser(
        prog="licensetui",
        description=_ABOUT,
        epilog=_AFTER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_everywhere()],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"licensetui {__version__}")
    parser.set_defaults(file=None, demo=False, readonly=False, no_dns=False, run=None)
    subcommands = parser.add_subparsers(metavar="COMMAND", title="commands")
    everywhere = _everywhere()
    for listed in SUBCOMMANDS:
        child = subcommands.add_parser(
            listed.word,
            help=listed.help,
            description=f"{listed.help[0].upper()}{listed.help[1:]}.",
            parents=[everywhere],
            allow_abbrev=False,
        )
        child.where, child.today = listed.where, today
    arguments = parser.parse_args(argv)
    if arguments.demo and arguments.file is not None:
        raise UsageError("--demo and --file exclude each other")
    if arguments.file == "":
        raise UsageError("--file needs the name of a file")
    return arguments


def _everywhere() -> _Parser:
    """Return the options that may stand before and after the command.

    They have no default here: the command's parser would overwrite what stood before it.
    """
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--file", metavar="FILE", help="the file of licenses and contacts")
    options.add_argument("--demo", action="store_true", help="use made-up licenses, keep nothing")
    options.add_argument("--readonly", action="store_true", help="change nothing")
    options.add_argument("--no-dns", action="store_true", help="ask no name server")
    return options
