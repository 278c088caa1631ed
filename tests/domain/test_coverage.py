"""For each mail that will come, who reads it; what an absence does to that, and what mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from licensetui.domain.audience import Cover
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.counsel import Counsel, Flaw, SaidFacts
from licensetui.domain.coverage import Checkpoint, LicenseCoverage, uncovered_by
from licensetui.domain.coverage_fixes import FixKind, fixed, fixes
from licensetui.domain.coverage_words import checkpoint_words, uncovered_words, unread_words
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.portals import ContactPolicy
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision, Progress
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_term
from tests.outlooks import coverage

TECH = Role.TECHNICAL
TEAM = ContactKind.TEAM
ANNA = a_contact("Anna", id=1, email="anna@example.org")
BOB = a_contact("Bob", id=2, email="bob@example.org")
CLEO = a_contact("Cleo", id=3, email="cleo@example.org")
ADMINS = a_contact("Admins", id=9, email="admins@example.org", kind=TEAM, members=(1, 2))
END = TODAY + timedelta(days=60)
"""So the mails come on 22 Nov, 7 and 22 Dec 2026, 6 and 21 Jan, and 5 Feb 2027."""
DEC = tuple(date(2026, 12, day) for day in range(1, 32))
"""December, from place 0."""


def seen(*contacts: Contact, **overrides: Any) -> License:
    """A license whose portal shows these, the first one primary."""
    on_portal = tuple(SeenAssignment(x.email, TECH, x is contacts[0]) for x in contacts)
    fields = {"on_portal": on_portal, "looked_on": TODAY, "terms": (a_term(60),), "wanted": ()}
    return a_license(**{**fields, **overrides})


def away(contact: Contact, first: date, last: date) -> Contact:
    return replace(contact, away=(Away(first, last),))


def the_coverage(license: License, *contacts: Contact) -> LicenseCoverage:
    (covered,) = coverage(Portfolio((license,), contacts), TODAY, SETTINGS)
    return covered


def worst(license: License, *contacts: Contact) -> Checkpoint:
    point = the_coverage(license, *contacts).worst
    assert point is not None
    return point


def words(license: License, *contacts: Contact) -> str:
    return checkpoint_words(worst(license, *contacts), TODAY)


class TestCheckpoints:
    def test_the_mails_from_today_on_those_after_the_end_too(self) -> None:
        points = the_coverage(seen(ANNA), ANNA).checkpoints
        assert [(END - point.day).days for point in points] == [60, 45, 30, 15, 0, -15]
        assert points[0].day == TODAY
        assert points[-1].day == END + timedelta(days=15)

    def test_a_license_may_have_mails_of_its_own(self) -> None:
        points = the_coverage(seen(ANNA, reminders=(20, 5, 90)), ANNA).checkpoints
        assert [(END - point.day).days for point in points] == [20, 5]

    @pytest.mark.parametrize(
        "overrides",
        [
            {"archived": True},
            {"terms": (a_term(60, decision=Decision.CANCEL, progress=Progress.DONE),)},
            {"terms": (a_term(-5, decision=Decision.CANCEL),)},
        ],
        ids=["archived", "cancellation done", "canceled and over"],
    )
    def test_what_is_given_up_is_left_out(self, overrides: dict[str, Any]) -> None:
        license = seen(ANNA, **overrides)
        assert coverage(Portfolio((license,), (ANNA,)), TODAY, SETTINGS) == ()

    @pytest.mark.parametrize(
        "terms", [(), (a_term(None),), (a_term(-16),), (a_term(60, progress=Progress.DONE),)]
    )
    def test_no_mail_is_to_come(self, terms: tuple[Any, ...]) -> None:
        covered = the_coverage(seen(ANNA, terms=terms), ANNA)
        assert (covered.checkpoints, covered.worst, covered.first_uncovered) == ((), None, None)

    def test_the_first_mail_that_nobody_reads(self) -> None:
        covered = the_coverage(seen(ANNA), away(ANNA, DEC[19], date(2027, 1, 10)))
        first = covered.first_uncovered
        assert first is not None
        assert first.day == DEC[21]
        covers = [point.cover.name for point in covered.checkpoints]
        assert covers == ["ONE", "ONE", "NOBODY", "NOBODY", "ONE", "ONE"]

    def test_the_first_uncovered_day_comes_first_then_unknown_single_and_covered_ones(self) -> None:
        gone, strange = a_contact("Gone", id=7, email="gone@x.org", archived=True), "who@x.org"
        unknown = (SeenAssignment(strange, TECH),)
        licenses = (
            seen(ANNA, BOB, id=1, name="several"),
            seen(ANNA, id=2, name="no mail", terms=()),
            seen(ANNA, id=3, name="one, later", terms=(a_term(300),)),
            seen(ANNA, id=4, name="unknown", on_portal=unknown),
            seen(gone, id=5, name="nobody, later", terms=(a_term(200),)),
            seen(ANNA, id=6, name="one"),
            seen(gone, id=7, name="nobody"),
        )
        found = coverage(Portfolio(licenses, (ANNA, BOB, gone)), TODAY, SETTINGS)
        assert [covered.license.name for covered in found] == [
            "nobody",
            "nobody, later",
            "unknown",
            "one",
            "one, later",
            "several",
            "no mail",
        ]


class TestWords:
    def test_two_readers(self) -> None:
        assert words(seen(ANNA, BOB), ANNA, BOB) == "2 readers"

    def test_one_reader(self) -> None:
        assert words(seen(ANNA), ANNA) == "1 reader: Anna (only)"

    def test_one_reader_because_the_other_is_away(self) -> None:
        found = words(seen(ANNA, BOB), away(ANNA, DEC[0], DEC[27]), BOB)
        assert found == "1 reader: Bob (only); Anna away 01-28 Dec"

    @pytest.mark.parametrize(
        ("life", "said"),
        [
            ({"away": (Away(DEC[9], DEC[27]),)}, "NOBODY on 22 Dec: Anna away 10-28 Dec"),
            (
                {"away": (Away(DEC[9], date(2027, 1, 2)),)},
                "NOBODY on 22 Dec: Anna away 10 Dec-02 Jan 2027",
            ),
            ({"away": (Away(DEC[21], DEC[21]),)}, "NOBODY on 22 Dec: Anna away 22 Dec"),
            ({"last_day": DEC[9]}, "NOBODY on 22 Dec: Anna leaves 10 Dec"),
            ({"last_day": date(2026, 9, 24)}, "NOBODY on 23 Nov: Anna left 24 Sep"),
            ({"last_day": date(2024, 9, 24)}, "NOBODY on 23 Nov: Anna left 24 Sep 2024"),
            ({"mailbox_closes": DEC[9]}, "NOBODY on 22 Dec: mailbox of Anna closes 10 Dec"),
            ({"mailbox_closes": TODAY}, "NOBODY on 23 Nov: mailbox of Anna closed 22 Nov"),
            ({"bounced_on": TODAY}, "NOBODY on 23 Nov: mail to Anna bounced 22 Nov"),
            ({"archived": True}, "NOBODY on 23 Nov: Anna is archived"),
        ],
    )
    def test_nobody_and_why(self, life: dict[str, Any], said: str) -> None:
        license = seen(ANNA, terms=(a_term(61),), reminders=(60, 31))
        assert words(license, replace(ANNA, **life)) == said

    def test_several_are_missing(self) -> None:
        found = words(seen(ADMINS), away(ANNA, DEC[0], DEC[27]), replace(BOB, last_day=TODAY),
                      ADMINS)  # fmt: skip
        assert found == "NOBODY on 07 Dec: Anna away 01-28 Dec, Bob leaves 22 Nov"

    def test_many_are_counted(self) -> None:
        gone = [replace(ANNA, id=n, email=f"c{n}@x.org", name=f"C{n}", archived=True)
                for n in range(1, 6)]  # fmt: skip
        found = words(seen(*gone), *gone)
        assert (
            found == "NOBODY on 22 Nov: C1 is archived, C2 is archived, C3 is archived and 2 more"
        )

    def test_a_team_without_members_is_not_nobody(self) -> None:
        found = words(seen(ADMINS), replace(ADMINS, members=()))
        assert found == "nobody knows who reads admins@example.org"

    def test_nobody_is_there_at_all(self) -> None:
        assert words(seen()) == "NOBODY on 22 Nov: the portal shows no contact for it"
        unseen = seen(looked_on=None)
        assert words(unseen) == "NOBODY on 22 Nov: no contact is assigned (unverified)"

    def test_the_wanted_ones_are_unverified(self) -> None:
        unseen = seen(looked_on=None, wanted=(Assignment(1, TECH),))
        assert words(unseen, ANNA) == "1 reader: Anna (only) (unverified)"

    def test_a_day_that_is_far_has_its_year(self) -> None:
        license = seen(ANNA, terms=(a_term(date(2028, 2, 29)),), reminders=(0,))
        span = (date(2028, 2, 20), date(2028, 3, 1))
        found = words(license, away(ANNA, *span))
        assert found == "NOBODY on 29 Feb 2028: Anna away 20 Feb-01 Mar 2028"

    def test_a_sentence_about_the_license(self) -> None:
        point = worst(seen(ANNA), away(ANNA, DEC[9], DEC[27]))
        assert uncovered_words(point, TODAY) == (
            "NOBODY reads the reminder of 22 Dec about Jira Software DC 500: Anna away 10-28 Dec"
        )


class TestPlannedAbsence:
    PORTFOLIO = Portfolio(
        (
            seen(ANNA, BOB, id=1, name="Two readers"),
            seen(ANNA, id=2, name="Only Anna"),
            seen(BOB, id=3, name="Only Bob"),
            seen(ADMINS, CLEO, id=4, name="Three"),
            seen(ANNA, id=5, name="Archived", archived=True),
        ),
        (ANNA, BOB, CLEO, ADMINS),
    )

    def test_it_uncovers_mails_and_leaves_others_with_one_reader(self) -> None:
        planned = away(ANNA, DEC[20], DEC[30])
        found = uncovered_by(self.PORTFOLIO, [planned], TODAY, SETTINGS)
        shown = [(x.after.license.name, x.before.cover, x.after.cover) for x in found]
        assert shown == [
            ("Only Anna", Cover.ONE, Cover.NOBODY),
            ("Only Anna", Cover.ONE, Cover.NOBODY),
            ("Two readers", Cover.SEVERAL, Cover.ONE),
        ]
        found = tuple(lapse for lapse in found if not lapse.row)
        assert uncovered_words(found[0].after, TODAY) == (
            "NOBODY reads the reminder of 22 Dec about Only Anna: Anna away 21-31 Dec"
        )
        assert uncovered_words(found[1].after, TODAY) == (
            "Only Bob reads the reminder of 22 Dec about Two readers: Anna away 21-31 Dec"
        )

    def test_it_uncovers_days_in_a_row_between_two_mails(self) -> None:
        found = uncovered_by(self.PORTFOLIO, [away(ANNA, DEC[8], DEC[13])], TODAY, SETTINGS)
        assert [lapse.row and unread_words(lapse.row, TODAY) for lapse in found] == [
            "NOBODY reads anna@example.org 09-14 Dec (4 working days): Anna away 09-14 Dec"
        ]

    def test_a_last_day_uncovers_all_that_follows(self) -> None:
        planned = replace(ANNA, last_day=date(2027, 1, 10))
        days = [x.after.day for x in uncovered_by(self.PORTFOLIO, [planned], TODAY, SETTINGS)]
        assert days[:2] == [END, END + timedelta(days=15)]

    def test_what_was_missing_before_is_not_blamed_on_it(self) -> None:
        gone = self.PORTFOLIO.with_contacts([away(ANNA, DEC[0], DEC[30])])
        planned = replace(gone.contacts[0], last_day=DEC[29])
        found = uncovered_by(gone, [planned], TODAY, SETTINGS)
        assert all(lapse.after.day > DEC[30] for lapse in found)

    @pytest.mark.parametrize(
        "edited",
        [
            replace(ANNA, email="anna.m@example.org", name="Other"),
            away(ANNA, DEC[0], DEC[1]),
            a_contact("New", id=0, email="new@example.org"),
        ],
        ids=["only the address", "between two mails", "a new contact"],
    )
    def test_nothing_is_uncovered(self, edited: Contact) -> None:
        assert uncovered_by(self.PORTFOLIO, [edited], TODAY, SETTINGS) == ()


class TestFixes:
    @staticmethod
    def of(license: License, *contacts: Contact, policy: ContactPolicy | None = None) -> list[str]:
        portfolio = Portfolio((license,), contacts)
        return [fix.words for fix in fixes(portfolio, worst(license, *contacts), policy)]

    def test_who_is_wanted_already_is_put_on_the_portal(self) -> None:
        wanted = (Assignment(1, TECH, True), Assignment(2, TECH))
        license = seen(ANNA, wanted=wanted)
        found = self.of(license, away(ANNA, DEC[0], DEC[30]), BOB)
        assert found == ["add Bob on the portal (already assigned)"]

    def test_the_deputy_joins_the_team_or_becomes_a_contact(self) -> None:
        anna = replace(away(ANNA, DEC[0], DEC[30]), deputy=3)
        admins = replace(ADMINS, members=(1,))
        found = self.of(seen(admins), anna, CLEO, admins)
        assert found == [
            "add Cleo (deputy of Anna) to the members of admins@example.org",
            "add Cleo (deputy of Anna) as secondary technical contact",
        ]

    def test_colleagues_with_few_licenses_come_first_and_nobody_who_is_away_too(self) -> None:
        strange = a_contact("Strange", id=4, email="strange@partner.com")
        absent = away(replace(CLEO, id=5, email="dan@example.org"), DEC[0], DEC[30])
        busy = replace(CLEO, id=6, name="Eve", email="eve@example.org")
        license = seen(ANNA)
        contacts = (away(ANNA, DEC[0], DEC[30]), BOB, CLEO, strange, absent, busy)
        others = tuple(a_license(id=n, wanted=(Assignment(6, TECH),)) for n in (2, 3))
        found = fixes(Portfolio((license, *others), contacts), worst(license, *contacts))
        assert [fix.contact.label for fix in found] == ["Bob", "Cleo"]

    def test_a_team_that_reads_such_mails_elsewhere(self) -> None:
        license, other = seen(ANNA), a_license(id=2, wanted=(Assignment(9, TECH),))
        contacts = (away(ANNA, DEC[0], DEC[30]), BOB, ADMINS)
        portfolio = Portfolio((license, other), contacts)
        first, *_ = fixes(portfolio, worst(license, *contacts))
        assert (first.kind, first.contact) == (FixKind.CONTACT, ADMINS)
        no_teams = ContactPolicy(takes_teams=False)
        first, *_ = fixes(portfolio, worst(license, *contacts), no_teams)
        assert first.contact == BOB

    def test_a_portal_that_takes_no_second_contact(self) -> None:
        contacts = (away(ANNA, DEC[0], DEC[30]), BOB)
        no_extra = ContactPolicy(takes_extra=False)
        assert self.of(seen(ANNA), *contacts, policy=no_extra) == []
        wanted = (Assignment(1, TECH, True), Assignment(2, TECH))
        assert self.of(seen(ANNA, wanted=wanted), *contacts, policy=no_extra) == []

    def test_whose_address_looks_wrong_is_not_proposed(self) -> None:
        license, anna = seen(ANNA), replace(away(ANNA, DEC[0], DEC[30]), deputy=2)
        portfolio = Portfolio((license,), (anna, BOB, CLEO))
        point = worst(license, anna, BOB, CLEO)
        flaws = {BOB.id: Flaw.DOUBTFUL}
        wrong = Counsel(lambda contact: SaidFacts(flaw=flaws.get(contact.id)))
        assert {fix.contact for fix in fixes(portfolio, point)} == {BOB, CLEO}
        assert {fix.contact for fix in fixes(portfolio, point, counsel=wrong)} == {CLEO}

    def test_a_portal_that_takes_no_team_is_not_told_to_show_one(self) -> None:
        license = seen(ANNA, wanted=(Assignment(1, TECH, True), Assignment(9, TECH)))
        contacts = (away(ANNA, DEC[0], DEC[30]), BOB, ADMINS)
        assert self.of(license, *contacts)[0].endswith("on the portal (already assigned)")
        found = self.of(license, *contacts, policy=ContactPolicy(takes_teams=False))
        assert found == ["add Bob as secondary technical contact"]

    def test_the_role_is_that_of_those_who_read_it(self) -> None:
        license = seen(looked_on=None, portal=CLOUD_BILLING,
                       wanted=(Assignment(1, Role.BILLING_ADMIN),))  # fmt: skip
        contacts = (away(ANNA, DEC[0], DEC[30]), BOB)
        assert self.of(license, *contacts) == ["add Bob as secondary billing admin"]

    def test_each_one_does_what_it_says(self) -> None:
        anna = replace(away(ANNA, DEC[0], DEC[30]), deputy=3)
        admins = replace(ADMINS, members=(1,))
        license = seen(admins)
        portfolio = Portfolio((license,), (anna, CLEO, admins))
        joins, becomes = fixes(portfolio, worst(license, *portfolio.contacts))
        (edit,) = fixed(joins, portfolio, TODAY).contacts
        assert edit.after is not None
        assert edit.after.members == (1, 3)
        mended = portfolio.with_contacts([edit.after])
        assert the_coverage(license, *mended.contacts).first_uncovered is None
        (changed,) = fixed(becomes, portfolio, TODAY).licenses
        assert changed.after is not None
        assert changed.after.wanted == (Assignment(3, TECH, since=TODAY),)
        assert fixed(joins, mended, TODAY).is_empty
