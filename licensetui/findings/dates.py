"""Rules about dates: what has ended, what ends soon, and what has no end."""

from __future__ import annotations

from datetime import date

from licensetui.domain.auto_renewal import (
    AutoRenewal,
    auto_renewal,
    cancel_by,
    former_notice,
    present_term,
)
from licensetui.domain.counting import counted
from licensetui.domain.finding import Remedy
from licensetui.domain.handling import is_handled
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, Urgency, in_days, milestones, urgency_of
from licensetui.domain.periods import YEAR, Length
from licensetui.domain.term import Decision, Progress, Term
from licensetui.findings.rule import Fault, LicenseRule, Rule
from licensetui.findings.surroundings import Surroundings
from licensetui.vendors import vendor_of

_UNLESS = "mark it done once the vendor has confirmed that, or expect the invoice"
"""What there is to do about a cancellation of which nothing was heard."""


def overdue(license: License, around: Surroundings) -> Fault | None:
    """Say that the open end of a license has passed."""
    end = _open_end(license, around)
    if end is None or end >= around.today:
        return None
    consequence = vendor_of(license).consequence(license, end)
    reason = f"{_subject(license)} ended {in_days(end, around.today)}, on {end}"
    return Fault(reason + (f": {consequence}" if consequence else ""))


def due(license: License, around: Surroundings) -> Fault | None:
    """Say that the open end of a license is near."""
    end, today = _open_end(license, around), around.today
    if end is None or urgency_of((end - today).days, around.settings) is not Urgency.URGENT:
        return None
    return Fault(f"{_subject(license)} ends {in_days(end, today)}, on {end}{_state(license)}")


def renewed_itself(license: License, around: Surroundings) -> Fault | None:
    """Say that a license has renewed itself, which nobody has recorded."""
    renewal = auto_renewal(license, around.today)
    if renewal is None or _is_to_be_canceled(license):
        return None
    times = f" {renewal.times} times, most recently" if renewal.times > 1 else ""
    return Fault(
        f"{_subject(license)} auto-renewed{times} on {renewal.day}: confirm it; "
        f"{_next_days(license, renewal, around.today)}"
    )


def notice_unknown(license: License, around: Surroundings) -> Fault | None:
    """Say that the last day to cancel was agreed for the term before, and for this one is not."""
    asked = _asked_again(license, license.term)
    if not asked or is_handled(license) or auto_renewal(license, around.today):
        return None
    return Fault(f"{license.name}: {asked}")


def _asked_again(license: License, term: Term | None) -> str:
    """Return that a notice was a day of the term before and has to be asked for anew, if so."""
    day = former_notice(license, term) if term else None
    if day is None:
        return ""
    return f"the last day to cancel, {day}, was for the previous term: ask for the new one"


def canceled_perhaps(license: License, around: Surroundings) -> Fault | None:
    """Say that a license has renewed itself, unless the vendor has the cancellation."""
    renewal = auto_renewal(license, around.today)
    if renewal is None or not _is_to_be_canceled(license):
        return None
    return Fault(
        f"{_subject(license)} canceled? It auto-renewed on {renewal.day} unless the vendor has "
        f"the cancellation: mark it done, or confirm it; "
        f"{_next_days(license, renewal, around.today)}"
    )


def _next_days(license: License, renewal: AutoRenewal, today: date) -> str:
    """Return what follows from a renewal that is computed: `cancel by 2027-06-29, ...`."""
    term = present_term(license, today)
    until = cancel_by(license, term) if term else None
    asked = _asked_again(license, term)
    assumed = _assumed(renewal)
    if asked:
        return f"{asked}; this term ends on {renewal.end}{assumed}"
    if until is None or until < today:
        return f"this term ends on {renewal.end}{assumed}"
    return f"cancel by {until}; this term ends on {renewal.end}{assumed}"


def _assumed(renewal: AutoRenewal) -> str:
    """Return what the end of a computed term rests on, unless it is as usual: a year as before."""
    if renewal.is_assumed:
        return " (assuming a year)"
    return "" if renewal.length == YEAR else f" (if again for {_length(renewal.length)})"


