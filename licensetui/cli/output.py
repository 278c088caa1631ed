"""`-o FILE`: where a command writes what it would print."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from licensetui.cli.context import Context, UsageError

STANDARD_OUTPUT = "-"
"""What stands for standard output in place of the name of a file."""


def add_output(parser: ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default=STANDARD_OUTPUT,
        help="file to write (default: -, standard output)",
    )


def output_file(arguments: Namespace, context: Context) -> Path | None:
    """Return the file to write, None for standard output, or raise `UsageError`."""
    return result_file(arguments.output, "-o", context)


def result_file(name: str, option: str, context: Context) -> Path | None:
    """Return the file an option names, None for standard output, or raise `UsageError`."""
    if name == STANDARD_OUTPUT:
        return None
    if not name:
        raise UsageError(f"{option} needs a file name, or - for standard output")
    path = Path(name)
    if context.keeper and (what := context.keeper.own(path)):
        raise UsageError(f"{path} is {what}: choose another file")
    return path
