"""Warnings about a hand-over that can be saved all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counsel import Counsel
from licensetui.domain.counting import by_count, listed
from licensetui.domain.dataclass import dataclass
from licensetui.domain.handover import HandoverRow, can_be_taken, needs_successor
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency, mail_days, urgency_of
from licensetui.domain.missing import Why, has_bounced, why_missing
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import must_promote_themselves
from licensetui.domain.standing import is_over, is_running

TOO_MANY = 4
"""Licenses from which on it is asked whether one person should hold so many."""
SHARE = 2
"""One person should hold less than one license in so many."""
_NAMED = 2
"""So many licenses are called by their names."""


@dataclass(frozen=True)
class HandoverWarning:
    """Something to be known before a hand-over is applied."""

    severity: Urgency
    """How bad it is."""
    sentence: str
    """What it is, and what to do."""


@dataclass(frozen=True)
class Prospect:
    """A hand-over as it would be, to be judged."""

    leaver: Contact
    """Who leaves, with the days that were said."""
    rows: tuple[HandoverRow, ...]
    """Who takes what."""
    before: Portfolio
    """As it is, new contacts included."""
    after: Portfolio
    """As it would be."""
    step_count: int
    """Steps to be done on the portals."""
    unfinished: tuple[License, ...]
    """The licenses with such steps."""
    signs_in_alone: tuple[License, ...]
    """Those of them on which nobody but the leaver can sign in."""

    @property
    def licenses(self) -> tuple[License, ...]:
        """The licenses that it is about, as they would be, each once."""
        ids = dict.fromkeys(row.holding.license.id for row in self.rows if row.holding.license)
        return tuple(license for id in ids if (license := self.after.license(id)))

    @property
    def taken(self) -> tuple[tuple[HandoverRow, Contact], ...]:
        """The rows that go to somebody, with whom."""
        found = ((x, self.after.contact(x.successor)) for x in self.rows if x.taken)
        return tuple((row, contact) for row, contact in found if contact)

    @property
    def successors(self) -> tuple[Contact, ...]:
        """All who would take something, each once."""
        return tuple({contact.id: contact for _, contact in self.taken}.values())


def warnings(
    prospect: Prospect, today: date, settings: Settings, counsel: Counsel
) -> tuple[HandoverWarning, ...]:
    """Return what may go wrong, the worst first."""
    found = [
        *_without_reader(prospect, today),
        *_left(prospect),
        *_no_sign_in(prospect, today),
        *_closing(prospect, today, settings, counsel),
        *_refused(prospect, counsel),
        *_strangers(prospect, counsel),
        *(x for contact in prospect.successors for x in _unfit(contact, today, counsel)),
        *_loaded(prospect, today, settings, counsel),
    ]
    return tuple(sorted(found, key=lambda warning: warning.severity))


def _without_reader(prospect: Prospect, today: date) -> Iterator[HandoverWarning]:
    lost = [
        license
        for license in prospect.licenses
        if not is_over(license, today)
        and not prospect.after.readers(license)
        and (known := prospect.before.license(license.id))
        and prospect.before.readers(known)
    ]
    if lost:
        yield HandoverWarning(
            Urgency.OVERDUE,
            f"Nobody would get the reminders about {_names(lost)}: choose somebody.",
        )


def _left(prospect: Prospect) -> Iterator[HandoverWarning]:
    """Yield what would stay with the leaver."""
    left = [row for row in prospect.rows if not row.taken and can_be_taken(row.holding)]
    lost = [row for row in left if row.successor is None and needs_successor(row.holding)]
    if lost:
        names = _named([row.holding.name for row in lost])
        yield HandoverWarning(
            Urgency.URGENT,
            f"Nobody was found to replace the primary contact of {names}: choose somebody.",
        )
    others = [row.holding.name for row in left if row not in lost]
    if others:
        yield HandoverWarning(
            Urgency.SOON, f"{_named(others)} would stay with {prospect.leaver.label}."
        )


def _no_sign_in(prospect: Prospect, today: date) -> Iterator[HandoverWarning]:
    if not prospect.signs_in_alone:
        return
    names = _names(prospect.signs_in_alone)
    leaver, last = prospect.leaver, _last_use(prospect.leaver)
    if last is not None and last < today:
        yield HandoverWarning(
            Urgency.OVERDUE,
            f"Nobody is left who can sign in for {names}: ask vendor support.",
        )
    else:
        until = f" by {last}" if last else " before that changes"
        yield HandoverWarning(
            Urgency.URGENT,
            f"Only {leaver.label} can sign in for {names}: do these portal steps{until}.",
        )


def _closing(
    prospect: Prospect, today: date, settings: Settings, counsel: Counsel
) -> Iterator[HandoverWarning]:
    """Yield until when the steps must be done, and which mail comes too late."""
    leaver = prospect.leaver
    day = leaver.mailbox_closes or leaver.last_day
    if day is None or not prospect.step_count:
        return
    text = by_count(prospect.step_count, *_until_when(leaver, day, today), day=day)
    mail = _first_mail(prospect, max(day, today), settings, counsel)
    if mail:
        text += f". The first reminder after that: {mail[0]}, {mail[1].name}"
    yield HandoverWarning(urgency_of((day - today).days, settings), f"{text}.")


def _until_when(leaver: Contact, day: date, today: date) -> tuple[str, str]:
    """Return until when the step must be done, or the steps."""
    if leaver.mailbox_closes is None and day < today:
        return (
            "Last day was {day}: finish the portal step; the mailbox has no closing date",
            "Last day was {day}: finish the {count} portal steps; the mailbox has no closing date",
        )
    if leaver.mailbox_closes is None:
        return (
            "Last day {day}: finish the portal step; the mailbox has no closing date",
            "Last day {day}: finish the {count} portal steps; the mailbox has no closing date",
        )
    if day <= today:
        return (
            "Mailbox closed {day}: emails are lost until the portal step is done",
            "Mailbox closed {day}: emails are lost until the {count} portal steps are done",
        )
    return (
        "Mailbox closes {day}: finish the portal step before that day",
        "Mailbox closes {day}: finish the {count} portal steps before that day",
    )


def _first_mail(
    prospect: Prospect, day: date, settings: Settings, counsel: Counsel
) -> tuple[date, License] | None:
    """Return the first reminder mail from a day on that a step is about, with its license."""
    mails = [
        (mail, license)
        for license in prospect.unfinished
        for mail in mail_days(license, day, counsel.reminders(license, settings).days)
    ]
    return min(mails, key=lambda mail: mail[0], default=None)


def _refused(prospect: Prospect, counsel: Counsel) -> Iterator[HandoverWarning]:
    """Yield where a portal does not take whom it is to show."""
    teams: dict[tuple[str, str], list[License]] = {}
    extra: dict[str, list[License]] = {}
    for row, contact in prospect.taken:
        license = row.holding.license
        if license is None or row.holding.role is None:  # no portal knows an owner
            continue
        policy = counsel.policy(license)
        if not policy.takes_teams and counsel.sound_kind(contact) is ContactKind.TEAM:
            teams.setdefault((policy.portal, contact.label), []).append(license)
        if not policy.takes_extra:
            extra.setdefault(policy.portal, []).append(license)
    for (portal, name), licenses in teams.items():
        yield HandoverWarning(
            Urgency.URGENT,
            f"{portal} does not accept team addresses: choose a person for {_names(licenses)}, "
            f"not {name}.",
        )
    for portal, licenses in extra.items():
        yield HandoverWarning(
            Urgency.SOON,
            f"{portal} does not accept a second contact for an evaluation: ask vendor support to "
            f"change {_names(licenses)}.",
        )


def _strangers(prospect: Prospect, counsel: Counsel) -> Iterator[HandoverWarning]:
    """Yield who must sign in and promote themselves: the domain is another, or a public one."""
    for contact in prospect.successors:
        licenses = [
            license
            for row, successor in prospect.taken
            if successor.id == contact.id
            and (license := row.holding.license)
            and _must_promote_themselves(contact, license, row, prospect.leaver, counsel)
        ]
        if licenses:
            portal = counsel.policy(licenses[0]).portal
            yield HandoverWarning(
                Urgency.SOON,
                f"{contact.label} must sign in to {portal} and make themselves primary for "
                f"{_names(licenses)}: the domain of the address is different or public.",
            )


def _must_promote_themselves(
    contact: Contact, license: License, row: HandoverRow, leaver: Contact, counsel: Counsel
) -> bool:
    if not (row.holding.primary and counsel.policy(license).asks_strangers):
        return False
    primary = _primary_address(license, row, leaver)
    return must_promote_themselves(contact, primary, counsel)


def _primary_address(license: License, row: HandoverRow, leaver: Contact) -> str:
    """Return the address of the primary contact that the portal shows; else the leaver's."""
    for seen in license.on_portal:
        if seen.primary and seen.role is row.holding.role:
            return seen.address
    return leaver.address


