"""Every way in which a step is done has a guide, with the names of the step in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

import pytest

from licensetui.domain import portals
from licensetui.domain.license import License, Portal
from licensetui.domain.portal_steps import PortalStep, StepCase, asked, steps
from licensetui.domain.portfolio import Portfolio
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from licensetui.vendors.atlassian.portal_facts import PARTNER_MANAGED, SINGLE_SIGN_ON
from licensetui.vendors.guides import Guide, guide
from licensetui.vendors.partner import by_partner, partner_contacts, partner_message, request
from tests.builders import HOSTILE, SETTINGS, TODAY, a_contact
from tests.domain.portal_cases import CONTACTS, the_license, the_portfolio
from tests.domain.portal_table import CASES

MY, CLOUD, PARTNER, OTHER = MY_ATLASSIAN, CLOUD_BILLING, portals.PARTNER, portals.OTHER
ALL = [
    (f"{vendor}: {name}", the_license(wanted, seen, portal, vendor=vendor))
    for name, portal, wanted, seen, expected in CASES
    for vendor in ("Atlassian", "Example Apps SARL")
    if expected
]
FOLDERS = ("licensetui.vendors.atlassian", "licensetui.vendors.generic")


def guides(license: License) -> list[tuple[PortalStep, Guide]]:
    """The steps of a license with their guides."""
    portfolio = the_portfolio(license)
    found = steps(license, portfolio, TODAY, SETTINGS)
    return [(step, guide(step, portfolio, TODAY)) for step in found]


def text(told: Guide) -> str:
    return "\n".join(told.lines)


def test_each_case_has_a_guide_without_gaps() -> None:
    for name, license in ALL:
        for step, told in guides(license):
            whole = f"{told.title}\n{text(told)}"
            assert "{" not in whole, name
            assert "}" not in whole, name
            assert told.title, name
            assert told.source, name
            assert told.date, name
            assert "check on the portal" in whole.casefold(), name
            assert not step.address or step.address in whole, name
            assert license.name in whole, name


def test_every_file_is_a_guide_and_each_is_used() -> None:
    used = set()
    for _, license in ALL:
        used |= {told.title for _, told in guides(license)}
    titles = {}
    for folder in FOLDERS:
        for file in resources.files(folder).joinpath("guides").iterdir():
            head, _, body = file.read_text("utf-8").partition("\n\n")
            said = dict(line.split(": ", 1) for line in head.splitlines())
            whole = ["title", "source", "address", "date", "page"]
            assert list(said) in (whole, ["title", "source", "date"]), file.name
            date.fromisoformat(said["date"]) if said["date"][0].isdigit() else None
            assert body.strip(), file.name
            titles[said["title"]] = file.name
    assert titles.keys() == used


@pytest.mark.parametrize(
    ("portal", "wanted", "seen", "said"),
    [
        (MY, "T* lea", "T* anna", ["Add", "Make Primary", "Delete next to your own address"]),
        (MY, "T* olga, T anna", "T* anna, T olga", ["Ask olga to sign in"]),
        (MY, "T* anna", "T* anna, T bruno", ["Choose Delete next to bruno@example.org"]),
        (CLOUD, "A anna, A zoe", "A anna", ["a distribution list cannot be"]),
        (CLOUD, "A anna, A zoe", "A anna", ["Keep at least two people there"]),
        (CLOUD, "A anna", "A anna, A zoe", ["two people remain"]),
        (PARTNER, "C lea", "C anna", ["Send Example Partner GmbH a message", "remove anna@"]),
        (PARTNER, "C lea", None, ["tell us who your current contacts are"]),
        (MY, "T* lea", None, ["Press v and paste or enter what it shows"]),
        (
            MY,
            "T* lea",
            "T* left, T empty, T who@else",
            [
                "lists only left@example.org (left 2026-11-21), empty@example.org (a team "
                "address with no known members), who@else (no contact has it)",
                "ask them to add lea@example.org as technical contact",
                "mailboxes",
            ],
        ),
        (MY, "T* lea", "T* anna, T lea", ["as anna (anna@example.org), the current primary"]),
        (MY, "T* lea", "T* left, T lea", ["left@example.org, cannot sign in (left 2026-11-21)"]),
        (MY, "T* lea", "T* away, T lea", ["the current primary, away@example.org, is away"]),
        (MY, "T* lea", "T* x@else, T lea", ["no contact has the address of the current primary"]),
        (MY, "T* lea", "T lea", ["the portal lists no primary contact"]),
        (MY, "T* olga", "T* anna, T olga", ["its domain is public or differs from the current"]),
        (MY, "T* team, T lea", "T* team", ["it is not recorded who knows its password"]),
        (MY, "T* known, T lea", "T* known", ["its password is known to zoe", SINGLE_SIGN_ON.value]),
        (CLOUD, "A anna, A zoe", "A anna", ["organization and site admins cannot"]),
        (PARTNER, "C lea", "C anna", [PARTNER_MANAGED.value]),
        (OTHER, "T lea", "", ["are only nobody"]),
    ],
)
def test_what_matters_in_a_case_is_said(
    portal: Portal, wanted: str, seen: str | None, said: list[str]
) -> None:
    license = the_license(wanted, seen, portal, partner="Example Partner GmbH")
    whole = "\n".join(text(told) for _, told in guides(license))
    for words in said:
        assert words in whole


def test_on_atlassians_portals_its_guides_hold_for_apps_of_others_too() -> None:
    app = the_license("T* anna, T lea", "T* anna", vendor="Example Apps SARL")
    assert "my.atlassian.com" in text(guides(app)[0][1])
    elsewhere = the_license("T anna, T lea", "T anna", OTHER, vendor="Atlassian")
    assert "no page of this vendor" in guides(elsewhere)[0][1].source


def test_it_says_for_how_long_somebody_has_been_waited_for() -> None:
    license = the_license("T anna, T* olga", "T* anna, T olga")
    [(step, _)] = guides(license)
    [(_, told)] = guides(asked(license, step, TODAY - timedelta(days=9)))
    assert told.lines[0] == "Waiting for olga since 2026-11-13 (9 d)."


@pytest.mark.parametrize("name", [*HOSTILE, "{actor}", "a\nb"])
def test_names_are_shown_as_they_are_and_obeyed_by_nobody(name: str) -> None:
    license = the_license("T* lea", "T* anna", name=name, sen="", partner=name)
    told = guides(license)[0][1]
    assert all(line.isprintable() for line in told.lines)
    assert ("{actor}" in text(told)) is (name == "{actor}")


class TestPartner:
    LICENSES = (
        the_license("C lea", "C anna", PARTNER, id=1, partner="Example Partner GmbH"),
        the_license("C anna", None, PARTNER, id=2, name="Other", partner=" example partner gmbh"),
        the_license("C lea", "C anna", PARTNER, id=3, name="Third", partner=""),
        the_license("T* lea", "T* anna", MY, id=4, partner="Example Partner GmbH"),
    )

    def steps(self) -> tuple[PortalStep, ...]:
        portfolio = Portfolio(self.LICENSES, CONTACTS)
        found = (steps(x, portfolio, TODAY, SETTINGS) for x in self.LICENSES)
        return tuple(step for each in found for step in each)

    def test_one_message_has_all_that_is_open_there(self) -> None:
        asked_for = by_partner(self.steps())
        assert list(asked_for) == ["Example Partner GmbH", ""]
        subject, message = partner_message(asked_for["Example Partner GmbH"])
        assert subject == "Contacts of 2 licenses"
        assert [line for line in message.splitlines() if line.startswith(("  ", "J", "O"))] == [
            "Jira Software DC 500, SEN-1001",
            "  1. add lea@example.org as customer contact",
            "  2. remove anna@example.org as customer contact",
            "Other, SEN-1002",
            "  1. tell us who your current contacts are",
        ]
        assert partner_message(asked_for[""])[0] == "Contacts of a license"

    def test_the_steps_of_other_portals_are_no_request(self) -> None:
        mine = [step for step in self.steps() if step.license.portal is MY]
        assert by_partner(mine) == {}
        assert [request(step) for step in mine] == [step.task for step in mine]
        assert {step.case for step in mine} >= {StepCase.ADD, StepCase.PROMOTE}

    def test_who_belongs_to_a_partner(self) -> None:
        samir = a_contact("Samir", id=1, organization="Example  Partner GmbH".replace("  ", " "))
        archived = replace(samir, id=2, archived=True)
        other = replace(samir, id=3, organization="Example")
        nobody = replace(samir, id=4, organization="")
        portfolio = Portfolio((), (samir, archived, other, nobody))
        assert partner_contacts("EXAMPLE partner gmbh ", portfolio) == (samir,)
        assert partner_contacts("", portfolio) == ()


def test_a_guide_names_the_page_on_which_it_is_done_and_where_that_is_said() -> None:
    """Where it is known; of other vendors nothing is."""
    for name, license in ALL:
        is_known = license.portal in (MY, CLOUD)
        for step, told in guides(license):
            assert told.page.startswith("https://") or not is_known, name
            assert told.address.startswith("https://") or not is_known, name
            if is_known and step.case not in (StepCase.NO_SIGN_IN, StepCase.PROMOTE_SELF):
                assert f"Sign in to {told.page} as" in text(told), name
