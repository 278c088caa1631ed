"""Recording that several licenses were renewed: one length or one end for all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import counted, named
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.renewal import Anchor, renewed
from licensetui.findings.objections import Objection
from licensetui.forms.renew_form import UNTIL
from licensetui.forms.typed import TypedError
from licensetui.tui.bindings import bindings, choosing
from licensetui.tui.commands import sections
from licensetui.tui.forms.outcomes import (
    LEAVE_OUT,
    STOP,
    Outcome,
    leaves_out,
    outcomes,
    refused_words,
)
from licensetui.tui.forms.renew_choices import CHOICES
from licensetui.tui.forms.renew_several_form import FIELDS, FIRST, purchase_from
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Choice
from licensetui.tui.widgets.several_rows import RenewedRows


class RenewSeveralForm(Form[License]):
    """Ends with the first of the renewed licenses as saved, or None. Enter saves."""

    OF_SEVERAL = True
    KIND = "renewals"
    KEY_SECTIONS = sections.SHEETS["renewals"]
    BINDINGS = choosing(CHOICES) + bindings(*sections.SEVERAL)
    DEFAULT_CSS = "RenewSeveralForm FieldArea { height: auto; }"

    def __init__(
        self, session: Session, licenses: tuple[License, ...], *, draft: Draft | None = None
    ) -> None:
        """Offer the next terms of licenses."""
        heading = f"Renew > {counted(len(licenses), 'license')}"
        super().__init__(
            session,
            heading,
            FIELDS,
            FIRST,
            None,
            licenses=licenses,
            start_in="length",
            draft=draft,
        )
        self._paid_on = ""
        # The day of the payment that was put there because it was today; empty if one was typed.

    def below(self) -> Iterable[Widget]:
        """Return the list of what becomes of each."""
        yield RenewedRows()

    def entered(self) -> None:
        """Save with Enter: what is offered is mostly right."""
        self.action_save()

    def action_leave_out(self) -> None:
        """Leave out what is refused, or stop at it again."""
        self.entry("refused").value = STOP if leaves_out(self.texts()) else LEAVE_OUT

    def begin_day(self) -> None:
        """Let the day of the payment follow, unless it was typed."""
        if self._paid_on:
            self._paid_on = str(self.today)
            self.put("start", self._paid_on)
        super().begin_day()

    @on(Choice.Changed)
    def _follow_choice(self, event: Choice.Changed) -> None:
        """Let start and end follow what was chosen."""
        match event.choice.id, event.value:
            case "length", word if word != UNTIL:
                self.put("end", "")
            case "anchor", Anchor.PREVIOUS_END.value:
                self._paid_on = ""
                self.put("start", "")
            case "anchor", word:
                is_paid = word == Anchor.PAYMENT.value
                if not self.texts()["start"]:
                    self._paid_on = str(self.today) if is_paid else ""
                    self.put("start", str(self.today))
                elif not is_paid:
                    self._paid_on = ""

    @on(Input.Changed)
    def _follow_typed(self, event: Input.Changed) -> None:
        """Let length and anchor say that a day was typed."""
        if event.input.id == "end":
            word = self.texts()["length"]
            self.put("length", UNTIL if event.value else "1 year" if word == UNTIL else word)
        elif event.input.id == "start":
            self._paid_on = ""
            word = self.texts()["anchor"]
            if event.value and word == Anchor.PREVIOUS_END.value:
                self.put("anchor", Anchor.FIXED.value)

    def _outcomes(self) -> tuple[Outcome, ...]:
        purchase, outlook = purchase_from(self.texts()), self.session.outlook
        return outcomes(
            self.licenses,
            lambda x: renewed(x, outlook.today, purchase),
            outlook.portfolio,
            outlook.today,
        )

    def follow(self) -> None:
        """Show what becomes of each license."""
        with suppress(TypedError):  # said in the field itself
            found = self._outcomes()
            self.query_one(RenewedRows).show_outcomes(found, leaves_out=leaves_out(self.texts()))
        self.say_hint()

    def objection(self) -> Objection | None:
        """Return why some cannot be renewed, unless they are skipped."""
        try:
            words = refused_words(self._outcomes(), "renewed")
        except TypedError:
            return None
        return Objection("refused", words) if words and not leaves_out(self.texts()) else None

    def change(self) -> Change:
        """Return one change of all that can be renewed."""
        found = self._outcomes()
        objection = self.objection()
        if objection:
            raise TypedError(objection.reason, objection.field)
        edits = tuple(Edit(x.license, x.after) for x in found if x.after and not x.is_refused)
        if not edits:
            raise TypedError("Nothing to renew: all of them are skipped.", "refused")
        left = len(found) - len(edits)
        self.done = f"{len(edits)} renewed" + (f", {left} skipped" if left else "")
        names = named([edit.shown.name for edit in edits], "license")
        return Change(f"renew {names}", licenses=edits)