def _unfit(contact: Contact, today: date, counsel: Counsel) -> Iterator[HandoverWarning]:
    """Yield why somebody may not be there to read the mails."""
    missing = why_missing(contact, today)
    last = _last_use(contact)
    if contact.archived:
        yield HandoverWarning(Urgency.OVERDUE, f"{contact.label} is archived.")
    elif not contact.email.strip():
        yield HandoverWarning(
            Urgency.URGENT, f"{contact.label} has no email address that a portal could list."
        )
    elif has_bounced(contact):
        yield HandoverWarning(
            Urgency.URGENT, f"Mail to {contact.label} bounced on {contact.bounced_on}."
        )
    elif flaw := counsel.facts(contact).problem:
        yield HandoverWarning(Urgency.URGENT, f"{contact.email} is probably wrong: {flaw}")
    if last:
        severity = Urgency.OVERDUE if last < today else Urgency.URGENT
        yield HandoverWarning(severity, _going(contact, last, is_gone=last < today))
    if missing and missing.why is Why.AWAY:
        yield HandoverWarning(Urgency.SOON, f"{contact.label} is away until {missing.until}.")


def _going(contact: Contact, last: date, *, is_gone: bool) -> str:
    """Return that somebody leaves too, or the mailbox."""
    who, closes = contact.label, contact.mailbox_closes
    if last == contact.last_day:
        if is_gone:
            return f"{who} left on {last}: choose another."
        return f"{who} is leaving too, on {last}: choose another."
    if is_gone:
        return f"The mailbox of {who} closed on {closes}: choose another."
    return f"The mailbox of {who} closes too, on {closes}: choose another."


