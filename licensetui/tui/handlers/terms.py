"""The state of current terms, of many licenses at once: each time one change, so one undo."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from licensetui.domain.change import Change, Edit
from licensetui.domain.handling import (
    decided,
    handled,
    is_handled,
    progressed,
    reopened,
    snoozed,
    with_key_installed,
    with_key_received,
)
from licensetui.domain.license import License
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Decision, Progress
from licensetui.forms.deeds import license_names_of, why_not_handled
from licensetui.tui.commands.browsing import ARCHIVE, EDIT
from licensetui.tui.commands.everywhere import UNDO
from licensetui.tui.commands.records import DECIDE, KEY_CAME, RENEW
from licensetui.tui.desk import Desk
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.dialogs.snooze_choice import SnoozeChoice, hidden, snooze_chooser
from licensetui.tui.messages import (
    DecideLicenses,
    HandleLicenses,
    NoteKeys,
    ProceedWithLicenses,
    SnoozeLicenses,
)

State = TypeVar("State", Decision, Progress)

MEANINGS: dict[Enum, str] = {
    Decision.UNDECIDED: "not decided yet",
    Decision.RENEW: "renew unchanged",
    Decision.REDUCE: "renew with fewer seats or a smaller plan",
    Decision.CANCEL: "let it end",
    Progress.OPEN: "not started",
    Progress.QUOTED: "quote received",
    Progress.ORDERED: "ordered, or canceled with the vendor",
    Progress.DONE: "nothing left to do for this term",
}
"""What each state says."""


def handle(desk: Desk, request: HandleLicenses) -> None:
    """Mark the current terms of licenses as done, or reopen them if all are."""
    licenses = request.licenses
    names = license_names_of(licenses)
    for license in licenses:
        if why := why_not_handled(license, desk.outlook.today):
            desk.refuse(f"{why}: confirm it ({RENEW.key}), or decide to cancel it ({DECIDE.key}).")
            return
    if all(is_handled(license) for license in licenses):
        _change(desk, licenses, reopened, f"reopen {names}", f"Reopened: {names}")
    else:
        done = f"Done: {names}. {UNDO.key} undoes it."
        _change(desk, licenses, handled, f"mark {names} as done", done)


def decide(desk: Desk, request: DecideLicenses) -> None:
    """Ask what shall happen at the end of the current terms."""
    names = license_names_of(request.licenses)

    def take(decision: Decision) -> None:
        label = f"decision for {names}: {decision.label}"
        done = f"Decided: {decision.label}   {names}"
        _change(desk, request.licenses, lambda x: decided(x, decision), label, done)

    if _may_handle(desk, request.licenses):
        options = _options(Decision, {x.term.decision for x in request.licenses if x.term})
        desk.ask(Chooser(f"Decision for {names}", options), take)


def proceed(desk: Desk, request: ProceedWithLicenses) -> None:
    """Ask for the status of the next purchase, or of the cancellation."""
    names = license_names_of(request.licenses)

    def take(progress: Progress) -> None:
        label = f"status of {names}: {progress.label}"
        done = f"Status: {progress.label}   {names}"
        _change(desk, request.licenses, lambda x: progressed(x, progress), label, done)

    if _may_handle(desk, request.licenses):
        options = _options(Progress, {x.term.progress for x in request.licenses if x.term})
        desk.ask(Chooser(f"Status of {names}", options), take)


def snooze(desk: Desk, request: SnoozeLicenses) -> None:
    """Ask until when licenses are snoozed."""
    licenses, outlook = request.licenses, desk.outlook
    names = license_names_of(licenses)

    def take(snooze: SnoozeChoice) -> None:
        if snooze.problem:
            desk.refuse(f"Not snoozed: {snooze.problem}")
            return
        until, today = snooze.until, outlook.today
        label = f"snooze {names} until {until}" if until else f"end the snooze of {names}"
        done = f"Snoozed until {until}: {names}" if until else f"No longer snoozed: {names}"
        if until and (points := hidden(licenses, until, outlook)):
            done = f"{done}. Before that: {points[0].kind.label} {points[0].day}"
        _change(desk, licenses, lambda x: snoozed(x, until, today), label, done)

    if _may_handle(desk, licenses):
        desk.ask(snooze_chooser(names, licenses, outlook), take)


def note_keys(desk: Desk, request: NoteKeys) -> None:
    """Note that the license keys of the current terms came today; once all did, installed."""
    licenses, today = request.licenses, desk.outlook.today
    have_come = all(x.term and x.term.key_received for x in licenses)
    become, what = with_key_received, "received"
    if have_come:
        become, what = with_key_installed, "installed"
    ends = {x.end for x in licenses}
    term = f", term to {next(iter(ends)) or 'no end'}" if len(ends) == 1 else ""
    names = license_names_of(licenses)
    then = f"{UNDO.key} undoes it." if have_come else f"{KEY_CAME.key} again once it is installed."
    done = f"License key {what} {today}: {names}{term}. {then}"
    _change(desk, licenses, lambda x: become(x, today), f"license key of {names} {what}", done)


def _may_handle(desk: Desk, licenses: tuple[License, ...]) -> bool:
    """Say whether something can be said of the terms of all these; if not, say why not."""
    if not desk.may_edit():
        return False
    for license in licenses:
        if license.archived:
            desk.refuse(f"{license.name} is archived. Restore it first: {ARCHIVE.key}.")
            return False
        if license.term is None:
            desk.refuse(f"{license.name} has no end date yet. Add it first: {EDIT.key}.")
            return False
    return True


def _change(
    desk: Desk,
    licenses: tuple[License, ...],
    become: Callable[[License], License],
    label: str,
    done: str,
) -> None:
    """Save what becomes of the licenses, all in one change, and say so."""
    if not _may_handle(desk, licenses):
        return
    try:
        edits = tuple(Edit(x, after) for x in licenses if (after := become(x)) != x)
    except StructureError as error:
        desk.refuse(f"Nothing was changed: {error.problem}")
        return
    if edits:
        desk.commit(Change(label, licenses=edits), done)
    else:
        desk.say("Already set.")


def _options(states: type[State], now: set[State]) -> list[Option[State]]:
    """Return all states, first the one after the present one: Enter goes on by one step."""
    known = list(states)
    place = known.index(next(iter(now))) if len(now) == 1 else -1
    ordered = known[place + 1 :] + known[: place + 1]
    return [
        Option(state.label, state, MEANINGS[state] + ("   (now)" if {state} == now else ""))
        for state in ordered
    ]
