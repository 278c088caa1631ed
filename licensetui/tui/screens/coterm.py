"""The co-term preview: one common end for several licenses, and what it takes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from licensetui.domain.change import Change
from licensetui.domain.coterm import CoTermLine, CoTermPlan, CoTermState, coterm, planned
from licensetui.domain.counting import and_more
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.money import Money, brief_amount
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.domain.totals import sums_in_order
from licensetui.findings.objections import Objection, plan_objections
from licensetui.tui.forms.coterm_form import Scope, coterm_fields
from licensetui.tui.forms.field import Field, read
from licensetui.tui.forms.outcomes import STOP
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.screens.several import SeveralForm
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import Cell, Column, wrapped
from licensetui.tui.widgets.choice import Choice
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.rows import RowList
from licensetui.wording.coterm import cost_words, unpriced_words


class CoTermRows(RowList[tuple[CoTermLine, Objection | None]]):
    """What the common end means for each license."""

    COLUMNS = (
        Column("", 1),
        Column("license"),
        Column("ends", 10),
        Column("until then", 19, wide=40),
        Column("a month", 12, right=True),
        Column("cost", 13, right=True),
    )
    EMPTY = ("No license to plan for.",)

    def cells(self, item: tuple[CoTermLine, Objection | None]) -> tuple[Cell, ...]:
        """Return mark, name, end, months or why not, and amounts."""
        line, objection = item
        lapses = line.state is CoTermState.LAPSES
        severity = Urgency.OVERDUE if objection or lapses else None
        word = line.length if line.joins else line.state.label
        return (
            Cell(severity.mark if severity is not None else "", severity),
            Cell(line.license.name, severity),
            Cell(str(line.license.end or "NONE"), severity),
            Cell("refused" if objection else word, severity),
            Cell(str(line.monthly or "-")),
            Cell(str(line.cost or ("unknown" if line.joins else "-"))),
        )

    def key(self, item: tuple[CoTermLine, Objection | None]) -> Hashable:
        """Return the license's id."""
        return item[0].license.id


