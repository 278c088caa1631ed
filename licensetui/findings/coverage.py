"""Rules about who reads the vendors' mails: one person alone, a team of none or one; and the risk.

Addresses on a portal that no contact has are found by the rules about portals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from licensetui.addresses.report import AddressKind
from licensetui.domain.audience import Cover, Reading
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.coverage import urgency_key
from licensetui.domain.finding import Remedy
from licensetui.domain.license import License
from licensetui.domain.risk import mailed
from licensetui.findings.addresses import licenses, used_by
from licensetui.findings.reports import Reports
from licensetui.findings.rule import Fault, GatheringRule, Rule, bare
from licensetui.findings.surroundings import Surroundings
from licensetui.vendors import vendor_of


class _Alone(NamedTuple):
    """A license of which one person alone reads a mail."""

    license: License
    is_for_good: bool
    """Whether nobody else will read its mails either."""
    order: tuple[Any, ...]
    """What puts it before others: how bad it is, and when."""


def small_team(team: Contact, uses: Sequence[None], around: Surroundings) -> Fault | None:
    """Say that a team that shall read vendors' mails has no member, or one."""
    behind = around.readership.behind(team)
    staying = behind.staying(around.today)
    if len(staying) > 1:
        return None
    count = max(len(uses), around.portfolio.use_count(team.id))
    about = f"{team.email.strip() or team.label} ({used_by(count)})"
    if staying:
        return Fault(f"Only {staying[0].label} reads {about}: add a second member")
    if behind.people:
        return Fault(f"All members of {about} have left: add new ones")
    return Fault(f"Nobody knows who reads {about}: add its members")


def one_person(contact: Contact, alone: Sequence[_Alone], around: Surroundings) -> Fault | None:
    """Say that a person is the only reader, for good or of a mail that comes before long.

    Left out are portals that take no second contact, and teams of one, which have their own rule.
    """
    if not _is_sound_person(contact, around.reports):
        return None
    return Fault(_alone_words(contact, alone), order=min(one.order for one in alone))


def _mailed_teams(license: License, around: Surroundings) -> Iterator[tuple[int, None]]:
    """Yield the teams that get the mails about a license, or shall get them, each once."""
    readership = around.readership
    addressees = mailed(license, readership, around.today)
    everybody = (*addressees, *around.readers_of(license))
    teams = {x.id: x for x in everybody if readership.part(x).is_team}
    for team in teams.values():
        if readership.is_there(team, around.today):  # or another rule says so
            yield bare(team.id)


def is_always_read(license: License, around: Surroundings) -> bool:
    """Say whether two persons or more read each reminder about a license, whatever the day."""
    return around.readership.audience(license).is_always_read


def _alone(license: License, around: Surroundings) -> Iterator[tuple[int, _Alone]]:
    """Yield who reads a mail about a license alone."""
    if not vendor_of(license).contact_policy(license).takes_extra:
        return
    audience = around.readership.audience(license)
    covered = around.coverage_of(license)
    if covered.checkpoints and not any(_is_alone(point.reading) for point in covered.checkpoints):
        return
    today, readership = around.today, around.readership
    addressees = (one for one in audience.addressees if readership.is_there(one, today))
    teams = (one for one in addressees if readership.is_team(one))
    if any(len(readership.behind(team).staying(today)) < 2 for team in teams):
        return
    for_good = len(audience.staying(today)) < 2
    near = [
        point.reading
        for point in covered.checkpoints
        if for_good or (point.day - today).days <= around.settings.soon_days
    ]
    if for_good and not near:
        near = [audience.on(today)]
    for place, reading in enumerate(near):
        if _is_alone(reading):
            order = (*urgency_key(covered), place)
            yield reading.readers[0].id, _Alone(license, for_good, order)


def _is_alone(reading: Reading) -> bool:
    return reading.cover is Cover.ONE and not reading.unknown


def _is_sound_person(contact: Contact, reports: Reports) -> bool:
    """Say whether an address is surely a person's; one that looks wrong is to be mended first."""
    if not contact.email.strip():
        return contact.kind is ContactKind.PERSON
    report = reports.of(contact)
    return report.kind is AddressKind.PERSON and not report.is_suspicious


def _alone_words(contact: Contact, alone: Sequence[_Alone]) -> str:
    for_good = [one.license for one in alone if one.is_for_good]
    count = licenses(len({one.license.id for one in alone}))
    if not for_good:
        return f"Only {contact.label} reads some reminders for {count}: the others are away"
    policies = [vendor_of(license).contact_policy(license) for license in for_good]
    others = [policy.portal for policy in policies if policy.wise is not ContactKind.TEAM]
    if len(others) == len(policies):
        advice = "add a second person"
    else:
        advice = "use a team address"
        advice += f", and a second person on {others[0]}" if others and others[0] else ""
    the = "the" if all(one.is_for_good for one in alone) else "some"
    return f"Only {contact.label} reads {the} reminders for {count}: {advice}"


RULES: tuple[Rule, ...] = (
    GatheringRule(
        name="small-team",
        gather=_mailed_teams,
        check=small_team,
        word="members",
        field="members",
        together="{count} teams have fewer than two members",
        rests_on_people=True,
        asks_who_reads=True,
    ),
    GatheringRule(
        name="one-person",
        gather=_alone,
        check=one_person,
        word="one person",
        field="email",
        together="{count} people are the only reader: use a team address",
        asks_who_reads=True,
        spares=is_always_read,
        remedy=Remedy.HAND_OVER,
    ),
)
"""The rules about readers, in the order of their findings."""
