"""The co-term preview: one common end for several licenses, and what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from licensetui.domain.change import Change
from licensetui.domain.coterm import CoTermPlan, planned
from licensetui.domain.counting import and_more
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.findings.objections import Objection
from licensetui.forms.typed import TypedError
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.records import RENEW
from licensetui.tui.forms.coterm_form import (
    Judged,
    Scope,
    coterm_fields,
    judged,
    plan_from,
    sums,
    without_refused,
)
from licensetui.tui.forms.outcomes import LEAVE_OUT, STOP, leaves_out
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Choice
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.several_rows import CoTermRows


class CoTermForm(Form[License]):
    """Ends with the first of the licenses that were planned, or None."""

    OF_SEVERAL = True
    KIND = "co-term"
    KEY_SECTIONS = sections.SHEETS["co-term"]
    BINDINGS = bindings(*sections.SEVERAL)
    DEFAULT_CSS = """
    CoTermForm FieldArea { height: auto; }
    CoTermForm .sheet > #coterm-sums { height: 4; }
    """

    def __init__(
        self, session: Session, licenses: tuple[License, ...], *, draft: Draft | None = None
    ) -> None:
        """Preview a common end of licenses, or of all of the vendor of the only one."""
        today = session.outlook.today
        self._scope = Scope.of(licenses, session.outlook.portfolio)
        first = next(iter(self._scope.groups))
        self._offered = self._scope.offered_day(first, today)
        # The common end that was put into its field; another one there was typed.
        texts = {"day": self._offered, "buy_on": str(today), "scope": first, "refused": STOP}
        fields, heading = coterm_fields(self._scope), "Co-term: plan one common end"
        super().__init__(
            session, heading, fields, texts, None, licenses=licenses, start_in="day", draft=draft
        )

    def below(self) -> Iterable[Widget]:
        """Return the list of what it means for each, and its sums."""
        yield CoTermRows()
        yield Detail(id="coterm-sums")

    def start_typing(self, name: str) -> None:
        """Let what is typed take the place of the day that is offered."""
        super().start_typing(name)
        entry = self.entry("day")
        if isinstance(entry, Input) and entry.value == self._offered:
            entry.action_select_all()

    def begin_day(self) -> None:
        """Offer the days anew that nobody has typed."""
        before, texts, today = self.first, self.texts(), self.today
        first = self._scope.offered_day(before["scope"], today)
        self.first = {**before, "day": first, "buy_on": str(today)}
        self._offer(texts)
        if texts["buy_on"] == before["buy_on"]:
            self.put("buy_on", str(today))
        super().begin_day()

    @on(Choice.Changed, "#scope")
    def _offer_day(self) -> None:
        self._offer(self.texts())

    def _offer(self, texts: Mapping[str, str]) -> None:
        """Offer the latest end of the licenses, unless another day was typed."""
        if texts["day"] == self._offered:
            self._offered = self._scope.offered_day(texts["scope"], self.today)
            self.put("day", self._offered)

    def action_leave_out(self) -> None:
        """Leave out what is refused, or stop at it again."""
        self.entry("refused").value = STOP if leaves_out(self.texts()) else LEAVE_OUT

    def plan(self) -> CoTermPlan:
        """Return the preview by what stands in the fields. Raises `TypedError`."""
        return plan_from(self.fields, self._scope, self.texts(), self.today)

    def _judged(self, plan: CoTermPlan) -> list[Judged]:
        return judged(plan, self.session.outlook.portfolio, self.today)

    def follow(self) -> None:
        """Show what the common end means for each license, and the sums."""
        with suppress(TypedError):  # said in the hints
            plan = self.plan()
            lines = self._judged(plan)
            self.query_one(CoTermRows).show_plan(plan, lines)
            settings, width = self.session.settings, max(self.size.width - 2, 20)
            detail = self.query_one("#coterm-sums", Detail)
            detail.title, detail.lines = sums(without_refused(plan, lines), settings, width)
        self.say_hint()

    def objection(self) -> Objection | None:
        """Return why some cannot be planned so, or why there is no plan at all."""
        try:
            lines = self._judged(self.plan())
        except TypedError as error:
            return Objection(error.field, str(error))
        refused = [(line, why) for line, why in lines if why]
        if not refused or leaves_out(self.texts()):
            return None
        line, why = refused[0]
        more = and_more(len(refused) - 1, ",")
        return Objection(
            "refused", f"{line.license.name}: {why.reason}{more}. {forms.LEAVE_OUT.key} skips them."
        )

    def change(self) -> Change:
        """Return one change that plans all terms."""
        plan = self.plan()
        if objection := self.objection():
            raise TypedError(objection.reason, objection.field)
        ids = [line.license.id for line, why in self._judged(plan) if line.joins and not why]
        change = planned(plan, ids)
        if change.is_empty:
            raise TypedError(f"Nothing to plan: no license would end on {plan.day}.", "day")
        self.done = (
            f"{len(change.licenses)} planned to end on {plan.day}. {RENEW.key} records a purchase."
        )
        return change
