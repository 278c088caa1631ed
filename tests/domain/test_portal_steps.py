"""What is to be done on the portals, in which order, and what it makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from licensetui.domain.counsel import Counsel
from licensetui.domain.license import (
    Assignment,
    License,
    LicenseType,
    Portal,
    Role,
    SeenAssignment,
)
from licensetui.domain.portal_steps import PortalStep, is_different, steps
from licensetui.domain.portals import OTHER
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import sign_ins
from licensetui.domain.term import Decision, Progress
from tests.builders import SETTINGS, TODAY, a_term
from tests.domain.portal_cases import (
    BY_NAME,
    CONTACTS,
    public,
    the_license,
    the_portfolio,
    words,
)
from tests.domain.portal_table import CASES
from tests.outlooks import open_steps


def of(license: License, settings: Settings = SETTINGS) -> tuple[PortalStep, ...]:
    """The steps of a license among everybody."""
    return steps(license, the_portfolio(license), TODAY, settings, Counsel(public))


@pytest.mark.parametrize(
    ("portal", "wanted", "seen", "expected"), [x[1:] for x in CASES], ids=[x[0] for x in CASES]
)
def test_what_is_to_be_done(portal: Portal, wanted: str, seen: str | None, expected: str) -> None:
    license = the_license(wanted, seen, portal)
    found = of(license)
    assert ", ".join(map(words, found)) == expected
    assert is_different(license, the_portfolio(license), TODAY) == bool(expected)
    assert [step.number for step in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize(
    ("wanted", "seen", "expected"),
    [
        ("T* anna, T lea", "T* anna", ""),
        ("T* lea", "T* anna", ""),
        ("B zoe", "T* anna", ""),
        ("T* anna", "", ""),
        ("T* anna", "T* anna, T lea", "anna: remove T lea"),
        ("T anna, T* lea", "T* anna, T lea", "anna: promote T lea"),
        ("T* anna", None, "anna: look"),
    ],
)
def test_no_step_is_open_for_a_contact_whom_an_evaluation_cannot_have(
    wanted: str, seen: str | None, expected: str
) -> None:
    evaluation = the_license(wanted, seen, type=LicenseType.EVALUATION)
    assert ", ".join(map(words, of(evaluation))) == expected
    elsewhere = the_license("T anna, T lea", "T anna", OTHER, type=LicenseType.EVALUATION)
    assert ", ".join(map(words, of(elsewhere))) == "anna: add T lea"


def test_the_user_does_what_the_user_can() -> None:
    license = the_license("T* lea, T bruno", "T* anna, T bruno")
    me = replace(SETTINGS, me=" Anna@Example.org")
    assert [words(step) for step in of(license, me)] == [
        "anna: add T lea",
        "anna: promote T lea",
        "anna: remove (remove-yourself) T anna",
    ]
    absent = replace(SETTINGS, me="zoe@example.org")
    assert of(license, absent) == of(license)
    member = replace(SETTINGS, me="lea@example.org")
    shared = the_license("T* team, T bruno, T zoe", "T* team, T bruno")
    assert [words(step) for step in of(shared)] == ["team: add T zoe"]
    away = replace(SETTINGS, me="bruno@example.org")
    assert [words(step) for step in of(shared, away)] == ["bruno: add T zoe"]
    assert [words(step) for step in of(shared, member)] == ["team: add T zoe"]


def test_a_secondary_promotes_nobody_else_whoever_asks() -> None:
    license = the_license("T anna, T* lea, T bruno", "T* anna, T lea, T bruno")
    secondary = replace(SETTINGS, me="bruno@example.org")
    assert [words(step) for step in of(license, secondary)] == ["anna: promote T lea"]


def test_the_table_has_all_cases_of_who_promotes() -> None:
    assert len(CASES) >= 90
    assert len({x[0] for x in CASES}) == len({x[1:4] for x in CASES}) == len(CASES)


@pytest.mark.parametrize(
    "fields",
    [
        {"archived": True},
        {"terms": (a_term(-1, decision=Decision.CANCEL),)},
        {"terms": (a_term(50, decision=Decision.CANCEL, progress=Progress.DONE),)},
    ],
    ids=["archived", "canceled and over", "cancellation done"],
)
def test_a_license_given_up_has_no_steps(fields: dict[str, Any]) -> None:
    assert of(the_license("T* lea", "T* anna", **fields)) == ()
    assert of(the_license("T* lea", None, **fields)) == ()


def test_a_canceled_license_has_steps_until_it_ends_because_mails_still_come() -> None:
    license = the_license("T* anna, T lea", "T* anna", terms=(a_term(5, decision=Decision.CANCEL),))
    assert [words(step) for step in of(license)] == ["anna: add T lea"]


def test_what_was_seen_without_a_day_counts_as_seen() -> None:
    license = the_license("T* anna, T lea", "T* anna", looked_on=None)
    assert [words(step) for step in of(license)] == ["anna: add T lea"]


def test_a_line_without_an_address_is_nobody_to_remove() -> None:
    license = the_license("T* anna", "T* anna")
    empty = SeenAssignment("  ", Role.TECHNICAL)
    assert of(replace(license, on_portal=(*license.on_portal, empty))) == ()


def test_a_contact_that_is_gone_from_the_file_is_not_added() -> None:
    license = the_license("T* anna", "T* anna")
    gone = replace(license, wanted=(*license.wanted, Assignment(99, Role.TECHNICAL)))
    assert of(gone) == ()


class TestSince:
    DAY = date(2026, 11, 2)
    OLDER = date(2025, 1, 7)

    def license(self, wanted: str, seen: str, *days: date | None) -> License:
        """A license that wants each since one of the days."""
        license = the_license(wanted, seen)
        held = zip(license.wanted, days, strict=True)
        return replace(license, wanted=tuple(replace(x, since=day) for x, day in held))

    def since(self, license: License) -> list[date | None]:
        return [step.since for step in of(license)]

    def test_all_steps_of_a_successor_count_from_the_day_it_was_decided(self) -> None:
        assert self.since(self.license("T* lea", "T* anna", self.DAY)) == [self.DAY] * 3

    def test_the_removal_keeps_its_age_when_the_others_are_ticked(self) -> None:
        license = self.license("T* lea, T bruno", "T* lea, T bruno, T anna", self.DAY, self.OLDER)
        assert self.since(license) == [self.DAY]

    def test_a_primary_is_replaced_by_the_primary(self) -> None:
        license = self.license("T* lea, T bruno", "T* anna, T bruno", self.OLDER, self.DAY)
        assert self.since(license) == [self.OLDER, self.OLDER, self.OLDER]

    def test_another_role_replaces_nobody(self) -> None:
        license = self.license("T* anna, B* zoe", "T* anna, B* zoe, T bruno", None, self.DAY)
        assert self.since(license) == [None]

    def test_without_a_day_a_leaver_counts_from_the_last_one(self) -> None:
        assert self.since(self.license("T* anna", "T* anna, T left", None)) == [
            BY_NAME["left"].last_day
        ]
        assert self.since(self.license("T* anna", "T* anna, T leaving", None)) == [None]

    def test_days_open_are_whole_days_and_never_less_than_none(self) -> None:
        later = TODAY + timedelta(days=4)
        for since, days in ((self.DAY, 20), (TODAY, 0), (later, 0), (None, None)):
            step = of(self.license("T* anna, T lea", "T* anna", None, since))[0]
            assert step.days_open(TODAY) == days


class TestOpenSteps:
    def test_the_oldest_license_comes_first_and_keeps_its_steps_together(self) -> None:
        def license(id: int, name: str, seen: str | None, *days: int | None) -> License:
            made = the_license("T* anna, T lea", seen, id=id, name=name)
            dates = [None if x is None else TODAY - timedelta(days=x) for x in days]
            held = zip(made.wanted, dates, strict=True)
            return replace(made, wanted=tuple(replace(x, since=day) for x, day in held))

        licenses = (
            license(1, "Unseen", None, 90, 90),
            license(2, "No day", "T* anna", None, None),
            license(3, "Young", "T* bruno", 2, 1),
            license(4, "Old", "T* anna", 1, 30),
            license(5, "Archived", "T* anna", 1, 60),
        )
        licenses = (*licenses[:4], replace(licenses[4], archived=True))
        found = open_steps(Portfolio(licenses, CONTACTS), TODAY, SETTINGS)
        assert [(step.license.name, step.number) for step in found] == [
            ("Old", 1),
            *(("Young", number) for number in (1, 2, 3, 4)),
            ("No day", 1),
            ("Unseen", 1),
        ]

    def test_an_evaluation_with_the_same_people_hides_no_step_of_what_was_bought(self) -> None:
        def license(id: int, type: LicenseType) -> License:
            return the_license("T* anna, T lea", "T* anna", id=id, type=type)

        licenses = (license(1, LicenseType.EVALUATION), license(2, LicenseType.COMMERCIAL))
        found = open_steps(Portfolio(licenses, CONTACTS), TODAY, SETTINGS)
        assert [(step.license.id, words(step)) for step in found] == [(2, "anna: add T lea")]


def test_who_can_sign_in_is_named_once_and_primaries_first() -> None:
    license = the_license("", "B zoe, T anna, T* lea, B* anna, T left, T team")
    found = sign_ins(license, the_portfolio(license), TODAY)
    assert [contact.name for contact in found] == ["lea", "anna", "zoe"]


@pytest.mark.parametrize(
    ("seen", "who"),
    [
        ("T* team", "anna lea"),
        ("T* team, T anna", "anna lea"),
        ("T* known, T team", "zoe anna lea"),
        ("T* nested", "anna lea"),
        ("T* holiday", "away"),
        ("T* empty, T deserted, T forgotten, T shut", ""),
    ],
)
def test_behind_the_account_of_a_team_are_those_who_know_its_password_and_its_members(
    seen: str, who: str
) -> None:
    license = the_license("", seen)
    assert [x.name for x in sign_ins(license, the_portfolio(license), TODAY)] == who.split()


def test_members_say_that_an_account_is_a_teams() -> None:
    license = the_license("", "T* unsure, T zoe")
    portfolio = the_portfolio(license)
    assert [x.name for x in sign_ins(license, portfolio, TODAY)] == ["unsure", "zoe"]
    read_by_both = portfolio.with_contacts([replace(BY_NAME["unsure"], members=(1, 2))])
    assert [x.name for x in sign_ins(license, read_by_both, TODAY)] == ["anna", "lea", "zoe"]
