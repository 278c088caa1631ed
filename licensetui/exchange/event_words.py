"""Title and text of a calendar event: all that one needs on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from licensetui.domain.license import License
from licensetui.domain.milestones import Milestone, MilestoneKind
from licensetui.domain.next_mail import NextMail
from licensetui.domain.periods import is_anniversary, next_start, term_before
from licensetui.domain.plain import plain
from licensetui.domain.term import Decision, Term
from licensetui.findings.ends_of_life import is_sold_on
from licensetui.reading.notices import notice_text
from licensetui.wording.costs import cost_words


def summary_of(license: License, point: Milestone) -> str:
    """Return the title of an event: `Order by: Jira Software DC 500`."""
    what = point.kind.label.capitalize()
    if point.kind is MilestoneKind.ENDS and license.term and license.term.ends_only_maintenance:
        what = "Maintenance ends"
    return f"{what}: {plain(license.name)}"


Facts = tuple[tuple[str, ...], tuple[str, ...]]
"""Lines about a term that all its events say, before that of the next mail and after it."""


def facts_of(license: License) -> Facts:
    """Return what all events of the current term say: no notes and no license key.

    Each text of the user's is one line of it, whatever stands in the text.
    """
    return _lines(_of_term(license)), _lines(_of_license(license))


def description_of(
    license: License,
    facts: Facts,
    mail: NextMail | None,
    point: Milestone,
    today: date,
    is_open: bool,
) -> str:
    """Return what to do, and a line for everything known about it.

    `facts` are those of the license; `mail` is the vendor's next one, from the day of the event,
    if one comes.
    """
    to_do = _to_do(license, point) if is_open else _over(point, today)
    read_by = [f"Next reminder goes to: {plain(str(mail))}"] if mail else []
    return "\n".join([to_do, *facts[0], *read_by, *facts[1]])


def _over(point: Milestone, today: date) -> str:
    if point.day < today:
        return "This date has passed."
    return "Done or no longer needed."


def _to_do(license: License, point: Milestone) -> str:
    term = license.term or Term(0)
    match point.kind:
        case MilestoneKind.DECIDE_BY:
            return "Decide whether to renew, reduce, or cancel."
        case MilestoneKind.ORDER_BY:
            return "Order the renewal now: later may be too late."
        case MilestoneKind.CANCEL_BY if term.decision is Decision.CANCEL:
            return "Cancel it now, as decided: this is the last day."
        case MilestoneKind.CANCEL_BY if term.auto_renew:
            return "Last day to cancel: after that, the license auto-renews and is billed."
        case MilestoneKind.CANCEL_BY:
            return "Last day to cancel."
        case MilestoneKind.REMINDER:
            return "The vendor emails the contacts: make sure that somebody reads it."
        case MilestoneKind.ENDS:
            return _ending(license, term)
    return ""


def _ending(license: License, term: Term) -> str:
    day = "Anniversary" if is_anniversary(term, term_before(license)) else "Last day"
    if term.ends_by_itself:
        return f"{day}: it will not be renewed."
    if term.decision is Decision.CANCEL:
        return f"{day} if the vendor has the cancellation; otherwise it auto-renews and is billed."
    if term.auto_renew:
        return f"{day} of the term: it auto-renews, so expect an invoice."
    if not is_sold_on(license):
        return f"{day}: it cannot be renewed."
    if term.ends_only_maintenance:
        return f"{day} of maintenance, unless it is renewed; the license itself continues."
    return f"{day}, unless it is renewed."


def _lines(facts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{label}: {plain(text)}" for label, text in facts if text)


def _of_term(license: License) -> Iterator[tuple[str, str]]:
    """Yield labels with texts; a text is empty where nothing is known."""
    term = license.term or Term(0)
    yield "Ends", str(term.end or "")
    if not term.ends_by_itself:
        yield "Next term starts", str(next_start(term, term_before(license)) or "")
    yield "Notice", notice_text(term.notice)


def _of_license(license: License) -> Iterator[tuple[str, str]]:
    """Yield labels with texts; a text is empty where nothing is known."""
    term = license.term or Term(0)
    yield "Vendor", license.vendor
    yield "Product", license.product
    yield "Number", license.number
    yield "Organization", license.organization
    yield "Seats", _seats(license)
    yield "Cost", cost_words(term)
    yield "Quote", term.quote
    yield "Order number", term.order_number
    yield "Partner", license.partner
    yield "Portal", license.portal.page


def _seats(license: License) -> str:
    if license.seats is None:
        return ""
    in_use = "" if license.seats_in_use is None else f", {license.seats_in_use} in use"
    return f"{license.seats} {license.unit.label}{in_use}"
