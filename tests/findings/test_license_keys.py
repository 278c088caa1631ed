"""The finding about a renewal whose license key is not in use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from licensetui.domain.handling import with_key_installed, with_key_received
from licensetui.domain.key_days import KEY_DAYS, UNTOLD_DAYS
from licensetui.domain.license import Hosting, License
from licensetui.domain.milestones import Urgency
from licensetui.domain.portals import OTHER
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.renewal import renewed
from licensetui.domain.term import Decision, Progress
from licensetui.outlook import Outlook
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import SETTINGS, TODAY, a_license, a_sound_portfolio, a_term

END = date(2026, 12, 1)
DAY = timedelta(days=1)


def a_renewed(old: dict[str, Any] | None = None, **fields: Any) -> License:
    """One whose old term ends on END, and that was renewed."""
    settled = {"decision": Decision.RENEW, "progress": Progress.DONE, **(old or {})}
    return renewed(a_license(terms=(a_term(END, **settled),), **fields), TODAY)


def said(license: License, today: date = TODAY) -> list[str]:
    sound = a_sound_portfolio()
    portfolio = Portfolio((license,), sound.contacts)
    found = Outlook(portfolio, today, SETTINGS).findings
    return [x.reason for x in found if x.field == "key_installed"]


def test_it_comes_ten_days_before_the_old_end_and_goes_when_the_key_is_installed() -> None:
    license = a_renewed()
    assert said(license, END - KEY_DAYS - DAY) == []
    assert said(license, END - KEY_DAYS) == [
        "Jira Software DC 500 is renewed until 2027-12-01, but the license key for that term "
        "is not recorded as installed; the old term ends in 10 d, on 2026-12-01"
    ]
    received = with_key_received(license, TODAY)
    assert (
        "key for that term, received on 2026-11-22, is not recorded as installed"
        in said(received)[0]
    )
    assert "the old term ended 2 d ago, on 2026-12-01" in said(received, END + 2 * DAY)[0]
    assert said(with_key_installed(received, TODAY)) == []


def test_what_was_renewed_long_ago_is_not_asked_about_unless_somebody_spoke_of_keys() -> None:
    """Else each list that is imported would bring one for each license."""
    license = a_renewed()
    later = END + UNTOLD_DAYS
    assert said(license, later)
    assert said(license, later + DAY) == []
    assert said(with_key_received(license, TODAY), later + DAY)
    assert said(a_renewed({"key_installed": TODAY}), later + DAY)
    assert said(with_key_received(license, TODAY), date(2027, 12, 2)) == []  # this term is over
    late = with_key_received(license, later + DAY)  # somebody records the key of a running term
    assert said(late, later + DAY) == []


@pytest.mark.parametrize(
    ("fields", "is_expected"),
    [
        ({}, True),
        ({"hosting": Hosting.SERVER}, True),
        ({"hosting": Hosting.CLOUD, "portal": CLOUD_BILLING}, False),
        ({"portal": OTHER}, False),
    ],
)
def test_a_key_is_expected_by_the_portal_or_where_the_last_term_had_one(
    fields: dict[str, Any], is_expected: bool
) -> None:
    assert bool(said(a_renewed(**fields))) is is_expected
    assert said(a_renewed({"key_received": date(2025, 12, 1)}, **fields))


def test_a_first_term_and_one_that_was_not_renewed_are_told_by_other_rules() -> None:
    assert said(a_license(terms=(a_term(5),))) == []


def test_a_renewed_term_starts_without_the_days_of_the_last_ones_key() -> None:
    license = a_renewed({"key_received": TODAY - DAY, "key_installed": TODAY})
    old, term = license.terms
    assert (old.key_received, old.key_installed) == (TODAY - DAY, TODAY)
    assert (term.key_received, term.key_installed) == (None, None)


def test_a_day_that_is_known_stays() -> None:
    license = with_key_installed(with_key_received(a_renewed(), TODAY), TODAY)
    assert with_key_received(with_key_installed(license, END), END) == license


def test_it_is_urgent_and_says_where_it_is_mended() -> None:
    portfolio = Portfolio((a_renewed(),), a_sound_portfolio().contacts)
    (found,) = (x for x in Outlook(portfolio, TODAY, SETTINGS).findings if x.word == "key")
    assert (found.field, found.severity, found.license) == ("key_installed", Urgency.URGENT, 1)
