"""When vendors write that a term ends, and which days hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.portals import OTHER, PARTNER
from licensetui.domain.reminders import Origin, days_words
from licensetui.domain.settings import Settings
from licensetui.findings.counsel import VENDORS
from licensetui.outlook import Outlook
from licensetui.vendors.atlassian import ATLASSIAN, CLOUD_BILLING
from licensetui.vendors.atlassian.marketplace import MARKETPLACE
from licensetui.vendors.facts import FACTS
from tests.builders import TODAY, a_license, a_portfolio, a_term

USUAL = Settings()


def test_an_app_of_an_import_is_told_by_its_name() -> None:
    """The Marketplace's export names no vendor, and the host by a number of its own."""
    app = a_license("Issue Templates for Jira", product="", type=LicenseType.EVALUATION)
    center = replace(app, hosting=Hosting.DATA_CENTER)
    assert "nothing else is affected" in ATLASSIAN.consequence(center, TODAY)
    assert ATLASSIAN.trial(center) == MARKETPLACE.trial(center)
    assert ATLASSIAN.trial(replace(app, hosting=Hosting.CLOUD)) is None


def words(license: License, settings: Settings = USUAL) -> str:
    return VENDORS.reminders(license, settings).words


@pytest.mark.parametrize(
    ("license", "expected"),
    [
        (a_license(), "90, 60, 30, 15 days before (Atlassian)"),
        (a_license(vendor="Atlassian Pty Ltd"), "90, 60, 30, 15 days before (Atlassian)"),
        (a_license(parent=2), "90, 45, 15 days before, 15 days after (Atlassian)"),
        (
            a_license("ScriptRunner", product="ScriptRunner for Jira"),
            "90, 45, 15 days before, 15 days after (Atlassian)",
        ),
        (
            a_license("Structure by Tempo", product=""),
            "90, 45, 15 days before, 15 days after (Atlassian)",
        ),
        (
            a_license("Jira for Bitbucket", product=""),
            "90, 60, 30, 15 days before (Atlassian)",
        ),
        (
            a_license(parent=2, type=LicenseType.DEVELOPER),
            "90, 60, 30, 15 days before (Atlassian)",
        ),
        (
            a_license("Timesheets", vendor="Tempo", product="Timesheets"),
            "90, 45, 15 days before, 15 days after (Atlassian Marketplace)",
        ),
        (
            a_license("Timesheets", vendor="Tempo", terms=(a_term(auto_renew=True),)),
            "90, 45, 30, 15 days before, 15 days after (Atlassian Marketplace)",
        ),
        (
            a_license(vendor="JetBrains", portal=OTHER),
            "90, 45, 14 days before, on the day, 7 days after (JetBrains)",
        ),
        (a_license(vendor="Adobe", portal=OTHER), "30 days before, on the day (Adobe)"),
        (a_license(vendor="Figma", sen="", portal=OTHER), "90, 60, 30, 15 days before (assumed)"),
        (a_license(portal=PARTNER), "90, 60, 30, 15 days before (assumed)"),
    ],
)
def test_each_vendor_has_days_of_its_own(license: License, expected: str) -> None:
    assert words(license) == expected


@pytest.mark.parametrize(("days", "by"), [(30, "assumed"), (31, "assumed"), (32, "Atlassian")])
def test_of_a_month_of_cloud_atlassian_does_not_remind(days: int, by: str) -> None:
    term = a_term(20)
    assert term.end is not None
    monthly = replace(term, start=term.end.fromordinal(term.end.toordinal() - days))
    license = a_license(hosting=Hosting.CLOUD, portal=CLOUD_BILLING, terms=(monthly,))
    assert words(license).endswith(f"({by})")


def test_the_license_goes_before_the_settings_and_these_before_the_vendor() -> None:
    said = Settings(reminder_days=(10,))
    assert words(a_license(reminders=(7,)), said) == "7 days before (license)"
    assert words(a_license(), said) == "10 days before (settings)"
    assert words(a_license(), Settings(reminder_days=())) == "none (settings)"
    assert words(a_license(reminders=())) == "none (license)"


def test_where_nobody_knows_any_day_coverage_has_assumed_ones() -> None:
    license = a_license(vendor="Figma", sen="", portal=OTHER, terms=(a_term(100),))
    outlook = Outlook(a_portfolio(license), TODAY, USUAL)
    points = outlook.coverage(license).checkpoints
    assert [100 - (point.day - TODAY).days for point in points] == [90, 60, 30, 15]
    assert outlook.reminders(license).origin is Origin.ASSUMED


def test_a_mail_stands_on_the_day_its_vendor_sends_it() -> None:
    term = (a_term(100),)
    both: tuple[dict[str, Any], ...] = ({"vendor": "JetBrains", "portal": OTHER}, {})
    licenses = tuple(
        a_license(f"{place}", id=place, terms=term, **more) for place, more in enumerate(both, 1)
    )
    outlook = Outlook(a_portfolio(*licenses), TODAY, USUAL)
    end = licenses[0].end
    assert end is not None
    events = outlook.dates.events(TODAY, end.fromordinal(end.toordinal() + 60))
    mails = [(x.license.name, (end - x.day).days) for x in events if x.license and x.mark == "m"]
    assert sorted(mails) == sorted(
        [("1", days) for days in (90, 45, 14, 0, -7)] + [("2", days) for days in (90, 60, 30, 15)]
    )


def test_the_days_are_those_of_the_table_of_facts() -> None:
    facts = {fact.name: fact for group in FACTS.values() for fact in group}
    for license, name in (
        (a_license(), "reminders-atlassian"),
        (a_license(vendor="Tempo"), "reminders-marketplace"),
        (a_license(vendor="JetBrains"), "reminders-jetbrains"),
        (a_license(vendor="Adobe"), "reminders-adobe"),
        (a_license(vendor="Figma", sen="", portal=OTHER), "reminders-assumed"),
    ):
        found, fact = VENDORS.reminders(license, USUAL), facts[name]
        assert found.days == fact.value
        for count in {abs(days) for days in found.days if days}:
            assert str(count) in fact.sentence


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), "none"),
        ((0,), "on the day"),
        ((1,), "1 day before"),
        ((-1, 5), "5 days before, 1 day after"),
    ],
)
def test_days_are_said_as_one_says_them(days: tuple[int, ...], expected: str) -> None:
    assert days_words(days) == expected
