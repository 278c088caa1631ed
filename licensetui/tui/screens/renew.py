"""Recording that a license was renewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual import on
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Input, Static

from licensetui.domain.change import Change, Edit
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.renewal import Anchor, with_next_term
from licensetui.domain.structure import StructureError
from licensetui.domain.term import TermKind
from licensetui.findings.objections import Objection, objections
from licensetui.store.store import Saved
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import places
from licensetui.tui.forms.field import Field, read, shown
from licensetui.tui.forms.renew_form import UNTIL, counted, offered, one_fields, texts_of
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.screens.form import Form
from licensetui.tui.screens.term_choice import TermChoice
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Choice


class RenewForm(Form[License], TermChoice):
    """Ends with the renewed license as saved, or None. Enter saves."""

    KEY_SECTIONS = (places.IN_RENEWALS, "Forms")
    KIND = "renewal"
    BINDINGS = bindings(*places.RENEWAL)
    DEFAULT_CSS = """
    RenewForm > .sheet { height: 10; }
    RenewForm .present { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, session: Session, license: License, *, draft: Draft | None = None) -> None:
        """Offer the next term of a license."""
        self.license = license
        """The license as it was."""
        self._today = session.outlook.today
        self._fields = one_fields(session.settings.currency)
        self._term, anchor = offered(license, self._today)
        # The term that the fields lead to, but for what is typed in them.
        texts = shown(texts_of(license, self._term, anchor, self._today))
        self._counted = dict(texts)
        # What was put into the fields; another text there was typed.
        super().__init__(session, texts, start_in="" if draft else "length", draft=draft)

    @property
    def before(self) -> License:
        """The license as it was."""
        return self.license

    def heading(self) -> str:
        """Return what is renewed."""
        return f"Renewed: {self.license.name}"

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that change at every renewal."""
        return self._fields

    def body(self) -> Iterable[Widget]:
        """Return the present term, and the fields of the next."""
        yield Static(plain(self._present()), classes="present", markup=False)
        yield Container(*self.rows(self.fields()), classes="fields")

    def _present(self) -> str:
        last = self.license.term
        if last is None:
            return "No term is recorded yet."
        parts = [f"So far: {last.start or '?'} to {last.end or '?'}", last.kind.label]
        parts += [f"Cost {last.cost}"] if last.cost else []
        parts += [f"quote {last.quote}"] if last.quote else []
        parts += [f"order {last.order_number}"] if last.order_number else []
        return "   ".join(parts)

    def entered(self) -> None:
        """Save with Enter: the offered term is mostly right."""
        self.action_save()

    @on(Choice.Changed)
    def _count_choice(self, event: Choice.Changed) -> None:
        """Count the term anew after a choice; what it changes follows."""
        texts = self.texts()
        match event.choice.id:
            case "kind":
                self._term, anchor = offered(self.license, self._today, TermKind(texts["kind"]))
                self._put(texts_of(self.license, self._term, anchor, self._today))
            case "anchor":
                is_paid = texts["anchor"] == Anchor.PAYMENT.value
                self._count({**texts, "start": str(self._today) if is_paid else texts["start"]})
            case "length" if texts["length"] != UNTIL:
                self._count(texts)
        self._say(self.focused.id if self.focused else None)

    @on(Input.Changed)
    def _count_typed(self, event: Input.Changed) -> None:
        """Count the term anew after a day was typed."""
        name, texts = event.input.id, self.texts()
        if name not in ("start", "end") or texts[name] == self._counted[name]:
            return
        if name == "start":
            self._counted["start"] = texts["start"]
            if texts["anchor"] == Anchor.PREVIOUS_END.value:
                texts["anchor"] = Anchor.FIXED.value
        else:
            self._counted["end"] = texts["end"]
            texts["length"] = UNTIL
        self._count(texts, typed_in=name)

    def _count(self, texts: dict[str, str], typed_in: str = "") -> None:
        """Show what the fields lead to; the field that is being typed in is let alone."""
        try:
            self._term = counted(self.license, self._today, texts)
        except StructureError:
            return  # said when it is saved, and while the end is typed
        now = texts_of(self.license, self._term, Anchor(texts["anchor"]), self._today)
        now["length"] = texts["length"]
        now.pop(typed_in, None)
        if texts["length"] == UNTIL:
            now.pop("end", None)
        self._put(now)

    def _put(self, texts: dict[str, str]) -> None:
        """Show texts in their fields, but for a cost, quote or order that was typed."""
        with self.prevent(Choice.Changed, Input.Changed):
            for name, text in texts.items():
                entry = self.entry(name)
                is_typed = entry.value != self._counted[name]
                if name in ("quote", "order_number") or (name == "cost" and is_typed):
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
        return next(iter(objections(self.license, after, portfolio, self._today)), None)

    def _after(self) -> License:
        values = read(self.fields(), {}, self.texts())
        quote, order = values.pop("quote"), values.pop("order_number")
        values["kind"] = TermKind(values["kind"])
        del values["length"], values["anchor"]
        if values["end"] is None:
            raise TypedError("Ends: a renewal needs an end", "end")
        try:
            term = replace(self._term, **values)
        except StructureError as error:
            raise TypedError(f"Ends: {error.problem}", "end") from None
        return with_next_term(self.license, term, quote, order)

    def change(self) -> Change:
        """Return the license with the new term."""
        after = self._after()
        objection = self.objection()
        if objection and objection.refuses:
            raise TypedError(f"Not renewed: {objection.reason}.", objection.field)
        return Change(f"renew {after.name}", licenses=(Edit(self.license, after),))

    def result(self, saved: Saved) -> License | None:
        """Return the license as it was saved."""
        return saved.portfolio.license(self.license.id)

    def name_of(self, result: License) -> str:
        """Return what was renewed, and until when."""
        return f"{result.name} until {result.end}"
