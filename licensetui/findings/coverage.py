"""Rules about who reads the vendors' mails: nobody, one person alone, a team of none or one.

Addresses on a portal that no contact has are found by the rules about portals.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from licensetui.addresses.report import AddressKind
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.coverage import LicenseCoverage, coverage
from licensetui.domain.coverage_words import uncovered_words
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.missing import Why
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Cover, Readership, Reading
from licensetui.domain.settings import Settings
from licensetui.findings.addresses import licenses, used_by
from licensetui.findings.counsel import counsel
from licensetui.findings.reports import Reports
from licensetui.findings.rule import kept
from licensetui.vendors import vendor_of


class Mails:
    """The mails to come about the licenses of a portfolio, with their readers, for several rules.

    Archived contacts belong to it: a mail to one of them is read by nobody, not by a stranger.
    """

    def __init__(self, reports: Reports) -> None:
        """Look nothing up yet."""
        self.reports = reports
        self._found: dict[tuple[date, Settings], tuple[LicenseCoverage, ...]] = {}

    @cached_property
    def readership(self) -> Readership:
        """Who reads which address."""
        return Readership(self.reports.portfolio, counsel(self.reports))

    def coverage(self, today: date, settings: Settings) -> tuple[LicenseCoverage, ...]:
        """Return who reads which mail, computed once for a day."""
        found = self._found.get((today, settings))
        if found is None:
            found = coverage(self.reports.portfolio, today, settings, counsel(self.reports))
            self._found[today, settings] = found
        return found


def nobody_reads(
    portfolio: Portfolio, today: date, settings: Settings, *, mails: Mails
) -> Iterator[Finding]:
    """Yield the licenses about which a mail comes before long that nobody will read.

    Where nobody is wanted at all, or only addresses that are none, other rules say so.
    """
    for covered in mails.coverage(today, settings):
        license, point = covered.license, covered.first_uncovered
        if point is None or (point.day - today).days > settings.soon_days:
            continue
        reasons = {one.why for one in point.missing}
        if (reasons and reasons <= {Why.NO_ADDRESS, Why.DEAD}) or not portfolio.readers(license):
            continue
        near = (point.day - today).days <= settings.urgent_days
        yield Finding(
            rule="nobody-reads",
            severity=Urgency.OVERDUE if near else Urgency.URGENT,
            reason=uncovered_words(point, today),
            word="NOBODY",
            field="wanted",
            license=license.id,
        )


def one_person(
    portfolio: Portfolio, today: date, settings: Settings, *, mails: Mails
) -> Iterator[Finding]:
    """Yield the persons who are the only reader, for good or of a mail that comes before long.

    Left out are portals that take no second contact, and teams of one, which have their own rule.
    """
    found: dict[int, dict[License, bool]] = {}
    for covered in mails.coverage(today, settings):
        license = covered.license
        if vendor_of(license).contact_policy(license).takes_extra:
            for reader, for_good in _alone(covered, mails.readership, today, settings):
                known = found.setdefault(reader.id, {})
                known[license] = known.get(license, True) and for_good
    for id, alone in found.items():
        contact = portfolio.contact(id)
        if contact and _is_sound_person(contact, mails.reports):
            yield Finding(
                rule="one-person",
                severity=Urgency.SOON,
                reason=_alone_words(contact, alone),
                word="one person",
                field="email",
                contact=id,
            )


def small_team(
    portfolio: Portfolio, today: date, settings: Settings, *, mails: Mails
) -> Iterator[Finding]:
    """Yield the teams that shall read vendors' mails and have no member, or one."""
    teams: dict[int, set[int]] = {}
    for license in kept(portfolio, today):
        addressees = mails.readership.audience(license).addressees
        for contact in (*addressees, *portfolio.readers(license)):
            works = mails.readership.is_there(contact, today)  # or another rule says so
            if works and mails.readership.is_team(contact):
                teams.setdefault(contact.id, set()).add(license.id)
    for id, uses in teams.items():
        team = portfolio.contact(id)
        if team is None or len(staying := mails.readership.behind(team).staying(today)) > 1:
            continue
        about = f"{team.email.strip() or team.label} ({used_by(len(uses))})"
        if staying:
            reason = f"Only {staying[0].label} reads {about}: add a second member"
        elif mails.readership.behind(team).people:
            reason = f"All members of {about} have left: name others"
        else:
            reason = f"Nobody knows who reads {about}: name its members"
        yield Finding("small-team", Urgency.SOON, reason, "members", "members", contact=id)


def _alone(
    covered: LicenseCoverage, readership: Readership, today: date, settings: Settings
) -> Iterator[tuple[Contact, bool]]:
    """Yield who reads a mail alone, and whether that is so for good."""
    audience = readership.audience(covered.license)
    addressees = (one for one in audience.addressees if readership.is_there(one, today))
    teams = (one for one in addressees if readership.is_team(one))
    if any(len(readership.behind(team).staying(today)) < 2 for team in teams):
        return
    for_good = len(audience.staying(today)) < 2
    near = [
        point.reading
        for point in covered.checkpoints
        if for_good or (point.day - today).days <= settings.soon_days
    ]
    if for_good and not near:
        near = [audience.on(today)]
    yield from ((x.readers[0], for_good) for x in near if _is_alone(x))


def _is_alone(reading: Reading) -> bool:
    return reading.cover is Cover.ONE and not reading.unknown


def _is_sound_person(contact: Contact, reports: Reports) -> bool:
    """Say whether an address is surely a person's; one that looks wrong is to be mended first."""
    if not contact.email.strip():
        return contact.kind is ContactKind.PERSON
    report = reports.of(contact)
    return report.kind is AddressKind.PERSON and not report.is_suspicious


def _alone_words(contact: Contact, alone: dict[License, bool]) -> str:
    count = licenses(len(alone))
    if not any(alone.values()):
        return f"Only {contact.label} reads some reminders of {count}: the others are away"
    wise = (vendor_of(x).contact_policy(x).wise for x, for_good in alone.items() if for_good)
    advice = "prefer a team's address" if ContactKind.TEAM in wise else "name a second person"
    the = "the" if all(alone.values()) else "some"
    return f"Only {contact.label} reads {the} reminders of {count}: {advice}"
