"""What an editor must not save, and what it only warns of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from licensetui.domain.coterm import coterm
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.portals import OTHER
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.renewal import Purchase, renewed
from licensetui.domain.term import Ending, Term, TermKind
from licensetui.findings.objections import objections, plan_objections, refusal
from licensetui.vendors.atlassian import DATA_CENTER
from tests.builders import TODAY, a_license, a_term

LATE = date(2029, 3, 29)


def refused(before: License | None, after: License, *others: License) -> str:
    """The reason why an edit is refused; empty if it is not."""
    found = refusal(before, after, Portfolio((*others, after)), TODAY)
    return f"{found.field}: {found.reason}" if found else ""


def warned(before: License | None, after: License, today: date, *others: License) -> list[str]:
    """The reasons of all warnings."""
    found = objections(before, after, Portfolio((*others, after)), today)
    assert not any(objection.refuses for objection in found)
    return [objection.reason for objection in found]


def ending(end: date, **fields: Any) -> License:
    """A license whose term ends on a day."""
    return a_license(**{"terms": (a_term(end),), **fields})


def test_no_data_center_term_is_typed_past_its_end_of_life() -> None:
    assert refused(ending(TODAY), ending(LATE)) == (
        "end: 2029-03-29 is too late: Data Center ends on 2029-03-28, check on the portal"
    )
    assert refused(None, ending(LATE))
    assert not refused(ending(TODAY), ending(DATA_CENTER.day))


@pytest.mark.parametrize(
    "fields",
    [
        {"product": "Bitbucket", "name": "Bitbucket"},
        {"vendor": "X", "portal": OTHER},
        {"hosting": Hosting.CLOUD},
    ],
)
def test_exempt_products_and_what_is_no_data_center_may_end_later(fields: dict[str, Any]) -> None:
    assert not refused(None, ending(LATE, **fields))


def test_what_was_too_late_before_hinders_no_other_edit() -> None:
    before = ending(LATE)
    assert not refused(before, replace(before, name="Renamed", notes="n", seats=501))
    assert refused(before, ending(LATE + timedelta(days=1)))


def test_a_renewal_past_the_end_of_life_is_refused_and_one_up_to_it_is_not() -> None:
    before = ending(date(2028, 6, 1))
    assert refused(before, renewed(before, TODAY))
    assert not refused(before, renewed(before, TODAY, Purchase(end=DATA_CENTER.day)))


def test_maintenance_after_the_end_of_server_support_is_a_warning() -> None:
    server = ending(TODAY, hosting=Hosting.SERVER)
    (warning,) = warned(None, server, TODAY)
    assert "Server support ended on 2024-02-15" in warning


def test_maintenance_of_server_is_not_renewed_or_planned_after_its_support() -> None:
    server = ending(date(2024, 2, 1), product="Jira Software", hosting=Hosting.SERVER)
    why = (
        "end: 2025-02-01 is too late: Server support ended on 2024-02-15, and no maintenance "
        "is sold past that date, check on the portal"
    )
    assert refused(server, renewed(server, TODAY)) == why
    assert not refused(server, renewed(server, TODAY, Purchase(end=date(2024, 2, 15))))
    plan = coterm([server], date(2027, 1, 1), TODAY).lines[0].after
    [objection] = plan_objections(plan, Portfolio((plan,)), TODAY)
    assert objection.refuses
    for fields in ({"product": "Fisheye"}, {"vendor": "Acme", "portal": OTHER}):
        other = replace(server, **fields)
        assert not refused(other, renewed(other, TODAY))


def test_a_developer_license_is_not_typed_past_its_parent() -> None:
    parent = ending(TODAY, name="Jira", id=9)
    developer = ending(TODAY, parent=9, type=LicenseType.DEVELOPER)
    later = ending(TODAY + timedelta(days=1), parent=9, type=LicenseType.DEVELOPER)
    assert refused(developer, later, parent) == (
        "end: A developer license ends with its parent: Jira on 2026-11-22"
    )
    assert not refused(developer, developer, parent)
    assert not refused(developer, later, ending(TODAY + timedelta(days=1), id=9))


def test_an_app_is_not_given_fewer_seats_than_its_host() -> None:
    host = a_license("Jira", id=9)
    app = a_license("Tempo", parent=9)
    small = replace(app, seats=250)
    assert refused(app, small, host) == (
        "seats: An app needs at least the tier of its host: Jira is for 500 users"
    )
    assert refused(replace(small, parent=None), small, host)  # the host is chosen anew
    assert not refused(small, replace(small, notes="n"), host)


def test_a_perpetual_license_does_not_end_itself() -> None:
    wrong = a_license(terms=(a_term(9, perpetual=True, ends=Ending.LICENSE),))
    right = a_license(terms=(a_term(9, perpetual=True, ends=Ending.MAINTENANCE),))
    assert refused(right, wrong).startswith("perpetual: ")
    assert not refused(wrong, right)


@pytest.mark.parametrize(
    ("kind", "start", "is_warned"),
    [
        (TermKind.NEW, date(2028, 3, 30), False),
        (TermKind.NEW, date(2028, 3, 31), True),
        (TermKind.UPGRADE, date(2028, 3, 31), True),
        (TermKind.RENEWAL, date(2028, 3, 31), False),
        (TermKind.CO_TERM, date(2028, 3, 31), False),
    ],
)
def test_after_the_last_day_to_buy_there_is_a_warning(
    kind: TermKind, start: date, is_warned: bool
) -> None:
    before = a_license(terms=(a_term(date(2028, 3, 31)),))
    term = Term(2, start, DATA_CENTER.day, kind=kind)
    after = replace(before, terms=(*before.terms, term))
    known_customer = a_license(id=8)
    found = warned(before, after, TODAY, known_customer)
    assert bool(found) is is_warned
    assert not is_warned or "can be bought or expanded only until 2028-03-30" in found[0]


def test_more_seats_after_the_last_day_to_expand_are_a_warning() -> None:
    before = a_license(terms=(a_term(date(2029, 3, 28)),))
    more, fewer = replace(before, seats=1000), replace(before, seats=250)
    assert not warned(before, more, date(2028, 3, 30))
    assert warned(before, more, date(2028, 3, 31))
    assert warned(before, replace(before, seats="unlimited"), date(2028, 3, 31))
    assert not warned(before, fewer, date(2028, 3, 31))


def test_who_has_no_data_center_license_is_a_new_customer() -> None:
    new = a_license(terms=(Term(1, date(2026, 3, 30), date(2027, 3, 30)),))
    (warning,) = warned(None, new, TODAY)
    assert "closed to new customers since 2026-03-30" in warning
    assert not warned(None, new, TODAY, a_license(id=8))
    earlier = a_license(terms=(Term(1, date(2026, 3, 29), date(2027, 3, 29)),))
    assert not warned(None, earlier, TODAY)


def test_a_plan_is_judged_as_if_it_were_bought() -> None:
    parent = a_license("Jira", id=9)
    developer = a_license("Dev", parent=9, type=LicenseType.DEVELOPER)
    plan = a_term(date(2027, 6, 30), id=2, kind=TermKind.CO_TERM, start=parent.end)
    dev, planned_parent = replace(developer, planned=plan), replace(parent, planned=plan)
    (objection,) = plan_objections(dev, Portfolio((dev, parent)), TODAY)
    assert "ends with its parent" in objection.reason
    assert not plan_objections(dev, Portfolio((dev, planned_parent)), TODAY)
    assert not plan_objections(developer, Portfolio((developer, parent)), TODAY)
