"""Recording that several licenses were renewed: one length or one end for all."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from textual import on
from textual.widgets import Input

from licensetui.domain.change import Change, Edit
from licensetui.domain.counting import named
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.renewal import Anchor, Purchase, renewed
from licensetui.domain.term import TermKind
from licensetui.findings.objections import Objection
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import places
from licensetui.tui.forms import typed
from licensetui.tui.forms.field import Field
from licensetui.tui.forms.outcomes import REFUSED_FIELD, STOP, Outcome, outcomes, refused_words
from licensetui.tui.forms.renew_form import (
    ANCHOR_FIELD,
    KIND_FIELD,
    LENGTH_FIELD,
    LENGTHS,
    ORDER_FIELD,
    QUOTE_FIELD,
    UNTIL,
)
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.screens.several import SeveralForm
from licensetui.tui.screens.term_choice import TermChoice
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.choice import Choice
from licensetui.tui.widgets.rows import RowList

FIELDS = (
    LENGTH_FIELD,
    ANCHOR_FIELD,
    Field("start", "Start of all", "Empty: each at its last end. p today, f another", typed.day),
    Field("end", "End of all", "YYYY-MM-DD: one common end; empty: by the length", typed.day),
    KIND_FIELD,
    REFUSED_FIELD,
    QUOTE_FIELD,
    ORDER_FIELD,
)
FIRST = {
    "length": "1 year",
    "anchor": Anchor.PREVIOUS_END.value,
    "start": "",
    "end": "",
    "kind": TermKind.RENEWAL.value,
    "refused": STOP,
    "quote": "",
    "order_number": "",
}
"""What the fields hold at first: then each license gets what `r` alone would offer it."""


class RenewedRows(RowList[Outcome]):
    """What becomes of each license."""

    COLUMNS = (
        Column("", 1),
        Column("license", 28, wide=44),
        Column("so far", 10),
        Column("starts", 10, only_above=96),
        Column("ends", 10),
        Column("cost, or why not"),
    )

    def cells(self, item: Outcome) -> tuple[Cell, ...]:
        """Return mark, name, both ends, and the cost, or what speaks against it."""
        term = item.after.term if item.after else None
        severity = Urgency.OVERDUE if item.is_refused else Urgency.URGENT if item.reason else None
        return (
            Cell(severity.mark if severity is not None else "", severity),
            Cell(item.license.name),
            Cell(str(item.license.end or "NONE")),
            Cell(str(term.start) if term else "-"),
            Cell(str(term.end) if term else "-", severity),
            Cell(item.reason or str((term and term.cost) or "cost unknown"), severity),
        )

    def key(self, item: Outcome) -> Hashable:
        """Return the license's id."""
        return item.license.id


class RenewSeveralForm(SeveralForm, TermChoice):
    """Ends with the first of the renewed licenses as saved, or None. Enter saves."""

    KIND = "renewals"
    KEY_SECTIONS = (places.IN_RENEWALS, places.IN_SEVERAL, "Forms")
    BINDINGS = bindings(*places.RENEWAL, *places.SEVERAL)

    def __init__(
        self, session: Session, licenses: tuple[License, ...], *, draft: Draft | None = None
    ) -> None:
        """Offer the next terms of licenses."""
        self._done = ""
        # What was renewed, in words.
        super().__init__(session, licenses, FIRST, start_in="length", draft=draft)

    def heading(self) -> str:
        """Return how many are renewed."""
        return f"Renewed: {len(self.licenses)} licenses"

    def fields(self) -> tuple[Field, ...]:
        """Return what is chosen for all."""
        return FIELDS

    def preview(self) -> RenewedRows:
        """Return the list of what becomes of each."""
        return RenewedRows()

    def entered(self) -> None:
        """Save with Enter: what is offered is mostly right."""
        self.action_save()

    @on(Choice.Changed)
    def _follow_choice(self, event: Choice.Changed) -> None:
        """Let start and end follow what was chosen."""
        match event.choice.id, event.value:
            case "length", word if word != UNTIL:
                self._put("end", "")
            case "anchor", Anchor.PREVIOUS_END.value:
                self._put("start", "")
            case "anchor", _ if not self.texts()["start"]:
                self._put("start", str(self.session.outlook.today))

    @on(Input.Changed)
    def _follow_typed(self, event: Input.Changed) -> None:
        """Let length and anchor say that a day was typed."""
        if event.input.id == "end":
            word = self.texts()["length"]
            self._put("length", UNTIL if event.value else "1 year" if word == UNTIL else word)
        elif event.input.id == "start" and event.value:
            word = self.texts()["anchor"]
            is_chosen = word != Anchor.PREVIOUS_END.value
            self._put("anchor", word if is_chosen else Anchor.FIXED.value)

    def _put(self, name: str, text: str) -> None:
        with self.prevent(Choice.Changed, Input.Changed):
            self.entry(name).value = text

    def purchase(self) -> Purchase:
        """Return what was chosen; what was not is left to the rules. Raises `TypedError`."""
        texts = self.texts()
        end = self._read("end")
        if texts["length"] == UNTIL and end is None:
            raise TypedError("End of all: type the common end, or choose a length", "end")

        def chosen(name: str) -> bool:
            return texts[name] != FIRST[name]

        return Purchase(
            kind=TermKind(texts["kind"]) if chosen("kind") else None,
            anchor=Anchor(texts["anchor"]) if chosen("anchor") else None,
            day=self._read("start"),
            length=LENGTHS.get(texts["length"]) if chosen("length") else None,
            end=end,
            quote=typed.text(texts["quote"]),
            order_number=typed.text(texts["order_number"]),
        )

    def _read(self, name: str) -> date | None:
        field = next(field for field in FIELDS if field.name == name)
        try:
            return typed.day(self.texts()[name])
        except TypedError as error:
            raise TypedError(f"{field.label}: {error}", name) from None

    def _outcomes(self) -> tuple[Outcome, ...]:
        purchase, outlook = self.purchase(), self.session.outlook
        return outcomes(
            self.licenses,
            lambda x: renewed(x, outlook.today, purchase),
            outlook.portfolio,
            outlook.today,
        )

    def show_preview(self) -> None:
        """Show what becomes of each license."""
        try:
            found = self._outcomes()
        except TypedError:
            return  # said in the field itself
        rows = self.query_one(RenewedRows)
        refused = sum(x.is_refused for x in found)
        rows.title = f"{len(found) - refused} to be renewed" + (
            f"   {refused} refused{', left out' if self.leaves_out() else ''}" if refused else ""
        )
        rows.show(sorted(found, key=lambda x: not x.is_refused))

    def objection(self) -> Objection | None:
        """Return why some cannot be renewed, unless they are left out."""
        try:
            words = refused_words(self._outcomes(), "renewed")
        except TypedError:
            return None
        return Objection("refused", words) if words and not self.leaves_out() else None

    def change(self) -> Change:
        """Return one change of all that can be renewed."""
        found = self._outcomes()
        objection = self.objection()
        if objection:
            raise TypedError(objection.reason, objection.field)
        edits = tuple(Edit(x.license, x.after) for x in found if x.after and not x.is_refused)
        if not edits:
            raise TypedError("Nothing is left to be renewed.", "refused")
        left = len(found) - len(edits)
        self._done = f"{len(edits)} renewed" + (f", {left} left out" if left else "")
        names = named([edit.shown.name for edit in edits], "license")
        return Change(f"renew {names}", licenses=edits)

    def name_of(self, result: License) -> str:
        """Return how many were renewed."""
        return self._done
