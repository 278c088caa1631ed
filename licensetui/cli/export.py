"""`licensetui export ics`: the deadlines for a calendar program."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from licensetui.cli.context import NO_LICENSES, Context, Subcommand, UsageError, counted
from licensetui.cli.exits import DONE
from licensetui.domain.plain import plain

STANDARD_OUTPUT = "-"
"""What stands for standard output in place of the name of a file."""
_DEMO = "demo"
"""What marks the events of the demo, which has no file."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("format", metavar="ics", choices=("ics",), help="an iCalendar file")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default=STANDARD_OUTPUT,
        help="where to write it; - is standard output, as without this option",
    )
    parser.add_argument(
        "--reminders", action="store_true", help="also the days of the vendors' reminder mails"
    )


def _run(arguments: Namespace, context: Context) -> int:
    from licensetui.exchange.calendar_events import calendar_events, file_mark
    from licensetui.exchange.ics import ics

    output = None if arguments.output == STANDARD_OUTPUT else _target(arguments.output, context)
    store = context.open_store(True)
    mark = _DEMO if context.file is None else file_mark(store.history())
    events = calendar_events(
        store.portfolio, context.today, context.settings, mark, with_mails=arguments.reminders
    )
    content = ics(events, context.clock.now())
    if not events:
        context.remark(
            "No milestones: the calendar is empty." if store.portfolio.licenses else NO_LICENSES
        )
    if output is None:
        context.out.flush()
        context.out.buffer.write(content)
        return DONE
    from licensetui.exchange.output_file import write_file

    write_file(output, content)
    still_open = sum(event.is_open for event in events)
    context.say(
        f"{plain(str(output))}: {counted(still_open, 'date')}; "
        f"{len(events) - still_open} more are done or have passed, for a calendar to take off."
    )
    return DONE


def _target(name: str, context: Context) -> Path:
    """Return the file to write, or raise `UsageError` if it must not be."""
    if not name:
        raise UsageError("-o needs the name of a file, or - for standard output")
    path = Path(name)
    if context.file and path.exists() and context.file.exists() and path.samefile(context.file):
        raise UsageError(f"{path} is the file of your licenses: choose another name")
    return path


EXPORT = Subcommand("export", "write the deadlines as a calendar file (ics)", _add_arguments, _run)
"""The subcommand."""
