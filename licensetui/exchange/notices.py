"""Contents of reminder mails: dates that have come near, and what is wrong. Nothing is sent.

What is told has a stage, which is the lower, the more pressing it is. Whoever was told at one stage
is told again only when a lower one is reached. A license has one notice, whichever of its dates
have come near: it is told of by the first one that is open, once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.auto_renewal import present_term
from licensetui.domain.counting import counted
from licensetui.domain.finding import Finding, Remedy
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.reminders import told_days
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Progress, Term
from licensetui.findings.ends_of_life import is_sold_on
from licensetui.outlook import Outlook

_DAY_AFTER = -1
"""The stage that is always there: what is overdue is told once, whatever the reminder days."""
_LATEST = 9_999_999
"""The highest stage: more days than a calendar has."""
_BY_REMEDY = {
    Remedy.GIVE_READERS: ("do the steps in `licensetui portal`, or assign somebody who reads it"),
    Remedy.GIVE_ROLE: "assign the role that the portal shows (under Findings in the app)",
    Remedy.SETTLE: "ask the vendor to confirm it, then mark it as done",
}
"""What mends a finding, where its field does not say it."""
_BY_FIELD = {
    "on_portal": "do the steps in `licensetui portal`",
    "email": "fix the address (`licensetui check`), or confirm it in the contact list",
    "wanted": "assign a contact in the license list",
    "terms": "fix its dates, or record the renewal",
    "sen": "archive one, or fix its number",
    "seats": "fix its seats",
    "vendor": "fix its vendor",
    "key_installed": "install the key, then record it in the app",
    "notice_days": "ask for it, and record it in the license form",
    "away": "let somebody else read it in the meantime: another member, or another contact",
}
"""What mends a finding, by the field that it names."""


@dataclass(frozen=True)
class News:
    """One thing to tell."""

    stages: tuple[tuple[str, int], ...]
    """What it is about, so that it is known again (`license 3 term 1 ends 2026-12-01`), each with
    its stage: the reminder day reached, or the severity of a finding."""
    urgency: Urgency
    """How near or how bad it is."""
    subject: str
    """What it is about, in words: the name of the license, or what was found."""
    to_do: str
    """What somebody has to do about it."""
    entry: AgendaEntry | None = None
    """The first open date of a license; None for a finding."""
    later: tuple[AgendaEntry, ...] = ()
    """The other open dates of that license, by day."""
    mail: str = ""
    """Of a license: who reads the vendor's next mail, in words."""
    license: License | None = None
    """The license that it is about, or to which a finding leads; None for a contact's."""
    owner: str = ""
    """Who decides about that license, in words; empty if that is not told."""

    def is_new(self, told: Mapping[str, int]) -> bool:
        """Say whether it is news to somebody who was told these stages, by their keys."""
        return any(key not in told or stage < told[key] for key, stage in self.stages)


def notices(outlook: Outlook, findings: Iterable[Finding]) -> tuple[News, ...]:
    """Return all that is to be told as of today: the licenses by their first date, then findings.

    Of a license, open milestones that have reached a reminder day are told of, each counted from
    its own day, by the license's own reminder days or else those of the settings; and all that is
    overdue. `findings` are those of the outlook; only overdue and urgent ones count.
    """
    by_license: dict[int, list[AgendaEntry]] = {}
    for entry in outlook.agenda:
        by_license.setdefault(entry.license.id, []).append(entry)
    dates = (_of_license(entries, outlook) for entries in by_license.values())
    return (
        *(notice for notice in dates if notice),
        *(
            _of_finding(outlook.portfolio, finding)
            for finding in findings
            if finding.severity <= Urgency.URGENT and not finding.is_told_by_dates
        ),
    )


