"""Rules about dates: what has ended, what ends soon, and what has no end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from licensetui.domain.finding import Finding
from licensetui.domain.handling import is_handled
from licensetui.domain.license import License
from licensetui.domain.milestones import (
    MilestoneKind,
    Urgency,
    in_days,
    milestones,
    open_milestones,
    urgency_of,
)
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Progress
from licensetui.findings.rule import heard
from licensetui.vendors import vendor_of

_UNLESS = "say so (x) once the vendor has confirmed that, or expect the invoice"
"""What there is to do about a cancellation of which nothing was heard."""


def overdue(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses whose open end has passed."""
    for license, end in _open_ends(portfolio, today, settings):
        if end < today:
            consequence = vendor_of(license).consequence(license, end)
            if _is_to_be_canceled(license):  # and renews itself, or it would be over
                consequence = f"it was to be canceled and renews itself, {_UNLESS}"
            yield Finding(
                rule="overdue",
                severity=Urgency.OVERDUE,
                reason=f"{_subject(license)} ended {in_days(end, today)}, on {end}"
                + (f": {consequence}" if consequence else ""),
                word="overdue",
                field="terms",
                license=license.id,
            )


def due(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses whose open end is near."""
    for license, end in _open_ends(portfolio, today, settings):
        if urgency_of((end - today).days, settings) is Urgency.URGENT:
            reason = f"{_subject(license)} ends {in_days(end, today)}, on {end}{_state(license)}"
            yield Finding(
                rule="due",
                severity=Urgency.URGENT,
                reason=reason,
                word="due",
                field="terms",
                license=license.id,
            )


def cancellation_unsure(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield what renews itself and was to be canceled by a day that has passed, until its end.

    After the end it is overdue.
    """
    for license in heard(portfolio, today):
        term = license.term
        if not (term and term.auto_renew and _is_to_be_canceled(license)) or is_handled(license):
            continue
        for point in milestones(license, settings):
            if point.kind is MilestoneKind.CANCEL_BY and point.day < today <= (term.end or today):
                yield Finding(
                    rule="cancellation-unsure",
                    severity=Urgency.OVERDUE,
                    reason=f"{license.name} renews itself and was to be canceled by {point.day}, "
                    f"{in_days(point.day, today)}: {_UNLESS}",
                    word="canceled?",
                    field="terms",
                    license=license.id,
                )


def no_end(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses without an end that are not perpetual: nothing will remind of them."""
    for license in heard(portfolio, today):
        term = license.term
        if term is None or (term.end is None and not term.perpetual):
            yield Finding(
                rule="no-end",
                severity=Urgency.SOON,
                reason=f"{license.name} has no end date and is not perpetual",
                word="no end",
                field="terms",
                license=license.id,
            )


def no_next_term(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses handled before an end that has passed: nothing reminds of the next one.

    What was to be canceled has no next one, and what has ended only its maintenance may do without.
    """
    for license in heard(portfolio, today):
        term = license.term
        if term and is_handled(license) and not term.perpetual and term.end and term.end < today:
            yield Finding(
                rule="no-next-term",
                severity=Urgency.SOON,
                reason=f"{license.name} was handled and ended on {term.end}, and no term follows: "
                "record its renewal, or that it was canceled",
                word="next term",
                field="terms",
                license=license.id,
            )


def _open_ends(
    portfolio: Portfolio, today: date, settings: Settings
) -> Iterator[tuple[License, date]]:
    for license in heard(portfolio, today):
        for point in open_milestones(license, today, settings):
            if point.kind is MilestoneKind.ENDS:
                yield license, point.day


def _is_to_be_canceled(license: License) -> bool:
    return license.term is not None and license.term.decision is Decision.CANCEL


def _subject(license: License) -> str:
    maintenance = license.term is not None and license.term.ends_only_maintenance
    return f"The maintenance of {license.name}" if maintenance else license.name


def _state(license: License) -> str:
    """Return how far the work is, as the end of a sentence; empty if nothing was begun."""
    if license.term is None:
        return ""
    if _is_to_be_canceled(license):
        return " (to be canceled)"
    return {Progress.QUOTED: " (quoted)", Progress.ORDERED: " (ordered)"}.get(
        license.term.progress, ""
    )
