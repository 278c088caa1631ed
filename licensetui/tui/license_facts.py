"""A license in facts: what the pane below the list says of it, each under its label."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from licensetui.domain.auto_renewal import auto_renewal, present_term
from licensetui.domain.counting import by_count
from licensetui.domain.documents import document_words
from licensetui.domain.handling import is_handled
from licensetui.domain.license import Hosting, License, Role
from licensetui.domain.milestones import Urgency, in_days, is_snoozed
from licensetui.domain.portal_steps import StepKind
from licensetui.domain.renewal import plan_of
from licensetui.domain.term import Term
from licensetui.outlook import Outlook
from licensetui.reading.notices import notice_text
from licensetui.tui.commands.records import OPEN_DOCUMENT
from licensetui.tui.describe import (
    NO_TERM,
    deadline_words,
    end_text,
    portal_name,
    renewed_words,
    seats_text,
    terms_line,
)
from licensetui.tui.widgets.detail import DetailLine
from licensetui.wording.costs import cost_words

BILLING_ROLES = (Role.BILLING, Role.BILLING_ADMIN)
"""The roles that receive invoices."""


def license_facts(license: License, outlook: Outlook) -> tuple[DetailLine, ...]:
    """Return all that the detail pane says of a license, under labels."""
    portfolio = outlook.portfolio
    technical = role_names(license, outlook, *license.portal.readers)
    billing = role_names(license, outlook, *BILLING_ROLES)
    hosting = "" if license.hosting is Hosting.OTHER else license.hosting.label
    product = (license.vendor, seats_text(license), hosting, license.type.label)
    more = (license.organization, license.site)
    findings = [f"{x.severity.mark} {x.reason}" for x in outlook.findings_of(license)]
    term, status = term_words(license, outlook.today), status_words(license, outlook)
    cost = cost_words(license.term) or "cost unknown"
    change = terms_line(license)
    order = license.term.order_number if license.term else ""
    notes = " ".join(license.notes.split())
    facts = [
        DetailLine("Term", (term,), listing((cost, change)) if license.term else ""),
        DetailLine("Status", (status,), f"order {order}" if order else ""),
        DetailLine("Product", (listing((*product, *more)),), license.number or "no number", rank=3),
        DetailLine("Technical", (technical or "NONE",)),
        DetailLine("Billing", (billing or "NONE",), rank=2),
        DetailLine("Portal", (portal_words(license),), steps_words(license, outlook), rank=1),
        DetailLine("Findings", tuple(findings) or ("none",)),
    ]
    if owner := portfolio.owner(license):
        facts.append(DetailLine("Owner", (owner.label,), is_aside=True))
    if license.documents:
        documents = f"{document_words(license.documents)} ({OPEN_DOCUMENT.key} opens)"
        facts.append(DetailLine("Documents", (documents,), is_aside=True))
    facts.append(DetailLine("Notes", (notes or "-",), is_aside=True))
    if license.end:
        facts.append(DetailLine("Reminders", (outlook.reminders(license).brief,), is_aside=True))
    return tuple(facts)


def listing(parts: Iterable[str]) -> str:
    """Return those of some words that are not empty, with commas."""
    return ", ".join(part for part in parts if part)


def role_names(license: License, outlook: Outlook, *roles: Role) -> str:
    """Return the contacts assigned to some roles: address, `primary`, and what is wrong with it."""
    found = []
    for held in license.holders(*roles):
        who = outlook.portfolio.contact(held.contact)
        if who is None:
            continue
        about = ["primary"] if held.primary else []
        kind = outlook.reports.kind_word(who)
        about += [kind] if kind.startswith("team") else []
        about += ["archived"] if who.archived else []
        flaws = outlook.contact_findings(who)
        about += [flaws[0].word] if flaws and flaws[0].severity <= Urgency.URGENT else []
        address = f" <{who.email}>" if who.name and who.email else ""
        found.append(f"{who.label}{address}" + (f" ({', '.join(about)})" if about else ""))
    return ", ".join(found)


def term_words(license: License, today: date) -> str:
    """Return the current term in one line: `2025-12-06 to 2026-12-06, ends in 9 d`."""
    term = present_term(license, today)
    if term is None:
        return NO_TERM
    words = end_text(term, today)
    if term.start and term.end:
        what = "maintenance " if term.ends_only_maintenance else ""
        verb = "ended" if term.end < today else "ends"
        words = f"{term.start} to {term.end}, {what}{verb} {in_days(term.end, today)}"
    plan = plan_of(license)
    return f"{words}, planned {plan.end}" if plan else words


def portal_words(license: License) -> str:
    """Return which portal shows a license, and when it was checked."""
    checked = f"checked {license.looked_on}" if license.looked_on else "never checked"
    return f"{portal_name(license)}, {checked}"


def steps_words(license: License, outlook: Outlook) -> str:
    """Return what is to be done on the portal: `3 steps: add l.petit@example.org ...`; or nothing.

    Of several steps the first is named.
    """
    steps = outlook.steps_of(license)
    if not steps or steps[0].kind is StepKind.LOOK:
        return ""
    return by_count(len(steps), "1 step: {task}", "{count} steps, first {task}", task=steps[0].task)


def status_words(license: License, outlook: Outlook) -> str:
    """Return decision and progress of the current term, and what it waits for, in one line."""
    term, today = license.term, outlook.today
    if term is None:
        return "no term"
    if renewal := auto_renewal(license, today):
        parts = [renewed_words(renewal), f"{term.decision.label}, not confirmed"]
    else:
        progress = "done" if is_handled(license) else term.progress.label
        parts = [f"{term.decision.label}, {progress}"]
    parts += deadline_words(license, outlook)
    parts += [f"snoozed until {term.snoozed_until}"] if is_snoozed(license, today) else []
    parts += ["auto-renew"] if term.auto_renew else []
    parts += [f"notice {notice_text(term.notice)}"] if term.notice else []
    parts += [words] if (words := key_words(term)) else []
    parts += [f"quote {term.quote}"] if term.quote else []
    parts += [] if term.order_number else ["no order number"]
    return "   ".join(parts)


def key_words(term: Term) -> str:
    """Return what became of a term's license key, `license key installed 2026-11-28`."""
    if term.key_installed:
        return f"license key installed {term.key_installed}"
    return f"license key received {term.key_received}" if term.key_received else ""
