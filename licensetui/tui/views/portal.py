"""The portal screen: what is still to be changed there, and how."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from datetime import date

from textual import events

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.license import License, Portal
from licensetui.domain.plain import folded
from licensetui.domain.portal_steps import PortalStep, StepCase, StepKind
from licensetui.outlook import Outlook
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import browsing, records
from licensetui.tui.commands.everywhere import SHOW_HISTORY, UNDO
from licensetui.tui.messages import (
    AskNewContact,
    CopyPartnerMessage,
    CopyText,
    EditLicense,
    NoteSeen,
    Tell,
    TickStep,
)
from licensetui.tui.views.find_view import FindView
from licensetui.tui.views.sieve import best_first, matching
from licensetui.tui.views.step_rows import ORDERS, StepRow, StepTable, by_person, identity, rows_of
from licensetui.tui.widgets.cells import wrapped
from licensetui.vendors import PORTALS
from licensetui.vendors.guides import guide
from licensetui.vendors.links import knows_links

ALREADY_DONE = (
    f"Already done: {UNDO.key} undoes the last one; use History ({SHOW_HISTORY.key}) for older "
    "ones."
)
"""What to say where a step is ticked again."""
_NUMBER = re.compile(r"\d+\. ")
"""What a step of a guide begins with."""
BAR = 9
"""Cells of the bar that shows how much is done."""


class PortalView(FindView[StepTable]):
    """All open steps, and the guide to the one under the cursor."""

    BINDINGS = bindings(
        records.TICK,
        browsing.OPEN,
        records.ASK_TO_SIGN_IN,
        records.SEEN_ON_PORTAL,
        browsing.COPY,
        records.COPY_MESSAGE,
        browsing.SORT,
    )
    DEFAULT_CSS = """
    PortalView Detail { height: 50%; min-height: 10; max-height: 15; }
    """

    def __init__(self, outlook: Outlook) -> None:
        """Make an empty view."""
        super().__init__(StepTable(outlook, id="step-table"), outlook, id="portal")
        self.order = ORDERS[0]
        """By what the steps are put together."""
        self._done: dict[object, PortalStep] = {}
        # Ticked in this run: they stay in sight, so that one sees how far one is.

    def show_all(self) -> None:
        """Show what filter and search leave, in order."""
        outlook = self.outlook
        self.table.outlook, self.table.order = outlook, self.order
        rows = rows_of(outlook.steps, self._done.values())
        self._done = {identity(row.step): row.step for row in rows if row.is_done}
        if self.order == "person":
            rows = by_person(rows)
        keep = self.filters(outlook).get(self.filter)
        words = self.words
        shown = [row for row in rows if keep is None or keep(row.step)]
        if words:
            texts = [_text_of(row.step) for row in shown]
            shown = best_first(*matching(texts, shown, words), words)
        self.table.title = self.titled(
            _how_many(shown, outlook.today), last=(f"sort: {self.order}",)
        )
        self.table.show(shown)
        self.show_detail()

    def show_record(self, record: License | Contact) -> None:
        """Put the cursor on the first open step of a license or contact; all steps are shown."""
        self.narrow("")
        self.table.select_any(lambda x: not x.is_done and _is_about(x.step, record))

    def filters(self, outlook: Outlook) -> Mapping[str, Callable[[PortalStep], bool]]:
        """Return the filters: what the user can do, what waits, and each portal."""
        found: dict[str, Callable[[PortalStep], bool]] = {}
        if me := address_key(outlook.settings.me):
            found["mine"] = lambda step: step.actor is not None and step.actor.address == me
        found["waiting"] = lambda step: step.waiting_since is not None
        found["nobody can"] = lambda step: step.case is StepCase.NO_SIGN_IN
        met = {step.license.portal for step in outlook.steps}
        return found | {x.label: _at(x) for x in PORTALS.values() if x in met}

    def show_detail(self) -> None:
        """Show the guide to the step under the cursor."""
        row, outlook, detail = self.table.current, self.outlook, self.detail
        if row is None:
            detail.title, detail.lines = "", ()
            return
        found = guide(row.step, outlook.portfolio, outlook.today)
        width = max(detail.size.width - 2, 20)
        lines = [part for line in found.lines for part in _hanging(line, width)]
        room = max(detail.size.height - 1, 1)
        if len(lines) > room:
            lines = [*lines[: room - 1], "… for the rest: licensetui portal --markdown"]
        is_stuck = row.step.case is StepCase.NO_SIGN_IN  # the title says so
        by = f"   by {row.step.by_whom}" if row.step.by_whom and not is_stuck else ""
        detail.title = f"{found.title}{by}   guide of {found.date}"
        detail.link = found.page if knows_links(os.environ) else ""
        detail.lines = tuple(lines)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the guide to the new width, once it has it."""
        self.call_after_refresh(self.show_detail)

    def action_tick(self) -> None:
        """Tell that the step is done, and go to the next."""
        row = self.table.current
        if row is None:
            return
        if row.is_done:
            self.post_message(Tell(ALREADY_DONE))
            return
        if row.step.kind is StepKind.LOOK:  # only what was seen says what it changes
            self.post_message(NoteSeen((self._license(row.step),)))
            return
        self.post_message(TickStep(self._as_open(row.step), lambda: self._ticked(row)))

    def _as_open(self, step: PortalStep) -> PortalStep:
        """Return a step as it is now, without those done before it."""
        return next((x for x in self.outlook.steps if identity(x) == identity(step)), step)

    def _ticked(self, row: StepRow) -> None:
        """Keep a step in sight that has just been done, and go to the next that is open."""
        self._done[identity(row.step)] = row.step
        self.show_all()
        rest = self.table.items[self.table.cursor :]
        ahead = next((place for place, x in enumerate(rest) if not x.is_done), None)
        if ahead is not None:
            self.table.cursor += ahead

    def _license(self, step: PortalStep) -> License:
        """Return the license of a step as it is now: a step done before remembers it as it was."""
        return self.outlook.portfolio.license(step.license.id) or step.license

    def action_open(self) -> None:
        """Open the license of the step."""
        self.ask_of_current(lambda x: EditLicense(self._license(x.step), "wanted"))

    def action_ask_to_sign_in(self) -> None:
        """Note since when one waits for the new contact."""
        if self.table.current is not None and not self.table.current.is_done:
            self.post_message(AskNewContact(self._as_open(self.table.current.step)))

    def action_seen_on_portal(self) -> None:
        """Say what the portal shows today."""
        self.ask_of_current(lambda x: NoteSeen((self._license(x.step),)))

    def action_copy(self) -> None:
        """Copy the address, or the number of the license to look at."""
        if self.table.current is not None:
            step = self.table.current.step
            self.post_message(CopyText(step.address or step.license.number or step.license.name))

    def action_copy_message(self) -> None:
        """Copy the message to the partner."""
        self.ask_of_current(lambda x: CopyPartnerMessage(x.step.license))

    def action_sort(self) -> None:
        """Put the steps together by license or by person."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.show_all()


def _hanging(line: str, width: int) -> list[str]:
    """Return a line folded, what goes on below the text behind its number."""
    number = _NUMBER.match(line)
    if number is None:
        return wrapped(line, width)
    indent = len(number.group())
    first, *others = wrapped(line[indent:], width - indent)
    return [number.group() + first, *(" " * indent + other for other in others)]


def _is_about(step: PortalStep, record: License | Contact) -> bool:
    about = step.license if isinstance(record, License) else step.contact
    return about is not None and about.id == record.id


def _at(portal: Portal) -> Callable[[PortalStep], bool]:
    return lambda step: step.license.portal is portal


def _text_of(step: PortalStep) -> str:
    people = (x for x in (step.contact, step.actor) if x)
    names = (f"{x.name} {x.email}" for x in people)
    license = step.license
    return folded("\n".join((license.name, license.number, license.site, step.address, *names)))


def _how_many(rows: list[StepRow], today: date) -> str:
    """Return how much is left: `Portal steps: 3 of 9 left   oldest 12 d   [######---]`."""
    done = sum(row.is_done for row in rows)
    left = len(rows) - done
    dates = [row.step.since for row in rows if row.step.since and not row.is_done]
    age = f"   oldest {max((today - min(dates)).days, 0)} d" if dates else ""
    if not done:
        return f"Portal steps: {left or 'none'}{age}"
    full = BAR * done // len(rows)
    bar = f"[{'#' * full}{'-' * (BAR - full)}] {done}/{len(rows)}"
    return f"Portal steps: {left} of {len(rows)} left{age}   {bar}"
