"""`licensetui help`: the pages of the manual, through the pager on a terminal."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace

from licensetui.cli.context import Context, Subcommand, UsageError
from licensetui.cli.exits import DONE
from licensetui.cli.fitting import USUAL
from licensetui.cli.pager import paged
from licensetui.cli.registry import SUBCOMMANDS
from licensetui.cli.usage import nearest
from licensetui.manual import TOPICS, page, title
from licensetui.manual.lines import lines

_WIDEST = 100
"""Columns of a page; longer lines are hard to read."""

_HOW = "Read a page: `licensetui help TOPIC`. Options: `licensetui COMMAND --help`."


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "topic", metavar="TOPIC", nargs="?", help="page of the manual (default: list them)"
    )


def _run(arguments: Namespace, context: Context) -> int:
    columns = min(context.columns or USUAL, _WIDEST)
    shown = list(lines(_text(arguments.topic), columns))
    if context.answers is not None and len(shown) >= shutil.get_terminal_size().lines:
        text = "".join(f"{line}\n" for line in shown)
        context.out.flush()
        if paged(text.encode(context.out.encoding, "replace"), context.environ):
            return DONE
    for line in shown:
        context.say_whole(line)
    return DONE


def _text(topic: str | None) -> str:
    """Return a page as Markdown, or the list of all; raises `UsageError` if there is none."""
    if topic is None:
        rows = "\n".join(f"| `{each}` | {title(each)} |" for each in TOPICS)
        return f"{_HOW}\n\n| topic | page |\n|---|---|\n{rows}\n"
    if topic in TOPICS:
        return page(topic)
    if any(topic == listed.word for listed in SUBCOMMANDS):
        raise UsageError(f"{topic} is a command: see licensetui {topic} --help")
    raise UsageError(
        f"unknown topic {topic!r}{nearest(topic, TOPICS)}; topics: {', '.join(TOPICS)}"
    )


HELP = Subcommand(_add_arguments, _run)
