"""By which day the steps of a license should be done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from licensetui.domain.counsel import Counsel
from licensetui.domain.portal_deadline import closing, deadline
from licensetui.domain.reminders import Origin, ReminderDays
from licensetui.domain.term import Decision, Progress
from tests.builders import SETTINGS, TODAY, a_term
from tests.domain.portal_cases import the_license, the_portfolio

COUNSEL = Counsel(vendor_days=lambda _: ReminderDays((90, -15), Origin.VENDOR))


@pytest.mark.parametrize(
    ("seen", "end", "days", "why"),
    [
        ("T* anna", 100, 10, "reminder"),  # 90 days before the end
        ("T* anna", 90, 0, "reminder"),
        ("T* anna", 0, 0, "end"),
        ("T* anna", 9, 9, "end"),
        ("T* anna", -3, 12, "reminder"),  # 15 days after it
        ("T* anna, T closing", 100, 1, "mailbox of closing closes"),
        ("T* anna, T closing", 91, 1, "mailbox of closing closes"),
        ("T* anna, T closed", 9, 9, "end"),
        ("T* leaving", 91, 1, "nobody can sign in: leaving has left"),
        ("T* leaving, T closing", 91, 1, "mailbox of closing closes"),
        ("T* leaving, T left", 91, 1, "nobody can sign in: leaving has left"),
        ("T* leaving", 90, 0, "reminder"),
        ("T* leaving, T anna", 91, 1, "reminder"),
    ],
)
def test_the_first_day_that_matters(seen: str, end: int, days: int, why: str) -> None:
    license = the_license("T* lea", seen, terms=(a_term(end),))
    found = deadline(license, the_portfolio(license), TODAY, SETTINGS, COUNSEL)
    assert found is not None
    assert (found.day, found.why) == (TODAY + timedelta(days=days), why)


def test_where_no_mail_comes_any_more_the_end_is_left() -> None:
    done = a_term(100, decision=Decision.RENEW, progress=Progress.DONE)
    license = the_license("T* lea", "T* anna", terms=(done,))
    found = deadline(license, the_portfolio(license), TODAY, SETTINGS, COUNSEL)
    assert found is not None
    assert (found.day, found.why) == (TODAY + timedelta(days=100), "end")


def test_none_is_known_without_an_end_or_long_after_it() -> None:
    for terms in ((), (a_term(None),), (a_term(-16),)):
        license = the_license("T* lea", "T* anna, T who@else", terms=terms)
        assert deadline(license, the_portfolio(license), TODAY, SETTINGS, COUNSEL) is None
        assert closing(license, the_portfolio(license), TODAY) is None
