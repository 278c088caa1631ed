"""Recording that a license was renewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from licensetui.domain.auto_renewal import auto_renewal
from licensetui.domain.change import Change
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.renewal import Anchor, caught_up
from licensetui.domain.structure import StructureError
from licensetui.domain.term import TermKind
from licensetui.findings.objections import Objection, objections
from licensetui.forms.field import shown
from licensetui.forms.license_form import NOTICE_FIELD
from licensetui.forms.renew_form import (
    PRICE,
    UNTIL,
    counted,
    day_of_notice,
    offered,
    one_fields,
    present_words,
    renewed_from,
    texts_of,
)
from licensetui.forms.renew_values import renewal_change
from licensetui.forms.typed import TypedError
from licensetui.tui.bindings import bindings, choosing
from licensetui.tui.commands import forms, sections
from licensetui.tui.forms.hints import comes_to
from licensetui.tui.forms.license_sections import placed
from licensetui.tui.forms.renew_choices import CHOICES, PLACES
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Choice
from licensetui.tui.widgets.folded import Folded


class RenewForm(Form[License]):
    """Ends with the renewed license as saved, or None. Enter saves."""

    KEY_SECTIONS = sections.SHEETS["renewal"]
    KIND = "renewal"
    BINDINGS: ClassVar[list[BindingType]] = [*choosing(CHOICES), *bindings(forms.TO_COST)]
    DEFAULT_CSS = """
    RenewForm > .sheet { height: 13; }
    RenewForm FieldGrid { grid-columns: 15 9fr 14 10fr; }
    RenewForm #cost_basis, RenewForm #per_seat { width: 11; }
    """

    def __init__(self, session: Session, license: License, *, draft: Draft | None = None) -> None:
        """Offer the next term of a license."""
        self.license = license
        """The license as it was."""
        today = session.outlook.today
        self._so_far = caught_up(license, today)
        # With the periods by which it renewed itself, but for the newest: that one is typed.
        self._term, anchor = offered(self._so_far, today)
        # The term that the fields lead to, but for what is typed in them.
        texts = shown(texts_of(self._so_far, self._term, anchor, today))
        self._counted = dict(texts)
        # What was put into the fields; another text there was typed.
        self._paid_on = texts["start"] if anchor is Anchor.PAYMENT and not draft else ""
        # The day of the payment that was put there because it was today; empty if one was typed.
        fields = one_fields(session.settings.currency, day_of_notice(license))
        heading = f"Renew > {license.name}"
        start_in = "cost" if auto_renewal(license, today) else "length"
        super().__init__(session, heading, fields, texts, license, start_in=start_in, draft=draft)

    def body(self) -> Iterable[Widget]:
        """Return the present term, and the fields of the next."""
        yield Folded(present_words(self.license, self.today))
        yield self.grid(placed(PLACES, self.fields))

    def action_to_cost(self) -> None:
        """Go to the cost, which is the field most often typed in."""
        self.entry("cost").focus()

    def entered(self) -> None:
        """Save with Enter: the offered term is mostly right."""
        self.action_save()

    def begin_day(self) -> None:
        """Offer the term of another day, or count from it what was chosen."""
        self._so_far = caught_up(self.license, self.today)
        texts = self.texts()
        if self.changed():
            self._count({**texts, "start": self._moved(texts["start"])})
        else:
            self.first = shown(self._offer())
            self._put(self.first)
        super().begin_day()

    def _offer(self, kind: TermKind | None = None) -> dict[str, str]:
        """Return what the fields show of the term that is offered, of a kind or as planned."""
        self._term, anchor = offered(self._so_far, self.today, kind)
        texts = texts_of(self._so_far, self._term, anchor, self.today)
        self._paid_on = texts["start"] if anchor is Anchor.PAYMENT else ""
        return texts

    def _moved(self, start: str) -> str:
        """Return the start: the payment is today, unless another day was typed."""
        if start and start == self._paid_on:
            self._paid_on = str(self.today)
            return self._paid_on
        return start

    @on(Choice.Changed)
    def _count_choice(self, event: Choice.Changed) -> None:
        """Count the term anew after a choice; what it changes follows."""
        texts = self.texts()
        match event.choice.id:
            case "kind":
                self._put(self._offer(TermKind(texts["kind"])))
            case "anchor":
                is_paid = texts["anchor"] == Anchor.PAYMENT.value
                self._paid_on = str(self.today) if is_paid else ""
                self._count({**texts, "start": self._paid_on or texts["start"]})
            case "length" if texts["length"] != UNTIL:
                self._count(texts)
        self.say_hint()

    @on(Input.Changed)
    def _count_typed(self, event: Input.Changed) -> None:
        """Count the term anew after a day was typed."""
        name, texts = event.input.id, self.texts()
        if name not in ("start", "end") or texts[name] == self._counted[name]:
            return
        self._counted[name] = texts[name]
        if name == "end":
            texts["length"] = UNTIL
        else:
            self._paid_on = ""
            if texts["anchor"] == Anchor.PREVIOUS_END.value:
                texts["anchor"] = Anchor.FIXED.value
        self._count(texts, typed_in=name)

    def _count(self, texts: dict[str, str], typed_in: str = "") -> None:
        """Show what the fields lead to; the field that is being typed in is let alone."""
        try:
            self._term = counted(self._so_far, self.today, texts)
        except StructureError:
            return  # said when it is saved, and while the end is typed
        now = texts_of(self._so_far, self._term, Anchor(texts["anchor"]), self.today)
        now["length"] = texts["length"]
        now.pop(typed_in, None)
        if texts["length"] == UNTIL:
            now.pop("end", None)
        self._put(now)

    def _put(self, texts: Mapping[str, str]) -> None:
        """Show texts in their fields, but for a cost, quote or order that was typed."""
        with self.prevent(Choice.Changed, Input.Changed):
            for name, text in texts.items():
                if name == NOTICE_FIELD.name:  # nothing that is chosen tells it
                    continue
                entry = self.entry(name)
                is_typed = entry.value != self._counted[name]
                if name in ("quote", "order_number") or (name in PRICE and is_typed):
                    continue
                entry.value = text
                self._counted[name] = entry.value

    def objection(self) -> Objection | None:
        """Return what speaks against saving what stands in the fields, as far as it can be read."""
        try:
            after = self._after()
        except TypedError:
            return None
        portfolio = self.session.outlook.portfolio
        return next(iter(objections(self.license, after, portfolio, self.today)), None)

    def price_words(self) -> str:
        """Return what the price comes to: `4.10 EUR/seat/month, 20 seats: 984.00 EUR a year`."""
        return comes_to(self._after)

    def _after(self) -> License:
        return renewed_from(self._so_far, self._term, self.fields, self.texts())

    def change(self) -> Change:
        """Return the license with the new term."""
        outlook = self.session.outlook
        return renewal_change(self.license, self._after(), outlook.portfolio, outlook.today)

    def name_of(self, result: License) -> str:
        """Return what was renewed, and until when."""
        return f"{result.name} until {result.end}"