def _loaded(
    prospect: Prospect, today: date, settings: Settings, counsel: Counsel
) -> Iterator[HandoverWarning]:
    """Yield the persons who would hold a large share of all licenses."""
    running = {x.id for x in prospect.after.licenses if is_running(x, today, settings)}
    for contact in prospect.successors:
        held = {license.id for license, _ in prospect.after.uses(contact.id)} & running
        is_more = len(held) > len({x.id for x, _ in prospect.before.uses(contact.id)} & running)
        is_much = len(held) >= TOO_MANY and len(held) * SHARE >= len(running)
        if is_more and is_much and counsel.sound_kind(contact) is not ContactKind.TEAM:
            yield HandoverWarning(
                Urgency.SOON,
                f"{contact.label} would then hold {len(held)} of {len(running)} licenses: "
                "consider a second person.",
            )


def _last_use(leaver: Contact) -> date | None:
    """Return the last day on which a leaver can sign in anywhere, as far as that was said."""
    closes = leaver.mailbox_closes
    days = (leaver.last_day, closes - timedelta(days=1) if closes else None)
    return min(filter(None, days), default=None)


def _names(licenses: Iterable[License]) -> str:
    return _named([license.name for license in licenses])


def _named(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are: `Jira, Crowd and 3 more`."""
    names = tuple(dict.fromkeys(names))
    if len(names) > _NAMED + 1:
        return listed(names, _NAMED)
    return " and ".join((", ".join(names[:-1]), names[-1])) if names[1:] else names[0]
