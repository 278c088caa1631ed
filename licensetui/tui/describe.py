"""Records in words: what lists, detail panes and forms say of a license or a contact."""

from __future__ import annotations

from datetime import date

from licensetui.domain.auto_renewal import (
    AutoRenewal,
    as_present,
    auto_renewal,
    present_end,
    present_term,
)
from licensetui.domain.contact import Contact
from licensetui.domain.counting import by_count, counted
from licensetui.domain.day_events import EventKind, OtherKind
from licensetui.domain.handling import is_handled
from licensetui.domain.holdings import HoldingKind, role_words
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.milestones import MilestoneKind, in_days, is_snoozed, milestones
from licensetui.domain.past_terms import yearly_change
from licensetui.domain.portal_steps import StepKind
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.renewal import plan_of
from licensetui.domain.sign_in import is_looked_at
from licensetui.domain.term import Decision, Progress, Term
from licensetui.outlook import Outlook
from licensetui.reading.notices import notice_text
from licensetui.wording.costs import cost_words

KIND_WORDS: dict[EventKind, str] = {
    MilestoneKind.RENEWED: "record",
    MilestoneKind.UNCONFIRMED: "ended?",
    MilestoneKind.DECIDE_BY: "decide",
    MilestoneKind.CANCEL_BY: "cancel",
    MilestoneKind.ORDER_BY: "order",
    MilestoneKind.ENDS: "ends",
    MilestoneKind.REMINDER: "reminder",
    OtherKind.END_OF_LIFE: "EOL",
    OtherKind.AWAY: "away",
    OtherKind.LAST_DAY: "leaves",
    OtherKind.MAILBOX_CLOSES: "closes",
}
"""What is to be done by a day, or falls on it, in a column: six cells for what is to be done."""

FIRST_STEPS = (
    "Nothing here yet.",
    "I imports a list: Excel, LibreOffice, CSV.",
    "n adds the first license.",
    "licensetui --demo shows an example.",
)
"""What to say, and to press, where there are no licenses at all."""


DEADLINES = (MilestoneKind.DECIDE_BY, MilestoneKind.CANCEL_BY)
"""The milestones that the detail pane names."""


def role_names(license: License, outlook: Outlook, *roles: Role) -> str:
    """Return the wanted contacts of some roles with address, `primary`, and what is special."""
    found = []
    for held in license.holders(*roles):
        who = outlook.portfolio.contact(held.contact)
        if who is None:
            continue
        about = ["primary"] if held.primary else []
        kind = outlook.reports.kind_word(who)
        about += [kind] if kind.startswith("team") else []
        about += ["archived"] if who.archived else []
        address = f" <{who.email}>" if who.name and who.email else ""
        found.append(f"{who.label}{address}" + (f" ({', '.join(about)})" if about else ""))
    return ", ".join(found)


def dates_line(license: License, today: date, outlook: Outlook) -> str:
    """Return the end of the current term and the deadlines before it, in one line."""
    term, renewal = present_term(license, today), auto_renewal(license, today)
    if term is None:
        return "No term recorded: e adds one"
    parts = [renewed_words(renewal)] if renewal else []
    parts += [_end_text(term, today)]
    if plan := plan_of(license):
        parts.append(f"planned to {plan.end}")
    for point in milestones(as_present(license, today), outlook.settings):
        is_old_news = point.kind is MilestoneKind.DECIDE_BY and point.day < today
        if point.kind in DEADLINES and point.day != term.end and not is_old_news:
            passed = " (passed)" if point.day < today else ""
            parts.append(f"{point.kind.label} {point.day}{passed}")
    return "   ".join(parts)


def renewed_words(renewal: AutoRenewal) -> str:
    """Return what a license has become by itself: `Renewed itself 2026-08-29, a year assumed`."""
    assumed = ", a year assumed" if renewal.is_assumed else ""
    return f"Renewed itself {renewal.day}{assumed}: r confirms"


def portal_line(license: License, outlook: Outlook) -> str:
    """Return what the portal was seen to show, and what is to be done there.

    `my.atlassian.com, seen 2026-10-12   3 steps to do, first add l.petit@example.org ...`
    """
    looked = f"seen {license.looked_on}" if license.looked_on else "never looked at"
    steps = outlook.steps_of(license)
    if not steps or steps[0].kind is StepKind.LOOK:
        return f"{license.portal.label}, {looked}"
    to_do = by_count(
        len(steps),
        "1 step to do: {task}",
        "{count} steps to do, first {task}",
        task=steps[0].task,
    )
    return f"{license.portal.label}, {looked}   {to_do}"


