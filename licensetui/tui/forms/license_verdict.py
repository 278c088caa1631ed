"""The verdict on a license, and the next step: what its form says on top, as far as one typed."""

from __future__ import annotations

from licensetui.domain.agenda import AgendaEntry, entries_of
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, Urgency, in_days, is_snoozed
from licensetui.domain.term import Decision, Progress, Term
from licensetui.outlook import Outlook

NEW = "New: a name is enough. An end and a contact show who reads the reminders."
"""What is said of a license that is not saved yet, and has no end."""
NO_END = "No end: nothing will remind you. Next: type when it ends, or never."
"""What is said of a license of which nobody knows when it ends."""
ARCHIVED = "Archived: kept for the record."
"""What is said of a license that is archived."""
_AHEAD = {
    Progress.OPEN: "get a quote",
    Progress.QUOTED: "order",
    Progress.ORDERED: "record the renewal when it arrives",
}


@dataclass(frozen=True)
class Verdict:
    """A sentence about a license, and how urgent it is."""

    words: str
    """What is so, and what to do next."""
    urgency: Urgency | None = None
    """How urgent that is; None where nothing is to be done."""

    @property
    def line(self) -> str:
        """The sentence with its mark in front."""
        return f"{self.urgency.mark if self.urgency is not None else ' '} {self.words}"


def verdict(license: License, outlook: Outlook, *, is_new: bool = False) -> Verdict:
    """Return what is due of a license, as it is or as it was typed."""
    term = license.term
    if license.archived:
        return Verdict(ARCHIVED)
    if term is None or (term.end is None and not term.perpetual):
        return Verdict(NEW) if is_new else Verdict(NO_END, Urgency.URGENT)
    if term.end is None:
        return Verdict("Perpetual, without maintenance: nothing ends.")
    if is_snoozed(license, outlook.today):
        return Verdict(f"Snoozed until {term.snoozed_until}: no reminders until then.")
    entries = entries_of(license, outlook.today, outlook.settings)
    if entries:
        return Verdict(_words(entries[0], term, outlook), entries[0].urgency)
    is_leaving = term.decision is Decision.CANCEL
    done = "Canceled" if is_leaving else "Done"
    return Verdict(f"{done}: nothing is left to do for the term to {term.end}.")


def worst_finding(license: License, outlook: Outlook) -> Verdict | None:
    """Return the worst that was found about a license as saved, beside what its dates say."""
    found = outlook.findings_of(license, mild=False)
    worst = next((x for x in found if not x.is_told_by_dates), None)
    return Verdict(worst.reason, worst.severity) if worst else None


def _words(entry: AgendaEntry, term: Term, outlook: Outlook) -> str:
    when = f"{entry.day}, {in_days(entry.day, outlook.today)}"
    match entry.kind:
        case MilestoneKind.RENEWED:
            return f"Auto-renewed on {when}. Next: record that renewal."
        case MilestoneKind.UNCONFIRMED:
            return f"Canceled? It auto-renews, and ended {when}. Next: set the status to done."
        case MilestoneKind.DECIDE_BY:
            return f"Decide by {when}. Next: set the decision below."
        case MilestoneKind.ORDER_BY:
            return f"Order by {when}. Next: {_purchase(term)}."
        case MilestoneKind.CANCEL_BY:
            return f"Cancel by {when}{_else(term)}. Next: {_cancellation(term)}."
    what = "Maintenance {}" if term.ends_only_maintenance else "{}"
    if entry.days < 0:
        ended = what.format("ended").capitalize()
        return f"{ended} {when}. Next: renew, or set the decision."
    return f"{what.format('ends').capitalize()} {when}. Next: {_purchase(term)}."


def _else(term: Term) -> str:
    return ", or it auto-renews" if term.auto_renew else ""


def _cancellation(term: Term) -> str:
    if term.decision is Decision.CANCEL:
        return "send the cancellation, then set the status to done"
    return "set the decision below"


def _purchase(term: Term) -> str:
    if term.decision is Decision.CANCEL:
        return "let it end"
    if term.decision is Decision.UNDECIDED and term.progress is Progress.OPEN:
        return "set the decision below"
    if term.auto_renew:
        return "nothing: it auto-renews"
    return _AHEAD.get(term.progress, "nothing")
