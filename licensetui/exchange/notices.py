"""What a reminder mail tells: dates that have come near, and what is wrong. Pure; nothing is sent.

Every notice has a stage, which is the lower, the more pressing it is. Whoever was told at one stage
is told again only when a lower one is reached.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from licensetui.domain.agenda import AgendaEntry, agenda
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Ending, Progress

_TOLD_BY_DATES = frozenset({"overdue", "due"})
"""Rules whose findings say again what the agenda says."""
_DAY_AFTER = -1
"""The stage that is always there: what is overdue is told once, whatever the reminder days."""
_LATEST = 9_999_999
"""The highest stage: more days than a calendar has."""
_MENDS = {
    "email": "correct the address, or say in the form that it is right",
    "wanted": "choose who shall be contact (t in the list of licenses)",
    "terms": "correct its dates (e), or renew it (r)",
    "seats": "correct its seats (e)",
}
"""By field of a finding, what mends it."""


@dataclass(frozen=True)
class Notice:
    """One thing to tell."""

    key: str
    """What it is about, so that it is known again: `license 3 term 1 ends 2026-12-01`."""
    stage: int
    """The lower, the more pressing: the reminder day reached, or the severity of a finding."""
    urgency: Urgency
    """How near or how bad it is."""
    subject: str
    """What it is about, in words: the name of the license, or what was found."""
    to_do: str
    """What somebody has to do about it."""
    entry: AgendaEntry | None = None
    """The date it tells of; None for a finding."""
    readers: tuple[str, ...] = ()
    """Of a date: the addresses to which the vendor's next mail goes, as far as wanted."""

    def is_new(self, told: Mapping[str, int]) -> bool:
        """Say whether it is news to somebody who was told these stages, by their keys."""
        return self.key not in told or self.stage < told[self.key]


def notices(
    portfolio: Portfolio, findings: Iterable[Finding], today: date, settings: Settings
) -> tuple[Notice, ...]:
    """Return all that is to be told as of today: first the dates by day, then the findings.

    Dates are the open milestones that have reached a reminder day, each counted from its own day,
    by the license's own reminder days or else those of the settings; and all that is overdue.
    `findings` are those of the same portfolio; only overdue and urgent ones count.
    """
    dates = (_of_date(portfolio, entry, settings) for entry in agenda(portfolio, today, settings))
    return (
        *(notice for notice in dates if notice),
        *(
            _of_finding(portfolio, finding)
            for finding in findings
            if finding.severity <= Urgency.URGENT and finding.rule not in _TOLD_BY_DATES
        ),
    )


def no_longer(notices: Iterable[Notice], told: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that were told and hold no more, so that they are news if they come back."""
    held = {notice.key for notice in notices}
    return tuple(key for key in told if key not in held)


def _of_date(portfolio: Portfolio, entry: AgendaEntry, settings: Settings) -> Notice | None:
    license = entry.license
    days = settings.reminder_days if license.reminders is None else license.reminders
    reached = [day for day in (*days, _DAY_AFTER) if entry.days <= day]
    if not reached or license.term is None:
        return None
    return Notice(
        key=f"license {license.id} term {license.term.id} {entry.kind.value} {entry.day}",
        stage=min(*reached, _LATEST),
        urgency=entry.urgency,
        subject=license.name,
        to_do=_to_do(entry, license, settings),
        entry=entry,
        readers=tuple(one.email for one in portfolio.readers(license) if one.email),
    )


def _to_do(entry: AgendaEntry, license: License, settings: Settings) -> str:
    term = license.term
    match entry.kind:
        case MilestoneKind.DECIDE_BY:
            return "decide: renew, reduce or cancel, and say so in the form (e)"
        case MilestoneKind.CANCEL_BY if term and term.decision is Decision.CANCEL:
            return "the cancellation must have reached the vendor by then"
        case MilestoneKind.CANCEL_BY if term and term.auto_renew:
            return "cancel by then, or it renews itself and is billed"
        case MilestoneKind.CANCEL_BY:
            return "if it shall not go on, the vendor must have your notice by then"
        case MilestoneKind.ORDER_BY:
            return f"order the renewal: an order takes {settings.order_lead_days} days"
    return _end_to_do(entry, license)


def _end_to_do(entry: AgendaEntry, license: License) -> str:
    term = license.term
    if term and term.decision is Decision.CANCEL:
        return "it is to be canceled: make sure that nobody needs it any more"
    if term and term.progress is Progress.ORDERED:
        return "it is ordered: when the renewal has come, record it (r)"
    what = "its maintenance" if term and term.ends is Ending.MAINTENANCE else "it"
    return f"renew {what} (r)" + (", archive it (D) or say what became of it" * (entry.days < 0))


def _of_finding(portfolio: Portfolio, finding: Finding) -> Notice:
    about = f"license {finding.license} contact {finding.contact}"
    contact = portfolio.contact(finding.contact)
    if contact:  # another wrong address is news; who it was stays out of what is kept
        about += f" {hashlib.sha256(contact.address.encode(errors='replace')).hexdigest()[:12]}"
    return Notice(
        key=f"{finding.rule} {finding.field} {about}",
        stage=finding.severity.value,
        urgency=finding.severity,
        subject=finding.reason,
        to_do=_MENDS.get(finding.field, "look at it (!)"),
    )