def no_longer(notices: Iterable[News], told: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that were told and hold no more, so that they are news if they come back."""
    held = {key for notice in notices for key, _ in notice.stages}
    return tuple(key for key in told if key not in held)


def _of_license(entries: Sequence[AgendaEntry], outlook: Outlook) -> News | None:
    """Return what to tell of a license with these open dates; None if none has come near."""
    first, *later = entries
    license, settings = first.license, outlook.settings
    term = present_term(license, outlook.today)
    stages = tuple(
        stage for entry in entries for stage in _stage(entry, term.id if term else 0, settings)
    )
    if not stages:
        return None
    return News(
        stages=stages,
        urgency=first.urgency,
        subject=license.name,
        to_do=_to_do(first, license, term, settings),
        entry=first,
        later=tuple(later),
        mail=outlook.mail_words(license),
        license=license,
        owner=_owner(license, outlook.portfolio),
    )


def _stage(entry: AgendaEntry, term: int, settings: Settings) -> Iterator[tuple[str, int]]:
    """Yield the key of a date of a term with the last reminder day that it has reached, if any."""
    license = entry.license
    days = told_days(license, settings)
    reached = [day for day in (*days, _DAY_AFTER) if entry.days <= day]
    if reached:
        key = f"license {license.id} term {term} {entry.kind.value} {entry.day}"
        yield key, min(*reached, _LATEST)


def _to_do(entry: AgendaEntry, license: License, term: Term | None, settings: Settings) -> str:
    match entry.kind:
        case MilestoneKind.RENEWED:
            return "confirm the renewal with its new cost, or record that it was canceled"
        case MilestoneKind.UNCONFIRMED:
            return (
                "it auto-renewed unless the vendor has the cancellation: ask, and record the answer"
            )
        case MilestoneKind.DECIDE_BY if not is_sold_on(license):
            return "decide what replaces it, and record that in its form: it cannot be renewed"
        case MilestoneKind.DECIDE_BY:
            return "decide whether to renew, reduce, or cancel, and record it in its form"
        case MilestoneKind.CANCEL_BY if term and term.decision is Decision.CANCEL:
            return "the cancellation must reach the vendor by then"
        case MilestoneKind.CANCEL_BY if term and term.auto_renew:
            return "cancel by then, or it auto-renews and is billed"
        case MilestoneKind.CANCEL_BY:
            return "to cancel, your notice must reach the vendor by then"
        case MilestoneKind.ORDER_BY:
            days = license.order_lead_days
            days = settings.order_lead_days if days is None else days
            return f"order the renewal: a purchase takes {counted(days, 'day')}"
    return _end_to_do(entry, license, term)


def _end_to_do(entry: AgendaEntry, license: License, term: Term | None) -> str:
    if term and term.decision is Decision.CANCEL and term.auto_renew:
        return (
            "it auto-renews: make sure that the vendor has confirmed the cancellation, then "
            "mark it as done"
        )
    if term and term.decision is Decision.CANCEL:
        return "it is to be canceled: make sure that nobody needs it anymore"
    if term and term.auto_renew:
        return "it auto-renews: expect an invoice, and record the new cost when it arrives"
    if term and term.progress is Progress.ORDERED:
        return "it is ordered: record the renewal when it arrives"
    if not is_sold_on(license):
        return "it cannot be renewed: archive it, or record the outcome"
    what = "its maintenance" if term and term.ends_only_maintenance else "it"
    return f"renew {what}" + (", archive it, or record the outcome" * (entry.days < 0))


def _of_finding(portfolio: Portfolio, finding: Finding) -> News:
    about = f"license {finding.license} contact {finding.contact}"
    contact = portfolio.contact(finding.contact)
    if contact:  # another wrong address is news; who it was stays out of what is kept
        about += f" {hashlib.sha256(contact.address.encode(errors='replace')).hexdigest()[:12]}"
    license = portfolio.license(finding.license)
    remedy = _BY_REMEDY.get(finding.remedy)
    return News(
        stages=((f"{finding.rule} {finding.field} {about}", finding.severity.value),),
        urgency=finding.severity,
        subject=finding.reason,
        to_do=remedy or _BY_FIELD.get(finding.field, "check it"),
        license=license,
        owner=_owner(license, portfolio),
    )


def _owner(license: License | None, portfolio: Portfolio) -> str:
    owner = portfolio.owner(license) if license else None
    return owner.label if owner else ""
