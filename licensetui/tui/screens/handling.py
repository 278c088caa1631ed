"""What a user says about current terms, of many licenses at once: handled, snoozed, decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TypeVar

from textual import on

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import named
from licensetui.domain.handling import (
    decided,
    handled,
    hidden_by_snooze,
    is_handled,
    progressed,
    reopened,
    snoozed,
)
from licensetui.domain.license import License
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Decision, Progress
from licensetui.tui import messages
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.dialogs.snooze_choice import Snooze, snooze_chooser
from licensetui.tui.screens.editing import EditingScreen

State = TypeVar("State", Decision, Progress)

MEANINGS: dict[Enum, str] = {
    Decision.UNDECIDED: "not decided yet",
    Decision.RENEW: "go on as before",
    Decision.REDUCE: "go on with fewer seats, or less",
    Decision.CANCEL: "let it end",
    Progress.OPEN: "nothing was done yet",
    Progress.QUOTED: "a quote is here",
    Progress.ORDERED: "it was ordered, or canceled with the vendor",
    Progress.DONE: "handled: this term needs no more",
}
"""What each state says."""


class HandlingScreen(EditingScreen):
    """Changes the state of terms: each time one change of all, and so one undo."""

    @on(messages.HandleLicenses)
    def _handle(self, request: messages.HandleLicenses) -> None:
        names = _names(request.licenses)
        if all(is_handled(license) for license in request.licenses):
            self._change(request.licenses, reopened, f"reopen {names}", f"Open again: {names}")
        else:
            self._change(
                request.licenses,
                handled,
                f"mark {names} as handled",
                f"Handled: {names}. u takes it back.",
            )

    @on(messages.DecideLicenses)
    def _decide(self, request: messages.DecideLicenses) -> None:
        terms = [x.term for x in request.licenses if x.term]
        now = {term.decision for term in terms}

        def take(decision: Decision | None) -> None:
            if decision is not None:
                self._change(
                    request.licenses,
                    lambda x: decided(x, decision),
                    f"decide for {names}: {decision.value}",
                    f"Decided: {decision.value}   {names}",
                )

        names = _names(request.licenses)
        if self._may_handle(request.licenses):
            options = _options(Decision, now)
            self.app.push_screen(Chooser(f"At the end of {names}", options), take)

    @on(messages.ProceedWithLicenses)
    def _proceed(self, request: messages.ProceedWithLicenses) -> None:
        now = {x.term.progress for x in request.licenses if x.term}

        def take(progress: Progress | None) -> None:
            if progress is not None:
                self._change(
                    request.licenses,
                    lambda x: progressed(x, progress),
                    f"progress of {names}: {progress.value}",
                    f"Now {progress.value}: {names}",
                )

        names = _names(request.licenses)
        if self._may_handle(request.licenses):
            options = _options(Progress, now)
            self.app.push_screen(Chooser(f"How far {names} is", options), take)

    @on(messages.SnoozeLicenses)
    def _snooze(self, request: messages.SnoozeLicenses) -> None:
        licenses, outlook = request.licenses, self.session.outlook

        def take(snooze: Snooze | None) -> None:
            if snooze is None:
                return
            if snooze.problem:
                self.say(f"Not snoozed: {snooze.problem}", is_error=True)
                return
            until, today = snooze.until, outlook.today
            label = f"snooze {names} until {until}" if until else f"snooze {names} no longer"
            done = f"Snoozed until {until}: {names}" if until else f"Snoozed no longer: {names}"
            if until:
                hidden = [
                    point
                    for license in licenses
                    for point in hidden_by_snooze(license, until, today, outlook.settings)
                ]
                if hidden:
                    first = min(hidden, key=lambda point: point.day)
                    done = f"{done}. Before: {first.kind.value} {first.day}"
            self._change(licenses, lambda x: snoozed(x, until, today), label, done)

        names = _names(licenses)
        if self._may_handle(licenses):
            self.app.push_screen(snooze_chooser(names, licenses, outlook), take)

    @on(messages.ShowTerms)
    def _show_terms(self, request: messages.ShowTerms) -> None:
        from licensetui.tui.screens.term_history import TermHistory

        self.app.push_screen(TermHistory(request.license, self.session.outlook))

    @on(messages.PlanCoTerm)
    def _plan_co_term(self, request: messages.PlanCoTerm) -> None:
        from licensetui.tui.screens.coterm import CoTermForm

        if self._may_edit():
            self.open_form(CoTermForm(self.session, request.licenses))

    def _may_handle(self, licenses: tuple[License, ...]) -> bool:
        """Say whether something can be said of the terms of all these; if not, say why not."""
        if not self._may_edit():
            return False
        for license in licenses:
            if license.archived:
                self.say(f"{license.name} is archived: D brings it back first.", is_error=True)
                return False
            if license.term is None:
                self.say(f"{license.name} has no term yet: e adds its end first.", is_error=True)
                return False
        return True

    def _change(
        self,
        licenses: Iterable[License],
        become: Callable[[License], License],
        label: str,
        done: str,
    ) -> None:
        """Save what becomes of the licenses, all in one change, and say so."""
        if not self._may_handle(tuple(licenses)):
            return
        try:
            edits = tuple(Edit(x, after) for x in licenses if (after := become(x)) != x)
        except StructureError as error:
            self.say(f"Nothing was changed: {error.problem}", is_error=True)
            return
        if edits:
            self.commit(Change(label, licenses=edits), done)
        else:
            self.say("That is so already.")


def _names(licenses: tuple[License, ...]) -> str:
    return named([license.name for license in licenses], "license")


def _options(states: type[State], now: set[State]) -> list[Option[State]]:
    """Return all states, first the one after the present one: Enter goes on by one step."""
    known = list(states)
    place = known.index(next(iter(now))) if len(now) == 1 else -1
    ordered = known[place + 1 :] + known[: place + 1]
    return [
        Option(state.value, state, MEANINGS[state] + ("   (now)" if {state} == now else ""))
        for state in ordered
    ]
