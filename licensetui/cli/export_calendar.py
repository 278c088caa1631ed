"""`licensetui export ics`: the deadlines for a calendar program."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Container
from datetime import datetime

from licensetui.cli.context import NO_LICENSES, Context
from licensetui.cli.exits import DONE
from licensetui.cli.output import output_file
from licensetui.domain.counting import counted
from licensetui.domain.plain import plain
from licensetui.exchange.calendar_events import CalendarEvent, calendar_events, file_mark, had_since
from licensetui.exchange.ics import ics
from licensetui.exchange.output_file import write_file
from licensetui.outlook import Outlook
from licensetui.store.errors import ReadOnlyError, StoreError

_DEMO = "demo"
"""What marks the events of the demo, which is kept nowhere."""


def export_calendar(arguments: Namespace, context: Context) -> int:
    """Write the deadlines, and return the exit code."""
    output = output_file(arguments, context)
    store = context.opened()
    mark = _DEMO if context.keeper is None else file_mark(store.begun())
    outlook = Outlook(store.portfolio, context.today, context.settings)
    events = _events(outlook, mark, arguments, context, store.begun())
    content = ics(events, context.clock.now())
    if not events:
        context.remark(
            "No dates: the calendar is empty." if store.portfolio.licenses else NO_LICENSES
        )
    if output is None:
        context.out.write(content)
        return DONE
    write_file(output, content)
    still_open = sum(event.is_open for event in events)
    gone = len(events) - still_open
    off = f"; {gone} past or completed, marked as canceled" if gone else ""
    context.say(f"{plain(str(output))}: {counted(still_open, 'date')}{off}.")
    return DONE


def _events(
    outlook: Outlook, mark: str, arguments: Namespace, context: Context, begun: str
) -> tuple[CalendarEvent, ...]:
    """Return the events, and note them: by that a later export knows what to take off.

    Where that cannot be noted, or read, nobody knows what calendars have.
    """

    def made(known: Container[str] | None) -> tuple[CalendarEvent, ...]:
        had = had_since(day, () if arguments.fresh else known)
        return calendar_events(outlook, mark, with_mails=arguments.reminders, had=had)

    day = datetime.fromisoformat(begun).date() if begun else None
    keeper = context.keeper
    if keeper is None or not keeper.is_there:  # a demo, or nothing at all
        return made(())
    try:
        known = keeper.exported.known(day)
        events = made(known)
        new = [event.uid for event in events if known is None or event.uid not in known]
        if new or known is None:
            keeper.exported.note(new, context.clock.now())
    except ReadOnlyError:  # so it is for each export of a reader: nothing is left out of any
        return made(None)
    except StoreError as error:
        context.remark(f"The export could not be recorded: {plain(str(error))}")
        return made(None)
    return events
