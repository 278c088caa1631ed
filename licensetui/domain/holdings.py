"""Holdings of a person: everything that must go to others before that person can leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licensetui.domain.audience import Audience
from licensetui.domain.contact import Contact, address_key
from licensetui.domain.labels import Labeled
from licensetui.domain.license import License, Role
from licensetui.domain.portals import SignIn
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.sign_in import known_by, sign_ins
from licensetui.domain.standing import is_over


class HoldingKind(Labeled):
    """The tie of a person to the vendors' mails."""

    CONTACT = "contact"
    """Wanted as a contact of a license."""
    OWNER = "owner"
    """Decides about a license; gets no mail of the vendor's for that."""
    MEMBER = "member"
    """Reads the address of a team."""
    SIGN_IN = "knows password"
    """Knows the password of a team's account on the portals."""
    DEPUTY = "deputy"
    """Stands in for somebody."""
    PORTAL = "on the portal"
    """Not wanted any more, but the portal still shows the address."""


class Note(Labeled):
    """A note by which a holding matters more, or less."""

    ONLY_READER = "only reader"
    """Nobody else reads the vendor's mails about the license."""
    ONLY_SIGN_IN = "only one who can sign in"
    """Nobody else can change the contacts of the license on the portal."""
    ONLY_KEEPER = "only one who knows it"
    """Nobody else is noted as knowing the password of the team's account."""
    ONLY_MEMBER = "only member"
    """Nobody else reads the team's address."""
    GIVEN_UP = "given up"
    """The license was canceled: no mail about it matters."""


@dataclass(frozen=True)
class Holding:
    """One thing that somebody holds."""

    kind: HoldingKind
    """What it is."""
    license: License | None = None
    """The license, for CONTACT, OWNER and PORTAL."""
    contact: Contact | None = None
    """The team for MEMBER and SIGN_IN, who is represented for DEPUTY."""
    role: Role | None = None
    """The role on the license."""
    primary: bool = False
    """Whether it is the primary one in that role."""
    notes: tuple[Note, ...] = ()
    """What matters about it."""

    @property
    def name(self) -> str:
        """The license, the team, or the person that it is about."""
        record = self.license or self.contact
        return record.label if record else ""

    @property
    def words(self) -> str:
        """The holding in a few words: `technical, primary`, `member`."""
        if self.role is None:
            return self.kind.label
        word = role_words(self.role, is_primary=self.primary)
        return f"{word}, only on the portal" if self.kind is HoldingKind.PORTAL else word

    @property
    def key(self) -> tuple[str, int, str]:
        """The key that tells it from the others that somebody holds."""
        id = self.license.id if self.license else self.contact.id if self.contact else 0
        return (self.kind.value, id, self.role.value if self.role else "")


def role_words(role: Role, *, is_primary: bool) -> str:
    """Return as what somebody is a contact: `technical, primary`."""
    return f"{role.label}, primary" if is_primary else role.label


def holdings(leaver: Contact, portfolio: Portfolio, today: date) -> tuple[Holding, ...]:
    """Return all that a person holds, archived records aside.

    Licenses first, those that end next before the others, then those that the person owns; teams,
    as member and as one who knows the password; those whose deputy the person is; and what only
    the portals still show.
    """
    readership = Readership(portfolio)
    return (
        *_contacts(leaver, readership, today),
        *(
            Holding(HoldingKind.OWNER, license)
            for license in sorted(portfolio.owned(leaver.id), key=lambda x: x.end or date.max)
            if not license.archived
        ),
        *_memberships(leaver, readership, today),
        *_passwords(leaver, portfolio, today),
        *(
            Holding(HoldingKind.DEPUTY, contact=contact)
            for contact in portfolio.contacts
            if contact.deputy == leaver.id and not contact.archived and contact.id != leaver.id
        ),
        *_leftovers(leaver, portfolio, today),
    )


def _contacts(leaver: Contact, readership: Readership, today: date) -> Iterator[Holding]:
    """Yield the roles in which the person is wanted, each once."""
    uses = [use for use in readership.portfolio.uses(leaver.id) if not use[0].archived]
    roles: dict[tuple[int, Role], tuple[License, bool]] = {}
    for license, held in sorted(uses, key=lambda use: use[0].end or date.max):
        key = (license.id, held.role)
        is_primary = roles[key][1] if key in roles else False
        roles[key] = (license, is_primary or held.primary)
    for (_, role), (license, is_primary) in roles.items():
        notes = tuple(_notes(leaver, license, role, readership, today))
        yield Holding(HoldingKind.CONTACT, license, role=role, primary=is_primary, notes=notes)


def _memberships(leaver: Contact, readership: Readership, today: date) -> Iterator[Holding]:
    """Yield the teams whose address the person reads."""
    for team in readership.portfolio.contacts:
        if leaver.id in team.members and not team.archived:
            is_read = _others_read(leaver, readership.behind(team), today)
            is_dead = not readership.is_there(team, today)
            notes = () if is_read or is_dead else (Note.ONLY_MEMBER,)
            yield Holding(HoldingKind.MEMBER, contact=team, notes=notes)


def _passwords(leaver: Contact, portfolio: Portfolio, today: date) -> Iterator[Holding]:
    """Yield the teams whose password the person knows."""
    for team in portfolio.contacts:
        if leaver.id in team.sign_in_known_by and not team.archived:
            others = [one for one in known_by(team, portfolio, today) if one.id != leaver.id]
            notes = () if others else (Note.ONLY_KEEPER,)
            yield Holding(HoldingKind.SIGN_IN, contact=team, notes=notes)


def _leftovers(leaver: Contact, portfolio: Portfolio, today: date) -> Iterator[Holding]:
    """Yield where a portal shows the address in a role in which the person is not wanted."""
    if not leaver.address:
        return
    for license in map(portfolio.license, sorted(portfolio.showing(leaver.address))):
        if license is None or license.archived or is_over(license, today):
            continue
        wanted = {held.role for held in license.wanted if held.contact == leaver.id}
        for seen in license.on_portal:
            if address_key(seen.address) == leaver.address and seen.role not in wanted:
                yield Holding(HoldingKind.PORTAL, license, role=seen.role, primary=seen.primary)


def _notes(
    leaver: Contact, license: License, role: Role, readership: Readership, today: date
) -> Iterator[Note]:
    if is_over(license, today):
        yield Note.GIVEN_UP
        return
    audience = readership.audience(license)
    is_reader = role in license.portal.readers and leaver in audience.people
    if is_reader and not _others_read(leaver, audience, today):
        yield Note.ONLY_READER
    able = sign_ins(license, readership.portfolio, today)
    if license.portal.sign_in is not SignIn.PARTNER and {x.id for x in able} == {leaver.id}:
        yield Note.ONLY_SIGN_IN


def _others_read(leaver: Contact, audience: Audience, today: date) -> bool:
    """Say whether anybody else reads what these addresses get; who is just away will again."""
    return any(one.id != leaver.id for one in audience.staying(today))