def _length(length: Length) -> str:
    return counted(length.months, "month") if length.months else counted(length.days, "day")


def cancellation_unsure(license: License, around: Surroundings) -> Fault | None:
    """Say that what renews itself was to be canceled by a past day; not after its end."""
    term, today = license.term, around.today
    if not (term and term.auto_renew and _is_to_be_canceled(license)) or is_handled(license):
        return None
    for point in milestones(license, around.settings):
        if point.kind is MilestoneKind.CANCEL_BY and point.day < today <= (term.end or today):
            return Fault(
                f"{license.name} auto-renews and was to be canceled by {point.day}, "
                f"{in_days(point.day, today)}: {_UNLESS}"
            )
    return None


def no_end(license: License, around: Surroundings) -> Fault | None:
    """Say that a license has no end and is not perpetual: nothing will remind of it."""
    term = license.term
    if term is not None and (term.end is not None or term.perpetual):
        return None
    return Fault(f"{license.name} has no end date and is not perpetual")


def no_next_term(license: License, around: Surroundings) -> Fault | None:
    """Say that a license was handled before an end that has passed: nothing reminds of the next.

    What was to be canceled has no next one, and what has ended only its maintenance may do without.
    """
    term = license.term
    if not (term and is_handled(license) and not term.perpetual and not term.auto_renew):
        return None
    if term.end is None or term.end >= around.today:
        return None
    return Fault(
        f"{license.name} is done and ended on {term.end}, but no term follows: "
        "record its renewal, or that it was canceled"
    )


def _open_end(license: License, around: Surroundings) -> date | None:
    for entry in around.entries_of(license):
        if entry.kind is MilestoneKind.ENDS:
            return entry.day
    return None


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
    if license.term.auto_renew:
        return ", and auto-renews"
    return {Progress.QUOTED: " (quoted)", Progress.ORDERED: " (ordered)"}.get(
        license.term.progress, ""
    )


RULES: tuple[Rule, ...] = (
    LicenseRule(
        name="cancellation-unsure",
        check=cancellation_unsure,
        word="canceled?",
        field="terms",
        severity=Urgency.OVERDUE,
        together="{count} cancellations are past due and not confirmed",
        remedy=Remedy.SETTLE,
        may_be_snoozed=True,
    ),
    LicenseRule(
        name="overdue",
        check=overdue,
        word="overdue",
        field="terms",
        severity=Urgency.OVERDUE,
        remedy=Remedy.RENEW,
        is_told_by_dates=True,
        may_be_snoozed=True,
    ),
    LicenseRule(
        name="renewed-itself",
        check=renewed_itself,
        word="confirm",
        field="terms",
        severity=Urgency.URGENT,
        remedy=Remedy.RENEW,
        is_told_by_dates=True,
        may_be_snoozed=True,
    ),
    LicenseRule(
        name="canceled-or-renewed",
        check=canceled_perhaps,
        word="canceled?",
        field="terms",
        severity=Urgency.OVERDUE,
        remedy=Remedy.SETTLE,
        is_told_by_dates=True,
        may_be_snoozed=True,
    ),
    LicenseRule(
        name="due",
        check=due,
        word="due",
        field="terms",
        severity=Urgency.URGENT,
        is_told_by_dates=True,
        may_be_snoozed=True,
    ),
    LicenseRule(
        name="notice-unknown",
        check=notice_unknown,
        word="notice",
        field="notice_days",
        together="{count} licenses have no notice date for this term, only for the previous one",
        may_be_snoozed=True,
    ),
    LicenseRule(
        name="no-end",
        check=no_end,
        word="no end",
        field="terms",
        together="{count} licenses have no end date and are not perpetual",
        may_be_snoozed=True,
    ),
    LicenseRule(
        name="no-next-term",
        check=no_next_term,
        word="next term",
        field="terms",
        together="{count} licenses are done and ended, but have no next term",
        remedy=Remedy.RENEW,
        may_be_snoozed=True,
    ),
)
"""The rules about dates, in the order of their findings."""
