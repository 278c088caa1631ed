"""`licensetui export ics`: the deadlines for a calendar program."""

from __future__ import annotations

from argparse import Namespace

from licensetui.cli.context import NO_LICENSES, Context
from licensetui.cli.exits import DONE
from licensetui.cli.output import output_file
from licensetui.domain.counting import counted
from licensetui.domain.plain import plain
from licensetui.exchange.calendar_events import calendar_events, file_mark
from licensetui.exchange.ics import ics
from licensetui.exchange.output_file import write_file
from licensetui.outlook import Outlook

_DEMO = "demo"
"""What marks the events of the demo, which has no file."""


def export_calendar(arguments: Namespace, context: Context) -> int:
    """Write the deadlines, and return the exit code."""
    output = output_file(arguments, context)
    store = context.opened()
    mark = _DEMO if context.file is None else file_mark(store.begun())
    outlook = Outlook(store.portfolio, context.today, context.settings)
    events = calendar_events(outlook, mark, with_mails=arguments.reminders)
    content = ics(events, context.clock.now())
    if not events:
        context.remark(
            "No milestones: the calendar is empty." if store.portfolio.licenses else NO_LICENSES
        )
    if output is None:
        context.out.write(content)
        return DONE
    write_file(output, content)
    still_open = sum(event.is_open for event in events)
    context.say(
        f"{plain(str(output))}: {counted(still_open, 'date')}; "
        f"{len(events) - still_open} more are done or have passed, for a calendar to take off."
    )
    return DONE