def purchase_line(license: License, today: date) -> str:
    """Return cost, decision and order of the current term, and what silences it, in one line."""
    term = license.term
    if term is None:
        return ""
    terms = terms_line(license)
    parts = [f"Cost {cost_words(term) or 'unknown'}"]
    parts += [f"({terms})"] if terms else []
    parts += [term.decision.label]
    parts += [f"quote {term.quote}"] if term.quote else []
    parts += [f"order {term.order_number or 'none'}"]
    if auto_renewal(license, today):
        parts += ["not confirmed"]
    else:
        parts += ["handled" if is_handled(license) else term.progress.label]
    parts += [f"snoozed until {term.snoozed_until}"] if is_snoozed(license, today) else []
    parts += ["renews itself"] if term.auto_renew else []
    parts += [words] if (words := key_words(term)) else []
    parts += [f"notice {notice_text(term.notice)}"] if term.notice else []
    return "   ".join(parts)


def key_words(term: Term) -> str:
    """Return what became of the key of a term: `key installed 2026-11-28`; empty if nobody said."""
    if term.key_installed:
        return f"key installed {term.key_installed}"
    return f"key received {term.key_received}" if term.key_received else ""


def progress_word(license: License) -> str:
    """Return what was said of a term that is still open, in a word: `ordered`, else `cancel`.

    Empty if nothing was.
    """
    term = license.term
    if term is None:
        return ""
    if term.progress is not Progress.OPEN:
        return term.progress.label
    if plan_of(license):
        return "planned"
    return "" if term.decision is Decision.UNDECIDED else term.decision.label


def terms_line(license: License) -> str:
    """Return how much more a year costs than before, and of how many terms: `+6.4 %, 3 terms`.

    Empty for a first term.
    """
    if len(license.terms) < 2:
        return ""
    change = yearly_change(*license.terms[-2:])
    count = counted(len(license.terms), "term")
    return f"{change}, {count}" if change else count


def _end_text(term: Term, today: date) -> str:
    if term.end is None:
        return "Perpetual" if term.perpetual else "No end known"
    what = "Maintenance ends" if term.ends_only_maintenance else "Ends"
    return f"{what} {term.end} ({in_days(term.end, today)})"


def seats_text(license: License) -> str:
    """Return the seats with how many are taken, `463 of 500 users`; empty where nobody said."""
    if license.seats is None:
        return ""
    used = f"{license.seats_in_use} of " if license.seats_in_use is not None else ""
    return f"{used}{license.seats} {license.unit.label}"


def used_lines(
    contact: Contact, outlook: Outlook, most: int | None = None
) -> tuple[list[str], int]:
    """Return lines about the licenses on which a contact is wanted or owner, the next to end first.

    There is one for each role, `most` of them in all; and the number of those left out.
    """
    portfolio = outlook.portfolio
    held = portfolio.uses(contact.id)
    uses = [(license, role_words(x.role, is_primary=x.primary)) for license, x in held]
    uses += [(license, HoldingKind.OWNER.label) for license in portfolio.owned(contact.id)]
    uses = [use for use in uses if not use[0].archived]
    uses.sort(key=lambda use: present_end(use[0], outlook.today) or date.max)
    lines = []
    for license, role in uses[:most]:
        entry = outlook.next_entry(license)
        mark = entry.urgency.mark if entry else " "
        end = present_end(license, outlook.today)
        lines.append(f"{mark} {license.name}   {role}   {end or 'no end'}")
    return lines, len(uses) - len(lines)


def coming_line(use: tuple[License, Assignment]) -> str:
    """Return a line about a license on which a contact will be assigned, with its portal."""
    license, held = use
    number = f" {license.number}" if license.number else ""
    role = role_words(held.role, is_primary=held.primary)
    return f"  {license.name}{number}   {role}   {license.portal.label}"


def seen_words(license: License) -> str:
    """Return what the portal was last seen to show, by role: `technical a@x.org (primary)`."""
    by_role: dict[Role, list[str]] = {}
    for seen in sorted(license.on_portal, key=lambda seen: not seen.primary):
        mark = " (primary)" if seen.primary else ""
        by_role.setdefault(seen.role, []).append(f"{seen.address}{mark}")
    roles = [f"{role.label} {', '.join(by_role[role])}" for role in Role if role in by_role]
    return "; ".join(roles) or ("nobody" if is_looked_at(license) else "not known")


def when_seen(license: License) -> str:
    """Return the day of the last look at the portal, in words."""
    if license.looked_on:
        return f"seen {license.looked_on}"
    return "seen, nobody knows when" if license.on_portal else "never looked at"


def still_shown(address: str, portfolio: Portfolio) -> int:
    """Return on how many licenses that are not archived a portal was last seen to show it."""
    found = map(portfolio.license, portfolio.showing(address))
    return sum(license is not None and not license.archived for license in found)


def hanging_words(contact: Contact, portfolio: Portfolio) -> str:
    """Return what must go to others before somebody leaves: `3 licenses, 1 team`; may be empty."""
    teams = sum(contact.id in x.members for x in portfolio.contacts if not x.archived)
    stands_in = sum(x.deputy == contact.id for x in portfolio.contacts if not x.archived)
    counts = (
        (portfolio.held_count(contact.id), "license"),
        (teams, "team"),
        (stands_in, "stand-in"),
    )
    return ", ".join(counted(count, word) for count, word in counts if count)
