"""Gaps: mails that nobody reads while somebody is away, and what closes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from licensetui.domain.audience import Cover
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.coverage import Lapse, uncovered_by
from licensetui.domain.coverage_fixes import Fix, FixKind, fixed, fixes
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.visibility import near
from licensetui.forms.contact_form import DAYS
from licensetui.outlook import Outlook
from licensetui.vendors import vendor_of

Planned = tuple[Contact, ...]
"""Contacts with the days that stand in a form."""
LOOKED_AT = 4
"""Licenses for which something is looked for, until one is found."""


@dataclass(frozen=True)
class Gaps:
    """Mails that lose readers by what stands in a form."""

    lapses: tuple[Lapse, ...] = ()
    """The mails that are left, those that nobody reads first."""
    chosen: tuple[Fix, ...] = ()
    """What shall be done against others."""
    step: Fix | None = None
    """What is to be done on the portal against the first of them, if that is all it takes."""
    proposal: Fix | None = None
    """What would help against the first of them for which there is anything else to do."""
    cover: Cover = Cover.NOBODY
    """How well the mail is read against which that is proposed."""
    why_none: str = ""
    """Why nothing is proposed against what is left, as a sentence."""


class GapFinder:
    """Looks what is uncovered by contacts, each time anew as their days are typed."""

    def __init__(self, outlook: Outlook, *contacts: Contact) -> None:
        """Keep the licenses whose mails reach these contacts, directly or through a team."""
        self.today = outlook.today
        """The day from which days are counted."""
        self._outlook = outlook
        self._counsel = outlook.counsel
        self._contacts = {contact.id: contact for contact in contacts}
        self._here = {
            id: replace(contact, away=(), last_day=None, mailbox_closes=None, bounced_on=None)
            for id, contact in self._contacts.items()
        }
        # The contacts as if they were always there: what is missed is counted from that.
        portfolio = outlook.portfolio.with_contacts(self._here.values())
        readership = Readership(portfolio, self._counsel)
        ids = set[int]().union(*(near(contact, portfolio) for contact in contacts))
        self._reached = tuple(
            license
            for license in filter(None, map(portfolio.license, sorted(ids)))
            if any(readership.gets_any(license, contact) for contact in contacts)
        )

    def look(self, *planned: Contact, chosen: Iterable[Fix] = ()) -> Gaps:
        """Return the gaps by the days and the deputies of `planned`, and what helps first.

        What was chosen against gaps that are none any more is left out.
        """
        before = self._portfolio(planned)
        all_lapses = self._lapses(before, planned)
        concerned = {lapse.after.license.id for lapse in all_lapses}
        kept = tuple(fix for fix in chosen if fix.license.id in concerned)
        joined = combined(Change(""), kept, before, self._outlook.today).contacts
        members = [edit.after for edit in joined if edit.after]
        left = self._lapses(before.with_contacts(members), planned) if members else all_lapses
        left = self._not_seen_to(left, kept, planned)
        step, proposal, cover = self._proposed(left, kept, planned)
        why = self._why_none(left) if left and step is None and proposal is None else ""
        return Gaps(left, kept, step, proposal, cover, why)

    def _not_seen_to(
        self, lapses: tuple[Lapse, ...], kept: Iterable[Fix], planned: Planned
    ) -> tuple[Lapse, ...]:
        """Return the mails that nobody who was chosen would read on their day either.

        Chosen contacts are not on the portal yet, so that the mails still count as lost there.
        """
        readership = Readership(self._as_planned(planned), self._counsel)
        chosen: dict[int, list[Contact]] = {}
        for fix in kept:
            if fix.kind is FixKind.CONTACT:
                chosen.setdefault(fix.license.id, []).append(fix.contact)
        return tuple(
            lapse
            for lapse in lapses
            if not any(
                all(readership.behind(contact).on(day).readers for day in lapse.days)
                for contact in chosen.get(lapse.after.license.id, ())
            )
        )

    def _proposed(
        self, lapses: tuple[Lapse, ...], kept: Iterable[Fix], planned: Planned
    ) -> tuple[Fix | None, Fix | None, Cover]:
        """Return the step on the portal for the first mail, and what else helps against which."""
        step: Fix | None = None
        for place, lapse in enumerate(_firsts(lapses)[:LOOKED_AT]):
            found = self._best(lapse, lapses, kept, planned)
            if found and found.kind is not FixKind.PORTAL:
                return step, found, lapse.after.cover
            step = found if not place else step
        return step, None, Cover.NOBODY

    def _best(
        self, lapse: Lapse, lapses: Iterable[Lapse], kept: Iterable[Fix], planned: Planned
    ) -> Fix | None:
        """Return what closes most gaps of the license of a lapse; of equals, the first proposed.

        What was chosen already and has not closed it is not proposed again.
        """
        tried = set(map(_deed, kept))
        found = [fix for fix in self._fixes(lapse, planned) if _deed(fix) not in tried]
        if not found or found[0].kind is FixKind.PORTAL:
            return found[0] if found else None
        readership = Readership(self._as_planned(planned), self._counsel)
        id = lapse.after.license.id
        days = [day for x in lapses if x.after.license.id == id for day in x.days]

        def closed(fix: Fix) -> int:
            behind = readership.behind(fix.contact)
            return sum(bool(behind.on(day).readers) for day in days)

        return max(found, key=closed)

    def _why_none(self, lapses: tuple[Lapse, ...]) -> str:
        """Return why nothing can be proposed against the first of these."""
        license = lapses[0].after.license
        policy = vendor_of(license).contact_policy(license)
        if not policy.takes_extra:
            return f"{policy.portal or 'The portal'} accepts no more contacts for {license.name}"
        return "No other contact is available that day: add one, or check the mailbox yourself"

    def closing(self, gaps: Gaps, *planned: Contact) -> tuple[Fix, ...]:
        """Return the proposal, for every license that loses as much and that it would help."""
        if gaps.proposal is None:
            return ()
        found = [gaps.proposal]
        for lapse in _firsts(x for x in gaps.lapses if x.after.cover is gaps.cover):
            if lapse.after.license.id != gaps.proposal.license.id:
                found += [x for x in self._fixes(lapse, planned) if _does_as(x, gaps.proposal)]
        return tuple(found)

    def _portfolio(self, planned: Planned) -> Portfolio:
        """Return the licenses concerned, and the contacts as if they were always there."""
        here = [replace(self._here[x.id], deputy=x.deputy) for x in planned]
        return replace(self._outlook.portfolio.with_contacts(here), licenses=self._reached)

    def _lapses(self, before: Portfolio, planned: Planned) -> tuple[Lapse, ...]:
        after = [_with_days(self._here[contact.id], contact) for contact in planned]
        outlook = self._outlook
        return uncovered_by(before, after, outlook.today, outlook.settings, self._counsel)

    def _fixes(self, lapse: Lapse, planned: Planned) -> tuple[Fix, ...]:
        license = lapse.after.license
        policy = vendor_of(license).contact_policy(license)
        found = fixes(self._as_planned(planned), lapse.after, policy, self._counsel)
        if lapse.row is None:
            return found
        unread = {contact.id for contact in lapse.row.addressees}
        return tuple(fix for fix in found if fix.team is None or fix.team.id in unread)

    def _as_planned(self, planned: Planned) -> Portfolio:
        """Return all records, with the days and the deputies of `planned`."""
        after = [_with_days(self._contacts[contact.id], contact) for contact in planned]
        return self._outlook.portfolio.with_contacts(after)


def _deed(fix: Fix) -> tuple[object, ...]:
    """Return what tells a proposal from others."""
    return fix.kind, fix.license.id, fix.contact.id, fix.team and fix.team.id


def _with_days(contact: Contact, planned: Contact) -> Contact:
    """Return a contact with the days and the deputy that are planned."""
    days = {name: getattr(planned, name) for name in DAYS}
    return replace(contact, deputy=planned.deputy, **days)


def combined(change: Change, chosen: Iterable[Fix], portfolio: Portfolio, today: date) -> Change:
    """Return a change that does what was chosen as well."""
    licenses: dict[int, Edit[License]] = {edit.id: edit for edit in change.licenses}
    contacts: dict[int, Edit[Contact]] = {edit.id: edit for edit in change.contacts}
    for fix in chosen:
        now = portfolio.with_licenses(edit.after for edit in licenses.values() if edit.after)
        now = now.with_contacts(edit.after for edit in contacts.values() if edit.after)
        made = fixed(fix, now, today)
        for edit in made.licenses:
            first = licenses.get(edit.id)
            licenses[edit.id] = Edit(first.before if first else edit.before, edit.after)
        for joined in made.contacts:
            known = contacts.get(joined.id)
            contacts[joined.id] = Edit(known.before if known else joined.before, joined.after)
    return replace(change, licenses=tuple(licenses.values()), contacts=tuple(contacts.values()))


def _firsts(lapses: Iterable[Lapse]) -> tuple[Lapse, ...]:
    """Return the first mail of each license."""
    found: dict[int, Lapse] = {}
    for lapse in lapses:
        found.setdefault(lapse.after.license.id, lapse)
    return tuple(found.values())


def _does_as(fix: Fix, other: Fix) -> bool:
    """Say whether two proposals do the same for different licenses."""
    return (fix.kind, fix.contact.id, fix.team and fix.team.id) == (
        other.kind,
        other.contact.id,
        other.team and other.team.id,
    )
