"""What a user says about a term, and which deadlines it settles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.handling import (
    decided,
    handled,
    hidden_by_snooze,
    is_handled,
    progressed,
    reopened,
    snoozed,
)
from licensetui.domain.license import License
from licensetui.domain.milestones import MilestoneKind, next_milestone, open_milestones
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Decision, Progress
from tests.builders import SETTINGS, TODAY, a_license, a_term

NOTICE = a_license(terms=(a_term(-100), a_term(200, id=2, notice_days=60, auto_renew=True)))
DECIDE, CANCEL, ORDER, ENDS = (
    MilestoneKind.DECIDE_BY,
    MilestoneKind.CANCEL_BY,
    MilestoneKind.ORDER_BY,
    MilestoneKind.ENDS,
)


def still_open(license: License) -> list[MilestoneKind]:
    """Kinds of what is still to be done."""
    return [point.kind for point in open_milestones(license, TODAY, SETTINGS)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (NOTICE, [DECIDE, CANCEL, ENDS]),  # it renews itself: nothing is ordered
        (decided(NOTICE, Decision.RENEW), [ENDS]),
        (decided(NOTICE, Decision.REDUCE), [CANCEL, ENDS]),
        (decided(NOTICE, Decision.CANCEL), [CANCEL, ENDS]),
        (progressed(NOTICE, Progress.QUOTED), [DECIDE, CANCEL, ORDER, ENDS]),
        (progressed(NOTICE, Progress.ORDERED), [ENDS]),
        (progressed(decided(NOTICE, Decision.REDUCE), Progress.ORDERED), [ENDS]),
        (progressed(decided(NOTICE, Decision.CANCEL), Progress.ORDERED), [CANCEL, ENDS]),
        (handled(NOTICE), []),
        (reopened(handled(NOTICE)), [DECIDE, CANCEL, ENDS]),
        (decided(handled(NOTICE), Decision.RENEW), []),
        (decided(handled(NOTICE), Decision.CANCEL), [CANCEL, ENDS]),
    ],
)
def test_what_each_word_settles(after: License, expected: list[MilestoneKind]) -> None:
    assert still_open(after) == expected
    assert after.terms[0] == NOTICE.terms[0]


def test_who_orders_has_decided() -> None:
    term = progressed(NOTICE, Progress.ORDERED).term
    assert term is not None
    assert term.decision is Decision.RENEW
    canceled = progressed(decided(NOTICE, Decision.CANCEL), Progress.ORDERED).term
    assert canceled is not None
    assert canceled.decision is Decision.CANCEL


def test_an_order_does_not_hide_the_deadline_of_a_cancellation_decided_later() -> None:
    term = decided(progressed(NOTICE, Progress.ORDERED), Decision.CANCEL).term
    assert term is not None
    assert term.progress is Progress.OPEN


def test_a_change_from_renewing_to_reducing_keeps_the_quote_that_came() -> None:
    quoted = progressed(decided(NOTICE, Decision.RENEW), Progress.QUOTED)
    term = decided(quoted, Decision.REDUCE).term
    assert term is not None
    assert term.progress is Progress.QUOTED


def test_handled_says_so_and_leaves_an_undecided_term_undecided() -> None:
    after = handled(NOTICE)
    assert is_handled(after)
    assert not is_handled(NOTICE)
    assert after.term is not None
    assert after.term.decision is Decision.UNDECIDED


def test_a_snooze_is_silent_until_its_day_and_can_be_ended() -> None:
    until = TODAY + timedelta(days=10)
    after = snoozed(NOTICE, until, TODAY)
    assert next_milestone(after, TODAY, SETTINGS) is None
    assert next_milestone(after, until, SETTINGS) is not None
    assert snoozed(after, None, TODAY) == NOTICE


def test_a_snooze_must_lie_ahead() -> None:
    for days in (0, -1):
        with pytest.raises(StructureError, match="is not after today, 2026-11-22"):
            snoozed(NOTICE, TODAY + timedelta(days=days), TODAY)


def test_what_a_snooze_would_hide_is_known_before() -> None:
    deadline = TODAY + timedelta(days=140)
    hidden = hidden_by_snooze(NOTICE, deadline + timedelta(days=1), TODAY, SETTINGS)
    assert [point.kind for point in hidden] == [DECIDE, CANCEL]
    until_then = hidden_by_snooze(NOTICE, deadline, TODAY, SETTINGS)
    assert [point.kind for point in until_then] == [DECIDE]
    overdue = a_license(terms=(a_term(-2),))
    assert hidden_by_snooze(overdue, deadline, TODAY, SETTINGS) == ()


@given(st.integers(1, 400), st.integers(-30, 400))
def test_no_deadline_is_lost_by_a_snooze_but_those_that_were_said(days: int, end: int) -> None:
    license = a_license(terms=(a_term(end, notice_days=45),))
    until = TODAY + timedelta(days=days)
    hidden = hidden_by_snooze(license, until, TODAY, SETTINGS)
    after = open_milestones(snoozed(license, until, TODAY), until, SETTINGS)
    for point in open_milestones(license, TODAY, SETTINGS):
        assert (point in after) or (point in hidden)


ALL: list[Callable[[License], License]] = [
    lambda x: decided(x, Decision.RENEW),
    lambda x: progressed(x, Progress.ORDERED),
    handled,
    lambda x: snoozed(x, TODAY + timedelta(days=1), TODAY),
]


@pytest.mark.parametrize("say", ALL)
def test_a_license_without_a_term_has_nothing_to_say_it_of(
    say: Callable[[License], License],
) -> None:
    with pytest.raises(StructureError, match="Jira Software DC 500 has no term yet"):
        say(a_license(terms=()))


@pytest.mark.parametrize("say", ALL)
def test_to_say_it_twice_changes_nothing(say: Callable[[License], License]) -> None:
    once = say(NOTICE)
    assert once != NOTICE
    assert say(once) is once