class CoTermForm(SeveralForm):
    """Ends with the first of the licenses that were planned, or None."""

    KIND = "co-term"
    DEFAULT_CSS = """
    CoTermForm .sheet > #coterm-sums { height: 4; }
    """

    def __init__(
        self, session: Session, licenses: tuple[License, ...], *, draft: Draft | None = None
    ) -> None:
        """Preview a common end of licenses, or of all of the vendor of the only one."""
        outlook = session.outlook
        self._today = outlook.today
        self._scope = Scope.of(licenses, outlook.portfolio)
        first = next(iter(self._scope.groups))
        self._offered = self._scope.offered_day(first, self._today)
        # The common end that was put into its field; another one there was typed.
        texts = {
            "day": self._offered,
            "buy_on": str(self._today),
            "scope": first,
            "refused": STOP,
        }
        self._done = ""
        # What was planned, in words.
        self._fields = coterm_fields(self._scope)
        super().__init__(session, licenses, texts, start_in="day", draft=draft)

    def heading(self) -> str:
        """Return what is planned."""
        return "Co-term: one common end, as planned terms"

    def fields(self) -> tuple[Field, ...]:
        """Return the days, and which licenses."""
        return self._fields

    def preview(self) -> CoTermRows:
        """Return the list of what it means for each."""
        return CoTermRows()

    def below(self) -> Iterable[Widget]:
        """Return the preview, and its sums."""
        yield from super().below()
        yield Detail(id="coterm-sums")

    def start_typing(self, name: str) -> None:
        """Let what is typed take the place of the day that is offered."""
        super().start_typing(name)
        entry = self.entry("day")
        if isinstance(entry, Input) and entry.value == self._offered:
            entry.action_select_all()

    @on(Choice.Changed, "#scope")
    def _offer_day(self) -> None:
        """Offer the latest end of the licenses, unless another day was typed."""
        entry = self.entry("day")
        if entry.value == self._offered:
            self._offered = self._scope.offered_day(self.texts()["scope"], self._today)
            with self.prevent(Input.Changed):
                entry.value = self._offered

    def plan(self) -> CoTermPlan:
        """Return the preview by what stands in the fields. Raises `TypedError`."""
        texts = self.texts()
        values = read(self._fields[1:3], {}, texts)
        day: date | None = values["day"]
        if day is None:
            raise TypedError("Common end: type the day on which all shall end", "day")
        try:
            return coterm(self._scope.groups[texts["scope"]], day, self._today, values["buy_on"])
        except StructureError as error:
            raise TypedError(f"{error.problem}", error.field) from None

    def _judged(self, plan: CoTermPlan) -> list[tuple[CoTermLine, Objection | None]]:
        """Return the lines, each with what refuses it: beside the others, as planned."""
        after = [line.after for line in plan.joining]
        portfolio = self.session.outlook.portfolio.with_licenses(after)
        return [(line, self._refusal(line, portfolio)) for line in plan.lines]

    def _refusal(self, line: CoTermLine, portfolio: Portfolio) -> Objection | None:
        if not line.joins:
            return None
        found = plan_objections(line.after, portfolio, self._today)
        return next((x for x in found if x.refuses), None)

    def show_preview(self) -> None:
        """Show what the common end means for each license, and the sums."""
        rows, sums = self.query_one(CoTermRows), self.query_one("#coterm-sums", Detail)
        try:
            plan = self.plan()
        except TypedError:
            return  # said in the hints
        judged = self._judged(plan)
        rows.show(judged)
        count = len(plan.lines)
        plan = _without_refused(plan, judged)
        rows.title = f"{len(plan.joining)} of {count} get a term until {plan.day}"
        settings = self.session.settings
        unknown = f"   {unpriced_words(plan.unpriced)}" if plan.unpriced else ""
        sums.title = f"Cost until then: {cost_words(plan, settings)}{unknown}"
        months = ", ".join(
            f"{x.month.short} {x.month.year} "
            f"{_brief(sums_in_order(x.amounts, settings), x.unpriced)}"
            for x in plan.months
        )
        lapsing = ", ".join(f"{x.license.name} ({x.license.end})" for x in plan.lapsing)
        bought = wrapped(f"To buy by {months or 'no month'}", max(self.size.width - 2, 20))
        sums.lines = (*bought[:2], f"Lapse before the purchase: {lapsing or 'none'}")

    def objection(self) -> Objection | None:
        """Return why some cannot be planned so, or why there is no plan at all."""
        try:
            judged = self._judged(self.plan())
        except TypedError as error:
            return Objection(error.field, str(error))
        refused = [(line, why) for line, why in judged if why]
        if not refused or self.leaves_out():
            return None
        line, why = refused[0]
        more = and_more(len(refused) - 1, ",")
        return Objection("refused", f"{line.license.name}: {why.reason}{more}. o leaves out.")

    def change(self) -> Change:
        """Return one change that plans all terms."""
        plan = self.plan()
        if objection := self.objection():
            raise TypedError(objection.reason, objection.field)
        ids = [line.license.id for line, why in self._judged(plan) if line.joins and not why]
        change = planned(plan, ids)
        if change.is_empty:
            raise TypedError(f"Nothing to plan: no license comes to end on {plan.day}.", "day")
        self._done = f"{len(change.licenses)} planned to end on {plan.day}. r records a purchase."
        return change

    def name_of(self, result: License) -> str:
        """Return what was planned."""
        return self._done


def _without_refused(
    plan: CoTermPlan, judged: list[tuple[CoTermLine, Objection | None]]
) -> CoTermPlan:
    return replace(plan, lines=tuple(line for line, objection in judged if not objection))


def _brief(amounts: Iterable[Money], unpriced: int) -> str:
    parts = [f"{brief_amount(money.amount)} {money.currency}" for money in amounts]
    return " + ".join([*parts, *([f"{unpriced} unknown"] if unpriced else [])])
