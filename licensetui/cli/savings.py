"""Possible savings as sections of the report: seats, unused licenses, ends apart."""

from __future__ import annotations

from datetime import date

from licensetui.domain.auto_renewal import present_end
from licensetui.domain.costs import yearly_cost
from licensetui.domain.milestones import Urgency
from licensetui.domain.money import Money
from licensetui.domain.optimization import SeatUse, is_leaving, seat_uses, shared_ends, unused
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.exchange.markdown import NOT_SAID, table
from licensetui.findings.ends_of_life import is_sold_on


def seats(portfolio: Portfolio, today: date, settings: Settings) -> list[str]:
    """Return the seats of licenses, paid and taken, with what one costs a year."""
    uses = seat_uses(portfolio, today, settings)
    known = [use for use in uses if use.yearly or use.in_use is not None]
    if not known:
        return ["No license has both a number of seats and a known cost or use."]
    head = ("", "license", ">seats", ">in use", ">free", ">a year", ">per seat", ">per seat in use")
    rows = [
        (
            _mark(use),
            use.license.name,
            str(use.paid),
            _number(use.in_use),
            _number(use.free),
            _money(use.yearly),
            _money(use.per_seat),
            _money(use.per_seat_in_use),
        )
        for use in known
    ]
    legend = (
        f"`{Urgency.SOON.mark}` more seats in use than paid for, `{Urgency.LATER.mark}` "
        "fewer seats would do."
    )
    return [*table(head, rows), "", legend]


def unused_licenses(portfolio: Portfolio, today: date, settings: Settings) -> list[str]:
    """Return the licenses that nobody uses, with what they cost a year."""
    rows = [
        (x.name, str(present_end(x, today) or ""), _money(yearly_cost(x.term)))
        for x in unused(portfolio, today, settings)
    ]
    return table(("license", "ends", ">a year"), rows) if rows else ["None known."]


def ends_apart(portfolio: Portfolio, today: date, settings: Settings) -> list[str]:
    """Return the ends of one vendor and organization that could be one date."""
    movable = filter(is_sold_on, portfolio.licenses)
    rows = [
        (
            shared.licenses[0].vendor,
            shared.licenses[0].organization or NOT_SAID,
            str(shared.days[0]),
            str(shared.days[-1]),
            ", ".join(license.name for license in shared.licenses),
        )
        for shared in shared_ends(movable, today, settings)
    ]
    head = ("vendor", "organization", "first", "last", "licenses")
    return table(head, rows) if rows else ["None."]


def _mark(use: SeatUse) -> str:
    if use.free is not None and use.free < 0:
        return Urgency.SOON.mark
    return Urgency.LATER.mark if use.could_be_fewer and not is_leaving(use.license) else ""


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _money(money: Money | None) -> str:
    return str(money) if money else ""
