"""Persons who can sign in to a portal and change the contacts of a license there.

A person signs in with their own account. A team's account is shared: whoever is known to know its
password can, and so can its members, to whom the mail comes that sets a new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from licensetui.domain.contact import Contact, ContactKind, address_key
from licensetui.domain.counsel import Counsel
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.missing import has_bounced
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings


def must_promote_themselves(contact: Contact, primary: str, counsel: Counsel) -> bool:
    """Say whether a new contact must sign in and become primary by their own hand.

    The present primary can promote them only if both share a domain that is not for everybody.
    `primary` is the address of the primary contact on the portal; empty if it shows none.
    """
    return (
        _domain(contact.address) != _domain(address_key(primary))
        or counsel.facts(contact).is_public
    )


def is_looked_at(license: License) -> bool:
    """Say whether anything is known of what the portal shows."""
    return license.looked_on is not None or bool(license.on_portal)


def is_shared(contact: Contact) -> bool:
    """Say whether an account is a team's: of whom nobody has said it, members say so."""
    return contact.kind is ContactKind.TEAM or (
        contact.kind is ContactKind.UNKNOWN and bool(contact.members)
    )


def why_not(contact: Contact, portfolio: Portfolio, today: date) -> str:
    """Return why nobody can sign in as a contact, in a few words; empty if somebody can."""
    if reason := _why_lost(contact, today):
        return reason
    if is_shared(contact) and not SignIns(portfolio, today).persons(contact):
        return "a team address with no known members"
    return ""


def sign_ins(license: License, portfolio: Portfolio, today: date) -> tuple[Contact, ...]:
    """Return the persons who can sign in for a license, each once: as `SignIns.of`."""
    return SignIns(portfolio, today).of(license)


class SignIns:
    """The persons who can sign in on a day: each account is looked at once."""

    def __init__(self, portfolio: Portfolio, today: date) -> None:
        """Look at nothing yet."""
        self._portfolio = portfolio
        self._today = today
        self._persons: dict[int, tuple[Contact, ...]] = {}

    def of(self, license: License) -> tuple[Contact, ...]:
        """Return who can sign in for a license, each once: primaries and technical contacts first.

        Only a contact that the portal shows can. Where nobody has looked yet the wanted contacts
        are assumed to be there.
        """
        persons = (one for account in self.accounts(license) for one in self.persons(account))
        return tuple({one.id: one for one in persons}.values())

    def count(self, license: License) -> int:
        """Return how many can sign in for a license: 0, 1, or 2 for all that are more."""
        if not is_looked_at(license):
            return min(len(self.of(license)), 2)
        may, found = license.portal.changed_by, set[int]()
        for seen in license.on_portal:
            account = self._portfolio.contact_at(seen.address) if seen.role in may else None
            if account is not None:
                found.update([person.id for person in self.persons(account)])
            if len(found) > 1:
                return 2
        return len(found)

    def accounts(self, license: License) -> tuple[Contact, ...]:
        """Return the contacts of a license as whom somebody can sign in, in the same order."""
        return tuple([one for one in self._shown(license) if self.persons(one)])

    def persons(self, contact: Contact) -> tuple[Contact, ...]:
        """Return who can sign in as a contact: a person, or those of a team who are still there.

        A password is reset by mail: with the mailbox the account is lost.
        """
        known = self._persons.get(contact.id)
        if known is None:
            found = self._behind(contact, set())
            known = self._persons[contact.id] = tuple({one.id: one for one in found}.values())
        return known

    def is_away(self, contact: Contact) -> bool:
        """Say whether all who can sign in as a contact are away today."""
        return all(_is_away(one, self._today) for one in self.persons(contact))

    def _behind(self, contact: Contact, passed: set[int]) -> Iterator[Contact]:
        if contact.id in passed or _why_lost(contact, self._today):
            return
        if not is_shared(contact):
            yield contact
            return
        passed.add(contact.id)
        yield from known_by(contact, self._portfolio, self._today)
        if has_bounced(contact):
            return  # nor does the mail arrive that sets a password
        for member in filter(None, map(self._portfolio.contact, contact.members)):
            yield from self._behind(member, passed)

    def _shown(self, license: License) -> Iterable[Contact]:
        """Return the contacts who may change others there, each once."""
        may = license.portal.changed_by
        known: dict[str | int, Contact]
        if is_looked_at(license):
            seen = sorted(license.on_portal, key=_rank)
            there = [self._portfolio.contact_at(x.address) for x in seen if x.role in may]
            known = {contact.id: contact for contact in there if contact}
        else:
            wanted = sorted(license.wanted, key=_rank)
            meant = [self._portfolio.contact(x.contact) for x in wanted if x.role in may]
            known = {contact.address: contact for contact in meant if contact and contact.address}
        return known.values()


def known_by(team: Contact, portfolio: Portfolio, today: date) -> tuple[Contact, ...]:
    """Return who knows the password of a team's account, as was said, and is still there."""
    known = map(portfolio.contact, team.sign_in_known_by)
    return tuple([one for one in known if one and not _why_gone(one, today)])


def actor(
    accounts: Iterable[Contact],
    able: SignIns,
    settings: Settings,
    needed: Collection[str] = (),
    leaving: Collection[str] = (),
) -> Contact | None:
    """Return as whom the steps of a license should be done; None if nobody can sign in.

    As the user, else as somebody who is here today, rather as one who must sign in anyway
    (`needed`), or who stays a contact: `leaving` are the addresses (`Contact.address`) that the
    steps remove.
    """
    me = address_key(settings.me)

    def rank(one: Contact) -> tuple[bool, ...]:
        is_mine = bool(me) and any(person.address == me for person in able.persons(one))
        return (
            one.address != me,
            not is_mine,
            able.is_away(one),
            one.address not in needed,
            one.address in leaving,
        )

    return min(accounts, key=rank, default=None)


def _why_lost(contact: Contact, today: date) -> str:
    """Return why an account is lost, or its owner gone; empty if neither is."""
    if contact.mailbox_closes is not None and contact.mailbox_closes <= today:
        return f"mailbox closed {contact.mailbox_closes}"
    return _why_gone(contact, today)


def _why_gone(contact: Contact, today: date) -> str:
    if contact.last_day is not None and contact.last_day < today:
        return f"left {contact.last_day}"
    return "archived" if contact.archived else ""


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _is_away(contact: Contact, day: date) -> bool:
    return any(away.start <= day <= away.end for away in contact.away)


def _rank(held: Assignment | SeenAssignment) -> tuple[bool, int]:
    return not held.primary, _ROLES[held.role]


_ROLES = {role: place for place, role in enumerate(Role)}
