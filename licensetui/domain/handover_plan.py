"""A hand-over looked at before it is applied: what it changes, what may go wrong, what is to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.counsel import Counsel
from licensetui.domain.handover import HandoverRow, can_be_taken, handed_over
from licensetui.domain.handover_warnings import warnings
from licensetui.domain.portal_deadline import Deadline, deadline
from licensetui.domain.portal_steps import PortalStep, StepCase, steps
from licensetui.domain.portals import SignIn
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.prospect import HandoverWarning, Prospect
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import sign_ins


@dataclass(frozen=True)
class DatedStep:
    """A step on a portal, and by when it should be done."""

    step: PortalStep
    deadline: Deadline | None
    """From when on it is too late, and why; None if that is not known."""

    @property
    def before(self) -> date:
        """The day before which it should be done, far ahead if none is known."""
        return self.deadline.day if self.deadline else date.max

    @property
    def actor(self) -> str:
        """The one who does it, in words: a name, or whose help it takes."""
        match self.step.case:
            case StepCase.ASK_PARTNER:
                return "the partner"
            case StepCase.NO_SIGN_IN:
                return "vendor support"
            case StepCase.PROMOTE_SELF if self.step.contact:
                return f"{self.step.contact.label}, signed in"
        return self.step.actor.label if self.step.actor else "anyone"


@dataclass(frozen=True)
class HandoverPlan:
    """A hand-over that is not applied yet."""

    leaver: Contact
    """Who leaves, with the days that were said."""
    rows: tuple[HandoverRow, ...]
    """Who takes what."""
    change: Change
    """What is saved."""
    before: Portfolio
    """Everything as it is, new contacts included."""
    after: Portfolio
    """Everything as it would be; new contacts have ids of zero or less."""
    steps: tuple[DatedStep, ...]
    """What is then to be done on the portals, by license in the order of the rows."""
    warnings: tuple[HandoverWarning, ...]
    """What may go wrong, the worst first."""

    @property
    def successors(self) -> tuple[Contact, ...]:
        """All who take something, in the order of the rows."""
        found = (self.after.contact(row.successor) for row in self.rows if row.taken)
        return tuple({contact.id: contact for contact in found if contact}.values())


def handover_plan(
    portfolio: Portfolio,
    rows: Iterable[HandoverRow],
    leaver: Contact,
    today: date,
    settings: Settings,
    counsel: Counsel,
    last_day: date | None = None,
    mailbox_closes: date | None = None,
) -> HandoverPlan:
    """Return what a hand-over would be; days that are None stay as they are.

    Raises `StructureError` as `handed_over` does.
    """
    rows = tuple(rows)
    change = handed_over(portfolio, rows, leaver, today, last_day, mailbox_closes)
    after = portfolio.with_licenses([x.after for x in change.licenses if x.after])
    after = after.with_contacts([x.after for x in change.contacts if x.after])
    gone = after.contact(leaver.id) or leaver
    ids = dict.fromkeys(
        row.holding.license.id
        for row in rows
        if row.holding.license
        and row.holding.role  # of an owner no portal knows
        and (row.taken or not can_be_taken(row.holding))
    )
    licenses = [license for id in ids if (license := after.license(id))]
    found = tuple(
        DatedStep(step, deadline(license, after, today, settings, counsel))
        for license in licenses
        for step in steps(license, after, today, settings, counsel)
    )
    unfinished = tuple({x.step.license.id: x.step.license for x in found}.values())
    alone = tuple(
        license
        for license in unfinished
        if license.portal.sign_in is not SignIn.PARTNER
        and (known := portfolio.license(license.id))
        and {x.id for x in sign_ins(known, portfolio, today)} <= {leaver.id}
    )
    prospect = Prospect(gone, rows, portfolio, after, len(found), unfinished, alone)
    judged = warnings(prospect, today, settings, counsel)
    return HandoverPlan(gone, rows, change, portfolio, after, found, judged)
