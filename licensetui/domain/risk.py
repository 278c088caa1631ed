"""The risk that a license's renewal is missed, as a score from 0 to 100, always with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licensetui.domain.audience import Cover
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.coverage import LicenseCoverage
from licensetui.domain.coverage_words import checkpoint_words, reading_words, unread_words
from licensetui.domain.license import License
from licensetui.domain.portals import ContactPolicy, MailKind, SignIn
from licensetui.domain.readers import Readership
from licensetui.domain.sign_in import is_looked_at, sign_ins
from licensetui.domain.unread import UnreadDays

NO_READER, ONE_READER, PERSONAL, PORTAL, SMALL_TEAM, ONE_SIGN_IN = 100, 40, 20, 20, 10, 10
UNREAD = 10
"""The points of each reason."""
STALE_DAYS = 180
"""After so many days without a look nobody knows any more what a portal shows."""


@dataclass(frozen=True)
class Reason:
    """One thing that makes a license risky."""

    points: int
    """What it adds to the score."""
    words: str
    """What it is, in a few words."""


@dataclass(frozen=True)
class Risk:
    """The risk that the renewal of a license is missed."""

    reasons: tuple[Reason, ...] = ()
    """What it comes from, the worst first."""

    @property
    def score(self) -> int:
        """The score: 0 for no risk that is known, to 100 for a mail that nobody reads."""
        return min(100, sum(reason.points for reason in self.reasons))

    @property
    def words(self) -> str:
        """The reasons with their points: `40 1 reader: Anna (only), 20 portal steps open`."""
        return ", ".join(f"{reason.points} {reason.words}" for reason in self.reasons)


def risk(
    covered: LicenseCoverage,
    readership: Readership,
    today: date,
    *,
    policy: ContactPolicy,
    pending: bool,
    unread: tuple[UnreadDays, ...] = (),
) -> Risk:
    """Return the risk of a license.

    `policy` says what its portal takes as contacts; `pending`, whether something is still to be
    done there; `unread`, when nobody reads what comes on other days. A mail that nobody reads makes
    it 100 by itself; then no other reason is given.
    """
    nobody = covered.first_uncovered
    if nobody:
        return Risk((Reason(NO_READER, checkpoint_words(nobody, today)),))
    found = (
        *_single(covered, today),
        *_personal(covered.license, readership, policy),
        *_portal(covered.license, today, pending),
        *_small_team(covered.license, readership, today),
        *_sign_in(covered.license, readership, today),
        *(Reason(UNREAD, unread_words(row, today)) for row in unread[:1]),
    )
    return Risk(tuple(found))


def is_stale(license: License, today: date) -> bool:
    """Say whether it is long ago, or unknown, that somebody looked at the portal of a license."""
    return license.looked_on is None or (today - license.looked_on).days >= STALE_DAYS


def _single(covered: LicenseCoverage, today: date) -> Iterator[Reason]:
    """Yield that a mail has one reader at most: nobody may read what nobody knows who reads."""
    worst = covered.worst
    if worst and worst.cover is not Cover.SEVERAL:
        yield Reason(ONE_READER, reading_words(worst.reading, worst.day, today))


def _personal(license: License, readership: Readership, policy: ContactPolicy) -> Iterator[Reason]:
    primary = _primary(license, readership)
    if primary and policy.takes_teams and policy.takes_extra and _is_person(primary, readership):
        yield Reason(PERSONAL, f"{primary.label} is primary where a team address is possible")


def _primary(license: License, readership: Readership) -> Contact | None:
    """Return the primary contact to whom the mails go, as far as one is known."""
    roles = license.portal.readers
    if not is_looked_at(license):
        wanted = (x.contact for x in license.holders(*roles) if x.primary)
        return readership.portfolio.contact(next(wanted, None))
    seen = (x.address for x in license.on_portal if x.primary and x.role in roles)
    address = next(seen, None)
    return readership.portfolio.contact_at(address) if address else None


def _is_person(contact: Contact, readership: Readership) -> bool:
    if readership.is_team(contact):
        return False
    kind = contact.kind
    return ContactKind.PERSON in (kind, readership.counsel.facts(contact).kind)


def _portal(license: License, today: date, pending: bool) -> Iterator[Reason]:
    if not is_looked_at(license):
        yield Reason(PORTAL, "portal never checked")
    elif license.looked_on is None:
        yield Reason(PORTAL, "portal checked on an unknown day")
    elif pending:
        yield Reason(PORTAL, "portal steps open")
    elif is_stale(license, today):
        yield Reason(PORTAL, f"portal not checked for {(today - license.looked_on).days} days")


def _small_team(license: License, readership: Readership, today: date) -> Iterator[Reason]:
    for team in mailed(license, readership, today):
        if readership.is_team(team):
            count = len(readership.behind(team).staying(today))
            if count < 2:
                yield Reason(SMALL_TEAM, f"{team.label} has {_members(count)}")
                return


def mailed(license: License, readership: Readership, today: date) -> tuple[Contact, ...]:
    """Return the contacts whose addresses shall be read by several.

    Those get mails of any day; or, where none of them is there, at least the reminders.
    """
    always = readership.audience(license, MailKind.SECURITY).addressees
    if any(readership.is_there(one, today) for one in always):
        return always
    return readership.audience(license).addressees


def _members(count: int) -> str:
    return "one member" if count else "no known members"


def _sign_in(license: License, readership: Readership, today: date) -> Iterator[Reason]:
    if license.portal.sign_in is not SignIn.CONTACTS:
        return
    able = sign_ins(license, readership.portfolio, today)
    if len(able) == 1:
        unless = "" if is_looked_at(license) else " (if the portal matches the assigned contacts)"
        yield Reason(ONE_SIGN_IN, f"only {able[0].label} can sign in{unless}")
    elif not able:
        yield Reason(ONE_SIGN_IN, "nobody can sign in")
