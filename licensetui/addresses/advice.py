"""Advice about an address where it is used: by the portal, and by the role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from licensetui.addresses.report import AddressKind, DomainKind, Report
from licensetui.domain.contact import ContactKind
from licensetui.domain.counting import counted
from licensetui.domain.dataclass import dataclass
from licensetui.domain.portals import ContactPolicy


@dataclass(frozen=True)
class Place:
    """A use of an address, or one to come."""

    policy: ContactPolicy
    """What the portal takes, and what is wise there."""
    reads_reminders: bool = True
    """Whether the vendor's reminder mails go there; billing contacts get invoices only."""
    primary_domain: str = ""
    """Domain of the present primary contact, if that is another; empty if nobody is."""
    team: str = ""
    """A team's address that fits there in the place of one person's; empty if none is known."""
    team_licenses: int = 0
    """On how many licenses that team is assigned."""
    of: str = ""
    """The license or licenses it is about, where what is said of it holds there alone."""


TEAM_NAMED = ")?"
"""How advice ends that names a team to be used instead."""
ANYWHERE = (Place(ContactPolicy()),)
"""Where an address is used while nobody has said it."""


def advice(report: Report, places: Iterable[Place] = ANYWHERE) -> tuple[str, ...]:
    """Return what is unwise about an address, as sentences, what matters most first.

    Nothing is said of what is no address. The same is said once, however many places it is about.
    """
    if not report.is_valid:
        return ()
    places = tuple(dict.fromkeys(places)) or ANYWHERE
    found = list(_of_kind(report))
    if report.suggestion is None:  # else the domain is hardly the one that was meant
        found += _of_domain(report)
    named = {place.of for place in places if place.team}
    for place in places:
        found += _of_place(report, place, is_team_named=place.of in named)
    return tuple(dict.fromkeys(found))


def _of_kind(report: Report) -> Iterator[str]:
    if report.kind is AddressKind.NO_REPLY:
        yield "Nobody reads a no-reply address"
    elif report.kind is AddressKind.ROBOT:
        yield "A robot's address: make sure a person reads it"


def _of_domain(report: Report) -> Iterator[str]:
    if report.domain_kind is DomainKind.DISPOSABLE:
        yield f"{report.domain} is a disposable domain: mail there will be lost"
    elif report.domain_kind is DomainKind.RELAY:
        yield f"{report.domain} hides another address: use that one"


def _of_place(report: Report, place: Place, *, is_team_named: bool) -> Iterator[str]:
    policy, portal = place.policy, place.policy.portal or "the portal"
    at = f"{place.of}: " if place.of else ""
    if report.kind is AddressKind.TEAM and not policy.takes_teams:
        yield f"{at}{portal} does not accept distribution lists: name two people"
    if (
        place.reads_reminders
        and report.kind in (AddressKind.PERSON, AddressKind.UNSURE)
        and policy.wise is ContactKind.TEAM
        and (place.team or not is_team_named)
    ):
        yield f"{at}{_one_person(report, place)}"
    if policy.asks_strangers and report.suggestion is None:
        yield from (f"{at}{sentence}" for sentence in _stranger(report, place))
    if not policy.takes_extra:
        yield f"{at}{portal} accepts no extra contacts for an evaluation"


def _one_person(report: Report, place: Place) -> str:
    is_unsure = report.kind is AddressKind.UNSURE
    if place.team:
        whose = "Perhaps one person's address" if is_unsure else "One person's address"
        return f"{whose}. Use {place.team} ({counted(place.team_licenses, 'license')}{TEAM_NAMED}"
    if is_unsure:
        return "Perhaps one person's address: a team address stays when somebody leaves"
    return "One person's address: if they leave, renewal notices are lost"


def _stranger(report: Report, place: Place) -> Iterator[str]:
    """Yield that a contact must sign in to become primary: the portal trusts its domain less."""
    itself = "itself" if report.kind is AddressKind.TEAM else "themselves"
    if report.domain_kind in (DomainKind.FREE, DomainKind.DISPOSABLE, DomainKind.RELAY):
        yield f"{report.domain} is a public provider: the contact must promote {itself}"
    elif place.primary_domain and place.primary_domain != report.domain:
        yield f"The primary is at {place.primary_domain}: the contact must promote {itself}"
