"""Recording that a license was renewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from textual.containers import Container
from textual.widget import Widget

from licensetui.domain.change import Change, Edit
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Decision, Progress, Term, TermKind, months_after
from licensetui.store.store import Saved
from licensetui.tui.forms import typed
from licensetui.tui.forms.field import Field, read, shown
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session

MONTHS = 12
"""Length of the term that is offered."""


def offered_term(license: License, today: date) -> Term:
    """Return the term that a renewal most likely brings.

    It starts at the previous end, whenever it was paid (Atlassian's rule), and has the cost of
    the last one.
    """
    last = license.term or Term(1)
    start = last.end or today
    return replace(
        last,
        id=license.next_term_id(),
        start=start,
        end=months_after(start, MONTHS),
        kind=TermKind.RENEWAL,
        quote="",
        order_number="",
        decision=Decision.UNDECIDED,
        progress=Progress.OPEN,
        snoozed_until=None,
    )


class RenewForm(Form[License]):
    """Ends with the renewed license as saved, or None. Enter saves."""

    KIND = "renewal"
    DEFAULT_CSS = """
    RenewForm > .sheet { height: 9; }
    RenewForm .fields { grid-size: 2; grid-columns: 12 1fr; }
    """

    def __init__(self, session: Session, license: License, *, draft: Draft | None = None) -> None:
        """Offer the next term of a license."""
        self.license = license
        """The license as it was."""
        self.offered = offered_term(license, session.outlook.today)
        """The term that is saved if nobody types."""
        texts = {
            "start": str(self.offered.start or ""),
            "end": str(self.offered.end or ""),
            "cost": str(self.offered.cost or ""),
            "order_number": "",
        }
        super().__init__(session, shown(texts), start_in="" if draft else "end", draft=draft)

    @property
    def before(self) -> License:
        """The license as it was."""
        return self.license

    def heading(self) -> str:
        """Return what is renewed."""
        return f"Renewed: {self.license.name}"

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that change at every renewal."""
        currency = self.session.settings.currency
        return (
            Field("start", "Starts", "At the end of the last term. Enter saves", typed.day),
            Field("end", "Ends", "12 months later. Enter saves", typed.day),
            Field("cost", "Cost", "As before", partial(typed.money, currency=currency)),
            Field("order_number", "Order no.", "Number of the purchase order"),
        )

    def body(self) -> Iterable[Widget]:
        """Return the four fields."""
        yield Container(*self.rows(self.fields()), classes="fields")

    def entered(self) -> None:
        """Save with Enter: the offered term is mostly right."""
        self.action_save()

    def change(self) -> Change:
        """Return the license with the new term."""
        values = read(self.fields(), self.first, self.texts())
        order = values.pop("order_number", None)
        try:
            term = replace(self.offered, **values)
            terms = self.license.terms
            if order and terms:  # the order that was made at the end of the last term
                terms = (*terms[:-1], replace(terms[-1], order_number=order))
            elif order:
                term = replace(term, order_number=order)
            after = replace(self.license, terms=(*terms, term))
        except StructureError as error:
            raise TypedError(f"Ends: {error.problem}", "end") from None
        if term.end is None:
            raise TypedError("Ends: a renewal needs an end", "end")
        return Change(f"renew {after.name}", licenses=(Edit(self.license, after),))

    def result(self, saved: Saved) -> License | None:
        """Return the license as it was saved."""
        return saved.portfolio.license(self.license.id)

    def name_of(self, result: License) -> str:
        """Return what was renewed, and until when."""
        return f"{result.name} until {result.end}"
