"""Records in words: what lists, detail panes and forms say of a license or a contact."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len

from licensetui.domain.auto_renewal import (
    AutoRenewal,
    as_present,
    auto_renewal,
    present_end,
    present_term,
)
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted
from licensetui.domain.day_events import EventKind, OtherKind
from licensetui.domain.holdings import HoldingKind, role_words
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.milestones import MilestoneKind, in_days, milestones
from licensetui.domain.past_terms import yearly_change
from licensetui.domain.portals import OTHER
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.renewal import plan_of
from licensetui.domain.sign_in import is_looked_at
from licensetui.domain.term import Decision, Progress, Term
from licensetui.outlook import Outlook
from licensetui.tui.commands.browsing import EDIT, NEW
from licensetui.tui.commands.records import RENEW
from licensetui.tui.widgets.cells import fit

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
    "No licenses yet.",
    "I imports a list: Excel, LibreOffice, CSV.",
    f"{NEW.key} adds the first license.",
    "licensetui --demo shows an example.",
)
"""What to say, and to press, where there are no licenses at all."""
NOTHING = ("Nothing here, and nothing can be added.",)
"""What to say of the same where none can be added."""


NO_TERM = f"No term recorded: {EDIT.key} adds one"
"""What to say of the dates of a license that has none."""
DEADLINES = (MilestoneKind.DECIDE_BY, MilestoneKind.CANCEL_BY)
"""The milestones that the detail pane names."""

NAME = 36
"""Cells at most for a name where others stand below it."""


def dates_line(license: License, today: date, outlook: Outlook) -> str:
    """Return the end of the current term and the deadlines before it, in one line."""
    term = present_term(license, today)
    if term is None:
        return NO_TERM
    renewal, plan = auto_renewal(license, today), plan_of(license)
    parts = [renewed_words(renewal)] if renewal else []
    parts += [end_text(term, today)]
    parts += [f"planned {plan.end}"] if plan else []
    return "   ".join((*parts, *deadline_words(license, outlook)))


def deadline_words(license: License, outlook: Outlook) -> list[str]:
    """Return the deadlines before the end of the current term: `cancel by 2026-11-01 (passed)`."""
    today, found = outlook.today, []
    term = present_term(license, today)
    for point in milestones(as_present(license, today), outlook.settings):
        is_old_news = point.kind is MilestoneKind.DECIDE_BY and point.day < today
        is_end = term is not None and point.day == term.end
        if point.kind in DEADLINES and not is_end and not is_old_news:
            passed = " (passed)" if point.day < today else ""
            found.append(f"{point.kind.label} {point.day}{passed}")
    return found


def renewed_words(renewal: AutoRenewal) -> str:
    """Return what a license has become by itself: `Auto-renewed 2026-08-29, a year assumed`."""
    assumed = ", a year assumed" if renewal.is_assumed else ""
    return f"Auto-renewed {renewal.day}{assumed}: {RENEW.key} confirms"


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


def end_text(term: Term, today: date) -> str:
    """Return when a term ends, and how far that is: `Ends 2026-12-01 (in 9 d)`."""
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
    """Return lines about the licenses of a contact, by role or as owner, the next to end first.

    There is one for each role, `most` of them in all; and the number of those left out.
    """
    portfolio = outlook.portfolio
    held = portfolio.uses(contact.id)
    uses = [(license, role_words(x.role, is_primary=x.primary)) for license, x in held]
    uses += [(license, HoldingKind.OWNER.label) for license in portfolio.owned(contact.id)]
    uses = [use for use in uses if not use[0].archived]
    uses.sort(key=lambda use: present_end(use[0], outlook.today) or date.max)
    rows = [(outlook.names.of(license), role, license) for license, role in uses[:most]]
    wide = min(max((cell_len(name) for name, _, _ in rows), default=0), NAME)
    second = max((cell_len(role) for _, role, _ in rows), default=0)
    lines = []
    for name, role, license in rows:
        entry = outlook.next_entry(license)
        mark = entry.urgency.mark if entry else " "
        end = present_end(license, outlook.today) or "no end"
        lines.append(f"{mark} {fit(name, wide, middle=True)}  {fit(role, second)}  {end}")
    return lines, len(uses) - len(lines)


def coming_line(use: tuple[License, Assignment]) -> str:
    """Return a line about a license on which a contact will be assigned, with its portal."""
    license, held = use
    number = f" {license.number}" if license.number else ""
    role = role_words(held.role, is_primary=held.primary)
    return f"  {license.name}{number}   {role}   {portal_name(license)}"


def portal_name(license: License) -> str:
    """Return what the portal of a license is called, in a line that does not say it is one."""
    return "another portal" if license.portal is OTHER else license.portal.label


def seen_words(license: License) -> str:
    """Return what the portal was last seen to show, by role: `technical a@x.org (primary)`."""
    by_role: dict[Role, list[str]] = {}
    for seen in sorted(license.on_portal, key=lambda seen: not seen.primary):
        mark = " (primary)" if seen.primary else ""
        by_role.setdefault(seen.role, []).append(f"{seen.address}{mark}")
    roles = [f"{role.label} {', '.join(by_role[role])}" for role in Role if role in by_role]
    return "; ".join(roles) or ("nobody" if is_looked_at(license) else "not known")


def when_seen(license: License) -> str:
    """Return in words when the portal was last checked."""
    if license.looked_on:
        return f"checked {license.looked_on}"
    return "checked, day unknown" if license.on_portal else "never checked"


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
