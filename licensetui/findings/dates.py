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
    open_milestones,
    urgency_of,
)
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Ending, Progress
from licensetui.findings.rule import heard
from licensetui.vendors import vendor_of


def overdue(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses whose open end has passed."""
    for license, end in _open_ends(portfolio, today, settings):
        if end < today:
            consequence = vendor_of(license).consequence(license, end)
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


def _subject(license: License) -> str:
    maintenance = license.term is not None and license.term.ends is Ending.MAINTENANCE
    return f"The maintenance of {license.name}" if maintenance else license.name


def _state(license: License) -> str:
    """Return how far the work is, as the end of a sentence; empty if nothing was begun."""
    if license.term is None:
        return ""
    if license.term.decision is Decision.CANCEL:
        return " (to be canceled)"
    return {Progress.QUOTED: " (quoted)", Progress.ORDERED: " (ordered)"}.get(
        license.term.progress, ""
    )
