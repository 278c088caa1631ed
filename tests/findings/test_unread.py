"""The finding about an address that nobody reads for days in a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.domain.contact import Away, Contact
from licensetui.domain.finding import Finding
from licensetui.domain.license import Role, SeenAssignment
from licensetui.domain.milestones import Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.outlook import Outlook
from tests.builders import SETTINGS, TODAY, a_license, a_sound_portfolio, a_term

CHRISTMAS = (Away(date(2026, 12, 24), date(2027, 1, 3)),)


def away(portfolio: Portfolio, *ids: int) -> Portfolio:
    found = (portfolio.contact(id) for id in ids)
    return portfolio.with_contacts(replace(x, away=CHRISTMAS) for x in found if x)


def about_days(portfolio: Portfolio) -> list[Finding]:
    found = Outlook(portfolio, TODAY, SETTINGS).findings
    return [x for x in found if x.word == "no reader"]


def test_it_is_one_for_an_address_however_many_licenses_hang_on_it() -> None:
    sound = a_sound_portfolio()
    license = sound.licenses[0]
    more = [replace(license, id=id, name=f"App {id}") for id in (2, 3)]
    (found,) = about_days(away(sound.with_licenses(more), 2, 3))
    assert found.reason == (
        "NOBODY reads jira-admins@example.org, anna.martin@example.org, lea.petit@example.org "
        "(3 licenses) 24 Dec-03 Jan 2027 (7 working days): Anna Martin away 24 Dec-03 Jan 2027, "
        "Léa Petit away 24 Dec-03 Jan 2027"
    )
    assert (found.contact, found.field, found.severity) == (1, "away", Urgency.SOON)


def test_one_who_stays_is_enough_and_so_is_another_contact() -> None:
    assert about_days(away(a_sound_portfolio(), 2)) == []
    assert about_days(a_sound_portfolio()) == []


def test_a_license_given_up_or_archived_counts_no_more() -> None:
    sound = away(a_sound_portfolio(), 2, 3)
    license = replace(sound.licenses[0], archived=True)
    assert about_days(sound.with_licenses([license])) == []


def test_it_comes_and_goes_with_an_absence_and_with_a_member() -> None:
    sound = a_sound_portfolio(
        on_portal=(SeenAssignment("jira-admins@example.org", Role.TECHNICAL, True),)
    )
    zoe = Contact("Zoé", "zoe@example.org", id=4)
    outlook = Outlook(sound.with_contacts([zoe]), TODAY, SETTINGS).complete()
    told = []
    later = away(outlook.portfolio, 2, 3)
    team = later.contact(1)
    assert team is not None
    joined = later.with_contacts([replace(team, members=(2, 3, 4))])
    moved = later.with_licenses([a_license(id=1, on_portal=(), wanted=(), looked_on=TODAY)])
    for portfolio in (later, joined, later, moved):
        outlook = outlook.after(portfolio, TODAY, SETTINGS).complete()
        told.append(sum(x.word == "no reader" for x in outlook.findings))
        assert outlook.findings == Outlook(portfolio, TODAY, SETTINGS).findings
    assert told == [1, 0, 1, 0]


def test_that_all_of_a_team_have_left_is_said_once() -> None:
    sound = a_sound_portfolio(terms=(a_term(300),))
    left = [replace(x, last_day=date(2026, 11, 1)) for x in sound.contacts[1:]]
    assert about_days(sound.with_contacts(left)) == []
