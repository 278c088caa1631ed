"""Rules about the portals: what is still to be done there, and who can do it.

Until somebody has looked, nothing is known of a portal: that, and that one person alone can sign
in, is true of nearly every license at first, so each of these is one quiet finding for all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.counting import and_more, by_count, counted
from licensetui.domain.finding import Remedy
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.portal_deadline import closing
from licensetui.domain.portal_roles import has_former_roles
from licensetui.domain.portal_steps import PortalStep, StepKind
from licensetui.domain.portals import SignIn
from licensetui.domain.risk import STALE_DAYS
from licensetui.domain.sign_in import is_looked_at, is_shared, known_by
from licensetui.findings.addresses import licenses
from licensetui.findings.rule import Fault, GatheringRule, LicenseRule, PortfolioRule, Rule, bare
from licensetui.findings.surroundings import Surroundings
from licensetui.vendors import vendor_of

_Found = tuple[int, Fault]
"""The id of a license, and what is wrong."""


def nobody_signs_in(license: License, around: Surroundings) -> Fault | None:
    """Say that nobody can change the contacts of a license: all who could have left.

    A team of which nobody is known may well have somebody, and so may an address of no contact:
    that is less pressing.
    """
    if not _is_signed_in(license) or around.sign_in_count(license):
        return None
    there = (around.portfolio.contact_at(x.address) for x in license.on_portal)
    if any(x and is_shared(x) and around.readership.is_there(x, around.today) for x in there):
        return Fault(
            f"The portal of {license.name} lists only a team address, and it is not recorded "
            "who can sign in: add its members"
        )
    known = around.readership.portfolio  # with those who are archived
    shown = [x.address.strip() for x in license.on_portal if not known.contact_at(x.address)]
    if unknown := [address for address in dict.fromkeys(shown) if address]:
        return Fault(
            f"None of your contacts can sign in for {license.name} and change its contacts: "
            f"no contact has {unknown[0]}{and_more(len(unknown) - 1)}"
        )
    return Fault(
        f"Nobody can sign in for {license.name} and change its contacts: the portal lists "
        "nobody who can still be reached",
        Urgency.URGENT,
    )


def unknown_password(team: Contact, uses: Sequence[None], around: Surroundings) -> Fault | None:
    """Say that nobody is noted who knows the password of a team's account, or is still there.

    It can be set anew by the mail that its members read: a nuisance, no risk.
    """
    if known_by(team, around.portfolio, around.today):
        return None
    about = f"the password of {team.email.strip()} (on the portal of {licenses(len(uses))})"
    if team.sign_in_known_by:
        return Fault(f"Everyone who knew {about} has left: record who knows it now")
    return Fault(f"It is not recorded who knows {about}: add that in its form")


def portal_steps(license: License, around: Surroundings) -> Fault | None:
    """Say that the portal of a license does not show the contacts that are wanted."""
    found, today = around.steps_of(license), around.today
    if not found or found[0].kind is StepKind.LOOK:
        return None
    closes = closing(license, around.portfolio, today)
    near = closes and (closes.day - today).days <= around.settings.urgent_days
    return Fault(
        f"{_to_do(found, today)}{f', before the {closes.why} on {closes.day}' if closes else ''}",
        Urgency.URGENT if near else None,
    )


def unknown_address(license: License, around: Surroundings) -> Fault | None:
    """Say that the portal of a license shows an address of no contact who is not archived."""
    contact_at = around.portfolio.contact_at
    nobodys = [x.address for x in license.on_portal if not contact_at(x.address)]
    if not nobodys:
        return None
    seen = {address_key(address): address.strip() for address in nobodys}
    unknown = [text for key, text in seen.items() if key]
    if not unknown:
        return None
    return Fault(
        f"The portal of {license.name} lists {', '.join(unknown)}, which is "
        "not one of your contacts: who reads it?"
    )


def stale_look(license: License, around: Surroundings) -> Fault | None:
    """Say that nobody has looked at the portal of a license for long."""
    days = (around.today - license.looked_on).days if license.looked_on else 0
    if days < STALE_DAYS:
        return None
    return Fault(f"Portal not checked for {days} days: {license.name}")


def never_looked(found: Mapping[int, License], around: Surroundings) -> Iterator[_Found]:
    """Yield one finding about the licenses at whose portal nobody has ever looked."""
    yield from _first_of(found.values(), "Portal never checked")


def one_signs_in(found: Mapping[int, License], around: Surroundings) -> Iterator[_Found]:
    """Yield one finding about the licenses for which one person alone can sign in."""
    yield from _first_of(found.values(), "Only one person can sign in")


def former_roles(found: Mapping[int, License], around: Surroundings) -> Iterator[_Found]:
    """Yield one finding about the licenses with contacts in roles that their portals have no more.

    They are what they were; but no step can make anybody that on the portal.
    """
    portal = next(iter(found.values())).portal
    held = {held.role for license in found.values() for held in license.wanted}
    roles = " or ".join(role.label for role in portal.former if role in held)
    what = f"Still {roles} contact, not {portal.technical.label}"
    yield from _first_of(found.values(), what)


def _with_former_roles(license: License, around: Surroundings) -> License | None:
    return license if has_former_roles(license) else None


def _unseen(license: License, around: Surroundings) -> License | None:
    return None if is_looked_at(license) else license


def _with_one_sign_in(license: License, around: Surroundings) -> License | None:
    is_alone = _is_signed_in(license) and around.sign_in_count(license) == 1
    return license if is_alone else None


def _shared_accounts(license: License, around: Surroundings) -> Iterator[tuple[int, None]]:
    """Yield the teams that the portal of a license shows, and whose account is used there."""
    if _is_signed_in(license) and vendor_of(license).contact_policy(license).takes_teams:
        yield from map(bare, _shared(license, around))


def _has_none_shared(license: License, around: Surroundings) -> bool:
    return not (_is_signed_in(license) and _shared(license, around))


def _shared(license: License, around: Surroundings) -> dict[int, Contact]:
    """Return the teams that the portal of a license shows, by their ids."""
    there = [around.portfolio.contact_at(seen.address) for seen in license.on_portal]
    return {x.id: x for x in there if x and is_shared(x)}


def _is_signed_in(license: License) -> bool:
    """Say whether somebody has seen who can sign in for a license."""
    return license.portal.sign_in is SignIn.CONTACTS and is_looked_at(license)


def _to_do(found: Sequence[PortalStep], today: date) -> str:
    """Return what is to be done: `2 portal steps open for 12 d: Jira, first add a@example.org`."""
    dates = [step.since for step in found if step.since and step.since <= today]
    age = f" for {(today - min(dates)).days} d" if dates else ""
    return by_count(
        len(found),
        "1 portal step open{age}: {name}, {task}",
        "{count} portal steps open{age}: {name}, first {task}",
        age=age,
        name=found[0].license.name,
        task=found[0].task,
    )


def _first_of(found: Collection[License], what: str) -> Iterator[_Found]:
    """Yield one fault of all these licenses, which leads to the one that ends first."""
    if not found:
        return
    first = min(found, key=lambda one: (one.end or date.max, one.id))
    others = len(found) - 1
    more = f" and {counted(others, 'other')}" if others else ""
    yield first.id, Fault(f"{what}: {first.name}{more}")


RULES: tuple[Rule, ...] = (
    LicenseRule(
        name="no-sign-in",
        check=nobody_signs_in,
        word="no sign-in",
        field="on_portal",
        asks_who_reads=True,
        together="{count} licenses have nobody who can sign in to the portal",
        remedy=Remedy.DO_STEPS,
        rests_on_people=True,
    ),
    LicenseRule(
        name="portal-steps",
        check=portal_steps,
        word="portal",
        field="on_portal",
        together="{count} licenses have open portal steps",
        remedy=Remedy.DO_STEPS,
    ),
    LicenseRule(
        name="unknown-reader",
        check=unknown_address,
        word="unknown",
        field="on_portal",
        together="{count} portals list an address that is not one of your contacts",
        remedy=Remedy.LOOK,
        rests_on_people=True,
    ),
    LicenseRule(
        name="portal-stale",
        check=stale_look,
        word="old check",
        field="on_portal",
        together="{count} portals have not been checked recently",
        remedy=Remedy.LOOK,
    ),
    PortfolioRule(
        name="portal-unseen",
        gather=_unseen,
        check=never_looked,
        word="no check",
        field="on_portal",
        severity=Urgency.LATER,
        remedy=Remedy.LOOK,
        rests_on_people=True,
    ),
    PortfolioRule(
        name="one-sign-in",
        gather=_with_one_sign_in,
        check=one_signs_in,
        word="1 sign-in",
        field="on_portal",
        severity=Urgency.LATER,
        asks_who_reads=True,
        rests_on_people=True,
    ),
    PortfolioRule(
        name="former-roles",
        gather=_with_former_roles,
        check=former_roles,
        word="role",
        field="wanted",
        severity=Urgency.LATER,
        remedy=Remedy.GIVE_ROLE,
        rests_on_people=True,
    ),
    GatheringRule(
        name="password-unknown",
        gather=_shared_accounts,
        check=unknown_password,
        word="password?",
        field="sign_in_known_by",
        severity=Urgency.LATER,
        together="It is not recorded who knows the passwords of {count} teams",
        asks_who_reads=True,
        spares=_has_none_shared,
    ),
)
"""The rules about portals, in the order of their findings."""
